import { html } from "lit";
import { PageElement } from "../app/element";
import { openSample } from "../input/samples";
import { type Sample, samples } from "../samples/index";
import { icon } from "./icons";

/** The list of samples, under its button. */
export class SamplesMenu extends PageElement {
  override render() {
    return html`
      <button class="button" id="samples-button" popovertarget="samples" aria-haspopup="true">Samples<span class="turned">${icon("chevron")}</span></button>
      <div class="menu" id="samples" popover @beforetoggle=${this.#place} @toggle=${this.#opened} @keydown=${this.#key}>
        <p class="menu-title" id="samples-title">Open a rule with events</p>
        <ul aria-labelledby="samples-title">${samples.map((sample) => this.#item(sample))}</ul>
      </div>
    `;
  }

  #item(sample: Sample) {
    return html`<li><button class="menu-item" aria-current=${sample.id === this.state.sample}
      @click=${() => this.#open(sample)}>
      <span class="menu-item-title">${sample.title}</span><span class="menu-item-text">${sample.description}</span>
    </button></li>`;
  }

  #open(sample: Sample): void {
    this.querySelector<HTMLElement>("#samples")?.hidePopover();
    void openSample(this.app, sample);
  }

  readonly #place = (): void => {
    const menu = this.querySelector<HTMLElement>("#samples");
    const button = this.querySelector("#samples-button")?.getBoundingClientRect();
    if (!menu || !button) return;
    menu.style.top = `${button.bottom + 6}px`;
    menu.style.left = `${Math.max(8, Math.min(button.left, window.innerWidth - 388))}px`;
  };

  readonly #opened = (event: Event): void => {
    if (event instanceof ToggleEvent && event.newState === "open")
      this.querySelector<HTMLElement>(".menu-item")?.focus();
  };

  readonly #key = (event: KeyboardEvent): void => {
    const items = [...this.querySelectorAll<HTMLElement>(".menu-item")];
    const at = items.findIndex((item) => item.matches(":focus"));
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    items[(at + step + items.length) % items.length]?.focus();
  };
}

customElements.define("rp-samples", SamplesMenu);
