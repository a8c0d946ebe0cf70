import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../app/element";
import { KNOWN, PASTED, SECTIONS, type Section, type SuppliedKind } from "../../app/supply";
import { counted } from "../../app/words";
import { icon } from "../../shell/icons";
import { said } from "../said";

/** The section that matters most to a type of rule. */
const FIRST: Readonly<Record<string, Section>> = {
  new_terms: "history",
  threat_match: "indicators",
  machine_learning: "anomalies",
};

const TITLES: Record<Section, string> = {
  addresses: "Addresses",
  now: "Time of the run",
  history: "Older events",
  indicators: "Indicators",
  anomalies: "Anomaly records",
};

/** Everything a verdict may need besides rule and events. */
export class SupplyView extends PageElement {
  #records = "";
  readonly #open = new Set<Section>();
  /** The section that was opened without being asked for. */
  #first: Section | undefined;

  protected override willUpdate(): void {
    const first = FIRST[this.state.answer?.rule?.type ?? ""] ?? "addresses";
    if (first !== this.#first) this.#open.add(first);
    this.#first = first;
    if (this.state.sought) this.#open.add(this.state.sought);
  }

  override render() {
    const order = [...SECTIONS].sort((one, other) => Number(other === this.#first) - Number(one === this.#first));
    return html`<div class="supply">${order.map(
      (section) => html`<details data-section=${section} ?open=${this.#open.has(section)}
        @toggle=${(event: Event) => this.#toggled(event, section)}>
        <summary><h3>${TITLES[section]}</h3><span class="soft">${this.#state(section)}</span></summary>
        ${this.#section(section)}
      </details>`,
    )}</div>`;
  }

  protected override updated(): void {
    const { sought } = this.state;
    if (sought === undefined) return;
    const section = this.querySelector(`[data-section="${sought}"]`);
    if (!section) return;
    section.querySelector<HTMLElement>("textarea, input, select")?.focus();
    this.app.store.set({ sought: undefined });
  }

  #toggled({ target }: Event, section: Section): void {
    if (!(target instanceof HTMLDetailsElement)) return;
    if (target.open) this.#open.add(section);
    else this.#open.delete(section);
  }

  /** What a section holds, in a few words. */
  #state(section: Section): string {
    const { addresses, now, answer, supplied } = this.state;
    const read = answer?.supplied;
    if (section === "addresses") return addresses.length > 0 ? counted(addresses.length, "address", "addresses") : "";
    if (section === "now") return now ? `${now.replace("T", " ")} UTC` : "as each event arrived";
    if (section === "history" && supplied.history.length > 0)
      return `${counted(read?.older ?? 0, "older event")}, ${counted(read?.terms ?? 0, "known term")}`;
    if (section === "indicators" && supplied.indicators.length > 0) return counted(read?.indicators ?? 0, "indicator");
    return "";
  }

  #section(section: Section): TemplateResult {
    switch (section) {
      case "addresses":
        return html`<rp-addresses .app=${this.app}></rp-addresses>`;
      case "now":
        return this.#now();
      case "history":
        return this.#history();
      case "indicators":
        return html`<div class="supply-part">
          <p class="soft supply-lead">An indicator match rule compares events with documents of its threat index. Paste some: one JSON document a line, an
            array, or hits of a search.</p>
          ${this.#texts("indicators", "Indicator documents", '{"threat": {"indicator": {"type": "ipv4-addr", "ip": "203.0.113.7"}}}')}
        </div>`;
      case "anomalies":
        return this.#anomalies();
    }
  }

  #now() {
    const { now } = this.state;
    return html`<div class="supply-part">
      <p class="soft supply-lead">Kibana runs a rule again and again; each run sees only the events of its time window. Without a
        time, every event is judged as if the rule had run when it arrived.</p>
      <div class="address-actions">
        <label class="switcher">Run at (UTC) <input class="input" type="datetime-local" step="1" .value=${now}
          @change=${(event: Event) => this.app.setNow(value(event))} /></label>
        ${now ? html`<button class="button button-small" @click=${() => this.app.setNow("")}>As each event arrived</button>` : nothing}
      </div>
    </div>`;
  }

  #history() {
    const { terms, since } = this.app.supply.known();
    return html`<div class="supply-part">
      <p class="soft supply-lead">A new terms rule needs the time before. Paste older events; the rule's query is asked of them as well. Or say
        which terms were seen: ${said('`{"terms": [["alice"]], "since": "2026-01-31"}`')}.</p>
      ${this.#texts("history", "Older events or known terms", "")}
      <label class="switcher">Nothing else was seen since (UTC)
        <input class="input" type="date" .value=${since.slice(0, 10)} @change=${(event: Event) => this.app.supply.completeSince(value(event))} /></label>
      ${terms.length > 0 ? html`<p class="soft">Known: ${terms.map((term) => term.join(", ")).join("; ")}</p>` : nothing}
    </div>`;
  }

  #anomalies() {
    return html`<div class="supply-part">
      <p class="soft supply-lead">A machine learning rule reads the results of its jobs, not CloudTrail: documents of
        ${said("`.ml-anomalies-*`")} with ${said("`job_id`, `result_type`, `is_interim` and `record_score`")}. They are events; paste them
        here to add them to the others.</p>
      <textarea class="supply-text" aria-label="Anomaly records" spellcheck="false" .value=${this.#records}
        placeholder='{"job_id": "rare_error_code", "result_type": "record", "is_interim": false, "record_score": 71}'
        @input=${(event: Event) => {
          this.#records = value(event);
          this.requestUpdate();
        }}></textarea>
      <button class="button button-small" ?disabled=${this.#records.trim() === ""} @click=${this.#addRecords}>${icon("plus")}Add to the events</button>
    </div>`;
  }

  /** A text to paste into, files, and what cannot be read of them. */
  #texts(kind: SuppliedKind, label: string, example: string) {
    const files = this.state.supplied[kind].filter(({ name }) => name !== PASTED);
    return html`<textarea class="supply-text" aria-label=${label} placeholder=${example} spellcheck="false"
        .value=${this.app.supply.text(kind, PASTED)} @input=${(event: Event) => this.app.supply.put(kind, PASTED, value(event))}></textarea>
      <div class="address-actions">
        <button class="button button-small" @click=${() => this.#choose(kind)}>${icon("open")}Open files…</button>
        ${files.map(
          ({ name }) => html`<button class="button button-small" aria-label=${`Remove ${name}`}
            @click=${() => this.app.supply.put(kind, name, "")}>${name === KNOWN ? "Known terms" : name}${icon("cross")}</button>`,
        )}
      </div>
      ${this.#problems(kind)}`;
  }

  #problems(kind: SuppliedKind) {
    const names = this.state.supplied[kind].map(({ name }) => `${name}:`);
    const problems = this.state.answer?.supplied.problems ?? [];
    const own = problems.filter((problem) => names.some((name) => problem.startsWith(name))).slice(0, 8);
    if (own.length === 0) return nothing;
    return html`<ul class="address-problems" aria-label="Problems of the supplied texts">${own.map(
      (problem) =>
        html`<li><span class="dot tone-bad">${icon("cross")}<span class="visually-hidden">Error</span></span><span>${said(problem)}</span></li>`,
    )}</ul>`;
  }

  #choose(kind: SuppliedKind): void {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.accept = ".json,.jsonl,.ndjson,.log,.txt,.gz";
    input.onchange = () => void this.app.supply.open(kind, [...(input.files ?? [])]);
    input.click();
  }

  readonly #addRecords = (): void => {
    this.app.supply.addEvents(this.#records);
    this.#records = "";
    this.requestUpdate();
  };
}

function value(event: Event): string {
  const { target } = event;
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : "";
}

customElements.define("rp-supply", SupplyView);
