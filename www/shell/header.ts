import { html } from "lit";
import { PageElement } from "../app/element";
import type { Theme } from "../app/state";
import { chooseFiles } from "../input/open";
import { icon } from "./icons";
import "./more-menu";

const MARK = new URL("./favicon.svg", import.meta.url).href;

/** Name and actions of the page. */
export class PageHeader extends PageElement {
  override render() {
    const dark = isDark(this.state.theme);
    return html`<header class="header">
      <img class="logo" src=${MARK} alt="" width="22" height="22" />
      <h1>Rule Playground</h1>
      <span class="privacy">${icon("lock")}Nothing leaves this tab.</span>
      <nav class="actions" aria-label="Page">
        <rp-samples .app=${this.app}></rp-samples>
        <button class="button" aria-label="Open files…" @click=${() => chooseFiles(this.app)}>${icon("open")}<span class="button-word">Open…</span></button>
        <button class="button" aria-label="Share…" @click=${this.#share}>${icon("share")}<span class="button-word">Share…</span></button>
        <button class="button button-icon" @click=${() => this.app.store.set({ theme: dark ? "light" : "dark" })}
          aria-label=${dark ? "Use the light theme" : "Use the dark theme"}>${icon(dark ? "sun" : "moon")}</button>
        <rp-help .app=${this.app}></rp-help>
        <rp-more .app=${this.app}></rp-more>
      </nav>
    </header>`;
  }

  /** The dialog is loaded when it is first wanted. */
  readonly #share = async (): Promise<void> => {
    const { ShareDialog } = await import("../share/share-dialog");
    const known = this.querySelector("rp-share");
    const dialog = known instanceof ShareDialog ? known : new ShareDialog();
    dialog.app = this.app;
    if (dialog !== known) this.append(dialog);
    dialog.open();
  };
}

function isDark(theme: Theme): boolean {
  return theme === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
}

customElements.define("rp-header", PageHeader);
