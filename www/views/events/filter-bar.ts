import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import { COLUMNS, isFiltered, withColumns } from "../../app/table";
import { eventsWith, LABELS, labelled } from "../../app/tuning";
import { counted } from "../../app/words";
import type { FieldFilter, FieldTest, Label, PartAnswer, Verdict } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { sign } from "../tune/label-mark";
import { VERDICTS } from "../verdict/words";
import { columnOf } from "./columns";
import "./value-field";

/** How long the typing of a text rests before it is looked for, in milliseconds. */
const REST = 200;

/** How tall a form gets; see `.filter-form`. */
const HEIGHT = 400;

const TESTS: readonly (readonly [FieldTest, string])[] = [
  ["is", "is"],
  ["is_not", "is not"],
  ["contains", "contains"],
  ["exists", "has a value"],
  ["missing", "is missing"],
];

const ANSWERS: Record<PartAnswer, string> = {
  true: "True:",
  false: "False:",
  unknown: "Unknown:",
  only_excludes: "Excluded only by",
};

/** Which events the table lists: verdicts, a text, values of fields, an answer of a part of the query; and its columns. */
export class FilterBar extends PageElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The field and the test of the form that adds a filter. */
  #field = "";
  #test: FieldTest = "is";

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const { answer, table } = this.state;
    if (!answer || answer.verdict.events === 0) return nothing;
    const { fields, part, text } = table.filter;
    return html`
      <div class="filter-bar" role="group" aria-label="Filter of the events">
        <span class="verdict-chips">${(["match", "undecided", "no_match"] as const).map((verdict) => this.#verdict(verdict))}${this.#labels()}</span>
        <label class="filter-text">${icon("search")}<span class="visually-hidden">Text in the record</span>
          <input class="input" type="search" placeholder="Search" .value=${text} @input=${this.#typed} @keydown=${this.#enter} /></label>
        <button class="button button-small" id="field-filter-button" aria-label="Filter by a field" popovertarget="field-filter" aria-haspopup="dialog">${icon("plus")}<span class="filter-word">Field</span></button>
        <button class="button button-small" id="columns-button" aria-label="Columns" popovertarget="columns" aria-haspopup="dialog">${icon("columns")}<span class="filter-word">Columns</span></button>
        <span class="filter-count" role="status">${isFiltered(table) ? html`${answer.rows.total.toLocaleString("en")} of ${counted(answer.verdict.events, "event")}` : nothing}</span>
        ${isFiltered(table) ? html`<button class="button button-small" @click=${this.#clear}>Clear</button>` : nothing}
      </div>
      ${
        fields.length > 0 || part
          ? html`<ul class="chips" aria-label="Filters in use">
              ${part ? this.#chip(html`${ANSWERS[part.which]} <code>${part.text}</code>${answer.rows.partIsGone ? html` <i>(not in the rule any more)</i>` : nothing}`, `part ${part.text}`, () => this.app.filterPart(undefined)) : nothing}
              ${fields.map((field) => this.#chip(words(field), `${field.field}`, () => this.app.filter({ fields: fields.filter((other) => other !== field) })))}
            </ul>`
          : nothing
      }
      ${this.#fieldForm()} ${this.#columnForm()}
      <datalist id="event-fields">${this.#fieldNames().map((name) => html`<option value=${name}></option>`)}</datalist>
    `;
  }

  #verdict(verdict: Verdict & ("match" | "undecided" | "no_match")) {
    const { answer, table } = this.state;
    const { verdicts } = table.filter;
    const count = answer?.rows.verdicts[verdict] ?? 0;
    const on = verdicts.includes(verdict);
    if (verdict === "undecided" && count === 0 && !on) return nothing;
    const look = VERDICTS[verdict];
    const next = on ? verdicts.filter((other) => other !== verdict) : [...verdicts, verdict];
    return html`<button class="chip-toggle tone-${look.tone}" aria-pressed=${on} @click=${() => this.app.filter({ verdicts: next })}>
      ${icon(look.icon)}<span class="chip-word">${look.word}</span><b>${count.toLocaleString("en")}</b></button>`;
  }

  /** Once something is labelled. */
  #labels() {
    const { labels, table, answer } = this.state;
    const on = table.filter.labels;
    const known = labelled(labels);
    if (known === 0 && on.length === 0) return nothing;
    return (Object.keys(LABELS) as Label[]).map((label) => {
      const next = on.includes(label) ? on.filter((other) => other !== label) : [...on, label];
      const count = label === "none" ? (answer?.verdict.events ?? 0) - known : eventsWith(labels, label).length;
      return html`<button class="chip-toggle" aria-pressed=${on.includes(label)} @click=${() => this.app.filter({ labels: next })}>
        ${sign(label)}<b>${count.toLocaleString("en")}</b></button>`;
    });
  }

  #chip(what: unknown, name: string, remove: () => void) {
    return html`<li class="chip"><span>${what}</span><button class="plain chip-remove" aria-label=${`Remove the filter: ${name}`} @click=${remove}>${icon("cross")}</button></li>`;
  }

  #fieldForm() {
    return html`<form class="menu filter-form" id="field-filter" popover @beforetoggle=${this.#place} @toggle=${this.#focus} @submit=${this.#add}>
      <p class="menu-title">Only events where</p>
      <label>Field<input class="input" name="field" list="event-fields" required autocomplete="off" spellcheck="false" placeholder="event.action" @input=${this.#fieldTyped} /></label>
      <label>Test<select class="input" name="test" @change=${this.#testChosen}>${TESTS.map(([test, word]) => html`<option value=${test}>${word}</option>`)}</select></label>
      ${takesValue(this.#test) ? html`<rp-value-field .app=${this.app} .field=${this.#field}></rp-value-field>` : nothing}
      <span class="form-actions"><button class="button button-small button-primary">Filter</button></span>
    </form>`;
  }

  #columnForm() {
    const { columns } = this.state.table;
    return html`<form class="menu filter-form" id="columns" popover @beforetoggle=${this.#place} @toggle=${this.#focus} @submit=${this.#addColumn}>
      <p class="menu-title">Columns</p>
      <ul class="column-list">${columns.map(
        (field, i) => html`<li><span>${columnOf(field).title}</span>
          <button type="button" class="button button-icon button-small" aria-label=${`Move ${field} to the left`} ?disabled=${i === 0} @click=${() => this.#columns(moved(columns, i))}><span class="to-left">${icon("up")}</span></button>
          <button type="button" class="button button-icon button-small" aria-label=${`Remove the column ${field}`} @click=${() => this.#columns(columns.filter((other) => other !== field))}>${icon("cross")}</button></li>`,
      )}</ul>
      <label>Any field<input class="input" name="field" list="event-fields" autocomplete="off" spellcheck="false" placeholder="event.outcome" /></label>
      <span class="form-actions"><button class="button button-small button-primary">Add column</button>
        <button type="button" class="button button-small" @click=${() => this.#columns(COLUMNS)}>Usual columns</button></span>
    </form>`;
  }

  /** Fields to choose from: those of the selected event and those shown. */
  #fieldNames(): readonly string[] {
    const { answer, table } = this.state;
    const names = [...table.columns, ...(answer?.detail?.ecs ?? []).map(({ field }) => field)];
    return [...new Set(names)].sort();
  }

  readonly #typed = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    const text = event.target.value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.app.filter({ text }), text ? REST : 0);
  };

  readonly #enter = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLInputElement) || (event.key !== "Enter" && event.key !== "Escape")) return;
    clearTimeout(this.#timer);
    if (event.key === "Escape") event.target.value = "";
    this.app.filter({ text: event.target.value });
  };

  readonly #clear = (): void => {
    clearTimeout(this.#timer);
    this.app.filter({ verdicts: [], fields: [], text: "", labels: [], part: undefined });
    this.querySelector<HTMLElement>(".filter-text input")?.focus();
  };

  /** The values of a field are looked up when its name is left as it is for a moment. */
  readonly #fieldTyped = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ofForm(target.value.trim(), this.#test), REST);
  };

  readonly #testChosen = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.#ofForm(this.#field, testOf(target.value));
  };

  #ofForm(field: string, test: FieldTest): void {
    this.#field = field;
    this.#test = test;
    this.requestUpdate();
  }

  readonly #add = (event: Event): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const data = new FormData(event.target);
    const test = testOf(data.get("test"));
    const filter = {
      field: `${data.get("field")}`.trim(),
      test,
      value: takesValue(test) ? `${data.get("value")}` : "",
    };
    if (!filter.field) return;
    clearTimeout(this.#timer);
    event.target.hidePopover();
    event.target.reset();
    this.#ofForm("", "is");
    this.app.filter({ fields: [...this.state.table.filter.fields, filter] });
  };

  readonly #addColumn = (event: Event): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const field = `${new FormData(event.target).get("field")}`.trim();
    event.target.reset();
    const { columns } = this.state.table;
    if (field && !columns.includes(field)) this.#columns([...columns, field]);
  };

  #columns(columns: readonly string[]): void {
    this.app.store.set({ table: withColumns(this.state.table, columns) });
  }

  /** Under its button. */
  readonly #place = (event: Event): void => {
    const menu = event.target;
    if (!(menu instanceof HTMLElement)) return;
    const button = this.querySelector(`#${menu.id}-button`)?.getBoundingClientRect();
    if (!button) return;
    menu.style.top = `${Math.max(8, Math.min(button.bottom + 6, window.innerHeight - HEIGHT - 8))}px`;
    menu.style.left = `${Math.max(8, Math.min(button.left, window.innerWidth - 316))}px`;
  };

  readonly #focus = (event: Event): void => {
    if (event instanceof ToggleEvent && event.newState === "open" && event.target instanceof HTMLElement)
      event.target.querySelector<HTMLElement>("input")?.focus();
  };
}

function testOf(name: unknown): FieldTest {
  return TESTS.find(([test]) => test === name)?.[0] ?? "is";
}

function takesValue(test: FieldTest): boolean {
  return test !== "exists" && test !== "missing";
}

function words({ field, test, value }: FieldFilter) {
  const word = TESTS.find(([name]) => name === test)?.[1];
  return html`<code>${field}</code> ${word}${value ? html` <code>${value}</code>` : nothing}`;
}

function moved(columns: readonly string[], at: number): readonly string[] {
  const rest = columns.filter((_, i) => i !== at);
  const field = columns[at];
  return field === undefined ? columns : [...rest.slice(0, at - 1), field, ...rest.slice(at - 1)];
}

customElements.define("rp-filter-bar", FilterBar);
