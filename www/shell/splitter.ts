import { html, type PropertyDeclarations } from "lit";
import { PageElement } from "../app/element";
import { LAYOUT, type Layout } from "../app/state";

/** How small and large a pane may be made, in percent. */
const MIN = 15;
const MAX = 85;
const STEP = 2;

/** A bar between two panes, moved by pointer or arrow keys; a double click puts it back. */
export class Splitter extends PageElement {
  static override properties: PropertyDeclarations = { name: { attribute: false }, label: { attribute: false } };
  declare name: keyof Layout;
  declare label: string;

  override render() {
    const isUpright = this.name === "columns";
    return html`<div class="splitter ${isUpright ? "splitter-upright" : ""}" role="separator" tabindex="0"
      aria-label=${this.label} aria-orientation=${isUpright ? "vertical" : "horizontal"}
      aria-valuenow=${Math.round(this.state.layout[this.name])} aria-valuemin=${MIN} aria-valuemax=${MAX}
      @keydown=${this.#key} @pointerdown=${this.#down} @pointermove=${this.#move} @dblclick=${this.#reset}></div>`;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const now = this.state.layout[this.name];
    const back = this.name === "columns" ? "ArrowLeft" : "ArrowUp";
    const on = this.name === "columns" ? "ArrowRight" : "ArrowDown";
    const targets: Record<string, number> = { [back]: now - STEP, [on]: now + STEP, Home: MIN, End: MAX };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.#set(target);
  };

  readonly #down = (event: PointerEvent): void => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
    event.currentTarget.focus();
  };

  readonly #move = (event: PointerEvent): void => {
    if (!(event.currentTarget instanceof HTMLElement) || !event.currentTarget.hasPointerCapture(event.pointerId))
      return;
    const area = this.parentElement?.getBoundingClientRect();
    if (!area) return;
    this.#set(
      this.name === "columns"
        ? ((event.clientX - area.left) / area.width) * 100
        : ((event.clientY - area.top) / area.height) * 100,
    );
  };

  readonly #reset = (): void => this.#set(LAYOUT[this.name]);

  #set(value: number): void {
    const { layout } = this.state;
    this.app.store.set({ layout: { ...layout, [this.name]: Math.min(MAX, Math.max(MIN, value)) } });
  }
}

customElements.define("rp-splitter", Splitter);
