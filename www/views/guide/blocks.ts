import { html, nothing, type TemplateResult } from "lit";
import type { Block, Inline } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { link } from "./link";

/** Rendered Markdown as elements. Every piece of text stays text. */
export function blocks(list: readonly Block[]): TemplateResult[] {
  return list.map(block);
}

function block(block: Block): TemplateResult {
  switch (block.kind) {
    case "heading":
      return heading(block.level, inlines(block.inlines));
    case "paragraph":
      return html`<p>${inlines(block.inlines)}</p>`;
    case "list":
      return block.start === undefined
        ? html`<ul>${block.items.map(item)}</ul>`
        : html`<ol start=${block.start}>${block.items.map(item)}</ol>`;
    case "quote":
      return html`<blockquote>${blocks(block.blocks)}</blockquote>`;
    case "code":
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
    case "table":
      return html`<div class="table-scroll" tabindex="0"><table>
        <thead><tr>${block.head.map((cell) => html`<th scope="col">${inlines(cell)}</th>`)}</tr></thead>
        <tbody>${block.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${inlines(cell)}</td>`)}</tr>`)}</tbody>
      </table></div>`;
    case "break":
      return html`<hr />`;
    case "card":
      return html`<div class="card">
        <div class="card-head">${icon("info")}<b>${block.label || block.plugin}</b><span class="tag">${block.plugin}</span></div>
        ${block.description ? html`<p>${block.description}</p>` : nothing}
        ${block.lines.map((line) => html`<code class="card-line">${line}</code>`)}
      </div>`;
  }
}

/** The guide stands below headings of the page, so its own begin at the third level. */
function heading(level: number, content: TemplateResult[]): TemplateResult {
  if (level <= 1) return html`<h3 class="guide-1">${content}</h3>`;
  if (level === 2) return html`<h4 class="guide-2">${content}</h4>`;
  if (level === 3) return html`<h5 class="guide-3">${content}</h5>`;
  return html`<h6 class="guide-4">${content}</h6>`;
}

/** An item that is one paragraph is shown without a paragraph's space around it. */
function item(content: readonly Block[]): TemplateResult {
  const [first, ...rest] = content;
  if (first?.kind === "paragraph") return html`<li>${inlines(first.inlines)}${blocks(rest)}</li>`;
  return html`<li>${blocks(content)}</li>`;
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
  }
}
