import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import type { Row } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { VERDICTS } from "../verdict/words";

const ROW_HEIGHT = 30;
/** The heading stays above the rows while they scroll. */
const HEAD_HEIGHT = 28;
/** Rows asked for above and below the visible ones, so that scrolling rarely shows empty rows. */
const MARGIN = 40;
/** Browsers cannot make elements much taller; longer tables scroll in larger steps. */
const MAX_HEIGHT = 8_000_000;

const COLUMNS: readonly (readonly [keyof Row, string])[] = [
  ["time", "Time"],
  ["action", "Action"],
  ["provider", "Provider"],
  ["user", "User"],
  ["source", "Source"],
];

/** All events with their verdicts; only the visible rows exist. */
export class EventsTable extends PageElement {
  #scroller: HTMLElement | undefined;
  #resize: ResizeObserver | undefined;
  #first = 0;
  #visible = 12;

  protected override firstUpdated(): void {
    this.#scroller = this.querySelector<HTMLElement>(".grid") ?? undefined;
    if (!this.#scroller) return;
    this.#resize = new ResizeObserver(() => this.#scrolled());
    this.#resize.observe(this.#scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
  }

  override render() {
    const { answer, selected } = this.state;
    const total = answer?.rows.total ?? 0;
    const known = new Map(answer?.rows.rows.map((row, i) => [answer.rows.from + i, row]));
    const rows = [];
    for (let i = this.#first; i < Math.min(total, this.#first + this.#visible); i += 1)
      rows.push(this.#row(i, known.get(i)));
    return html`
      <div class="grid" role="grid" aria-label="Events" aria-rowcount=${total + 1} aria-colcount="6" tabindex="0"
        aria-activedescendant=${known.size > 0 ? `event-${selected}` : nothing} @keydown=${this.#key} @scroll=${this.#scrolled}>
        <div class="grid-row grid-head" role="row" aria-rowindex="1">
          <span role="columnheader" class="cell-verdict">Verdict</span>
          ${COLUMNS.map(([name, title]) => html`<span role="columnheader" class="cell-${name}">${title}</span>`)}
        </div>
        <div class="grid-body" role="rowgroup">
          <div class="grid-space" role="presentation"><div class="grid-window" role="presentation">${rows}</div></div>
          ${total === 0 ? html`<p class="empty">${answer ? "No events yet. Paste CloudTrail JSON below, or drop files." : ""}</p>` : nothing}
        </div>
      </div>
    `;
  }

  protected override updated(): void {
    const space = this.querySelector<HTMLElement>(".grid-space");
    const rows = this.querySelector<HTMLElement>(".grid-window");
    if (!space || !rows) return;
    space.style.height = `${Math.min(this.#total * ROW_HEIGHT, MAX_HEIGHT)}px`;
    rows.style.transform = `translateY(${this.#offset()}px)`;
  }

  #row(index: number, row: Row | undefined) {
    if (!row) return html`<div class="grid-row" role="row" aria-rowindex=${index + 2}></div>`;
    const look = VERDICTS[row.verdict];
    const selected = row.event === this.state.selected;
    return html`<div class="grid-row ${selected ? "is-selected" : ""}" role="row" id=${`event-${row.event}`}
      aria-rowindex=${index + 2} aria-selected=${selected} @click=${() => this.app.selectEvent(row.event)}>
      <span role="gridcell" class="cell-verdict tone-${look.tone}">${icon(look.icon)}<span>${look.word}</span></span>
      ${COLUMNS.map(([name]) => html`<span role="gridcell" class="cell-${name}" title=${row[name]}>${cell(name, row)}</span>`)}
    </div>`;
  }

  get #total(): number {
    return this.state.answer?.rows.total ?? 0;
  }

  /** Where the first drawn row stands in the scrolled space. */
  #offset(): number {
    const scroller = this.#scroller;
    if (!scroller || this.#total * ROW_HEIGHT <= MAX_HEIGHT) return this.#first * ROW_HEIGHT;
    return scroller.scrollTop;
  }

  readonly #scrolled = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    const visible = Math.ceil((scroller.clientHeight - HEAD_HEIGHT) / ROW_HEIGHT) + 1;
    const height = this.#total * ROW_HEIGHT;
    const room = Math.max(1, Math.min(height, MAX_HEIGHT) + HEAD_HEIGHT - scroller.clientHeight);
    const first =
      height <= MAX_HEIGHT
        ? Math.floor(scroller.scrollTop / ROW_HEIGHT)
        : Math.round((scroller.scrollTop / room) * Math.max(0, this.#total - visible + 1));
    if (first === this.#first && visible === this.#visible) return;
    this.#first = first;
    this.#visible = visible;
    this.requestUpdate();
    this.#ask();
  };

  /** Asks the engine for the rows around the visible ones, where it has not told them. */
  #ask(): void {
    const { window } = this.state;
    const from = Math.max(0, this.#first - MARGIN);
    const to = this.#first + this.#visible + MARGIN;
    const slack = MARGIN / 2;
    const covered = window.from <= Math.max(0, this.#first - slack) && window.from + window.count >= to - slack;
    if (!covered) this.app.store.set({ window: { from, count: to - from } });
  }

  readonly #key = (event: KeyboardEvent): void => {
    const page = Math.max(1, this.#visible - 2);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.#total,
      End: this.#total,
    };
    const step = steps[event.key];
    if (step === undefined || this.#total === 0) return;
    event.preventDefault();
    const next = Math.min(this.#total - 1, Math.max(0, this.state.selected + step));
    this.#bringIntoView(next);
    this.app.selectEvent(next);
  };

  #bringIntoView(index: number): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const scale = Math.min(1, MAX_HEIGHT / (this.#total * ROW_HEIGHT));
    const top = index * ROW_HEIGHT * scale;
    const room = scroller.clientHeight - HEAD_HEIGHT;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW_HEIGHT > scroller.scrollTop + room) scroller.scrollTop = top + ROW_HEIGHT - room;
  }
}

/** What a cell shows; the whole value is in its title. */
function cell(name: keyof Row, row: Row) {
  const value = `${row[name]}`;
  if (!value)
    return html`<i class="missing"><span aria-hidden="true">–</span><span class="visually-hidden">missing</span></i>`;
  if (name === "time") return time(value);
  return name === "user" ? shortUser(value) : value;
}

/** `2024-05-01 10:22:31`; a narrow table hides the day. */
function time(value: string) {
  const [day, clock] = value.split("T");
  if (!clock) return value;
  return html`<span class="day">${day} </span>${clock.replace(/(\.\d+)?Z$/, "")}`;
}

/** The telling end of an ARN: `Role/session` of `…:assumed-role/Role/session`, `root` of `…:root`. */
function shortUser(user: string): string {
  if (!user.startsWith("arn:")) return user;
  return user.slice((user.includes("/") ? user.indexOf("/") : user.lastIndexOf(":")) + 1);
}

customElements.define("rp-events-table", EventsTable);
