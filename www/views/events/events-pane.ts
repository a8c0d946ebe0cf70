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
        <span class="pane-facts">
          ${source?.shapes.length ? html`<span class="fact" title="What this text was recognised as">${source.shapes.join(", ")}</span>` : nothing}
          ${answer?.events ? html`<span class="fact">${counted(answer.events.count, "event")}</span>` : nothing}
          ${source && source.skipped > 0 ? html`<span class="fact fact-warn">${source.skipped} skipped</span>` : nothing}
        </span>
      </div>
      <div class="events-split" id="events-split">
        <rp-events-table .app=${this.app}></rp-events-table>
        <rp-splitter .app=${this.app} .name=${"events"} .label=${"Height of the event table"}></rp-splitter>
        <rp-events-editor .app=${this.app}></rp-events-editor>
      </div>
    `;
  }

  readonly #switch = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) this.app.showSource(Number(event.target.value));
  };
}

customElements.define("rp-events", EventsPane);
