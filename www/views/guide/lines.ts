/** A line of Markdown, without what the blocks around it put before it. */
export interface Line {
  readonly text: string;
  /** Where it stands in the whole text. */
  readonly number: number;
}

/** The column of the first character that is no white space; a tab goes to the next fourth column. */
export function indentOf(text: string): number {
  let column = 0;
  for (const char of text) {
    if (char === " ") column += 1;
    else if (char === "\t") column += 4 - (column % 4);
    else break;
  }
  return column;
}

/** The text without its first columns of white space. A tab that reaches beyond them leaves spaces. */
export function dedented(text: string, columns: number): string {
  let [at, column] = [0, 0];
  for (; column < columns && /[ \t]/.test(text.charAt(at)); at += 1) column += text[at] === " " ? 1 : 4 - (column % 4);
  return " ".repeat(Math.max(0, column - columns)) + text.slice(at);
}

export function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** What a line that is indented by less than four columns begins. */
const STARTS = {
  heading: /^(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#*)?[ \t]*$/,
  rule: /^([-*_])(?:[ \t]*\1){2,}[ \t]*$/,
  fence: /^(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)$/,
  quote: /^>[ \t]?/,
  item: /^([-*+]|(\d{1,9})[.)])(?=[ \t]|$)/,
} as const;

export type Start = keyof typeof STARTS;

/** What a block needs to know of its first line. */
export interface Started {
  readonly start: Start;
  readonly found: RegExpExecArray;
}

/** What block begins in a line; nothing where it is text, code or blank. */
export function startOf(text: string): Started | undefined {
  if (indentOf(text) > 3) return undefined;
  for (const start of Object.keys(STARTS) as Start[]) {
    const found = STARTS[start].exec(text.trimStart());
    if (found) return { start, found };
  }
  return undefined;
}

/** Whether a line ends the paragraph above it. An item does whose number is not 1 only in a list. */
export function interrupts(text: string): boolean {
  const started = startOf(text);
  return started !== undefined && (started.start !== "item" || Number(started.found[2] ?? 1) === 1);
}
