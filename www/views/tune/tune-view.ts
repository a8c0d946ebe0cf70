import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../app/element";
import { labelled, type TuneView } from "../../app/tuning";
import "./cases-view";
import "./compare-view";
import "./coverage-view";
import "./labels-view";
import "./rules-view";
import "./text-view";

/** The tab for who changes a rule: what a change does, and the evidence of it. */
export class Tune extends PageElement {
  override render() {
    const { tune } = this.state;
    return html`<div class="tune">
      <div class="segments tune-views" role="group" aria-label="Tune">${this.#views().map(
        ([view, title, fact]) =>
          html`<button aria-pressed=${view === tune} @click=${() => this.app.tuning.show(view)}>${title}${
            fact ? html` <span class="soft">${fact}</span>` : nothing
          }</button>`,
      )}</div>
      ${this.#view(tune)}
    </div>`;
  }

  #views(): readonly (readonly [TuneView, string, string])[] {
    const { answer, labels, rules } = this.state;
    const { tuning, cases } = answer ?? {};
    const hints = tuning?.hints.length ?? 0;
    return [
      ["compare", "Compare", ""],
      ["labels", "Labels", few(labelled(labels))],
      ["cases", "Cases", cases ? `${cases.passed}/${cases.total}` : ""],
      ["coverage", "Coverage and hints", few(hints)],
      ["rules", "Many rules", few(rules.length)],
      ["text", "Pull request", ""],
    ];
  }

  #view(view: TuneView): TemplateResult {
    switch (view) {
      case "compare":
        return html`<rp-compare .app=${this.app}></rp-compare>`;
      case "labels":
        return html`<rp-labels .app=${this.app}></rp-labels>`;
      case "cases":
        return html`<rp-cases .app=${this.app}></rp-cases>`;
      case "coverage":
        return html`<rp-coverage .app=${this.app}></rp-coverage>`;
      case "rules":
        return html`<rp-rules .app=${this.app}></rp-rules>`;
      case "text":
        return html`<rp-pull-request .app=${this.app}></rp-pull-request>`;
    }
  }
}

function few(count: number): string {
  return count > 0 ? count.toLocaleString("en") : "";
}

customElements.define("rp-tune", Tune);
