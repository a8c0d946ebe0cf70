import type { Range } from "../../engine/wire";

// Changes of the file of test cases that leave everything else in it as its author wrote it: events above all, whose
// numbers JavaScript would round.

/** What the form of a case changes. */
export interface CaseEdit {
  readonly name: string;
  readonly why: string;
  readonly expected: string;
}

/** The text without the case at `range`, and without the comma that parted it from another. */
export function without(text: string, { from, to }: Range): string {
  const after = /^\s*,\s*/.exec(text.slice(to));
  if (after) return text.slice(0, from) + text.slice(to + after[0].length);
  return text.slice(0, from).replace(/,?\s*$/, "") + text.slice(to);
}

/** The text with the case at `range` changed. */
export function edited(text: string, range: Range, edit: CaseEdit): string {
  let object = text.slice(range.from, range.to);
  for (const key of ["why", "expected", "name"] as const) {
    const at = members(object).get(key);
    const value = JSON.stringify(edit[key]);
    if (at) object = object.slice(0, at.from) + value + object.slice(at.to);
    else if (edit[key] !== "")
      object = object.replace(/^\{(\s*)/, (_, gap) => `{${gap}"${key}": ${value},${gap || " "}`);
  }
  return text.slice(0, range.from) + object + text.slice(range.to);
}

/** Where the values of an object's own members that are strings stand in its text. */
function members(object: string): ReadonlyMap<string, Range> {
  const found = new Map<string, Range>();
  let depth = 0;
  let key: string | undefined;
  for (const { 0: token, index } of object.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (token === ",") key = undefined;
    else if (depth === 1 && key === undefined) key = JSON.parse(token);
    else if (depth === 1 && key !== undefined) found.set(key, { from: index, to: index + token.length });
  }
  return found;
}
