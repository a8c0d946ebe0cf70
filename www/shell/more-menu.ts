import { html } from "lit";
import { PageElement } from "../app/element";
import { chooseFiles } from "../input/open";
import { OpenAddress } from "../share/open-address";
import { copy, save } from "../share/save";
import { icon } from "./icons";
import { report } from "./report";

/** What is seldom needed: open by address, what is kept, a report for the makers. */
export class MoreMenu extends PageElement {
  override render() {
    const { saving } = this.state;
    return html`
      <button class="button button-icon" id="more-button" popovertarget="more" aria-label="More">${icon("more")}</button>
      <div class="menu" id="more" popover @beforetoggle=${this.#place}>
        <button class="menu-item" @click=${this.#folder}><span class="menu-item-title">Open a folder…</span>
          <span class="menu-item-text">All rules and events in it, .gz included</span></button>
        <button class="menu-item" @click=${this.#address}><span class="menu-item-title">Open from an address…</span>
          <span class="menu-item-text">A rule and events on GitHub or on this site</span></button>
        <label class="menu-item check"><input type="checkbox" .checked=${saving === "on"} ?disabled=${saving === "refused"}
          @change=${this.#saving} /><span><span class="menu-item-title">Keep my texts in this browser</span>
          <span class="menu-item-text">${saving === "refused" ? "This browser keeps nothing for this page" : "So that they are there on the next visit"}</span></span></label>
        <button class="menu-item" @click=${this.#forget}><span class="menu-item-title">Forget everything</span>
          <span class="menu-item-text">Empties the page and removes what it keeps</span></button>
        <button class="menu-item" @click=${this.#report}><span class="menu-item-title">Copy an error report</span>
          <span class="menu-item-text">Versions, settings and problem codes; no rule and no event data</span></button>
      </div>
    `;
  }

  #close(): void {
    this.querySelector<HTMLElement>("#more")?.hidePopover();
  }

  readonly #place = (): void => {
    const menu = this.querySelector<HTMLElement>("#more");
    const button = this.querySelector("#more-button")?.getBoundingClientRect();
    if (!menu || !button) return;
    menu.style.top = `${button.bottom + 6}px`;
    menu.style.left = `${Math.max(8, Math.min(button.left, window.innerWidth - 388))}px`;
  };

  readonly #folder = (): void => {
    this.#close();
    chooseFiles(this.app, true);
  };

  readonly #address = (): void => {
    this.#close();
    const root = this.getRootNode();
    const dialog = root instanceof ShadowRoot ? root.querySelector("rp-open-address") : undefined;
    if (dialog instanceof OpenAddress) dialog.ask();
  };

  readonly #saving = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.app.store.set({ saving: event.target.checked ? "on" : "off" });
  };

  readonly #forget = (): void => {
    this.#close();
    void this.app.forgetEverything();
  };

  readonly #report = async (): Promise<void> => {
    this.#close();
    const text = report(this.state);
    if (await copy(text)) this.app.notify({ kind: "info", text: "The report is copied. Paste it into an issue." });
    else save("rule-playground-report.md", "text/markdown", text);
  };
}

customElements.define("rp-more", MoreMenu);
