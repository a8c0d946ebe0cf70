import { html, nothing, type PropertyValues } from "lit";
import { PageElement } from "../../app/element";
import type { CaseReport, Expected, Problem } from "../../engine/wire";
import { unixLines } from "../../input/open";
import { save } from "../../share/save";
import { icon } from "../../shell/icons";
import { said } from "../said";
import { SEVERITIES, VERDICTS } from "../verdict/words";
import { type CaseEdit, edited, without } from "./case-text";
import { chooseTexts, fieldValue } from "./parts";

const EXPECTED: readonly Expected[] = ["match", "no_match", "undecided"];

/** Test cases: made of events, checked at every change, kept in one file. */
export class CasesView extends PageElement {
  /** The case that is being edited, by its place in the list. */
  #editing: number | undefined;
  #problem = "";

  override render() {
    const { answer, cases } = this.state;
    const reports = answer?.tuning?.cases ?? [];
    const problems = (answer?.problems ?? []).filter(({ place }) => place?.source.kind === "cases");
    return html`<div class="tune-part">
      ${reports.length === 0 && cases === "" ? html`<p class="soft tune-lead">A test case says which verdict some events must have. Cases run at every change here, and in CI with <code class="said-code">rule-playground test</code>.</p>` : nothing}
      ${reports.length > 0 ? html`<ul class="finding-list" aria-label="Test cases">${reports.map((report, at) => html`<li class="finding">${at === this.#editing ? this.#form(report) : this.#case(report, at)}</li>`)}</ul>` : nothing}
      ${this.#make()}
      <div class="address-actions">
        <button class="button button-small" ?disabled=${cases === ""} @click=${this.#save}>Save as ${this.#fileName()}</button>
        <button class="button button-small" @click=${this.#open}>${icon("open")}Open cases…</button>
        ${cases === "" ? nothing : html`<button class="button button-small" @click=${() => this.app.tuning.setCases("")}>${icon("cross")}Remove all</button>`}
      </div>
      ${problems.length > 0 ? html`<ul class="address-problems" aria-label="Problems of the test cases">${problems.map((problem) => this.#said(problem))}</ul>` : nothing}
      ${
        cases === ""
          ? nothing
          : html`<details class="tune-file" ?open=${problems.some(({ severity }) => severity === "error")}><summary>The file</summary>
            <textarea class="supply-text" aria-label="Text of the test cases" spellcheck="false" rows="14" .value=${cases}
              @input=${(event: Event) => this.app.tuning.setCases(fieldValue(event))}></textarea></details>`
      }
    </div>`;
  }

  protected override updated(changes: PropertyValues): void {
    super.updated(changes);
    const { soughtCase } = this.state;
    if (soughtCase) this.#seek(soughtCase.from, soughtCase.to);
  }

  #seek(from: number, to: number): void {
    const text = this.querySelector<HTMLTextAreaElement>(".tune-file textarea");
    const file = this.querySelector("details");
    if (!text || !file) return;
    file.open = true;
    text.focus();
    text.setSelectionRange(from, to);
    const line = text.value.slice(0, from).split("\n").length - 1;
    text.scrollTop = Math.max(0, (line - 3) * (Number.parseFloat(getComputedStyle(text).lineHeight) || 18));
    this.app.store.set({ soughtCase: undefined });
  }

  #case({ name, why, expected, found, passed, sentence, range }: CaseReport, at: number) {
    const look = passed ? VERDICTS.match : VERDICTS.no_match;
    return html`<span class="dot tone-${look.tone}">${icon(look.icon)}<span class="visually-hidden">${passed ? "Passes" : "Fails"}</span></span>
      <div class="finding-body">
        <div class="finding-line"><b>${name}</b><span class="${passed ? "soft" : "tone-bad"}">${passed ? VERDICTS[found].word : `expected ${VERDICTS[expected].word.toLowerCase()}, is ${VERDICTS[found].word.toLowerCase()}`}</span></div>
        ${why ? html`<p class="finding-why">${why}</p>` : nothing}
        <p class="finding-why soft">${said(sentence)}</p>
      </div>
      <span class="part-actions">
        <button class="button button-small" aria-label=${`Edit the case ${name}`} @click=${() => this.#edit(at)}>Edit</button>
        <button class="button button-icon button-small" aria-label=${`Remove the case ${name}`} @click=${() => this.app.tuning.setCases(without(this.state.cases, range))}>${icon("cross")}</button>
      </span>`;
  }

  #form(report: CaseReport) {
    const change = (event: Event): void => {
      event.preventDefault();
      if (!(event.target instanceof HTMLFormElement)) return;
      const data = new FormData(event.target);
      const edit: CaseEdit = {
        name: `${data.get("name")}`,
        why: `${data.get("why")}`,
        expected: `${data.get("expected")}`,
      };
      this.#edit(undefined);
      this.app.tuning.setCases(edited(this.state.cases, report.range, edit));
    };
    return html`<form class="case-form" aria-label=${`The case ${report.name}`} @submit=${change}>${this.#fields(report)}
      <span class="form-actions"><button class="button button-small button-primary">Change</button>
        <button class="button button-small" type="button" @click=${() => this.#edit(undefined)}>Cancel</button></span></form>`;
  }

  #make() {
    const { answer, selected } = this.state;
    const total = answer?.verdict.events ?? 0;
    if (total === 0) return nothing;
    const verdict = answer?.detail?.event === selected ? answer.detail.verdict : "match";
    const expected = EXPECTED.find((one) => one === verdict) ?? "match";
    return html`<form class="case-form" aria-label="New test case" @submit=${this.#add}>
      <h2>Make a case</h2>${this.#fields({ name: "", why: "", expected })}
      <label>Events<select class="input" name="events"><option value="selected">The selected event (${selected + 1})</option>
        <option value="listed">All listed (${(answer?.rows.total ?? 0).toLocaleString("en")})</option></select></label>
      <span class="form-actions"><button class="button button-small button-primary">${icon("plus")}Add the case</button></span>
      ${this.#problem ? html`<p class="tone-bad" role="alert">${said(this.#problem)}</p>` : nothing}
    </form>`;
  }

  #fields({ name, why, expected }: Pick<CaseReport, "name" | "why" | "expected">) {
    return html`<label>Name<input class="input" name="name" required autocomplete="off" value=${name} placeholder="Somebody opens a bucket" /></label>
      <label>Why<input class="input" name="why" autocomplete="off" value=${why} placeholder="Why this verdict is right" /></label>
      <label>Expected<select class="input" name="expected">${EXPECTED.map((one) => html`<option value=${one} ?selected=${one === expected}>${VERDICTS[one].word}</option>`)}</select></label>`;
  }

  #said({ severity, message, place }: Problem) {
    const look = SEVERITIES[severity];
    return html`<li><span class="dot tone-${look.tone}">${icon(look.icon)}<span class="visually-hidden">${look.word}</span></span>
      <button class="plain tune-clause" @click=${() => place && this.#seek(place.range.from, place.range.to)}>${said(message)}${place ? html` <span class="soft">line ${place.line}</span>` : nothing}</button></li>`;
  }

  #edit(at: number | undefined): void {
    this.#editing = at;
    this.requestUpdate();
  }

  /** As the rule is called. */
  #fileName(): string {
    const name = (this.state.answer?.rule?.name ?? "").toLowerCase().replace(/[^a-z0-9]+/g, "_");
    return `${name.replace(/^_|_$/g, "") || "rule"}.cases.json`;
  }

  readonly #save = (): void => save(this.#fileName(), "application/json", this.state.cases);

  readonly #open = (): void =>
    chooseTexts(
      ".json",
      false,
      (files) => void files[0]?.text().then((text) => this.app.tuning.setCases(unixLines(text))),
    );

  readonly #add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const data = new FormData(form);
    const expected = EXPECTED.find((one) => one === data.get("expected")) ?? "match";
    const events = data.get("events") === "listed" ? await this.app.tuning.listed() : [this.state.selected];
    const question = {
      name: `${data.get("name")}`.trim(),
      why: `${data.get("why")}`.trim(),
      expected,
      events: [...events],
    };
    const made = (await this.app.ask({ case: question }))?.case;
    this.#problem = made?.problem ?? "";
    if (made?.text !== undefined) {
      this.app.tuning.setCases(made.text);
      form.reset();
    }
    this.requestUpdate();
  };
}

customElements.define("rp-cases", CasesView);
