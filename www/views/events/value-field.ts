import { html, nothing, type PropertyDeclarations, type PropertyValues } from "lit";
import { PageElement } from "../../app/element";
import { counted } from "../../app/words";
import type { ValuesAnswer } from "../../engine/wire";

/** The value of a filter: typed, or chosen from those the events have in a field. */
export class ValueField extends PageElement {
  static override properties: PropertyDeclarations = { ...PageElement.properties, field: { attribute: false } };
  declare field: string;
  #seen: ValuesAnswer | undefined;
  /** The value that the arrow keys have come to. */
  #active = -1;
  #asked = 0;

  override render() {
    const { values = [], events = 0 } = this.#seen ?? {};
    const none = this.#input?.value ? "No value contains this text." : "No event has a value of this field.";
    return html`<label>Value<input class="input" name="value" role="combobox" aria-autocomplete="list"
        aria-controls="seen-values" aria-expanded=${values.length > 0}
        aria-activedescendant=${this.#active < 0 ? nothing : `seen-value-${this.#active}`} autocomplete="off"
        spellcheck="false" placeholder="a value, or 10.0.0.0/8" @focus=${() => this.#seen || this.#ask()} @input=${this.#ask} @keydown=${this.#key} /></label>
      ${this.#seen ? html`<p class="soft" role="status">${values.length > 0 ? `Seen in ${counted(events, "event")}` : none}</p>` : nothing}
      <ul class="seen-values" id="seen-values" role="listbox" aria-label="Values in the events" ?hidden=${values.length === 0}>${values.map(
        (
          { value, count },
          i,
        ) => html`<li role="option" id=${`seen-value-${i}`} aria-selected=${i === this.#active} title=${value}
          @click=${() => this.#take(value)}><code>${value || '""'}</code><b>${count.toLocaleString("en")}</b></li>`,
      )}</ul>`;
  }

  protected override concerns(): boolean {
    return false;
  }

  protected override updated(changes: PropertyValues): void {
    super.updated(changes);
    if (changes.has("field")) void this.#ask();
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector("input");
  }

  /** Asks which values of the field contain what is typed; an older answer comes too late. */
  readonly #ask = async (): Promise<void> => {
    this.#asked += 1;
    const asked = this.#asked;
    const { field } = this;
    const found = field ? await this.app.ask({ values: { field, text: this.#input?.value ?? "" } }) : undefined;
    if (asked === this.#asked) this.#show(found?.values);
  };

  #show(seen: ValuesAnswer | undefined): void {
    this.#seen = seen;
    this.#active = -1;
    this.requestUpdate();
  }

  #take(value: string): void {
    const input = this.#input;
    if (!input) return;
    input.value = value;
    input.focus();
    this.#asked += 1;
    this.#show(undefined);
  }

  /** The arrow keys choose, Enter takes what is chosen; the next Enter filters. */
  readonly #key = (event: KeyboardEvent): void => {
    const values = this.#seen?.values ?? [];
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const chosen = event.key === "Enter" ? values[this.#active] : undefined;
    if ((step === 0 || values.length === 0) && !chosen) return;
    event.preventDefault();
    this.#active = Math.max(-1, Math.min(values.length - 1, this.#active + step));
    if (chosen) this.#take(chosen.value);
    else this.requestUpdate();
  };
}

customElements.define("rp-value-field", ValueField);
