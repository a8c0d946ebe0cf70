import { html, nothing } from "lit";
import { PageElement } from "../app/element";
import type { Tab } from "../app/state";
import { counted } from "../app/words";
import type { Severity } from "../engine/wire";
import { icon } from "./icons";
import { type TabItem, tabs } from "./tabs";

/** The views of the answer, one at a time. */
export class AnswerPane extends PageElement {
  override render() {
    const { tab } = this.state;
    return html`
      ${tabs("Answer", this.#tabs(), tab, (chosen) => this.app.store.set({ tab: chosen }))}
      <div class="panel" role="tabpanel" id=${`panel-${tab}`} aria-labelledby=${`tab-${tab}`} tabindex="0">${this.#view(tab)}</div>
    `;
  }

  #tabs(): readonly TabItem<Tab>[] {
    const problems = this.state.answer?.problems ?? [];
    const has = (severity: Severity) => problems.some((problem) => problem.severity === severity);
    const worst = has("error") ? "bad" : has("warning") ? "open" : "idle";
    return [
      { id: "why", title: "Why" },
      { id: "tune", title: html`Tune${this.#failed()}` },
      { id: "guide", title: "Guide" },
      { id: "ecs", title: "ECS" },
      { id: "supply", title: "Supply" },
      { id: "elastic", title: "Run on Elastic" },
      {
        id: "problems",
        title: html`Problems${
          problems.length > 0
            ? html`<span class="count tone-${worst}" aria-label=${counted(problems.length, "problem")}>${problems.length}</span>`
            : nothing
        }`,
      },
    ];
  }

  /** How many test cases fail, or that all pass. */
  #failed() {
    const cases = this.state.answer?.cases;
    if (!cases || cases.total === 0) return nothing;
    return cases.failed > 0
      ? html`<span class="count tone-bad" aria-label=${counted(cases.failed, "failing case")}>${cases.failed}</span>`
      : html`<span class="count tone-good" aria-label=${`${counted(cases.total, "case")}, all pass`}>${icon("check")}</span>`;
  }

  #view(tab: Tab) {
    switch (tab) {
      case "why":
        return html`<rp-findings .app=${this.app}></rp-findings><rp-why .app=${this.app}></rp-why>`;
      case "tune":
        if (!customElements.get("rp-tune")) {
          // Comes when it is looked at first.
          void import("../views/tune/tune-view").then(() => this.requestUpdate());
          return nothing;
        }
        return html`<rp-tune .app=${this.app}></rp-tune>`;
      case "guide":
        return html`<rp-guide .app=${this.app}></rp-guide>`;
      case "ecs":
        return html`<rp-ecs .app=${this.app}></rp-ecs>`;
      case "supply":
        return html`<rp-supply .app=${this.app}></rp-supply>`;
      case "elastic":
        return html`<rp-elastic .app=${this.app}></rp-elastic>`;
      case "problems":
        return html`<rp-problems .app=${this.app}></rp-problems>`;
    }
  }
}

customElements.define("rp-answer", AnswerPane);
