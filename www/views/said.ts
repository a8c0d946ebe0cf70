import { html, type TemplateResult } from "lit";

/** A sentence of the engine: what stands between backticks is shown as code. */
export function said(sentence: string): TemplateResult {
  const pieces = sentence.split("`");
  // A lone backtick is one of the text.
  if (pieces.length % 2 === 0) return html`${sentence}`;
  return html`${pieces.map((piece, i) => (i % 2 === 1 ? html`<code class="said-code">${piece}</code>` : piece))}`;
}
