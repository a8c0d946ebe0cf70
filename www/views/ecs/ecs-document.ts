import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import { counted } from "../../app/words";
import type { Detail, EcsOrigin, EcsValue } from "../../engine/wire";
import { addressFor } from "../addresses/wanted";

const ORIGINS: Record<EcsOrigin, readonly [string, string]> = {
  source: ["copied", "Copied from the event"],
  derived: ["derived", "Derived from the event"],
  constant: ["constant", "The same for every event"],
  enrichment: ["enriched", "From what you said about addresses"],
  unknown: ["unknown", "Not supplied"],
};

/** The ECS document the rule is run on; pointing at a value shows the bytes it came from. */
export class EcsDocument extends PageElement {
  #filter = "";
  /** The place whose counterparts were scrolled into view. */
  #shown: number | undefined;

  override render() {
    const detail = this.state.answer?.detail;
    if (!detail) return html`<p class="empty">Select an event to see its ECS document.</p>`;
    const words = this.#filter.toLowerCase();
    const shown = detail.ecs.filter(({ field, value }) => `${field} ${value}`.toLowerCase().includes(words));
    return html`
      <div class="ecs-head">
        <input class="input" type="search" placeholder="Filter fields and values" aria-label="Filter fields and values"
          @input=${this.#filtered} />
        <span class="soft">${shown.length} of ${detail.ecs.length} fields</span>
        ${this.#unmapped(detail)}
      </div>
      <table class="ecs">
        <thead><tr><th scope="col">Field</th><th scope="col">Value</th><th scope="col">Type</th><th scope="col">Origin</th></tr></thead>
        <tbody @pointerleave=${() => this.app.hover([])}>${shown.map((value) => this.#row(value, detail))}</tbody>
      </table>
    `;
  }

  #row(value: EcsValue, detail: Detail) {
    const { places } = value;
    const address = value.origin === "unknown" ? addressFor(value.field, detail) : undefined;
    const [origin, meaning] = ORIGINS[value.origin];
    const place = places[0];
    return html`<tr class=${this.#isTouched(value, detail) ? "is-touched" : ""} @pointerenter=${() => this.app.hover(places)}>
      <th scope="row">${
        place
          ? html`<button class="plain field" @focus=${() => this.app.hover(places)} @blur=${() => this.app.hover([])}
              @click=${() => this.app.reveal(place, false)}>${value.field}</button>`
          : html`<span class="field">${value.field}</span>`
      }</th>
      <td class="value">${value.origin === "unknown" ? html`<i class="missing">unknown</i>` : value.value}${value.unsearchable ? html` <span class="tag">too long to search</span>` : nothing}</td>
      <td class="soft">${value.type}</td>
      <td><span class="origin origin-${value.origin}" title=${meaning}>${origin}</span>
        ${value.step ? html`<span class="step">${value.origin === "unknown" ? `add ${value.step}` : value.step}</span>` : nothing}
        ${value.origin === "derived" && places.length > 0 ? html`<span class="step">from ${counted(places.length, "value")} of the record</span>` : nothing}
        ${address ? html`<button class="button button-small" @click=${() => this.app.askAbout(address)}>Add what you know</button>` : nothing}</td>
    </tr>`;
  }

  /** Whether the reader points at bytes it came from; what came from the whole record is the counterpart of none of them. */
  #isTouched({ places }: EcsValue, { record }: Detail): boolean {
    const { touched, shown } = this.state;
    if (touched === undefined || record.source.kind !== "events" || record.source.index !== shown) return false;
    return places.some(
      ({ range }) =>
        range.from <= touched &&
        touched < range.to &&
        (range.from !== record.range.from || range.to !== record.range.to),
    );
  }

  protected override updated(): void {
    const { touched } = this.state;
    if (touched === this.#shown) return;
    this.#shown = touched;
    this.querySelector(".is-touched")?.scrollIntoView({ block: "nearest" });
  }

  /** Raw keys without a counterpart; pointing at them shows them in the record. */
  #unmapped({ unmapped }: Detail) {
    const [first] = unmapped;
    if (!first) return nothing;
    return html`<button class="plain link" @pointerenter=${() => this.app.hover(unmapped)} @pointerleave=${() => this.app.hover([])}
      @focus=${() => this.app.hover(unmapped)} @blur=${() => this.app.hover([])} @click=${() => this.app.reveal(first, false)}
      >${counted(unmapped.length, "raw key is", "raw keys are")} not mapped</button>`;
  }

  readonly #filtered = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#filter = event.target.value;
    this.requestUpdate();
  };
}

customElements.define("rp-ecs", EcsDocument);
