import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { Token, TokenKind } from "../engine/wire";

/** The engine's colours for the whole text, as it stands now. */
export const setColours = StateEffect.define<readonly Token[]>();

const DECORATIONS = new Map<TokenKind, Decoration>();

function decoration(kind: TokenKind): Decoration {
  let known = DECORATIONS.get(kind);
  if (!known) {
    known = Decoration.mark({ class: `tok-${kind}` });
    DECORATIONS.set(kind, known);
  }
  return known;
}

/** Colours from the engine's lexers; they move with the text until the next ones come. */
export const colours = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setColours)) next = build(effect.value, transaction.newDoc.length);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function build(tokens: readonly Token[], length: number): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { range, kind } of tokens) {
    if (range.from < range.to && range.to <= length) builder.add(range.from, range.to, decoration(kind));
  }
  return builder.finish();
}
