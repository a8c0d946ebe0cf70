import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../app/element";
import type { State } from "../../app/state";
import type { Workspace } from "../../app/workspace";
import type { Finding, FindingsKind, FindingsReport } from "../../engine/wire";
import { said } from "../said";
import { anomaly, preview } from "./anomalies";
import { hit } from "./indicators";
import { term } from "./new-terms";
import { sequence, steps } from "./sequences";
import { group } from "./threshold";

type View = (app: Workspace, report: FindingsReport, finding: Finding) => TemplateResult;

const VIEWS: Record<FindingsKind, readonly [title: string, view: View]> = {
  threshold: ["Groups", group],
  new_terms: ["Terms", term],
  anomalies: ["Results of the job", anomaly],
  preview: ["Preview of what the job looks at", preview],
  indicators: ["Indicators", hit],
  sequences: ["Sequences", sequence],
};

/** How many are shown before the reader asks for all. */
const FEW = 6;

/** What the rule's type found besides which events its query matches. */
export class Findings extends PageElement {
  #all = false;

  protected override concerns(state: State, before: State): boolean {
    return state.answer !== before.answer || state.selected !== before.selected;
  }

  override render() {
    const report = this.state.answer?.findings;
    if (!report) return nothing;
    const [title, view] = VIEWS[report.kind];
    const { findings, more } = report;
    const shown = this.#all ? findings : findings.slice(0, FEW);
    const hidden = findings.length - shown.length;
    return html`<section class="findings" aria-label=${title}>
      <h3>${title}</h3>
      <p class="findings-lead soft">${said(report.lead)}</p>
      ${steps(report)}
      <ul class="finding-list">${shown.map((finding, at) => html`${this.#job(findings, at)}<li class="finding finding-${finding.verdict}">${view(this.app, report, finding)}</li>`)}</ul>
      ${hidden > 0 ? html`<button class="button button-small" @click=${this.#showAll}>Show ${hidden} more</button>` : nothing}
      ${hidden === 0 && more > 0 ? html`<p class="soft">and ${more.toLocaleString("en")} more</p>` : nothing}
    </section>`;
  }

  /** The job of a preview, before the first of its findings. */
  #job(findings: readonly Finding[], at: number) {
    const job = findings[at]?.job;
    return job && job !== findings[at - 1]?.job
      ? html`<li class="finding-job"><code class="said-code">${job}</code></li>`
      : nothing;
  }

  readonly #showAll = (): void => {
    this.#all = true;
    this.requestUpdate();
  };
}

customElements.define("rp-findings", Findings);
