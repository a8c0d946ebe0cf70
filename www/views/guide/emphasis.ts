import type { Inline } from "./block";
import { joined, running, withoutCards } from "./text";

/** Text as it is written. */
export interface Raw {
  readonly kind: "raw";
  readonly text: string;
}

/** `*`, `_` or `~` in a row. What is left of it in the end is text. */
export interface Run {
  readonly kind: "run";
  readonly mark: Mark;
  length: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

type Mark = "*" | "_" | "~";

/** What running text is made of before its marks are paired. */
export type Part = Inline | Raw | Run;

/** How deep inlines nest; the marks around what is deeper are shown as they are written. */
export const DEPTH = 40;

/** How many openers a closing mark is compared with. */
const REACH = 100;

/** A run of marks between two characters, of which a start or end of the text is white space. */
export function run(marks: string, before: string, after: string): Run {
  const isSpace = (char: string) => /^\s?$/u.test(char);
  const isSign = (char: string) => /[\p{P}\p{S}]/u.test(char);
  const left = !isSpace(after) && (!isSign(after) || isSpace(before) || isSign(before));
  const right = !isSpace(before) && (!isSign(before) || isSpace(after) || isSign(after));
  const mark = marks[0] as Mark;
  const { length } = marks;
  // `snake_case` has no emphasis, and one `~` strikes nothing.
  if (mark === "~") return { kind: "run", mark, length, opens: left && length === 2, closes: right && length === 2 };
  const isWord = mark === "*";
  return {
    kind: "run",
    mark,
    length,
    opens: left && (isWord || !right || isSign(before)),
    closes: right && (isWord || !left || isSign(after)),
  };
}

/**
 * Pairs the marks as CommonMark does: from left to right, each closing one with the nearest that opens.
 * https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis
 */
export function emphasised(parts: readonly Part[], breaks: boolean, links = true): Inline[] {
  const out: Part[] = [];
  /** Where in `out` the runs stand that may still open. */
  const open: Record<Mark, number[]> = { "*": [], _: [], "~": [] };
  const forget = (from: number) => {
    for (const places of Object.values(open)) while ((places.at(-1) ?? -1) >= from) places.pop();
  };
  let isDeep = false;
  for (const part of parts) {
    if (part.kind === "run") {
      while (part.closes && part.length > 0 && !isDeep) {
        const at = open[part.mark].slice(-REACH).findLast((place) => pairs(out[place], part));
        const opener = at === undefined ? undefined : out[at];
        if (at === undefined || opener?.kind !== "run") break;
        const inlines = finished(out.splice(at + 1), breaks);
        isDeep = depth(inlines) >= DEPTH;
        if (isDeep) {
          for (const inline of inlines) out.push(inline);
          break;
        }
        const strong = Math.min(opener.length, part.length) > 1;
        forget(at + 1);
        opener.length -= strong ? 2 : 1;
        part.length -= strong ? 2 : 1;
        if (opener.length === 0) {
          forget(at);
          out.pop();
        }
        out.push({
          kind: part.mark === "~" ? "struck" : strong ? "strong" : "emphasis",
          inlines: withoutCards(inlines),
        });
      }
      if (part.length === 0) continue;
      if (part.opens) open[part.mark].push(out.length);
    }
    out.push(part);
  }
  return finished(out, breaks, links);
}

/** Whether a run closes what another opened; the rule of three keeps `**a*b**` apart. */
function pairs(opener: Part | undefined, closer: Run): boolean {
  if (opener?.kind !== "run") return false;
  const isBoth = opener.closes || closer.opens;
  return !isBoth || (opener.length + closer.length) % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

/** Parts whose marks are paired: what is left of them is text. */
function finished(parts: readonly Part[], breaks: boolean, links = true): Inline[] {
  const out: Inline[][] = [];
  let text = "";
  for (const part of parts) {
    if (part.kind === "raw") text += part.text;
    else if (part.kind === "run") text += part.mark.repeat(part.length);
    else {
      out.push(running(text, breaks), [part]);
      text = "";
    }
  }
  return joined([...out, running(text, breaks)].flat(), links);
}

/** How deep inlines nest. */
export function depth(inlines: readonly Inline[]): number {
  return Math.max(0, ...inlines.map((inline) => ("inlines" in inline ? 1 + depth(inline.inlines) : 0)));
}
