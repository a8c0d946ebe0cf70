import { html, nothing } from "lit";
import { PageElement } from "../app/element";
import type { State } from "../app/state";
import { writeLink } from "../share/link";
import { PARTS, share } from "../share/parts";
import { icon } from "../shell/icons";

const EVERYTHING = new Set<string>(PARTS.map(({ id }) => id));

/** The head of the compact view: what is shown, and the way to the whole page with everything as it is. */
export class CompactBar extends PageElement {
  override render() {
    const { answer, rule } = this.state;
    const name = answer?.workload.rule === rule ? answer.rule?.name : undefined;
    return html`<header class="header">
      <h1 class="compact-name">${name || "Rule Playground"}</h1>
      <nav class="actions" aria-label="Page">
        <button class="button button-small" @click=${this.#full}>${icon("external")}Open in full</button>
      </nav>${answer ? nothing : html`<span class="visually-hidden" role="status">The engine is starting</span>`}
    </header>`;
  }

  protected override concerns(state: State, before: State): boolean {
    return state.answer !== before.answer;
  }

  readonly #full = async (): Promise<void> => {
    // The window is opened at once: browsers refuse one that a promise opens later.
    const page = window.open("about:blank", "_blank");
    const link = await writeLink(share(this.state, EVERYTHING), location.href);
    if (page) {
      page.opener = null;
      page.location.replace(link);
    }
  };
}

customElements.define("rp-compact-bar", CompactBar);
