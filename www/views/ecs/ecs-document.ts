import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import type { EcsOrigin, EcsValue } from "../../engine/wire";

const ORIGINS: Record<EcsOrigin, readonly [string, string]> = {
  source: ["copied", "Copied from the event"],
  derived: ["derived", "Derived from the event"],
  constant: ["constant", "The same for every event"],
  enrichment: ["enriched", "Added by an enrichment"],
  unknown: ["unknown", "Its value cannot be known here"],
};

/** The ECS document the rule is run on; pointing at a value shows the bytes it came from. */
export class EcsDocument extends PageElement {
  #filter = "";

  override render() {
    const detail = this.state.answer?.detail;
    if (!detail) return html`<p class="empty">Select an event to see its ECS document.</p>`;
    const words = this.#filter.toLowerCase();
    const shown = detail.ecs.filter(({ field, value }) => `${field} ${value}`.toLowerCase().includes(words));
    return html`
      <div class="ecs-head">
        <input class="input" type="search" placeholder="Filter fields and values" aria-label="Filter fields and values"
          @input=${this.#filtered} />
        <span class="soft">${shown.length} of ${detail.ecs.length} fields${
          detail.unmapped.length > 0 ? ` · ${detail.unmapped.length} raw keys are mapped to nothing` : ""
        }</span>
      </div>
      <table class="ecs">
        <thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Type</th><th scope="col">Origin</th></tr></thead>
        <tbody @pointerleave=${() => this.app.hover([])}>${shown.map((value) => this.#row(value))}</tbody>
      </table>
    `;
  }

  #row(value: EcsValue) {
    const { places } = value;
    const [origin, meaning] = ORIGINS[value.origin];
    const place = places[0];
    return html`<tr @pointerenter=${() => this.app.hover(places)}>
      <th scope="row">${
        place
          ? html`<button class="plain field" @focus=${() => this.app.hover(places)} @blur=${() => this.app.hover([])}
              @click=${() => this.app.reveal(place, false)}>${value.field}</button>`
          : html`<span class="field">${value.field}</span>`
      }</th>
      <td class="value">${value.value}${value.unsearchable ? html` <span class="tag">too long to search</span>` : nothing}</td>
      <td class="soft">${value.type}</td>
      <td><span class="origin origin-${value.origin}" title=${value.step ? `${meaning}: ${value.step}` : meaning}>${origin}</span></td>
    </tr>`;
  }

  readonly #filtered = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#filter = event.target.value;
    this.requestUpdate();
  };
}

customElements.define("rp-ecs", EcsDocument);
