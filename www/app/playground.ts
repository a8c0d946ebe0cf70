import { html, LitElement } from "lit";
import { embedding, talkToHost } from "../embed/frame";
import { startEngine } from "../engine/worker";
import { takeDrops } from "../input/drop";
import { FIRST, openSample } from "../input/samples";
import { keepOffline } from "../offline/register";
import { OpenAddress } from "../share/open-address";
import { openLocation } from "../share/opening";
import { HelpSheet } from "../shell/help";
import { tabs } from "../shell/tabs";
import { sheet } from "../styles/sheet";
import type { Pane } from "./state";
import { Workspace } from "./workspace";
import "../editor/events-editor";
import "../editor/rule-editor";
import "../embed/compact-bar";
import "../shell/answer";
import "../shell/busy";
import "../shell/footer";
import "../shell/header";
import "../shell/samples-menu";
import "../shell/splitter";
import "../views/addresses/address-form";
import "../views/ecs/ecs-document";
import "../views/elastic/elastic-request";
import "../views/events/events-pane";
import "../views/events/events-table";
import "../views/events/filter-bar";
import "../views/findings/findings";
import "../views/events/record-bar";
import "../views/guide/guide-view";
import "../views/problems/problems-list";
import "../views/supply/supply-view";
import "../views/verdict/rule-facts";
import "../views/verdict/verdict-bar";
import "../views/why/why-tree";

const PANES: readonly { readonly id: Pane; readonly title: string }[] = [
  { id: "rule", title: "Rule" },
  { id: "events", title: "Events" },
  { id: "answer", title: "Answer" },
];

/** The whole page as one element. All that is in it lives in its shadow root, under one constructed sheet. */
export class RulePlayground extends LitElement {
  static override styles = sheet;
  /** Set where the page is in somebody's frame. */
  readonly #embedding = embedding(location.search);
  readonly #app = new Workspace(startEngine, this.#embedding !== undefined);

  override connectedCallback(): void {
    super.connectedCallback();
    const app = this.#app;
    app.store.subscribe((state, before) => {
      if (state.theme !== before.theme || state.pane !== before.pane || state.layout !== before.layout)
        this.requestUpdate();
      if (state.versions) this.dataset.engine = state.versions.engine;
      // Not earlier: everything is fetched for it once more, on the line the engine comes by.
      if (state.versions && !before.versions) keepOffline();
    });
    if (this.#embedding) app.store.set({ theme: this.#embedding.theme });
    takeDrops(this, app, (hovering) => this.toggleAttribute("data-dropping", hovering));
    this.addEventListener("keydown", this.#key);
    window.addEventListener("pagehide", () => app.flush());
    window.addEventListener("hashchange", this.#open);
    this.toggleAttribute("data-compact", this.#embedding?.compact === true);
    void this.#start();
  }

  override render() {
    const app = this.#app;
    const { pane } = app.store.value;
    return html`
      <div class="page" data-pane=${pane}>
        ${this.#embedding?.compact ? html`<rp-compact-bar .app=${app}></rp-compact-bar>` : html`<rp-header .app=${app}></rp-header>`}
        <main class="main">
          <div class="texts">
            <section class="pane pane-rule" id="panel-rule" aria-label="Rule">
              <div class="pane-head"><h2>Rule</h2><rp-rule-facts .app=${app}></rp-rule-facts></div>
              <rp-rule-editor .app=${app}></rp-rule-editor>
            </section>
            <rp-splitter .app=${app} .name=${"columns"} .label=${"Width of the rule"}></rp-splitter>
            <section class="pane pane-events" id="panel-events" aria-label="Events"><rp-events .app=${app}></rp-events></section>
          </div>
          <rp-splitter .app=${app} .name=${"rows"} .label=${"Height of the texts"}></rp-splitter>
          <rp-verdict .app=${app}></rp-verdict>
          <div class="pane-switch">${tabs("Panes", PANES, pane, (chosen) => app.store.set({ pane: chosen }))}</div>
          <section class="pane pane-answer" id="panel-answer" aria-label="Answer"><rp-answer .app=${app}></rp-answer></section>
        </main>
        <rp-open-address .app=${app}></rp-open-address>
        <rp-footer .app=${app}></rp-footer>
        <rp-busy .app=${app}></rp-busy>
        <div class="drop-hint" aria-hidden="true"><span>Drop a rule (.toml), CloudTrail files (.json, .ndjson, .json.gz) or MaxMind databases (.mmdb)</span></div>
      </div>
    `;
  }

  protected override firstUpdated(): void {
    const content = this.renderRoot.querySelector(".page");
    if (this.#embedding && content instanceof HTMLElement) talkToHost(this.#app, this.#embedding, content);
  }

  protected override updated(): void {
    const { layout, theme } = this.#app.store.value;
    for (const [name, value] of Object.entries(layout)) this.style.setProperty(`--${name}`, `${value}`);
    document.documentElement.toggleAttribute("data-dark", theme === "dark");
    document.documentElement.toggleAttribute("data-light", theme === "light");
  }

  async #start(): Promise<void> {
    if (!(await this.#open()) && !this.#app.restored && !this.#embedding && FIRST) await openSample(this.#app, FIRST);
  }

  /** Opens what the address asks for. */
  readonly #open = (): Promise<boolean> =>
    openLocation(this.#app, (rule, events) => {
      const dialog = this.renderRoot.querySelector("rp-open-address");
      if (dialog instanceof OpenAddress) dialog.ask(rule, events);
    });

  readonly #key = (event: KeyboardEvent): void => {
    const from = event.composedPath()[0];
    if (event.key !== "?" || !(from instanceof HTMLElement)) return;
    if (from.isContentEditable || from instanceof HTMLInputElement || from instanceof HTMLSelectElement) return;
    const help = this.renderRoot.querySelector("rp-help");
    if (help instanceof HelpSheet) help.open();
  };
}

customElements.define("rule-playground-app", RulePlayground);
