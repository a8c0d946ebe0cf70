import { type Range as PlacedRange, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { Range, Truth, Verdict } from "../engine/wire";

/** A range of this editor's text that belongs to a part of the query. */
export interface EditorMark extends Range {
  readonly node: number;
  readonly truth: Truth;
}

/** What is marked in one editor. */
export interface Marked {
  readonly marks: readonly EditorMark[];
  /** The selected event's record; only where there is more than one. */
  readonly record: Range | undefined;
  /** Ranges the reader points at elsewhere. */
  readonly hovered: readonly Range[];
  /** Keys and values of the selected event that are in no ECS field. */
  readonly unmapped: readonly Range[];
  /** The selected event's verdict, which is what its marks work towards. */
  readonly verdict: Verdict;
  /** The part of the query the reader points at or chose. */
  readonly active: number | undefined;
}

/** Replaces what is marked. */
export const setMarked = StateEffect.define<Marked>();

interface Value {
  readonly marked: Marked;
  readonly decorations: DecorationSet;
}

const NOTHING: Marked = {
  marks: [],
  record: undefined,
  hovered: [],
  unmapped: [],
  verdict: "no_match",
  active: undefined,
};
const RECORD_LINE = Decoration.line({ class: "record-line" });
const RECORD = Decoration.mark({ class: "record" });
const HOVERED = Decoration.mark({ class: "hovered" });
const UNMAPPED = Decoration.mark({ class: "unmapped", attributes: { title: "not mapped: no ECS field has this" } });
/** Lines of one record that are shaded; no reader sees more at once. */
const MAX_LINES = 2_000;

const field = StateField.define<Value>({
  create: () => ({ marked: NOTHING, decorations: Decoration.none }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarked)) return { marked: effect.value, decorations: build(effect.value, transaction.newDoc) };
    }
    return transaction.docChanged ? { ...value, decorations: value.decorations.map(transaction.changes) } : value;
  },
  provide: (self) => EditorView.decorations.from(self, (value) => value.decorations),
});

/** Marks that move with the text; `chooseAt` is told the offset that was clicked, `choose` the part whose mark it was. */
export function marks(choose: (node: number) => void, chooseAt: (offset: number) => void) {
  return [
    field,
    EditorView.domEventHandlers({
      click(event, view) {
        if (!view.state.selection.main.empty || !(event.target instanceof Element)) return;
        const node = event.target.closest("[data-node]")?.getAttribute("data-node");
        if (node) choose(Number(node));
        else chooseAt(view.state.selection.main.head);
      },
    }),
  ];
}

function build(marked: Marked, doc: EditorView["state"]["doc"]): DecorationSet {
  const placed: PlacedRange<Decoration>[] = [];
  const { record } = marked;
  if (record && record.from < record.to && record.to <= doc.length) {
    const first = doc.lineAt(record.from);
    if (doc.sliceString(first.from, record.from).trim() === "") {
      const last = Math.min(doc.lineAt(record.to).number, first.number + MAX_LINES);
      for (let line = first.number; line <= last; line += 1) placed.push(RECORD_LINE.range(doc.line(line).from));
    } else {
      placed.push(RECORD.range(record.from, record.to));
    }
  }
  for (const { from, to } of marked.hovered) {
    if (from < to && to <= doc.length) placed.push(HOVERED.range(from, to));
  }
  for (const { from, to } of marked.unmapped) {
    if (from < to && to <= doc.length) placed.push(UNMAPPED.range(from, to));
  }
  for (const { from, to, node, truth } of distinct(marked)) {
    if (from >= to || to > doc.length) continue;
    const active = node === marked.active ? " mark-active" : "";
    placed.push(
      Decoration.mark({
        class: `mark mark-${truth} for-${marked.verdict}${active}`,
        attributes: { "data-node": `${node}` },
      }).range(from, to),
    );
  }
  return Decoration.set(placed, true);
}

/** One mark for each range, the active part's where there are several: thousands of parts may look at the same value. */
function distinct({ marks, active }: Marked): Iterable<EditorMark> {
  const byRange = new Map<string, EditorMark>();
  for (const mark of marks) {
    const range = `${mark.from} ${mark.to}`;
    if (mark.node === active || !byRange.has(range)) byRange.set(range, mark);
  }
  return byRange.values();
}
