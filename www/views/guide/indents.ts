const FENCE = /^\s*(?:>\s*)*(```|~~~)/;
const ITEM = /^ *(?:[-*+]|\d{1,9}[.)])\s/;

/**
 * The text with lists moved to the margin that stand below no other list and are indented by four spaces and more. To
 * CommonMark they are code, or text of the paragraph above. Lines stay lines.
 */
export function unindented(text: string): string {
  let inList = false;
  let isBlank = true;
  let fence: string | undefined;
  /** How far the lines of the list are moved. */
  let moved = 0;
  const lines = text.split("\n").map((line) => {
    const above = isBlank;
    isBlank = line.trim() === "";
    const mark = FENCE.exec(line)?.[1];
    if (mark && (!fence || fence === mark)) fence = fence ? undefined : mark;
    if (fence || mark || isBlank) return line;
    const indent = line.search(/\S/);
    if (indent < 4) {
      moved = 0;
      inList = ITEM.test(line) || (inList && (indent > 0 || !above));
      return line;
    }
    if (!inList && moved === 0 && ITEM.test(line)) moved = indent;
    return indent >= moved ? line.slice(moved) : line;
  });
  return lines.join("\n");
}
