import { type Range, RangeSet } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

const KINDS = {
  key: Decoration.mark({ class: "tok-key" }),
  string: Decoration.mark({ class: "tok-string" }),
  number: Decoration.mark({ class: "tok-number" }),
  constant: Decoration.mark({ class: "tok-constant" }),
} as const;

const PIECE = /("(?:[^"\\\n]|\\.)*"?)(\s*:)?|(-?\b\d[\d.eE+-]*)|\b(true|false|null)\b/g;

/** A line is read from its start, for a string to be told from what is between two; longer ones from the visible part. */
const MAX_LEAD = 20_000;

/** Colours JSON where it is visible. Events may be long and are read by the engine for their meaning, not their looks. */
export const jsonColours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = build(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = build(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function build(view: EditorView): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of view.visibleRanges) {
    const lineStart = view.state.doc.lineAt(from).from;
    const start = from - lineStart <= MAX_LEAD ? lineStart : from;
    for (const match of view.state.sliceDoc(start, to).matchAll(PIECE)) {
      const [, string, colon, number] = match;
      const at = start + match.index;
      const end = at + (string ?? match[0]).length;
      if (end <= from) continue;
      const kind = string ? (colon ? "key" : "string") : number ? "number" : "constant";
      found.push(KINDS[kind].range(at, end));
    }
  }
  return RangeSet.of(found, true);
}
