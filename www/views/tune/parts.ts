import { html, nothing, type TemplateResult } from "lit";
import { flat } from "../../app/counterparts";
import type { Workspace } from "../../app/workspace";
import type { Counts, Range } from "../../engine/wire";
import { labelMark } from "./label-mark";

/** How many events a list shows. */
const FEW = 12;

/** Events as buttons that select them; `also` is done besides. */
export function events(app: Workspace, numbers: readonly number[], count: number, also?: () => void): TemplateResult {
  const { selected } = app.store.value;
  const go = (event: number): void => {
    app.selectEvent(event);
    also?.();
  };
  return html`<span class="mark-events">${numbers.slice(0, FEW).map(
    (
      event,
    ) => html`<button class="mark-event ${event === selected ? "is-selected" : ""}" aria-pressed=${event === selected}
      @click=${() => go(event)}>Event ${event + 1}${labelMark(app, event)}</button>`,
  )}${count > FEW ? html`<span class="soft">and ${(count - FEW).toLocaleString("en")} more</span>` : nothing}</span>`;
}

/** Shows a piece of the rule, and chooses it where it is a part of the query. */
export function showInRule(app: Workspace, range: Range): void {
  const { detail } = app.store.value.answer ?? {};
  const parts = detail?.why ? flat(detail.why) : [];
  const part = parts.find((one) => one.range.from === range.from && one.range.to === range.to);
  if (part) app.choose(part.id);
  app.reveal({ source: { kind: "rule" }, range, line: 0, column: 0 }, false);
}

/** `3 fewer (42.9 %)`, `2 more (33.3 %)`, `the same`. */
export function reduction({ before, after, reduction: percent }: Counts): string {
  const fewer = before - after;
  if (fewer === 0) return "the same";
  const share = percent === undefined ? "" : ` (${Math.abs(percent).toLocaleString("en")} %)`;
  return `${Math.abs(fewer).toLocaleString("en")} ${fewer > 0 ? "fewer" : "more"}${share}`;
}

/** Lets the reader choose one file, or all of a folder, and hands their texts over. */
export function chooseTexts(accept: string, folder: boolean, take: (files: readonly File[]) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  if (folder) {
    input.webkitdirectory = true;
    input.multiple = true;
  } else input.accept = accept;
  input.onchange = () => take([...(input.files ?? [])]);
  input.click();
}

/** What a field of a form holds. */
export function fieldValue(event: Event): string {
  const { target } = event;
  const isField =
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  return isField ? target.value : "";
}
