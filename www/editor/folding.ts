import { type EditorState, type Extension, Facet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter, keymap, WidgetType } from "@codemirror/view";
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

const fold = StateEffect.define<Range>();
const unfold = StateEffect.define<Range>();

/** Stands for what is folded, and opens it. */
class Placeholder extends WidgetType {
  override toDOM(view: EditorView): HTMLElement {
    const element = document.createElement("span");
    element.textContent = "…";
    element.setAttribute("aria-label", "folded text");
    element.title = "unfold";
    element.className = "cm-foldPlaceholder";
    element.addEventListener("click", (event) => {
      const range = foldedIn(view.state, view.lineBlockAt(view.posAtDOM(element)));
      if (range) view.dispatch({ effects: unfold.of(range) });
      event.preventDefault();
    });
    return element;
  }
}

const hidden = Decoration.replace({ widget: new Placeholder() });

/** What is folded. It opens where the cursor goes into it and where something in it is deleted. */
const folded = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let now = value;
    if (transaction.isUserEvent("delete"))
      transaction.changes.iterChangedRanges((from, to) => {
        now = without(now, (range) => range.from < to && range.to > from);
      });
    now = now.map(transaction.changes);
    for (const effect of transaction.effects) {
      const { value } = effect;
      if (effect.is(fold)) now = now.update({ add: [hidden.range(value.from, value.to)] });
      if (effect.is(unfold)) now = without(now, ({ from, to }) => from === value.from && to === value.to);
    }
    const head = transaction.selection?.main.head;
    return head === undefined ? now : without(now, ({ from, to }) => from < head && head < to);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function without(ranges: DecorationSet, opens: (range: Range) => boolean): DecorationSet {
  return ranges.update({ filter: (from, to) => !opens({ from, to }) });
}

/** Opens everything that is folded over a place. */
export function unfoldAt(view: EditorView, place: number): void {
  const effects: StateEffect<Range>[] = [];
  view.state.field(folded, false)?.between(place, place, (from, to) => {
    effects.push(unfold.of({ from, to }));
  });
  if (effects.length > 0) view.dispatch({ effects });
}

/** The first range that is folded between two places. */
function foldedIn(state: EditorState, { from, to }: Range): Range | undefined {
  let found: Range | undefined;
  state.field(folded, false)?.between(from, to, (from, to) => {
    found ??= { from, to };
  });
  return found;
}

/** Says what may be folded from the end of a line on. */
type Foldable = (state: EditorState, lineStart: number, lineEnd: number) => Range | null;

const foldables = Facet.define<Foldable>();

/** What can be folded behind a line. */
function foldable(state: EditorState, { from, to }: Range): Range | undefined {
  for (const find of state.facet(foldables)) {
    const found = find(state, from, to);
    if (found) return found;
  }
  return undefined;
}

/** Folds or unfolds the lines with a cursor, the first that can be folded or all, and says so. */
function change(view: EditorView, effect: typeof fold, find: typeof foldable, said: string): boolean {
  const { state } = view;
  const ranges = state.selection.ranges.flatMap(({ head }) => find(state, view.lineBlockAt(head)) ?? []);
  if (ranges.length === 0) return false;
  const line = (place: number) => state.doc.lineAt(place).number;
  const effects = ranges.flatMap((range) => [
    effect.of(range),
    EditorView.announce.of(`${said} ${line(range.from)} to ${line(range.to)}.`),
  ]);
  view.dispatch({ effects });
  return true;
}

function foldAll(view: EditorView): boolean {
  const effects: StateEffect<Range>[] = [];
  for (let place = 0; place < view.state.doc.length; ) {
    const line = view.lineBlockAt(place);
    const range = foldable(view.state, line);
    if (range) effects.push(fold.of(range));
    place = (range ? view.lineBlockAt(range.to) : line).to + 1;
  }
  view.dispatch({ effects });
  return effects.length > 0;
}

function unfoldAll(view: EditorView): boolean {
  const effects: StateEffect<Range>[] = [];
  view.state.field(folded).between(0, view.state.doc.length, (from, to) => {
    effects.push(unfold.of({ from, to }));
  });
  view.dispatch({ effects });
  return effects.length > 0;
}

class FoldMarker extends GutterMarker {
  constructor(
    readonly sign: string,
    readonly title: string,
  ) {
    super();
  }

  override toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.textContent = this.sign;
    element.title = this.title;
    return element;
  }
}

const canFold = new FoldMarker("⌄", "Fold line");
const canUnfold = new FoldMarker("›", "Unfold line");

/** What a text holds can be folded from the end of its first line on, by the gutter and by keys. */
export function folding(find: Foldable): Extension {
  return [
    foldables.of(find),
    folded,
    gutter({
      class: "cm-foldGutter",
      lineMarker: ({ state }, line) => (foldedIn(state, line) ? canUnfold : foldable(state, line) ? canFold : null),
      lineMarkerChange: ({ startState, state }) =>
        startState.field(folds, false) !== state.field(folds, false) ||
        startState.field(folded) !== state.field(folded),
      initialSpacer: () => canUnfold,
      domEventHandlers: {
        click(view, line) {
          const [open, shut] = [foldedIn(view.state, line), foldable(view.state, line)];
          if (open) view.dispatch({ effects: unfold.of(open) });
          else if (shut) view.dispatch({ effects: fold.of(shut) });
          return open !== undefined || shut !== undefined;
        },
      },
    }),
    keymap.of([
      { key: "Ctrl-Shift-[", mac: "Cmd-Alt-[", run: (view) => change(view, fold, foldable, "Folded lines") },
      { key: "Ctrl-Shift-]", mac: "Cmd-Alt-]", run: (view) => change(view, unfold, foldedIn, "Unfolded lines") },
      { key: "Ctrl-Alt-[", run: foldAll },
      { key: "Ctrl-Alt-]", run: unfoldAll },
    ]),
  ];
}

/** Long strings, lists and tables of a rule, as the engine says. */
export const ruleFolding: Extension = [
  folds,
  folding((state, lineStart, lineEnd) => {
    const found = state.field(folds).find(({ from, to }) => from >= lineStart && from <= lineEnd && to > lineEnd);
    return found ? { from: lineEnd, to: Math.min(found.to, state.doc.length) } : null;
  }),
];
