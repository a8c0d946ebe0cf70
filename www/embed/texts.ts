import type { Texts } from "./protocol";

/** The line that stands between a rule and its events in one code block. */
const BETWEEN = /^---[ \t]*$/m;

/** Whether a text is events: the first thing in it opens an object or a list, which in TOML only a table's name does. */
function isEvents(text: string): boolean {
  return /^\s*(\{|\[\s*(\{|\]))/.test(text);
}

/** Rule and events of one text: a rule, events, or a rule with events below a line of three dashes. */
export function split(text: string): Texts {
  const at = BETWEEN.exec(text);
  if (at) return { rule: text.slice(0, at.index), events: text.slice(at.index + at[0].length).trimStart() };
  return isEvents(text) ? { events: text } : { rule: text };
}

/** Rule and events of several texts; of two of a kind the first counts. */
export function gather(texts: readonly string[]): Texts {
  return Object.assign({}, ...texts.map(split).reverse());
}

/** The texts in the element's own `<script type="text/plain">` children, as they stand in the page's source. */
export function ofChildren(element: Element): string[] {
  return [...element.querySelectorAll('script[type="text/plain"]')].map((script) => unindented(script.textContent));
}

/** The texts of the code blocks right before the element, at most a rule and its events. */
export function ofBlocksBefore(element: Element): string[] {
  const blocks: string[] = [];
  let before = element.previousElementSibling;
  while (before && blocks.length < 2) {
    const code = before.matches("pre") ? before : onlyBlock(before);
    if (!code) break;
    blocks.unshift(textOf(code));
    before = before.previousElementSibling;
  }
  return blocks;
}

/** The code block that is all of an element, as site generators wrap them. */
function onlyBlock(element: Element): Element | undefined {
  const blocks = element.querySelectorAll("pre");
  const block = blocks[blocks.length - 1];
  // Line numbers are a block of their own in some themes, beside the code and before it.
  return block && !element.querySelector("p, h1, h2, h3, h4, ul, ol") ? block : undefined;
}

/** The text of a code block. Some generators break lines by elements, and put buttons beside the code. */
export function textOf(block: Element): string {
  const copy = (block.querySelector("code") ?? block).cloneNode(true);
  if (!(copy instanceof Element)) return "";
  for (const end of copy.querySelectorAll("br")) end.replaceWith("\n");
  return copy.textContent ?? "";
}

/** A text without the indentation all its lines share, which comes from the HTML around it. */
function unindented(text: string): string {
  const lines = text
    .replace(/^\s*\n/, "")
    .replace(/\s*$/, "\n")
    .split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents);
  return lines.map((line) => line.slice(shared)).join("\n");
}
