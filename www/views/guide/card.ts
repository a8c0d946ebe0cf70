import { html, nothing, type TemplateResult } from "lit";
import type { Provider } from "../../engine/wire";
import { icon } from "../../shell/icons";
import type { Card } from "./block";

type ValuesOf = ((field: string) => readonly string[]) | undefined;

const PLUGINS: { readonly [plugin: string]: string } = {
  investigate: "Timeline search",
  osquery: "Osquery",
};

const TEMPLATE = /\{\{\s*([^{}\s]+)\s*\}\}/g;

/** A button of the guide as a card: what Kibana would look for, with the selected event's values. */
export function card(
  { plugin, label, description, providers, query, missing }: Card,
  valuesOf: ValuesOf,
): TemplateResult {
  if (missing)
    return html`<div class="card card-missing">${icon("warning")}<span>The rule has no <code>[[transform.${plugin}]]</code> for <code>${missing}</code>.</span></div>`;
  return html`<div class="card">
    <div class="card-head">${icon("search")}<b>${label || PLUGINS[plugin]}</b><span class="tag">${PLUGINS[plugin]}</span></div>
    ${description ? html`<p>${description}</p>` : nothing}
    ${providers.map(
      (all, index) =>
        html`<div class="card-line">${index > 0 ? html`<i>or</i>` : nothing}${all.map(
          (one, at) => html`${at > 0 ? html`<i>and</i>` : nothing}${condition(one, valuesOf)}`,
        )}</div>`,
    )}
    ${query ? html`<pre tabindex="0"><code>${filled(query, valuesOf)}</code></pre>` : nothing}
  </div>`;
}

function condition({ field, value, excluded }: Provider, valuesOf: ValuesOf): TemplateResult {
  return html`<code>${excluded ? html`<i>not</i> ` : nothing}${field}: ${filled(value, valuesOf)}</code>`;
}

/** Text with the values that its `{{field}}` stand for. */
function filled(text: string, valuesOf: ValuesOf): (TemplateResult | string)[] {
  const out: (TemplateResult | string)[] = [];
  let at = 0;
  for (const found of text.matchAll(TEMPLATE)) {
    const [template, field = ""] = found;
    const values = valuesOf?.(field);
    out.push(text.slice(at, found.index));
    if (!values) out.push(html`<span class="template">${template}</span>`);
    else if (values.length === 0)
      out.push(html`<span class="template missing" title=${`${field} is not in this event`}>${template}</span>`);
    else out.push(html`<span class="template is-filled" title=${field}>${values.join(", ")}</span>`);
    at = found.index + template.length;
  }
  return [...out, text.slice(at)];
}
