import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../app/element";
import type { ClauseReport, Hint, HintKind, Tally } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { said } from "../said";
import { events, showInRule } from "./parts";

const HINTS: Record<HintKind, string> = {
  leading_wildcard: "Cost",
  fixed_set: "Wildcard",
  redundant_exclusion: "Redundant",
  unused_exclusion: "Unused here",
  hides_true_positive: "Hides true positives",
  window_gap: "Gap",
};

/** What the events and the test cases say about each part of the query, and what could be better about it. */
export class Coverage extends PageElement {
  override render() {
    const { tuning, rule } = this.state.answer ?? {};
    if (!tuning) return nothing;
    const { clauses, hints } = tuning;
    if (clauses.length === 0)
      return html`<p class="empty">${rule ? "There is no query whose parts could be counted." : "Paste a rule to see what its parts do."}</p>`;
    return html`<div class="tune-part">
      ${hints.length > 0 ? html`<ul class="finding-list" aria-label="Hints">${hints.map((hint) => html`<li class="finding">${this.#hint(hint)}</li>`)}</ul>` : html`<p class="soft">No hints for these events.</p>`}
      ${this.#table(clauses)}
    </div>`;
  }

  #hint({ kind, message, note, range, events: numbers, count, fix }: Hint): TemplateResult {
    return html`<span class="dot tone-open">${icon("info")}</span><div class="finding-body">
      <div class="finding-line"><span class="tag">${HINTS[kind]}</span><button class="plain tune-clause" @click=${() => showInRule(this.app, range)}>${said(message)}</button></div>
      ${note ? html`<p class="finding-why soft">${said(note)}</p>` : nothing}
      <div class="finding-line">${numbers.length > 0 ? events(this.app, numbers, count, () => showInRule(this.app, range)) : nothing}
        ${fix ? html`<button class="button button-small button-fix" @click=${() => this.app.applyFix(fix)}><span>${said(fix.title)}</span></button>` : nothing}</div>
    </div>`;
  }

  #table(clauses: readonly ClauseReport[]) {
    const withCases = (this.state.answer?.cases?.total ?? 0) > 0;
    const heads = ["True", "False", "Unknown", "Decisive"];
    return html`<div class="tune-scroll" tabindex="0"><table class="tune-table tune-coverage"><caption>What each part of the query answers</caption>
      <thead>
        ${withCases ? html`<tr><td></td><th scope="colgroup" colspan="4">Events</th><th scope="colgroup" colspan="4">Test cases</th></tr>` : nothing}
        <tr><th scope="col">Part</th>${[...heads, ...(withCases ? heads : [])].map((head) => html`<th scope="col">${head}</th>`)}</tr>
      </thead>
      <tbody>${clauses.map((clause) => this.#row(clause, withCases))}</tbody></table></div>`;
  }

  #row(clause: ClauseReport, withCases: boolean) {
    const { depth, text, negated, range, firstTrue, firstFalse, events: over, cases } = clause;
    return html`<tr><th scope="row" .style=${`--depth:${depth}`}><button class="plain tune-clause" @click=${() => showInRule(this.app, range)}>${
      negated ? html`<i class="soft">not </i>` : nothing
    }<code>${text}</code></button></th>
      ${this.#tally(over, clause, [firstTrue, firstFalse])}${withCases ? this.#tally(cases, clause, []) : nothing}</tr>`;
  }

  /** Numbers, of which a nought that tells something is in words. */
  #tally(
    { holds, fails, unknown, alone, needed }: Tally,
    { range }: ClauseReport,
    first: readonly (number | undefined)[],
  ) {
    const none = holds + fails + unknown === 0;
    const cell = (count: number, never: string, event?: number) => {
      if (count === 0 && never && !none) return html`<td><span class="tune-never">${never}</span></td>`;
      if (event === undefined) return html`<td>${count.toLocaleString("en")}</td>`;
      const go = () => {
        this.app.selectEvent(event);
        showInRule(this.app, range);
      };
      return html`<td><button class="plain link" title=${`The first: event ${event + 1}`} @click=${go}>${count.toLocaleString("en")}</button></td>`;
    };
    return html`${cell(holds, unknown === 0 ? "never true" : "", first[0])}${cell(fails, unknown === 0 ? "never false" : "", first[1])}${cell(unknown, "")}${cell(alone + needed, "")}`;
  }
}

customElements.define("rp-coverage", Coverage);
