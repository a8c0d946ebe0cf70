import type { EditorState, StateEffect, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Edit, Range } from "../engine/wire";
import { unfoldAt } from "./folding";
import { within } from "./ranges";

/** An editor, or a text with its history that is in none just now. */
export interface Editable {
  readonly state: EditorState;
  dispatch(transaction: Transaction): void;
}

/** Scrolls a range into view where it is not; `focus` also puts the cursor at its start. */
export function revealRange(view: EditorView, range: Range, focus: boolean): void {
  const inside = within(range, view.state.doc.length);
  if (!inside) return;
  unfoldAt(view, inside.from);
  if (!focus && isVisible(view, inside.from)) return;
  view.dispatch({
    ...(focus ? { selection: { anchor: inside.from } } : {}),
    effects: EditorView.scrollIntoView(inside.from, { y: "center" }),
  });
  if (focus) view.focus();
}

function isVisible(view: EditorView, position: number): boolean {
  const at = view.coordsAtPos(position);
  const { top, bottom } = view.scrollDOM.getBoundingClientRect();
  return at !== null && at.top >= top && at.bottom <= bottom;
}

/** Makes all edits in one transaction, which is one step of the undo history. */
export function applyEdits(
  editor: Editable,
  edits: readonly Edit[],
  effects: readonly StateEffect<unknown>[] = [],
): void {
  const changes = [];
  for (const { place, text } of edits) {
    const range = within(place.range, editor.state.doc.length);
    if (!range) return;
    changes.push({ ...range, insert: text });
  }
  editor.dispatch(editor.state.update({ changes, effects, userEvent: "input.fix" }));
}
