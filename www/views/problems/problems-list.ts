import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import type { Place, Problem, Severity } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { said } from "../said";
import { SEVERITIES } from "../verdict/words";

const ORDER: readonly Severity[] = ["error", "warning", "info"];
const PLURALS: Record<Severity, string> = { error: "Errors", warning: "Warnings", info: "Notes" };

/** All messages; choosing one goes to its place. */
export class ProblemsList extends PageElement {
  /** The severities that are not shown. */
  #hidden: ReadonlySet<Severity> = new Set();

  override render() {
    const problems = this.state.answer?.problems ?? [];
    if (problems.length === 0) {
      return html`<p class="empty empty-good">${icon("check")}No problems in the rule or the events.</p>`;
    }
    const there = ORDER.filter((severity) => problems.some((problem) => problem.severity === severity));
    const shown = problems.filter((problem) => there.length === 1 || !this.#hidden.has(problem.severity));
    return html`${there.length > 1 ? this.#severities(there, problems) : nothing}
      ${
        shown.length > 0
          ? html`<ul class="problems" aria-label="Problems">${shown.map((problem) => this.#problem(problem))}</ul>`
          : html`<p class="empty">Every problem is of a kind that is not shown.</p>`
      }`;
  }

  #severities(there: readonly Severity[], problems: readonly Problem[]) {
    return html`<div class="severities" role="group" aria-label="Shown problems">
      ${there.map((severity) => {
        const look = SEVERITIES[severity];
        const count = problems.filter((problem) => problem.severity === severity).length;
        return html`<button class="chip-toggle tone-${look.tone}" aria-pressed=${!this.#hidden.has(severity)} @click=${() => this.#toggle(severity)}>
          ${icon(look.icon)}${PLURALS[severity]} <span class="severity-count">${count}</span>
        </button>`;
      })}
    </div>`;
  }

  #toggle(severity: Severity) {
    const hidden = new Set(this.#hidden);
    if (!hidden.delete(severity)) hidden.add(severity);
    this.#hidden = hidden;
    this.requestUpdate();
  }

  #problem(problem: Problem) {
    const { place, fix } = problem;
    const look = SEVERITIES[problem.severity];
    return html`<li class="problem">
      <button class="problem-go" title=${problem.explanation} ?disabled=${!place} @click=${() => place && this.app.reveal(place, true)}>
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
      ${fix ? html`<button class="button button-small button-fix" @click=${() => this.app.applyFix(fix)}><span>${said(fix.title)}</span></button>` : nothing}
    </li>`;
  }

  #text({ source }: Place): string {
    if (source.kind !== "events") return source.kind;
    return this.state.events[source.index]?.name ?? "events";
  }
}

customElements.define("rp-problems", ProblemsList);
