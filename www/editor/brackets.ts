import type { EditorState, Range as Placed } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { Range } from "../engine/wire";

/** A bracket with the one that closes or opens it, which may be of another kind or missing. */
export interface Match {
  readonly start: Range;
  readonly end?: Range;
  readonly matched: boolean;
}

const BRACKETS = "()[]{}";

/** How far the other bracket is looked for. */
const REACH = 10_000;

/** The bracket at a place, behind it (`1`) or before it (`-1`), if it faces away from there, and what it belongs to. */
export function matchBrackets({ doc }: EditorState, position: number, direction: 1 | -1): Match | null {
  const from = direction > 0 ? position : position - 1;
  const text = direction > 0 ? doc.sliceString(from, from + REACH) : doc.sliceString(position - REACH, position);
  const start = { from, to: from + 1 };
  let kind: number | undefined;
  let depth = 0;
  for (let step = 0; step < text.length; step += 1) {
    const sign = BRACKETS.indexOf(text.charAt(direction > 0 ? step : text.length - 1 - step));
    const isStart = sign % 2 === (direction > 0 ? 0 : 1);
    if (step === 0 && !isStart) return null;
    if (sign < 0) continue;
    kind ??= sign >> 1;
    depth += isStart ? 1 : -1;
    const at = from + direction * step;
    if (depth === 0) return { start, end: { from: at, to: at + 1 }, matched: sign >> 1 === kind };
  }
  return kind !== undefined && text.length < REACH ? { start, matched: false } : null;
}

const mark = Decoration.mark({ class: "cm-matchingBracket" });

/** The brackets at the cursors whose partners are there. */
function matches(state: EditorState): DecorationSet {
  const marks: Placed<Decoration>[] = [];
  for (const { empty, head } of state.selection.ranges) {
    if (!empty) continue;
    const match =
      matchBrackets(state, head, -1) ??
      matchBrackets(state, head - 1, 1) ??
      matchBrackets(state, head, 1) ??
      matchBrackets(state, head + 1, -1);
    if (match?.matched && match.end)
      marks.push(mark.range(match.start.from, match.start.to), mark.range(match.end.from, match.end.to));
  }
  return Decoration.set(marks, true);
}

class Brackets {
  decorations: DecorationSet;
  #isPaused = false;

  constructor({ state }: EditorView) {
    this.decorations = matches(state);
  }

  update({ docChanged, selectionSet, view, state, changes }: ViewUpdate): void {
    if (!docChanged && !selectionSet && !this.#isPaused) return;
    // What an input method is composing must not be redrawn.
    this.#isPaused = view.composing;
    this.decorations = view.composing ? this.decorations.map(changes) : matches(state);
  }
}

/** Marks the bracket at the cursor and its partner. */
export const brackets = ViewPlugin.fromClass(Brackets, { decorations: (plugin) => plugin.decorations });
