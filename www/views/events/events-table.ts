import { html, nothing, type PropertyValues } from "lit";
import { PageElement } from "../../app/element";
import { changeRecords } from "../../app/records";
import type { State } from "../../app/state";
import { sortedBy } from "../../app/table";
import { labelled, labelOfKey } from "../../app/tuning";
import type { Row, Rows } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { labelMark } from "../tune/label-mark";
import { VERDICTS } from "../verdict/words";
import { type Column, cell, columnOf } from "./columns";
import { LongScroll } from "./long-scroll";

const ROW_HEIGHT = 30;
/** The heading stays above the rows while they scroll. */
const HEAD_HEIGHT = 28;
/** Rows asked for above and below the visible ones, so that scrolling rarely shows empty rows. */
const MARGIN = 40;
/** How far an arrow key moves a table that is wider than its pane. */
const SIDEWAYS = 80;

/** The events with their verdicts; only the visible rows exist. */
export class EventsTable extends PageElement {
  #grid: HTMLElement | undefined;
  #scroll: LongScroll | undefined;
  #resize: ResizeObserver | undefined;
  #first = 0;
  #visible = 12;
  /** The row to be selected as soon as the engine has told which event it is. */
  #wanted: number | undefined;
  /** What was drawn last, to see whether the rows are other ones. */
  #shown: { readonly table: State["table"]; readonly events: State["events"] } | undefined;

  protected override firstUpdated(): void {
    const grid = this.querySelector<HTMLElement>(".grid");
    if (!grid) return;
    this.#grid = grid;
    this.#scroll = new LongScroll(grid);
    this.#resize = new ResizeObserver(() => this.#scrolled());
    this.#resize.observe(grid);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
  }

  override render() {
    const { selected, table } = this.state;
    const total = this.#total;
    const columns = table.columns.map(columnOf);
    const known = this.#known();
    const rows = [];
    for (let i = this.#first; i < Math.min(total, this.#first + this.#visible); i += 1)
      rows.push(this.#row(i, known.get(i), columns));
    const isDrawn = [...known].some(([row, { event }]) => event === selected && this.#isVisible(row));
    return html`
      <div class="grid" role="grid" aria-label="Events" aria-rowcount=${total + 1} aria-colcount=${columns.length + 1} tabindex="0"
        aria-activedescendant=${isDrawn ? `event-${selected}` : nothing} @keydown=${this.#key} @scroll=${this.#scrolled}>
        <div class="grid-row grid-head" role="row" aria-rowindex="1" @keydown=${this.#headKey}>
          ${this.#head("verdict", "Verdict", 1)}
          ${columns.map(({ field, title }, i) => this.#head(field, title, i + 2))}
        </div>
        <div class="grid-body" role="rowgroup">
          <div class="grid-space" role="presentation"><div class="grid-window" role="presentation">${rows}</div></div>
          ${total === 0 ? html`<p class="empty">${this.#nothing()}</p>` : nothing}
        </div>
      </div>
    `;
  }

  /** Why there is no row. */
  #nothing(): string {
    const { answer } = this.state;
    if (!answer) return "";
    if (answer.verdict.events === 0) return "No events yet. Paste CloudTrail JSON below, or drop files.";
    const invalid = answer.verdict.verdict === "invalid" && this.state.table.filter.verdicts.length > 0;
    return invalid ? "The rule cannot be evaluated, so no event has this verdict." : "No event passes the filter.";
  }

  #head(field: string, title: string, index: number) {
    const { sort, columns } = this.state.table;
    const mine = sort?.by === field ? sort : undefined;
    const order = mine ? (mine.descending ? "descending" : "ascending") : "none";
    const reachable =
      mine || (!sort && index === 1) || (sort && !["verdict", ...columns].includes(sort.by) && index === 1);
    return html`<span role="columnheader" class="cell-head" aria-colindex=${index} aria-sort=${order}>
      <button class="head-button" tabindex=${reachable ? 0 : -1} title=${`${field === "verdict" ? "Sort by verdict" : `Sort by ${field}`}`}
        @click=${() => this.app.store.set({ table: sortedBy(this.state.table, field) })}><span>${title}</span>${mine ? html`<span class="sorted ${mine.descending ? "is-down" : ""}">${icon("up")}</span>` : nothing}</button></span>`;
  }

  #row(index: number, row: Row | undefined, columns: readonly Column[]) {
    if (!row)
      return html`<div class="grid-row" role="row" aria-rowindex=${index + 2}><span role="gridcell" class="soft">…</span></div>`;
    const look = VERDICTS[row.verdict];
    const isSelected = row.event === this.state.selected;
    return html`<div class="grid-row ${isSelected ? "is-selected" : ""}" role="row" id=${`event-${row.event}`}
      aria-rowindex=${index + 2} aria-selected=${isSelected} @click=${() => this.#select(row.event)}>
      <span role="gridcell" class="cell-verdict tone-${look.tone}">${icon(look.icon)}<span>${look.word}</span>${labelMark(this.app, row.event)}</span>
      ${columns.map(({ field }, i) => html`<span role="gridcell" class=${CLASSES[field] ?? nothing} title=${row.cells[i] || nothing}>${cell(field, row.cells[i] ?? "")}</span>`)}
    </div>`;
  }

  protected override updated(changes: PropertyValues): void {
    super.updated(changes);
    const space = this.querySelector<HTMLElement>(".grid-space");
    const rows = this.querySelector<HTMLElement>(".grid-window");
    const [grid, scroll] = [this.#grid, this.#scroll];
    if (!space || !rows || !grid || !scroll) return;
    const columns = this.state.table.columns.map(columnOf);
    const tracks = columns.map(({ width, share }) => (share === 0 ? width : `minmax(${width}, ${share}fr)`));
    grid.style.setProperty("--verdict", labelled(this.state.labels) > 0 ? "148px" : "118px");
    grid.style.setProperty("--tracks", tracks.join(" "));
    grid.style.setProperty("--tracks-width", `calc(${columns.map(({ width }) => width).join(" + ") || "0px"})`);
    scroll.resize(this.#total * ROW_HEIGHT, grid.clientHeight - HEAD_HEIGHT);
    space.style.height = `${scroll.height}px`;
    rows.style.transform = `translateY(${this.#first * ROW_HEIGHT + scroll.shift}px)`;
    this.#follow();
  }

  /** After another filter or order the selected event is brought back into view, or else the first row. */
  #follow(): void {
    const { answer, events, table } = this.state;
    if (!answer || answer.workload.table !== table || answer.workload.events !== events) return;
    const isNew = this.#shown?.table !== table || this.#shown.events !== events;
    const first = this.#shown === undefined;
    this.#shown = { table, events };
    if (isNew && !first) {
      this.#wanted = undefined;
      this.#bringIntoView(answer.rows.selected ?? 0);
    }
    const row = this.#wanted === undefined ? undefined : this.#known().get(this.#wanted);
    if (!row) return;
    this.#wanted = undefined;
    this.app.selectEvent(row.event);
  }

  get #rows(): Rows | undefined {
    return this.state.answer?.rows;
  }

  get #total(): number {
    return this.#rows?.total ?? 0;
  }

  /** The rows the engine told of the table as it is now, by their place. */
  #known(): Map<number, Row> {
    const { answer, table } = this.state;
    if (!answer || answer.workload.table.filter !== table.filter || answer.workload.table.sort !== table.sort)
      return new Map();
    const sameColumns = answer.workload.table.columns === table.columns;
    return new Map(sameColumns ? answer.rows.rows.map((row, i) => [answer.rows.from + i, row]) : []);
  }

  #isVisible(row: number): boolean {
    return row >= this.#first && row < this.#first + this.#visible;
  }

  readonly #scrolled = (): void => {
    const [grid, scroll] = [this.#grid, this.#scroll];
    if (!grid || !scroll) return;
    scroll.resize(this.#total * ROW_HEIGHT, grid.clientHeight - HEAD_HEIGHT);
    scroll.scrolled();
    this.#place(grid, scroll);
  };

  /** Draws the rows that are in view now. */
  #place(grid: HTMLElement, scroll: LongScroll): void {
    this.#visible = Math.max(1, Math.ceil((grid.clientHeight - HEAD_HEIGHT) / ROW_HEIGHT) + 1);
    this.#first = Math.floor(scroll.top / ROW_HEIGHT);
    this.requestUpdate();
    this.#ask();
  }

  /** Asks the engine for the rows around the visible ones, where it has not told them. */
  #ask(): void {
    const { window } = this.state;
    const from = Math.max(0, this.#first - MARGIN);
    const to = this.#first + this.#visible + MARGIN;
    const slack = MARGIN / 2;
    const covered = window.from <= Math.max(0, this.#first - slack) && window.from + window.count >= to - slack;
    if (!covered) this.app.store.set({ window: { from, count: to - from } });
  }

  /** The row the keys go on from; before the first where the selected event is not in the table. */
  get #cursor(): number {
    if (this.#wanted !== undefined) return this.#wanted;
    for (const [row, { event }] of this.#known()) if (event === this.state.selected) return row;
    return this.#rows?.selected ?? -1;
  }

  #select(event: number): void {
    this.#wanted = undefined;
    this.app.selectEvent(event);
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.target !== this.#grid) return;
    if (this.#change(event) || this.#label(event)) return;
    const page = Math.max(1, this.#visible - 2);
    const last = this.#total - 1;
    const cursor = this.#cursor;
    const rows: Record<string, number> = {
      ArrowDown: cursor + 1,
      ArrowUp: cursor - 1,
      PageDown: cursor + page,
      PageUp: cursor - page,
      Home: 0,
      End: last,
    };
    const sideways = event.key === "ArrowRight" ? SIDEWAYS : event.key === "ArrowLeft" ? -SIDEWAYS : 0;
    if (sideways !== 0) this.#grid?.scrollBy({ left: sideways });
    const row = rows[event.key];
    if (row === undefined || last < 0) return;
    event.preventDefault();
    this.#go(Math.min(last, Math.max(0, row)));
  };

  /** Delete removes the selected record, Ctrl+Z brings it back, Ctrl+Y or Ctrl+Shift+Z removes it again. */
  #change(event: KeyboardEvent): boolean {
    const removes = event.key === "Delete" && this.#total > 0;
    const key = event.ctrlKey || event.metaKey ? event.key.toLowerCase() : "";
    const undoes = key === "z" || key === "y";
    if (removes) void changeRecords(this.app, "remove");
    if (undoes) this.app.undoEvents(key === "y" || event.shiftKey);
    if (removes || undoes) event.preventDefault();
    return removes || undoes;
  }

  /** T, F and N say what the selected event is. */
  #label({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    const label = labelOfKey(key);
    if (!label || ctrlKey || metaKey || altKey || this.#total === 0) return false;
    this.app.tuning.label([this.state.selected], label);
    return true;
  }

  /** Left and right go from head to head. */
  readonly #headKey = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const heads = [...this.querySelectorAll<HTMLElement>(".head-button")];
    heads[heads.findIndex((head) => head.matches(":focus")) + step]?.focus();
  };

  #go(row: number): void {
    this.#bringIntoView(row);
    const known = this.#known().get(row);
    this.#wanted = known ? undefined : row;
    if (known) this.app.selectEvent(known.event);
  }

  #bringIntoView(row: number): void {
    const [grid, scroll] = [this.#grid, this.#scroll];
    if (!grid || !scroll) return;
    const room = grid.clientHeight - HEAD_HEIGHT;
    scroll.resize(this.#total * ROW_HEIGHT, room);
    const top = row * ROW_HEIGHT;
    if (top < scroll.top) scroll.go(top);
    else if (top + ROW_HEIGHT > scroll.top + room) scroll.go(top + ROW_HEIGHT - room);
    this.#place(grid, scroll);
  }
}

const CLASSES: Record<string, string> = { "@timestamp": "cell-time", "event.action": "cell-action" };

customElements.define("rp-events-table", EventsTable);
