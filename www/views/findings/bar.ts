import { html, nothing, type TemplateResult } from "lit";
import type { Finding } from "../../engine/wire";

/** How much there is of what is needed: a bar with a line where it is enough. */
export function bar({ has, of, verdict }: Finding, unit = ""): TemplateResult | typeof nothing {
  if (has === undefined || of === undefined) return nothing;
  const whole = Math.max(has, of, 1);
  const words = `${has.toLocaleString("en")} of ${of.toLocaleString("en")}${unit}`;
  // Drawn in a picture: a strict page has no style attributes.
  return html`<span class="bar"><svg class="bar-picture bar-${verdict}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="bar-all" width="100" height="8" /><rect class="bar-has" width=${(100 * has) / whole} height="8" />
    <rect class="bar-line" x=${Math.min(99, (100 * of) / whole - 1)} width="1" height="8" /></svg><span class="bar-words">${words}</span></span>`;
}
