import type { Inline } from "./block";

/** A bare address: up to white space or what encloses one. */
const ADDRESS = /(?<![\p{L}\p{N}])https?:\/\/[^\s<>"`|]{1,2048}/gu;

/** Cuts text into text and links at bare addresses. */
export function linkified(text: string): Inline[] {
  const out: Inline[] = [];
  let at = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const href = trimmed(found[0]);
    if (/^https?:\/\/$/.test(href)) continue;
    if (found.index > at) out.push({ kind: "text", text: text.slice(at, found.index) });
    out.push({ kind: "link", href, inlines: [{ kind: "text", text: href }] });
    at = found.index + href.length;
  }
  if (at < text.length) out.push({ kind: "text", text: text.slice(at) });
  return out;
}

/** Without the punctuation of the sentence around it; a closing bracket belongs to the address if it was opened there. */
function trimmed(address: string): string {
  let end = address.length;
  const count = (char: string) => address.slice(0, end).split(char).length;
  while (end > 0) {
    const last = address.charAt(end - 1);
    const unopened = last === ")" && count(")") > count("(");
    if (!unopened && !".,;:!?'*]".includes(last)) break;
    end -= 1;
  }
  return address.slice(0, end);
}
