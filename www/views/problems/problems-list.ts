import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import type { Place, Problem } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { said } from "../said";
import { SEVERITIES } from "../verdict/words";

/** All messages; choosing one goes to its place. */
export class ProblemsList extends PageElement {
  override render() {
    const problems = this.state.answer?.problems ?? [];
    if (problems.length === 0) {
      return html`<p class="empty empty-good">${icon("check")}No problems in the rule or the events.</p>`;
    }
    return html`<ul class="problems" aria-label="Problems">${problems.map((problem) => this.#problem(problem))}</ul>`;
  }

  #problem(problem: Problem) {
    const { place, fix } = problem;
    const look = SEVERITIES[problem.severity];
    return html`<li class="problem">
      <button class="problem-go" ?disabled=${!place} @click=${() => place && this.app.reveal(place, true)}>
        <span class="dot tone-${look.tone}">${icon(look.icon)}<span class="visually-hidden">${look.word}</span></span>
        <span class="problem-said">
          <span class="problem-fact ${problem.message.startsWith("`") ? "" : "starts-with-word"}">${said(problem.message)}</span>
          ${problem.label ? html`<span class="problem-label">${said(problem.label)}</span>` : nothing}
          ${problem.notes.map((note) => html`<span class="problem-note">${said(note)}</span>`)}
        </span>
        <span class="problem-where">
          ${place ? html`<span>${this.#text(place)} ${place.line}:${place.column}</span>` : nothing}
          <code>${problem.code}</code>
        </span>
      </button>
      ${fix ? html`<button class="button button-small" @click=${() => this.app.applyFix(fix)}>${fix.title}</button>` : nothing}
    </li>`;
  }

  #text({ source }: Place): string {
    if (source.kind !== "events") return source.kind;
    return this.state.events[source.index]?.name ?? "events";
  }
}

customElements.define("rp-problems", ProblemsList);
