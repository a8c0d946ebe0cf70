import type { Block, Cells, Inline } from "./block";
import { unindented } from "./indents";
import { address, type Context, inlines } from "./inlines";
import { dedented, indentOf, interrupts, isBlank, type Line, type Started, startOf } from "./lines";
import { trimmed, withoutCards } from "./text";

/** What the placeholders of a text stand for, and what a line break in a paragraph means. */
export type Reading = Pick<Context, "buttons" | "breaks">;

/** How deep blocks nest; what is deeper is shown as it is written. Guides stay below 10. */
const DEPTH = 40;

/** `[name]: address "title"` */
const REFERENCE = /^ {0,3}\[([^[\]]+)\]:[ \t]*(?:<([^<>]*)>|(\S+))(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;
/** The line between a table's head and its rows. */
const DELIMITERS = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/**
 * Reads Markdown: CommonMark with tables and strikethrough, in which raw HTML is running text. Anything is Markdown: whatever
 * the text, there are blocks. What authors slip in most often is read as they meant it: a list that is indented like code, a
 * mark without its partner, a heading's mark written twice.
 */
export function blocksOf(text: string, reading: Reading): Block[] {
  const lines = unindented(text)
    .split("\n")
    .map((text, number) => ({ text, number }));
  const references = new Map<string, string>();
  for (const { text } of lines) {
    const [, name, enclosed, plain] = REFERENCE.exec(text) ?? [];
    if (name !== undefined) references.set(name.toLowerCase(), address(enclosed ?? plain ?? ""));
  }
  return [...blocks(lines, { ...reading, references }, 0)];
}

/** Lines still to be read. */
class Cursor {
  #at = 0;
  constructor(readonly lines: readonly Line[]) {}

  peek(ahead = 0): string | undefined {
    return this.lines[this.#at + ahead]?.text;
  }

  get number(): number {
    return this.lines[this.#at]?.number ?? 0;
  }

  skip(count = 1): void {
    this.#at += count;
  }

  /** The line as another text, which is then read. */
  take(text: string): Line {
    const { number } = this;
    this.#at += 1;
    return { text, number };
  }
}

function* blocks(lines: readonly Line[], context: Context, depth: number): Generator<Block> {
  if (depth > DEPTH) {
    const text = lines.map(({ text }) => text).join("\n");
    if (!isBlank(text)) yield { kind: "paragraph", inlines: [{ kind: "text", text }] };
    return;
  }
  const cursor = new Cursor(lines);
  for (let text = cursor.peek(); text !== undefined; text = cursor.peek()) {
    const started = startOf(text);
    if (isBlank(text)) cursor.skip();
    else if (indentOf(text) > 3) yield indentedCode(cursor);
    else if (started) yield startedBlock(cursor, started, context, depth);
    else if (REFERENCE.test(text)) cursor.skip();
    else if (isTable(cursor)) yield table(cursor, context);
    else yield* paragraph(cursor, context);
  }
}

function startedBlock(cursor: Cursor, { start, found }: Started, context: Context, depth: number): Block {
  switch (start) {
    case "heading":
      return heading(cursor.take(found[2] ?? ""), found[1]?.length ?? 1, context);
    case "rule":
      cursor.skip();
      return { kind: "break" };
    case "fence":
      return fencedCode(cursor, found);
    case "quote":
      return { kind: "quote", blocks: [...blocks(quoted(cursor), context, depth + 1)] };
    case "item":
      return list(cursor, found, context, depth + 1);
  }
}

/** A heading's text without further marks of a heading. */
function heading({ text, number: line }: Line, level: number, context: Context): Block {
  const content = inlines(text.replace(/^\s*#{1,6}\s+/, ""), context);
  return { kind: "heading", level, inlines: withoutCards(trimmed(content)), line };
}

function indentedCode(cursor: Cursor): Block {
  const code: string[] = [];
  for (let text = cursor.peek(); text !== undefined && (isBlank(text) || indentOf(text) > 3); text = cursor.peek())
    code.push(cursor.take(dedented(text, 4)).text);
  return { kind: "code", language: "", text: code.join("\n").replace(/\n+$/, "") };
}

function fencedCode(cursor: Cursor, [, fence = "", info = ""]: RegExpExecArray): Block {
  const indent = indentOf(cursor.peek() ?? "");
  cursor.skip();
  const code: string[] = [];
  for (let text = cursor.peek(); text !== undefined; text = cursor.peek()) {
    cursor.skip();
    if (closes(text, fence)) break;
    code.push(dedented(text, Math.min(indent, indentOf(text))));
  }
  return { kind: "code", language: info.split(/\s/)[0] ?? "", text: code.join("\n").replace(/\n+$/, "") };
}

function closes(text: string, fence: string): boolean {
  const mark = text.trim();
  return indentOf(text) < 4 && mark.length >= fence.length && mark === fence.charAt(0).repeat(mark.length);
}

/** The lines of a quote without its marks; text may go on without one. */
function quoted(cursor: Cursor): Line[] {
  const lines = new Container();
  for (let text = cursor.peek(); text !== undefined; text = cursor.peek()) {
    const started = startOf(text);
    if (started?.start === "quote") lines.push(cursor.take(text.trimStart().slice(started.found[0].length)));
    else if (lines.isContinuedBy(text)) lines.push(cursor.take(text));
    else break;
  }
  return lines.all;
}

/** Items that begin with the same sign, and what stands below each. */
function list(cursor: Cursor, [mark = "", , number]: RegExpExecArray, context: Context, depth: number): Block {
  const items: Block[][] = [];
  for (let text = cursor.peek(); text !== undefined; text = cursor.peek()) {
    const started = startOf(text);
    if (started?.start !== "item" || started.found[1]?.at(-1) !== mark.at(-1)) break;
    items.push([...blocks(item(cursor, text, started.found[0]), context, depth)]);
  }
  return { kind: "list", items, ...(number === undefined ? {} : { start: Number(number) }) };
}

/** The lines of an item: what is indented as far as its first line's text, blank lines between, and text that goes on. */
function item(cursor: Cursor, first: string, mark: string): Line[] {
  const lines = new Container();
  const margin = indentOf(first) + mark.length;
  const text = " ".repeat(margin) + first.trimStart().slice(mark.length);
  const indent = indentOf(text);
  // Behind a mark code may be indented, and nothing may stand.
  const column = isBlank(text) || indent > margin + 4 ? margin + 1 : indent;
  lines.push(cursor.take(dedented(text, column)));
  for (let text = cursor.peek(); text !== undefined; text = cursor.peek()) {
    if (isBlank(text)) {
      let ahead = 1;
      while (isBlank(cursor.peek(ahead) ?? "x")) ahead += 1;
      const next = cursor.peek(ahead);
      const isSame = next !== undefined && (indentOf(next) >= column || startOf(next)?.start === "item");
      if (!isSame || lines.isEmpty) break;
      lines.push(cursor.take(""));
    } else if (indentOf(text) >= column) lines.push(cursor.take(dedented(text, column)));
    else if (lines.isContinuedBy(text)) lines.push(cursor.take(text.trimStart()));
    else break;
  }
  return lines.all;
}

/** The lines in a quote or an item. */
class Container {
  readonly all: Line[] = [];
  #fence: string | undefined;

  push(line: Line): void {
    this.all.push(line);
    if (this.#fence) {
      if (closes(line.text, this.#fence)) this.#fence = undefined;
      return;
    }
    const started = startOf(line.text);
    if (started?.start === "fence") this.#fence = started.found[1];
  }

  /** Whether nothing stands in it. */
  get isEmpty(): boolean {
    return this.all.every(({ text }) => isBlank(text));
  }

  /** Whether a line without the container's mark is text of the paragraph at its end. */
  isContinuedBy(text: string): boolean {
    if (this.#fence || isBlank(text) || startOf(text)) return false;
    let last = this.all.at(-1)?.text ?? "";
    for (let started = startOf(last); started; started = startOf(last)) {
      if (started.start !== "quote" && started.start !== "item") return false;
      last = last.trimStart().slice(started.found[0].length);
    }
    return !isBlank(last);
  }
}

function isTable(cursor: Cursor): boolean {
  const [head, below] = [cursor.peek() ?? "", cursor.peek(1) ?? ""];
  return head.includes("|") && DELIMITERS.test(below) && cellsOf(head).length === cellsOf(below).length;
}

function table(cursor: Cursor, context: Context): Block {
  const row = (text: string): Cells => cellsOf(text).map((cell) => withoutCards(inlines(cell, context)));
  const head = row(cursor.take(cursor.peek() ?? "").text);
  cursor.skip();
  const rows: Cells[] = [];
  for (let text = cursor.peek(); text !== undefined && !isBlank(text) && !startOf(text); text = cursor.peek())
    rows.push(row(cursor.take(text).text));
  return { kind: "table", head, rows };
}

function cellsOf(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** Text up to a blank line or another block; a line of `=` or `--` below makes it a heading. A plugin in it stands between two. */
function* paragraph(cursor: Cursor, context: Context): Generator<Block> {
  const first = cursor.number;
  const lines: string[] = [];
  for (let text = cursor.peek(); text !== undefined && !isBlank(text); text = cursor.peek()) {
    const underline = indentOf(text) < 4 && /^\s*(=+|--+)\s*$/.exec(text)?.[1];
    if (underline && lines.length > 0) {
      cursor.skip();
      yield heading({ text: lines.join("\n"), number: first }, underline.startsWith("=") ? 1 : 2, context);
      return;
    }
    if (lines.length > 0 && (interrupts(text) || isTable(cursor))) break;
    lines.push(cursor.take(text.trimStart()).text);
  }
  let current: Inline[] = [];
  for (const inline of [...inlines(lines.join("\n"), context), undefined]) {
    if (inline && inline.kind !== "card") {
      current.push(inline);
      continue;
    }
    const content = trimmed(current);
    if (content.length > 0) yield { kind: "paragraph", inlines: content };
    current = [];
    if (inline) yield inline;
  }
}
