import { html, type TemplateResult } from "lit";

const SAFE = new Set(["http:", "https:", "mailto:"]);

/** A link where the address is one a rule may send a reader to; otherwise only its text. */
export function link(href: string, text: TemplateResult | string): TemplateResult {
  const address = safe(href);
  if (!address) return html`<span class="no-link" title=${href}>${text}</span>`;
  return html`<a href=${address} target="_blank" rel="noopener noreferrer">${text}</a>`;
}

function safe(href: string): string | undefined {
  try {
    const url = new URL(href);
    return SAFE.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
