import type { SyntaxNode, Tree } from "@lezer/common";
import { type InlineContext, type MarkdownConfig, parser, Strikethrough, Table } from "@lezer/markdown";
import type { Buttons } from "../../engine/wire";
import type { Block, Cells, Inline } from "./block";
import { unindented } from "./indents";
import { linkified } from "./linkify";
import { card, pluginEnd } from "./plugins";

/** What the placeholders of a text stand for, and what a line break in a paragraph means. */
export interface Reading {
  readonly buttons: Buttons;
  /** Kibana shows each line break of a guide; in a description it is white space. */
  readonly breaks: boolean;
}

/** How deep blocks and inlines nest; what is deeper is shown as it is written. Guides stay below 10. */
const DEPTH = 40;

const PLUGINS: MarkdownConfig = {
  defineNodes: ["Plugin"],
  parseInline: [
    {
      name: "Plugin",
      before: "Escape",
      parse(context: InlineContext, next: number, at: number): number {
        // `$` and `!`
        if (next !== 36 && next !== 33) return -1;
        const length = pluginEnd(context.slice(at, context.end));
        return length < 0 ? -1 : context.addElement(context.elt("Plugin", at, at + length));
      },
    },
  ],
};

/** CommonMark with tables and strikethrough; raw HTML is running text. */
const MARKDOWN = parser.configure([Table, Strikethrough, PLUGINS, { remove: ["HTMLBlock"] }]);

/**
 * Reads Markdown. Anything is Markdown: whatever the text, there are blocks. What authors slip in most often is read as they
 * meant it: a list that is indented like code, a mark without its partner, a heading's mark written twice.
 */
export function blocksOf(text: string, reading: Reading): Block[] {
  const lines = unindented(text);
  return new Reader(lines, reading, MARKDOWN.parse(lines)).blocks();
}

/** A `**` or backtick that opens or closes nothing. A path such as `/var/**` keeps its own. */
const UNPAIRED = /(?<=^|[\s(])(?:\*\*|`)(?=[\p{L}\p{N}[(]|$)|(?<=[\p{L}\p{N}.:;)\]"])(?:\*\*|`)(?=[\s.,:;]|$)/gu;

const INLINES = {
  Emphasis: "emphasis",
  StrongEmphasis: "strong",
  Strikethrough: "struck",
} as const;

/** Named character references that authors use; any other stays as written. */
const ENTITIES: { readonly [name: string]: string } = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  mdash: "—",
  ndash: "–",
  hellip: "…",
  rarr: "→",
};

class Reader {
  readonly #text: string;
  readonly #reading: Reading;
  readonly #top: SyntaxNode;
  /** Addresses of `[name]: …`, by their name in small letters. */
  readonly #references = new Map<string, string>();
  /** Lines above the last heading, and where it stands; headings come in order. */
  #lines = 0;
  #counted = 0;

  constructor(text: string, reading: Reading, tree: Tree) {
    this.#text = text;
    this.#reading = reading;
    this.#top = tree.topNode;
    for (const node of tree.topNode.getChildren("LinkReference")) {
      const [label, url] = [node.getChild("LinkLabel"), node.getChild("URL")];
      if (label && url) this.#references.set(this.#of(label).toLowerCase(), this.#address(url));
    }
  }

  blocks(): Block[] {
    return this.#children(this.#top, 0);
  }

  #children(node: SyntaxNode, depth: number): Block[] {
    const out: Block[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) this.#block(child, depth + 1, out);
    return out;
  }

  #block(node: SyntaxNode, depth: number, out: Block[]): void {
    const { name } = node.type;
    const level = /^(?:ATX|Setext)Heading(\d)$/.exec(name)?.[1];
    if (depth > DEPTH) {
      if (!name.endsWith("Mark")) out.push({ kind: "paragraph", inlines: [{ kind: "text", text: this.#of(node) }] });
    } else if (level) {
      const inlines = withoutCards(unmarked(trimmed(this.#inlines(node, depth))));
      out.push({ kind: "heading", level: Number(level), inlines, line: this.#line(node.from) });
    } else if (name === "Paragraph") {
      out.push(...paragraphs(this.#inlines(node, depth)));
    } else if (name === "BulletList" || name === "OrderedList") {
      const items = node.getChildren("ListItem").map((item) => this.#children(item, depth));
      const mark = node.firstChild?.getChild("ListMark");
      const start = name === "OrderedList" && mark ? Number.parseInt(this.#of(mark), 10) : undefined;
      out.push({ kind: "list", items, ...(start === undefined ? {} : { start }) });
    } else if (name === "Blockquote") {
      out.push({ kind: "quote", blocks: this.#children(node, depth) });
    } else if (name === "FencedCode" || name === "CodeBlock") {
      const info = node.getChild("CodeInfo");
      const code = node.getChildren("CodeText").map((piece) => this.#of(piece));
      const language = info ? (this.#of(info).split(/\s/)[0] ?? "") : "";
      out.push({ kind: "code", language, text: code.join("").replace(/\n+$/, "") });
    } else if (name === "Table") {
      const head = node.getChild("TableHeader");
      const rows = node.getChildren("TableRow").map((row) => this.#cells(row, depth));
      out.push({ kind: "table", head: head ? this.#cells(head, depth) : [], rows });
    } else if (name === "HorizontalRule") {
      out.push({ kind: "break" });
    }
  }

  /** An empty cell has no node: it stands between two delimiters. */
  #cells(row: SyntaxNode, depth: number): Cells {
    const cells: (readonly Inline[])[] = [];
    let isFilled = false;
    for (let child = row.firstChild; child; child = child.nextSibling) {
      if (child.type.name === "TableCell") {
        cells.push(withoutCards(this.#inlines(child, depth)));
        isFilled = true;
      } else {
        if (!isFilled && child.from > row.from) cells.push([]);
        isFilled = false;
      }
    }
    return cells;
  }

  /** The running text of a node: what stands between its marks. */
  #inlines(node: SyntaxNode, depth: number): Inline[] {
    const out: Inline[] = [];
    let at = node.from;
    for (let child = node.firstChild; child; child = child.nextSibling) {
      this.#running(at, child.from, out);
      at = child.to;
      this.#inline(child, depth + 1, out);
    }
    this.#running(at, node.to, out);
    return joined(out);
  }

  #inline(node: SyntaxNode, depth: number, out: Inline[]): void {
    const { name } = node.type;
    if (name.endsWith("Mark")) return;
    if (depth > DEPTH) out.push({ kind: "text", text: this.#of(node) });
    else if (name in INLINES) {
      const kind = INLINES[name as keyof typeof INLINES];
      out.push({ kind, inlines: withoutCards(this.#inlines(node, depth)) });
    } else if (name === "InlineCode") out.push({ kind: "code", text: this.#code(node) });
    else if (name === "Link" || name === "Image") this.#link(node, depth, out);
    else if (name === "Autolink" || name === "URL") {
      const href = this.#of(node.getChild("URL") ?? node);
      out.push({
        kind: "link",
        href: href.includes(":") ? href : `mailto:${href}`,
        inlines: [{ kind: "text", text: href }],
      });
    } else if (name === "Escape") out.push({ kind: "text", text: this.#of(node).slice(1) });
    else if (name === "Entity") out.push({ kind: "text", text: entity(this.#of(node)) });
    else if (name === "HardBreak") out.push({ kind: "line_break" });
    else if (name === "Plugin") out.push(card(this.#of(node), this.#reading.buttons));
    else this.#running(node.from, node.to, out);
  }

  /** `[text](address)`, `[text][name]`, `[name]`; a picture is a link to it. Without an address it is only text. */
  #link(node: SyntaxNode, depth: number, out: Inline[]): void {
    const [first, close] = node.getChildren("LinkMark");
    const url = node.getChild("URL");
    const label = node.getChild("LinkLabel");
    const name = label && label.to - label.from > 2 ? this.#of(label) : `[${this.#text.slice(first?.to, close?.from)}]`;
    const href = url ? this.#address(url) : this.#references.get(name.toLowerCase());
    const inside: Inline[] = [];
    let at = first?.to ?? node.from;
    for (let child = first?.nextSibling; child && child.from < (close?.from ?? 0); child = child.nextSibling) {
      this.#running(at, child.from, inside);
      at = child.to;
      this.#inline(child, depth + 1, inside);
    }
    this.#running(at, close?.from ?? node.to, inside);
    const inlines = withoutCards(joined(inside, false));
    if (href !== undefined) out.push({ kind: "link", href, inlines });
    else {
      out.push({ kind: "text", text: this.#text.slice(node.from, first?.to) }, ...inlines);
      this.#running(close?.from ?? node.to, node.to, out);
    }
  }

  #address(url: SyntaxNode): string {
    return this.#of(url)
      .replace(/^<(.*)>$/s, "$1")
      .replace(/\\([!-/:-@[-`{-~])/g, "$1");
  }

  /** Code loses one space on each side, where both have one: "`` `a` ``". */
  #code(node: SyntaxNode): string {
    const [first, last] = node.getChildren("CodeMark");
    const code = this.#text.slice(first?.to, last?.from).replace(/\s*\n\s*/g, " ");
    return /^ .*[^ ].* $|^ [^ ] $/.test(code) ? code.slice(1, -1) : code;
  }

  /** Plain text; the white space around a line break is none of it. */
  #running(from: number, to: number, out: Inline[]): void {
    this.#text
      .slice(from, to)
      .split(/[ \t]*\n[ \t]*/)
      .forEach((line, index) => {
        if (index > 0) out.push(this.#reading.breaks ? { kind: "line_break" } : { kind: "text", text: " " });
        const text = line.replace(UNPAIRED, "");
        if (text) out.push({ kind: "text", text });
      });
  }

  #of({ from, to }: SyntaxNode): string {
    return this.#text.slice(from, to);
  }

  #line(offset: number): number {
    for (let at = this.#counted; at < offset; at += 1) if (this.#text[at] === "\n") this.#lines += 1;
    this.#counted = offset;
    return this.#lines;
  }
}

/** A paragraph; a plugin in it stands between two. */
function* paragraphs(inlines: readonly Inline[]): Generator<Block> {
  let current: Inline[] = [];
  for (const inline of [...inlines, undefined]) {
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

/** Without the white space and line breaks at its ends. */
function trimmed(inlines: readonly Inline[]): Inline[] {
  let [from, to] = [0, inlines.length];
  const isBlank = (inline: Inline | undefined) =>
    inline?.kind === "line_break" || (inline?.kind === "text" && inline.text.trim() === "");
  while (from < to && isBlank(inlines[from])) from += 1;
  while (from < to && isBlank(inlines[to - 1])) to -= 1;
  return inlines.slice(from, to).map((inline, index, all) => {
    if (inline.kind !== "text") return inline;
    const start = index === 0 ? inline.text.trimStart() : inline.text;
    return { ...inline, text: index === all.length - 1 ? start.trimEnd() : start };
  });
}

/** A heading's text without further marks of a heading. */
function unmarked([first, ...rest]: readonly Inline[]): Inline[] {
  if (first?.kind !== "text") return first ? [first, ...rest] : [];
  return [{ ...first, text: first.text.replace(/^#{1,6}\s+/, "") }, ...rest];
}

/** Neighbouring texts as one; bare addresses in them become `links`. */
function joined(inlines: readonly Inline[], links = true): Inline[] {
  const out: Inline[] = [];
  let text = "";
  const flush = () => {
    if (text && links) out.push(...linkified(text));
    else if (text) out.push({ kind: "text", text });
    text = "";
  };
  for (const inline of inlines) {
    if (inline.kind === "text") {
      text += text === "" && out.at(-1)?.kind === "line_break" ? inline.text.trimStart() : inline.text;
      continue;
    }
    flush();
    out.push(inline);
  }
  flush();
  return out;
}

/** A button has no room in a heading, a cell or a link: its label stands there. */
function withoutCards(inlines: readonly Inline[]): Inline[] {
  return inlines.map((inline) =>
    inline.kind === "card"
      ? { kind: "strong", inlines: [{ kind: "text", text: inline.missing ?? inline.label }] }
      : inline,
  );
}

function entity(reference: string): string {
  const [, base, digits] = /^&#(x?)([\da-f]{1,6});$/i.exec(reference) ?? [];
  if (digits === undefined) return ENTITIES[reference.slice(1, -1)] ?? reference;
  const code = Number.parseInt(digits, base ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}
