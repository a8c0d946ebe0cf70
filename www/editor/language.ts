// What CodeMirror's packages ask of `@codemirror/language` and Lezer, which `bundle.mjs` answers with this module: the engine
// knows the languages here, so that parser, tree and highlighter would only be 15 KB (gzip) that find nothing. Every text is
// one node without a name, and a new line is indented like the one above.
import { countColumn, type EditorState, Facet } from "@codemirror/state";

export { matchBrackets } from "./brackets";

const type = { name: "", prop: () => undefined };

/** The node at a place, for whom nothing is around it and nothing in it. */
function nodeAt(place: number) {
  return {
    from: place,
    to: place,
    type,
    name: "",
    parent: null,
    firstChild: null,
    childAfter: none,
    childBefore: none,
  };
}

function none(): null {
  return null;
}

/** A tree of nothing. */
export function syntaxTree(_: EditorState) {
  return { length: 0, resolveInner: nodeAt, resolveStack: (place: number) => ({ node: nodeAt(place), next: null }) };
}

/** Two spaces, as in CodeMirror. */
export const indentUnit = Facet.define<string, string>({ combine: ([unit = "  "]) => unit });

export function getIndentUnit(state: EditorState): number {
  return state.facet(indentUnit).length;
}

export function indentString(_: EditorState, columns: number): string {
  return " ".repeat(columns);
}

/** How far the line of a place is indented. */
export class IndentContext {
  constructor(readonly state: EditorState) {}

  lineIndent(place: number): number {
    const { doc, tabSize } = this.state;
    return countColumn(/^\s*/.exec(doc.lineAt(place).text)?.[0] ?? "", tabSize);
  }
}

/** Nobody knows better than the line above. */
export const getIndentation = none;

/** Properties of nodes that no node has. */
export const NodeProp = { openedBy: undefined, closedBy: undefined };

// The merge view asks these in a form that the page does not use.
export const language = undefined;
export const highlightingFor = none;
export const highlightTree = none;
