import type { EditorState, Text } from "@codemirror/state";
import type { Range } from "../engine/wire";

/** The folds of a text by the place its line ends, found when first asked for. */
const known = new WeakMap<Text, ReadonlyMap<number, number>>();

/** Objects and lists of several lines; where two begin on one line, the inner one. */
export function foldable({ doc }: EditorState, _lineStart: number, lineEnd: number): Range | null {
  let folds = known.get(doc);
  if (!folds) {
    folds = read(doc);
    known.set(doc, folds);
  }
  const to = folds.get(lineEnd);
  return to === undefined ? null : { from: lineEnd, to };
}

function read(doc: Text): ReadonlyMap<number, number> {
  const folds = new Map<number, number>();
  /** Where the lines of the open brackets end. */
  const open: number[] = [];
  let start = 0;
  for (const line of doc.iterLines()) {
    const end = start + line.length;
    let quoted = false;
    for (let at = 0; at < line.length; at += 1) {
      const letter = line[at];
      if (letter === '"') quoted = !quoted;
      else if (quoted) at += letter === "\\" ? 1 : 0;
      else if (letter === "{" || letter === "[") open.push(end);
      else if (letter === "}" || letter === "]") {
        const from = open.pop();
        // The inner one of a line is closed first.
        if (from !== undefined && from < start && !folds.has(from)) folds.set(from, start + at);
      }
    }
    start = end + 1;
  }
  return folds;
}
