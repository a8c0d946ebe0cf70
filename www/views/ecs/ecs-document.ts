import { html, nothing } from "lit";
import { fieldsOf, partOf, partOfField } from "../../app/counterparts";
import { PageElement } from "../../app/element";
import { counted } from "../../app/words";
import type { Detail, EcsOrigin, EcsValue, Place } from "../../engine/wire";
import { addressFor } from "../addresses/wanted";

const ORIGINS: Record<EcsOrigin, readonly [string, string]> = {
  source: ["copied", "Copied from the event"],
  derived: ["derived", "Derived from the event"],
  constant: ["constant", "The same for every event"],
  enrichment: ["enriched", "From what you said about addresses"],
  unknown: ["unknown", "Not supplied"],
};

/** Inputs of a derived value that are shown, and characters of each. */
const MAX_INPUTS = 3;
const MAX_INPUT = 48;

/** The ECS document the rule is run on; pointing at a value shows the bytes it came from. */
export class EcsDocument extends PageElement {
  #filter = "";
  /** The place and the part whose counterparts were scrolled into view. */
  #shown = "";

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
    const isTouched = this.#isTouched(value, detail) || this.#isChosen(value, detail);
    return html`<tr class=${isTouched ? "is-touched" : ""} @pointerenter=${() => this.app.hover(places)}>
      <th scope="row">${
        place
          ? html`<button class="plain field" @focus=${() => this.app.hover(places)} @blur=${() => this.app.hover([])}
              @click=${() => this.#choose(value, place, detail)}>${value.field}</button>`
          : html`<span class="field">${value.field}</span>`
      }</th>
      <td class="value">${value.origin === "unknown" ? html`<i class="missing">unknown</i>` : value.value}${value.unsearchable ? html` <span class="tag">too long to search</span>` : nothing}</td>
      <td class="soft">${value.type}</td>
      <td><span class="origin origin-${value.origin}" title=${meaning}>${origin}</span>
        ${value.step ? html`<span class="step">${value.origin === "unknown" ? `add ${value.step}` : value.step}</span>` : nothing}
        ${value.origin === "derived" ? places.slice(0, MAX_INPUTS).map((input) => html`<code class="step">${this.#text(input)}</code>`) : nothing}
        ${value.origin === "derived" && places.length > MAX_INPUTS ? html`<span class="step">${places.length - MAX_INPUTS} more</span>` : nothing}
        ${address ? html`<button class="button button-small" @click=${() => this.app.askAbout(address)}>Add what you know</button>` : nothing}</td>
    </tr>`;
  }

  /** Shows the bytes of a value, and the part of the query that looked at it. */
  #choose({ field }: EcsValue, place: Place, detail: Detail): void {
    const part = partOfField(detail, field);
    if (part) this.app.choose(part.id, "events");
    this.app.reveal(place, false);
  }

  #isChosen({ field }: EcsValue, detail: Detail): boolean {
    return fieldsOf(partOf(detail, this.state.chosen)).includes(field);
  }

  /** What stands at a place of the record; long texts are cut. */
  #text({ source, range }: Place): string {
    const index = source.kind === "events" ? source.index : -1;
    const text = this.state.answer?.workload.events[index]?.text.slice(range.from, range.to) ?? "";
    return text.length > MAX_INPUT ? `${text.slice(0, MAX_INPUT)}…` : text;
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
    const { touched, chosen } = this.state;
    const shown = `${touched} ${chosen}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
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
