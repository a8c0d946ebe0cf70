import { codeFolding, foldGutter, foldKeymap, foldService } from "@codemirror/language";
import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import type { Range } from "../engine/wire";

/** What the engine says may be folded in the text as it stands now. */
export const setFolds = StateEffect.define<readonly Range[]>();

const folds = StateField.define<readonly Range[]>({
  create: () => [],
  update(value, { changes, docChanged, effects }) {
    for (const effect of effects) if (effect.is(setFolds)) return effect.value;
    if (!docChanged) return value;
    return value.map(({ from, to }) => ({ from: changes.mapPos(from, -1), to: changes.mapPos(to, -1) }));
  },
});

/** Long strings, lists and tables can be folded from the end of their first line on, by the gutter and by keys. */
export const folding: Extension = [
  folds,
  foldService.of((state, lineStart, lineEnd) => {
    const found = state.field(folds).find(({ from, to }) => from >= lineStart && from <= lineEnd && to > lineEnd);
    return found ? { from: lineEnd, to: Math.min(found.to, state.doc.length) } : null;
  }),
  codeFolding(),
  foldGutter({
    openText: "⌄",
    closedText: "›",
    foldingChanged: (update) => update.startState.field(folds) !== update.state.field(folds),
  }),
  keymap.of(foldKeymap),
];
