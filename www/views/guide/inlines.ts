import type { Buttons } from "../../engine/wire";
import type { Inline } from "./block";
import { DEPTH, depth, emphasised, type Part, run } from "./emphasis";
import { card, LONGEST, pluginEnd } from "./plugins";
import { entity, withoutCards } from "./text";

/** What running text is read with. */
export interface Context {
  readonly buttons: Buttons;
  /** Kibana shows each line break of a guide; in a description it is white space. */
  readonly breaks: boolean;
  /** Addresses of `[name]: …`, by their name in small letters. */
  readonly references: ReadonlyMap<string, string>;
}

/** What begins a piece that is more than its text. */
const SPECIAL = /[\\`*_~![\]<&$\n]/g;
const ESCAPE = /\\([!-/:-@[-`{-~])/y;
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;
const AUTOLINK = /<([a-z][a-z\d+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(?:\.[a-z\d-]+)*)>/iy;
/** Raw HTML is text, and what stands in it is none of the guide's marks. */
const TAG = /<(?:\/?[a-z][a-z\d-]*(?:\s[^<>]*)?\/?|!--[^<>]*--|[!?][a-z][^<>]*)>/iy;
const RUN = /\*+|_+|~+/y;
const TICKS = /`+/y;
/** `(address "title")` behind a link's text. */
const TARGET =
  /\(\s*(?:<([^<>\n]*)>|((?:(?:\\[^\s\w]|[^\s()\\]|\\(?=\w))|\((?:\\[^\s\w]|[^\s()\\]|\\(?=\w))*\))+))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y;
const LABEL = /\[([^[\]]*)\]/y;

/** Reads running text. Links and code first, then what their marks leave: emphasis. */
export function inlines(text: string, context: Context): Inline[] {
  return new Reader(text, context).read();
}

/** The characters of an address, without its escapes. */
export function address(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

class Reader {
  readonly #text: string;
  readonly #context: Context;
  #at = 0;
  readonly #parts: Part[] = [];
  /** The `[` and `![` that may begin a link: where they stand in `#parts`, and where their text begins. */
  readonly #brackets: { readonly part: number; readonly from: number; readonly isImage: boolean }[] = [];
  /** Where each length of backticks stands last, so that none is looked for in vain. */
  readonly #ticks = new Map<number, number>();

  constructor(text: string, context: Context) {
    this.#text = text;
    this.#context = context;
    for (const { 0: ticks, index } of text.matchAll(/`+/g)) this.#ticks.set(ticks.length, index);
  }

  read(): Inline[] {
    while (this.#at < this.#text.length) this.#next();
    return emphasised(this.#parts, this.#context.breaks);
  }

  #next(): void {
    SPECIAL.lastIndex = this.#at;
    const at = SPECIAL.exec(this.#text)?.index ?? this.#text.length;
    if (at > this.#at) this.#raw(at);
    else if (!this.#special()) this.#raw(at + 1);
  }

  /** Reads what begins with a special character, if it is more than that character. */
  #special(): boolean {
    const char = this.#text[this.#at];
    if (char === "\\") return this.#escape();
    if (char === "`") return this.#code();
    if (char === "<") return this.#angle();
    if (char === "[") return this.#open(1);
    if (char === "]") return this.#close();
    if (char === "&") return this.#match(REFERENCE, ([found]) => ({ kind: "text", text: entity(found) }));
    if (char === "$" || char === "!") return this.#plugin() || (this.#text.startsWith("![", this.#at) && this.#open(2));
    const marks = this.#find(RUN)?.[0];
    if (!marks) return false;
    const before = [...this.#text.slice(Math.max(0, this.#at - 2), this.#at)].at(-1) ?? "";
    this.#at += marks.length;
    const after = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 32);
    this.#parts.push(run(marks, before, after));
    return true;
  }

  #escape(): boolean {
    if (this.#match(ESCAPE, ([, char = ""]) => ({ kind: "text", text: char }))) return true;
    return this.#match(/\\\n/y, () => ({ kind: "line_break" }));
  }

  /** Code loses one space on each side, where both have one: "`` `a` ``". */
  #code(): boolean {
    const ticks = this.#find(TICKS)?.[0] ?? "";
    const from = this.#at + ticks.length;
    if ((this.#ticks.get(ticks.length) ?? 0) < from) {
      this.#raw(from);
      return true;
    }
    const closing = new RegExp(`(?<!\`)${ticks}(?!\`)`, "g");
    closing.lastIndex = from;
    const to = closing.exec(this.#text)?.index ?? from;
    const code = this.#text.slice(from, to).replace(/\s*\n\s*/g, " ");
    this.#push(
      { kind: "code", text: /^ .*[^ ].* $|^ [^ ] $/.test(code) ? code.slice(1, -1) : code },
      to + ticks.length,
    );
    return true;
  }

  #angle(): boolean {
    const link = this.#match(AUTOLINK, ([, href = ""]) => ({
      kind: "link",
      href: href.includes(":") ? href : `mailto:${href}`,
      inlines: [{ kind: "text", text: href }],
    }));
    return link || this.#match(TAG, ([text]) => ({ kind: "raw", text }));
  }

  #plugin(): boolean {
    const text = this.#text.slice(this.#at, this.#at + LONGEST);
    const length = pluginEnd(text);
    if (length < 0) return false;
    this.#push(card(text.slice(0, length), this.#context.buttons), this.#at + length);
    return true;
  }

  #open(length: number): boolean {
    const from = this.#at + length;
    this.#brackets.push({ part: this.#parts.length, from, isImage: length > 1 });
    this.#raw(from);
    return true;
  }

  /** `[text](address)`, `[text][name]`, `[name]`; a picture is a link to it. Without an address it is only text. */
  #close(): boolean {
    const bracket = this.#brackets.pop();
    if (!bracket) return false;
    const to = this.#at;
    this.#at += 1;
    const href = this.#target(this.#text.slice(bracket.from, to));
    if (href === undefined) {
      this.#at = to;
      return false;
    }
    const inside = emphasised(this.#parts.splice(bracket.part).slice(1), this.#context.breaks, false);
    if (depth(inside) >= DEPTH) this.#parts.push({ kind: "text", text: this.#text.slice(bracket.from, to) });
    else this.#parts.push({ kind: "link", href, inlines: withoutCards(inside) });
    // No link stands in another.
    if (!bracket.isImage) this.#brackets.length = 0;
    return true;
  }

  /** Where a link goes, behind whose text the reader stands; it moves behind the address. */
  #target(text: string): string | undefined {
    const inline = this.#find(TARGET);
    const label = inline ? undefined : this.#find(LABEL);
    const href = inline
      ? address(inline[1] ?? inline[2] ?? "")
      : this.#context.references.get((label?.[1] || text).toLowerCase());
    if (href !== undefined) this.#at += (inline ?? label)?.[0].length ?? 0;
    return href;
  }

  #find(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text) ?? undefined;
  }

  #match(pattern: RegExp, part: (found: RegExpExecArray) => Part): boolean {
    const found = this.#find(pattern);
    if (found) this.#push(part(found), this.#at + found[0].length);
    return found !== undefined;
  }

  #raw(to: number): void {
    this.#push({ kind: "raw", text: this.#text.slice(this.#at, to) }, to);
  }

  #push(part: Part, to: number): void {
    this.#parts.push(part);
    this.#at = to;
  }
}
