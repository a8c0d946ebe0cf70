import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import { isFiltered } from "../../app/table";
import { eventsWith, LABELS } from "../../app/tuning";
import { counted } from "../../app/words";
import type { Label } from "../../engine/wire";
import { sign } from "./label-mark";
import { events } from "./parts";

type Which = "selected" | "listed" | "matched";

/** True and false positives: marked one by one in the table, and many at once here. */
export class LabelsView extends PageElement {
  #which: Which = "listed";

  override render() {
    const { answer, labels, table } = this.state;
    const total = answer?.verdict.events ?? 0;
    if (total === 0) return html`<p class="empty">Events can be marked as soon as there are some.</p>`;
    const choices: readonly (readonly [Which, string])[] = [
      ["selected", `The selected event (${this.state.selected + 1})`],
      [
        "listed",
        `${isFiltered(table) ? "All that the filter lists" : "All events"} (${(answer?.rows.total ?? 0).toLocaleString("en")})`,
      ],
      ["matched", `All matches (${(answer?.verdict.matched ?? 0).toLocaleString("en")})`],
    ];
    return html`<div class="tune-part">
      <p class="soft tune-lead">Say which events the rule is meant to find and which not; comparison, coverage and pull-request text count them apart.
        In the event table: <kbd>T</kbd> true positive, <kbd>F</kbd> false positive, <kbd>N</kbd> none.</p>
      <fieldset class="tune-choices"><legend>Mark</legend>${choices.map(
        ([which, words]) =>
          html`<label class="check"><input type="radio" name="marked" .checked=${which === this.#which} @change=${() => this.#choose(which)} />${words}</label>`,
      )}</fieldset>
      <div class="address-actions" role="group" aria-label="Mark as">${(
        ["true_positive", "false_positive", "none"] as const
      ).map(
        (label) =>
          html`<button class="button button-small" @click=${() => void this.#mark(label)}>${label === "none" ? nothing : sign(label)}${LABELS[label].word}</button>`,
      )}</div>
      ${(["true_positive", "false_positive"] as const).map((label) => {
        const numbers = eventsWith(labels, label);
        if (numbers.length === 0) return nothing;
        return html`<section class="tune-change"><h2>${LABELS[label].word} <b>${numbers.length.toLocaleString("en")}</b></h2>
          ${events(this.app, numbers, numbers.length)}</section>`;
      })}
    </div>`;
  }

  #choose(which: Which): void {
    this.#which = which;
    this.requestUpdate();
  }

  async #mark(label: Label): Promise<void> {
    const numbers = await this.#events();
    this.app.tuning.label(numbers, label);
    const { word } = LABELS[label];
    this.app.notify({ kind: "info", text: `${counted(numbers.length, "event")}: ${word.toLowerCase()}.` });
  }

  async #events(): Promise<readonly number[]> {
    if (this.#which === "selected") return [this.state.selected];
    if (this.#which === "listed") return this.app.tuning.listed();
    return ((await this.app.ask({ matches: { fields: [] } }))?.matches ?? []).map(({ event }) => event);
  }
}

customElements.define("rp-labels", LabelsView);
