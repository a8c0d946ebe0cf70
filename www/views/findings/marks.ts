import { html, nothing, type TemplateResult } from "lit";
import type { Workspace } from "../../app/workspace";
import type { Finding, FindingMark } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { VERDICTS } from "../verdict/words";

/** The answer of a finding as a sign: its colour and its shape say the same. */
export function sign(finding: Finding): TemplateResult {
  const look = VERDICTS[finding.verdict];
  return html`<span class="dot tone-${look.tone}">${icon(look.icon)}<span class="visually-hidden">${look.word}</span></span>`;
}

/** What names a finding: each value with its field. */
export function named(fields: readonly string[], values: readonly string[]): TemplateResult {
  return html`<span class="founds">${values.map(
    (value, at) =>
      html`<span class="found">${fields[at] ? html`<span class="found-field">${fields[at]}</span>` : nothing}<span class="found-value" title=${value}>${value || "(missing)"}</span></span>`,
  )}</span>`;
}

/** An event of a finding: a button that selects it in the table. */
export function mark(app: Workspace, { event, step, time, note }: FindingMark): TemplateResult {
  const label = html`${step > 0 ? html`<b>Step ${step}</b>` : nothing}<span>${event === undefined ? "Older" : `Event ${event + 1}`}</span>${time ? html`<span class="soft">${clock(time)}</span>` : nothing}`;
  if (event === undefined) return html`<span class="mark-event is-older" title=${note}>${label}</span>`;
  const selected = event === app.store.value.selected;
  return html`<button class="mark-event ${selected ? "is-selected" : ""}" aria-pressed=${selected} title=${note || time}
    @click=${() => app.selectEvent(event)}>${label}</button>`;
}

/** The events of a finding. */
export function marks(app: Workspace, finding: Finding): TemplateResult {
  return html`<span class="mark-events">${finding.marks.map((one) => mark(app, one))}${
    finding.more > 0 ? html`<span class="soft">and ${finding.more.toLocaleString("en")} more</span>` : nothing
  }</span>`;
}

/** `2026-06-01 10:04:00` */
export function clock(time: string): string {
  return time.replace("T", " ").replace(/(\.\d+)?Z$/, "");
}

/** From one time to another: `+4 min 10 s`; empty where one is missing. */
export function gap(from: string | undefined, to: string): string {
  const milliseconds = Date.parse(to) - Date.parse(from ?? "");
  if (Number.isNaN(milliseconds)) return "";
  let left = Math.round(Math.abs(milliseconds) / 1000);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}`);
  }
  return `${milliseconds < 0 ? "−" : "+"}${parts.join(" ") || "0 s"}`;
}

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;
