import type { Inline } from "./block";
import { linkified } from "./linkify";

/** A `**` or backtick that opens or closes nothing. A path such as `/var/**` keeps its own. */
const UNPAIRED = /(?<=^|[\s(])(?:\*\*|`)(?=[\p{L}\p{N}[(]|$)|(?<=[\p{L}\p{N}.:;)\]"])(?:\*\*|`)(?=[\s.,:;]|$)/gu;

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

/**
 * Text as it is written, without marks that mean nothing. The white space around a line break is none of it; `breaks` says
 * whether the line break is one. Two spaces before it always make one.
 */
export function running(text: string, breaks: boolean): Inline[] {
  const out: Inline[] = [];
  for (const [index, piece] of text.split(/([ \t]*\n[ \t]*)/).entries()) {
    if (index % 2 === 0) out.push({ kind: "text", text: piece.replace(UNPAIRED, "") });
    else out.push(breaks || piece.startsWith("  ") ? { kind: "line_break" } : { kind: "text", text: " " });
  }
  return out.filter((inline) => inline.kind !== "text" || inline.text !== "");
}

/** Neighbouring texts as one; bare addresses in them become `links`. */
export function joined(inlines: readonly Inline[], links = true): Inline[] {
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

/** Without the white space and line breaks at its ends. */
export function trimmed(inlines: readonly Inline[]): Inline[] {
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

/** A button has no room in a heading, a cell or a link: its label stands there. */
export function withoutCards(inlines: readonly Inline[]): Inline[] {
  return inlines.map((inline) =>
    inline.kind === "card"
      ? { kind: "strong", inlines: [{ kind: "text", text: inline.missing ?? inline.label }] }
      : inline,
  );
}

/** What a character reference such as `&lt;` or `&#65;` stands for. */
export function entity(reference: string): string {
  const [, base, digits] = /^&#(x?)([\da-f]{1,6});$/i.exec(reference) ?? [];
  if (digits === undefined) return ENTITIES[reference.slice(1, -1)] ?? reference;
  const code = Number.parseInt(digits, base ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}
