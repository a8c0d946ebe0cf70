import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../app/element";
import type { State } from "../../app/state";
import { LABELS } from "../../app/tuning";
import type { Change, ChangeReason, ComparisonReport, Counts, SettingChange } from "../../engine/wire";
import { unixLines } from "../../input/open";
import { readFragment } from "../../share/link";
import { icon } from "../../shell/icons";
import { said } from "../said";
import type { MergeView } from "./merge-view";
import { chooseTexts, events, fieldValue, reduction, showInRule } from "./parts";

/** The rule beside an older version: what the change does to the events. */
export class Compare extends PageElement {
  #problem = "";

  protected override concerns(state: State, before: State): boolean {
    const keys = ["answer", "previous", "selected", "labels", "rule"] as const;
    return keys.some((key) => state[key] !== before[key]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!customElements.get("rp-merge")) void import("./merge-view").then(() => this.requestUpdate());
  }

  override render() {
    const { previous, answer } = this.state;
    const comparison = answer?.tuning?.comparison;
    const problem = this.#problem || (previous && answer?.tuning?.previousProblem);
    return html`<div class="tune-part">
      ${previous === "" ? this.#start() : this.#actions()}
      ${problem ? html`<p class="tone-bad" role="alert">${said(problem)}</p>` : nothing}
      ${comparison && previous ? this.#comparison(comparison) : nothing}
      ${previous && customElements.get("rp-merge") ? html`<rp-merge .app=${this.app}></rp-merge>` : nothing}
    </div>`;
  }

  /** Where there is no older version yet. */
  #start() {
    return html`<p class="soft tune-lead">Compare the rule with an older version over the same events: what is kept, gained and lost,
        and by which clause.</p>
      <textarea class="supply-text" aria-label="Older version of the rule" spellcheck="false" placeholder="Paste the older rule, or a share link"
        @input=${(event: Event) => void this.#take(fieldValue(event))}></textarea>
      <div class="address-actions">
        <button class="button button-small" ?disabled=${this.state.rule.trim() === ""} title="Takes the rule as it is now for the older version"
          @click=${() => this.app.tuning.startFromHere()}>Start from here</button>
        <button class="button button-small" @click=${this.#open}>${icon("open")}Open a file…</button>
      </div>`;
  }

  #actions() {
    return html`<div class="address-actions">
      <button class="button button-small" title="Takes the rule as it is now for the older version" @click=${() => this.app.tuning.startFromHere()}>Start from here</button>
      <button class="button button-small" @click=${this.#open}>${icon("open")}Open another…</button>
      <button class="button button-small" @click=${this.#swap}>Swap the two</button>
      <button class="button button-small" @click=${() => this.app.tuning.setPrevious("")}>${icon("cross")}Remove the older version</button>
    </div>`;
  }

  #comparison(report: ComparisonReport) {
    const { sentence, alerts, events: counts, settings, lost, gained, kept } = report;
    const isPerEvent = JSON.stringify(alerts) === JSON.stringify(counts);
    return html`<p class="tune-sentence" role="status">${said(sentence)}</p>
      <div class="tune-tables">
        ${isPerEvent ? nothing : this.#counts("Alerts", report, "alerts")}
        ${this.#counts(isPerEvent ? "Alerts" : "Events in alerts", report, "events")}
        ${settings.length > 0 ? this.#settings(settings) : nothing}
      </div>
      ${this.#change("Lost", "alerts of the older version only, by what keeps them out now", lost, false)}
      ${this.#change("Gained", "alerts of this version only, by what kept them out of the older one", gained, true)}
      ${kept.length > 0 ? html`<section class="tune-change"><h2>Kept <b>${counts.kept.toLocaleString("en")}</b></h2>${events(this.app, kept, counts.kept)}</section>` : nothing}`;
  }

  /** The numbers, over all and for each label in use. */
  #counts(title: string, report: ComparisonReport, which: "alerts" | "events") {
    const labels = report.labels.filter(({ label, total }) => total > 0 && label !== "none");
    const none = report.labels.filter(({ label, total }) => labels.length > 0 && total > 0 && label === "none");
    const row = (name: string, counts: Counts) => html`<tr><th scope="row">${name}</th>
      ${[counts.before, counts.after, counts.kept, counts.gained, counts.lost].map((count) => html`<td>${count.toLocaleString("en")}</td>`)}
      <td class="tune-reduction">${reduction(counts)}</td></tr>`;
    return html`<div class="tune-scroll" tabindex="0"><table class="tune-table"><caption>${title}</caption>
      <thead><tr><td></td>${["Before", "Now", "Kept", "Gained", "Lost", "Change"].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${row("All", report[which])}${[...labels, ...none].map((counts) => row(LABELS[counts.label].word, counts[which]))}</tbody>
    </table></div>`;
  }

  #settings(settings: readonly SettingChange[]) {
    return html`<div class="tune-scroll tune-wide" tabindex="0"><table class="tune-table tune-settings"><caption>Changed keys</caption>
      <thead><tr><th scope="col">Key</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
      <tbody>${settings.map(
        ({ key, before, after, range }) =>
          html`<tr><th scope="row">${
            range
              ? html`<button class="plain link" @click=${() => showInRule(this.app, range)}>${key}</button>`
              : html`<code>${key}</code>`
          }</th><td><code>${before || "not set"}</code></td><td><code>${after || "not set"}</code></td></tr>`,
      )}</tbody></table></div>`;
  }

  #change(title: string, what: string, { count, events: numbers, reasons }: Change, gained: boolean) {
    if (count === 0) return nothing;
    return html`<section class="tune-change" aria-label=${title}><h2>${title} <b>${count.toLocaleString("en")}</b> <span class="soft">${what}</span></h2>
      ${
        reasons.length === 0
          ? events(this.app, numbers, count)
          : html`<ul class="finding-list">${reasons.map((reason) => html`<li class="finding tune-reason">${this.#reason(reason, gained)}</li>`)}</ul>`
      }</section>`;
  }

  #reason(reason: ChangeReason, gained: boolean): TemplateResult {
    const { text, range, sentence, count, alone, events: numbers, truePositives, falsePositives } = reason;
    const show = range && (() => this.#show(range, gained));
    const labels = [
      truePositives > 0 ? `${truePositives} true positive` : "",
      falsePositives > 0 ? `${falsePositives} false positive` : "",
      alone > 0 && alone < count ? `${alone} by this alone` : "",
    ].filter((word) => word !== "");
    return html`<div class="finding-line">${
      show
        ? html`<button class="plain said-code tune-clause" @click=${show}>${text}</button>`
        : html`<code class="said-code">${text}</code>`
    }<b>${count.toLocaleString("en")}</b>${labels.length > 0 ? html`<span class="soft">${labels.join(", ")}</span>` : nothing}</div>
      <p class="finding-why soft">${said(sentence)}</p>
      ${events(this.app, numbers, count, show)}`;
  }

  /** A clause of this rule is shown in its editor, one of the older version in the merge view. */
  #show(range: { readonly from: number; readonly to: number }, gained: boolean): void {
    if (!gained) showInRule(this.app, range);
    else this.querySelector<MergeView>("rp-merge")?.reveal(range);
  }

  async #take(text: string): Promise<void> {
    this.#problem = "";
    let taken = unixLines(text);
    if (/^\s*https?:\S+#\S+\s*$/.test(text)) {
      try {
        const shared = await readFragment(new URL(text.trim()).hash);
        taken = shared?.rule ?? "";
        if (!taken) this.#problem = "There is no rule in this link.";
      } catch (error) {
        taken = "";
        this.#problem = error instanceof Error ? error.message : "This link cannot be read.";
      }
    }
    if (taken) this.app.tuning.setPrevious(taken);
    this.requestUpdate();
  }

  readonly #open = (): void =>
    chooseTexts(".toml,.txt,.kql,.eql", false, (files) => void files[0]?.text().then((text) => this.#take(text)));

  readonly #swap = (): void => {
    const { rule, previous } = this.state;
    this.app.setRule(previous);
    this.app.tuning.setPrevious(rule);
  };
}

customElements.define("rp-compare", Compare);
