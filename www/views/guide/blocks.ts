import { html, type TemplateResult } from "lit";
import type { Block, Inline } from "./block";
import { card } from "./card";
import { link } from "./link";

/** What blocks need from the page. */
export interface Around {
  /** The selected event's values of a field; nothing where no event is selected. */
  readonly valuesOf: ((field: string) => readonly string[]) | undefined;
  /** Shows a line of the text in the rule. */
  readonly showLine?: (line: number) => void;
}

/** Rendered Markdown as elements. Every piece of text stays text. */
export function blocks(list: readonly Block[], around: Around): TemplateResult[] {
  return list.map((one) => block(one, around));
}

function block(block: Block, around: Around): TemplateResult {
  switch (block.kind) {
    case "heading":
      return heading(block.level, block.inlines, () => around.showLine?.(block.line));
    case "paragraph":
      return html`<p>${inlines(block.inlines)}</p>`;
    case "list": {
      const items = block.items.map((content) => html`<li>${item(content, around)}</li>`);
      return block.start === undefined ? html`<ul>${items}</ul>` : html`<ol start=${block.start}>${items}</ol>`;
    }
    case "quote":
      return html`<blockquote>${blocks(block.blocks, around)}</blockquote>`;
    case "code":
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
    case "table":
      return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table>
        <thead><tr>${block.head.map((cell) => html`<th scope="col">${inlines(cell)}</th>`)}</tr></thead>
        <tbody>${block.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${inlines(cell)}</td>`)}</tr>`)}</tbody>
      </table></div>`;
    case "break":
      return html`<hr />`;
    case "card":
      return card(block, around.valuesOf);
  }
}

/** The guide stands below headings of the page, so its own begin at the third level. A heading leads to its line in the rule. */
function heading(level: number, content: readonly Inline[], show: () => void): TemplateResult {
  const hasLink = content.some(({ kind }) => kind === "link");
  const shown = hasLink
    ? html`${inlines(content)}`
    : html`<button class="plain heading-button" title="Show in the rule" @click=${show}>${inlines(content)}</button>`;
  if (level <= 1) return html`<h3 class="guide-1">${shown}</h3>`;
  if (level === 2) return html`<h4 class="guide-2">${shown}</h4>`;
  if (level === 3) return html`<h5 class="guide-3">${shown}</h5>`;
  return html`<h6 class="guide-4">${shown}</h6>`;
}

/** An item that is one paragraph is shown without a paragraph's space around it. */
function item(content: readonly Block[], around: Around): TemplateResult {
  const [first, ...rest] = content;
  if (first?.kind === "paragraph") return html`${inlines(first.inlines)}${blocks(rest, around)}`;
  return html`${blocks(content, around)}`;
}

function inlines(list: readonly Inline[]): TemplateResult[] {
  return list.map(inline);
}

function inline(inline: Inline): TemplateResult {
  switch (inline.kind) {
    case "text":
      return html`${inline.text}`;
    case "code":
      return html`<code>${inline.text}</code>`;
    case "strong":
      return html`<strong>${inlines(inline.inlines)}</strong>`;
    case "emphasis":
      return html`<em>${inlines(inline.inlines)}</em>`;
    case "struck":
      return html`<s>${inlines(inline.inlines)}</s>`;
    case "link":
      return link(inline.href, html`${inlines(inline.inlines)}`);
    case "line_break":
      return html`<br />`;
    case "card":
      return html`${inline.label}`;
  }
}
