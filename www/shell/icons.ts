import { html, svg, type TemplateResult } from "lit";

const PATHS = {
  check: svg`<path d="M3.5 8.5 6.5 11.5 12.5 4.5" />`,
  cross: svg`<path d="M4.5 4.5 11.5 11.5M11.5 4.5 4.5 11.5" />`,
  question: svg`<path d="M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.6 8 9 8 9.8M8 12.4v.1" />`,
  warning: svg`<path d="M8 2.5 14.2 13.5H1.8ZM8 6.5v3.2M8 11.6v.1" />`,
  info: svg`<circle cx="8" cy="8" r="6" /><path d="M8 7.4v3.4M8 5v.1" />`,
  pen: svg`<path d="M3 13l.8-3.2L11 2.6l2.4 2.4-7.2 7.2ZM9.4 4.2l2.4 2.4" />`,
  copy: svg`<path d="M5.5 5.5h8v8h-8ZM2.5 10.5v-8h8" />`,
  search: svg`<circle cx="7" cy="7" r="4.2" /><path d="M10.2 10.2 13.8 13.8" />`,
  chevron: svg`<path d="M6 4 10 8 6 12" />`,
  up: svg`<path d="M8 13V3.5M4 7.5 8 3.5 12 7.5" />`,
  plus: svg`<path d="M8 3.5v9M3.5 8h9" />`,
  columns: svg`<path d="M2.5 3h11v10h-11ZM6.2 3v10M9.8 3v10" />`,
  open: svg`<path d="M1.8 12.5V3.5h4l1.5 2h6v7Z" />`,
  sun: svg`<circle cx="8" cy="8" r="3" /><path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />`,
  moon: svg`<path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z" />`,
  help: svg`<circle cx="8" cy="8" r="6.2" /><path d="M6.2 6.4a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2M8 11.2v.1" />`,
  external: svg`<path d="M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5" />`,
  share: svg`<path d="M8 10V2M5 4.8 8 1.8l3 3M3 8v5.5h10V8" />`,
  more: svg`<path d="M3 8v.1M8 8v.1M13 8v.1" />`,
  lock: svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1.5" /><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />`,
} as const;

export type IconName = keyof typeof PATHS;

/** A small picture beside a word that says the same. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
}
