import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import { counted } from "../../app/words";

/** The events: their table, and the text they were read from. */
export class EventsPane extends PageElement {
  override render() {
    const { events, shown, answer } = this.state;
    const source = answer?.events?.sources[shown];
    return html`
      <div class="pane-head">
        <h2>Events</h2>
        ${
          events.length > 1
            ? html`<label class="switcher"><span class="visually-hidden">Events file in the editor</span>
                <select @change=${this.#switch}>
                  ${events.map((file, i) => html`<option value=${i} ?selected=${i === shown}>${file.name}</option>`)}
                </select></label>`
            : nothing
        }
        ${this.#now()}
        <span class="pane-facts">
          ${source?.shapes.length ? html`<span class="fact" title=${`Read as ${listed(source.shapes)}`}>Read as ${listed(source.shapes)}</span>` : nothing}
          ${answer?.events ? html`<span class="fact">${counted(answer.events.count, "event")}</span>` : nothing}
          ${source && source.skipped > 0 ? html`<span class="fact fact-warn">${source.skipped} skipped</span>` : nothing}
        </span>
      </div>
      <div class="events-split" id="events-split">
        <rp-filter-bar .app=${this.app}></rp-filter-bar>
        <rp-events-table .app=${this.app}></rp-events-table>
        <rp-splitter .app=${this.app} .name=${"events"} .label=${"Height of the event table"}></rp-splitter>
        <rp-record-bar .app=${this.app}></rp-record-bar>
        <rp-events-editor .app=${this.app}></rp-events-editor>
      </div>
    `;
  }

  /** The time the rule is run at. */
  #now() {
    const { now } = this.state;
    return html`<span class="now">
      <label class="switcher" title="Kibana runs a rule again and again, and each run sees only the events of its time window">
        <span class="soft">Run</span>
        <select aria-label="When the rule runs" @change=${this.#chooseNow}>
          <option value="arrival" ?selected=${!now}>as each event arrived</option>
          <option value="time" ?selected=${!!now}>at one time (UTC)</option>
        </select></label>
      ${now ? html`<input class="input" type="datetime-local" step="1" aria-label="Time of the run, UTC" .value=${now} @change=${this.#setNow} />` : nothing}
    </span>`;
  }

  readonly #chooseNow = (event: Event): void => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.app.setNow(event.target.value === "time" ? this.#timeOfSelected() : "");
  };

  readonly #setNow = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.app.setNow(event.target.value);
  };

  /** The time of the selected event, else of this moment, as a date input has it. */
  #timeOfSelected(): string {
    const { answer, selected } = this.state;
    const detail = answer?.detail?.event === selected ? answer.detail : undefined;
    const time = new Date(detail?.ecs.find(({ field }) => field === "@timestamp")?.value || Date.now());
    return (Number.isNaN(time.getTime()) ? new Date() : time).toISOString().slice(0, 19);
  }

  readonly #switch = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) this.app.showSource(Number(event.target.value));
  };
}

/** `a list`, `a list and EventBridge events`. */
function listed(words: readonly string[]): string {
  return new Intl.ListFormat("en").format(words);
}

customElements.define("rp-events", EventsPane);
