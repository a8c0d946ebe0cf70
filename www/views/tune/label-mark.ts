import { html, nothing, type TemplateResult } from "lit";
import { LABELS, labelOf } from "../../app/tuning";
import type { Workspace } from "../../app/workspace";
import type { Label } from "../../engine/wire";

/** The sign of an event's label; nothing where it has none. */
export function labelMark(app: Workspace, event: number): TemplateResult | typeof nothing {
  const label = labelOf(app.store.value.labels, event);
  return label === "none" ? nothing : sign(label);
}

/** A label as two letters with its name. */
export function sign(label: Label): TemplateResult {
  const { word, short } = LABELS[label];
  return html`<abbr class="label-sign label-${label}" title=${word}>${short}</abbr>`;
}
