import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import type { State } from "../../app/state";
import { counted } from "../../app/words";
import type { EventsText, GridRow } from "../../engine/wire";
import { unixLines } from "../../input/open";
import { icon } from "../../shell/icons";
import { VERDICTS } from "../verdict/words";
import { labelMark } from "./label-mark";
import { chooseTexts } from "./parts";

/** Events and rules on one page of the grid. */
const EVENTS = 30;
const RULES = 100;

type Sort = "name" | "alerts" | "undecided" | "truePositives" | "falsePositives" | "verdict";
const HEADS: readonly (readonly [Sort, string])[] = [
  ["name", "Rule"],
  ["verdict", "Verdict"],
  ["alerts", "Alerts"],
  ["undecided", "Undecided"],
  ["truePositives", "True pos."],
  ["falsePositives", "False pos."],
];
const CELLS = { m: VERDICTS.match, u: VERDICTS.undecided, "-": VERDICTS.no_match } as const;

/** Many rules over the same events: which rule says what about which event. */
export class RulesView extends PageElement {
  #rows: readonly GridRow[] = [];
  /** What the rows are about. */
  #about: readonly unknown[] = [];
  #from = 0;
  #pages = 1;
  #sort: { readonly by: Sort; readonly down: boolean } = { by: "alerts", down: true };

  protected override concerns(state: State, before: State): boolean {
    const keys = ["rules", "events", "labels", "options", "supplied", "selected", "rule"] as const;
    return keys.some((key) => state[key] !== before[key]);
  }

  override render() {
    const { rules } = this.state;
    const choose = html`<button class="button button-small" @click=${this.#choose}>${icon("open")}${rules.length > 0 ? "Another folder…" : "Choose a folder of rules…"}</button>`;
    if (rules.length === 0)
      return html`<div class="tune-part"><p class="soft tune-lead">Run many rules over the events at once: choose a folder, or drop one on the page.</p>
        <div class="address-actions">${choose}</div></div>`;
    const total = this.state.answer?.verdict.events ?? 0;
    const rows = this.#sorted();
    const shown = rows.slice(0, this.#pages * RULES);
    const to = Math.min(total, this.#from + EVENTS);
    return html`<div class="tune-part">
      <div class="address-actions">${choose}
        <span class="soft" role="status">${counted(rules.length, "rule")}, ${rows.filter(({ alerts }) => alerts > 0).length.toLocaleString("en")} with alerts</span>
        ${
          total > EVENTS
            ? html`<button class="button button-small" ?disabled=${this.#from === 0} @click=${() => this.#page(-EVENTS)}>Earlier events</button>
              <span class="soft">Events ${(this.#from + 1).toLocaleString("en")} to ${to.toLocaleString("en")} of ${total.toLocaleString("en")}</span>
              <button class="button button-small" ?disabled=${to >= total} @click=${() => this.#page(EVENTS)}>Later events</button>`
            : nothing
        }</div>
      <div class="tune-scroll"><table class="tune-table rules-grid" @keydown=${this.#key}><caption class="visually-hidden">Rules and events</caption>
        <thead><tr>${HEADS.map(([by, title]) => this.#head(by, title))}${range(this.#from, to).map(
          (event) =>
            html`<th scope="col" class="rules-event"><span class="visually-hidden">Event </span>${event + 1}${labelMark(this.app, event)}</th>`,
        )}</tr></thead>
        <tbody>${shown.map((row, at) => this.#row(row, at === 0))}</tbody></table></div>
      ${rows.length > shown.length ? html`<button class="button button-small" @click=${this.#more}>Show ${Math.min(RULES, rows.length - shown.length)} more rules</button>` : nothing}
    </div>`;
  }

  protected override updated(): void {
    const { rules, events, labels, options, supplied } = this.state;
    const about = [rules, events, labels, options, supplied, this.#from];
    if (rules.length === 0 || about.every((part, at) => part === this.#about[at])) return;
    this.#about = about;
    void this.app.ask({ grid: { rules: [...rules], from: this.#from, count: EVENTS } }).then((answer) => {
      if (this.#about !== about) return;
      this.#rows = answer?.grid.rows ?? [];
      this.requestUpdate();
    });
  }

  #head(by: Sort, title: string) {
    const mine = this.#sort.by === by ? this.#sort : undefined;
    return html`<th scope="col" aria-sort=${mine ? (mine.down ? "descending" : "ascending") : "none"}><button class="plain head-button" @click=${() => this.#sortBy(by)}>${title}${
      mine ? html`<span class="sorted ${mine.down ? "is-down" : ""}">${icon("up")}</span>` : nothing
    }</button></th>`;
  }

  #row(row: GridRow, isFirst: boolean) {
    const { file, name, verdict, sentence, alerts, undecided, truePositives, falsePositives, cells, first } = row;
    const look = VERDICTS[verdict];
    return html`<tr><th scope="row"><button class="plain tune-clause" title=${`${file}: ${sentence}`} @click=${() => this.#open(file, first)}>${name || file}</button></th>
      <td><span class="cell-verdict tone-${look.tone}">${icon(look.icon)}${look.word}</span></td>
      ${[alerts, undecided, truePositives, falsePositives].map((count) => html`<td>${count.toLocaleString("en")}</td>`)}
      ${[...cells].map((cell, at) => {
        const answer = CELLS[cell as keyof typeof CELLS] ?? VERDICTS.no_match;
        const event = this.#from + at;
        return html`<td class="rules-event"><button class="rules-cell tone-${answer.tone}" tabindex=${isFirst && at === 0 ? 0 : -1}
          aria-label=${`${name || file}, event ${event + 1}: ${answer.word}`} title=${`Event ${event + 1}: ${answer.word}`} @click=${() => this.#open(file, event)}>${
            cell === "-" ? "·" : icon(answer.icon)
          }</button></td>`;
      })}</tr>`;
  }

  #sorted(): readonly GridRow[] {
    const { by, down } = this.#sort;
    const key = (row: GridRow) => (by === "name" ? row.name || row.file : row[by]);
    const order = (one: GridRow, other: GridRow) => {
      const [a, b] = [key(one), key(other)];
      return typeof a === "number" && typeof b === "number" ? a - b : `${a}`.localeCompare(`${b}`);
    };
    return [...this.#rows].sort((one, other) => (down ? order(other, one) : order(one, other)));
  }

  #sortBy(by: Sort): void {
    const { by: now, down } = this.#sort;
    this.#sort = { by, down: now === by ? !down : by !== "name" };
    this.requestUpdate();
  }

  #page(step: number): void {
    this.#from = Math.max(0, this.#from + step);
    this.requestUpdate();
  }

  /** Explains a cell: its rule becomes the rule, its event the selected one. */
  #open(file: string, event: number | undefined): void {
    const text = this.state.rules.find(({ name }) => name === file)?.text;
    if (text === undefined) return;
    this.app.setRule(text);
    if (event !== undefined) this.app.selectEvent(event);
    this.app.store.set({ tab: "why" });
  }

  /** Arrow keys go from cell to cell. */
  readonly #key = (event: KeyboardEvent): void => {
    const { target } = event;
    const cell = target instanceof Element ? target.closest<HTMLElement>(".rules-cell")?.closest("td") : undefined;
    const row = cell?.parentElement;
    if (!cell || !(row instanceof HTMLTableRowElement)) return;
    const up = row.previousElementSibling;
    const down = row.nextElementSibling;
    const inRow = (other: Element | null) =>
      other instanceof HTMLTableRowElement ? other.cells[cell.cellIndex] : undefined;
    const next: Record<string, Element | null | undefined> = {
      ArrowLeft: cell.previousElementSibling,
      ArrowRight: cell.nextElementSibling,
      ArrowUp: inRow(up),
      ArrowDown: inRow(down),
    };
    const to = next[event.key]?.querySelector<HTMLElement>(".rules-cell");
    if (!to) return;
    event.preventDefault();
    to.focus();
  };

  readonly #more = (): void => {
    this.#pages += 1;
    this.requestUpdate();
  };

  readonly #choose = (): void =>
    chooseTexts(".toml", true, (files) => {
      const rules = files.filter(({ name }) => /\.toml$/i.test(name));
      if (rules.length === 0) this.app.notify({ kind: "warning", text: "The folder holds no rule (.toml)." });
      else void Promise.all(rules.map(textOf)).then((texts) => this.app.tuning.setRules(texts));
    });
}

async function textOf(file: File): Promise<EventsText> {
  return { name: file.webkitRelativePath || file.name, text: unixLines(await file.text()) };
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}

customElements.define("rp-rules", RulesView);
