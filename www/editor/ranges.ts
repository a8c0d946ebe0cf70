import type { Range } from "../engine/wire";

/** A range that fits into a text of `length`; nothing where it does not begin in it. */
export function within(range: Range, length: number): Range | undefined {
  const from = Math.max(0, range.from);
  const to = Math.min(range.to, length);
  return from <= to && from <= length ? { from, to } : undefined;
}

/** A range as seen in an editor that shows a text only from `base` on. */
export function shifted(range: Range, base: number): Range {
  return base === 0 ? range : { from: range.from - base, to: range.to - base };
}
