import { html, nothing } from "lit";
import { PageElement } from "../app/element";
import { type Target, target } from "./address";
import { openAddresses } from "./opening";

/** The dialog for a rule and events on another site: nothing is fetched before the reader presses the button. */
export class OpenAddress extends PageElement {
  #rule = "";
  #events = "";
  /** The file asked for in a pull request. */
  #path = "";

  override render() {
    const rule = this.#rule === "" ? undefined : target(this.#rule, location.href);
    const events = lines(this.#events).map((address) => target(address, location.href));
    return html`<dialog class="sheet" aria-labelledby="open-address-title">
      <form class="sheet-body" @submit=${this.#submit}>
        <h2 id="open-address-title">Open from an address</h2>
        <p class="soft">Files of public GitHub repositories, or of this site. They are fetched when you press the button, and nothing is sent along.</p>
        <label class="field">Rule<input class="input" name="rule" .value=${this.#rule} @input=${this.#input}
          placeholder="https://github.com/…/rule.toml, or a pull request" autocomplete="off" spellcheck="false" /></label>
        ${this.#about(rule)}
        ${
          rule?.kind === "pull"
            ? html`<label class="field">File in ${rule.name}<input class="input" name="path" required .value=${this.#path}
              @input=${this.#input} placeholder="rules/…/name.toml" autocomplete="off" spellcheck="false" /></label>`
            : nothing
        }
        <label class="field">Events, an address a line<textarea class="input" name="events" rows="2" .value=${this.#events}
          @input=${this.#input} autocomplete="off" spellcheck="false"></textarea></label>
        ${events.map((found) => this.#about(found))}
        <div class="sheet-actions">
          <button class="button button-primary" ?disabled=${!ready(rule, events)}>Fetch and open</button>
          <button class="button" type="button" @click=${() => this.#dialog?.close()}>Cancel</button>
        </div>
      </form>
    </dialog>`;
  }

  /** Opens the dialog with the addresses a link names, or empty. */
  ask(rule = "", events = ""): void {
    this.#rule = rule;
    this.#events = events;
    this.#path = "";
    this.requestUpdate();
    void this.updateComplete.then(() => this.#dialog?.showModal());
  }

  protected override concerns(): boolean {
    return false;
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  #about(found: Target | undefined) {
    if (found?.kind === "refused") return html`<p class="field-note tone-bad" role="alert">${found.why}</p>`;
    return found?.kind === "file" ? html`<p class="field-note soft">Will be fetched: ${found.url}</p>` : nothing;
  }

  readonly #input = (event: Event): void => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    if (field.name === "rule") this.#rule = field.value.trim();
    if (field.name === "path") this.#path = field.value;
    if (field.name === "events") this.#events = field.value;
    this.requestUpdate();
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const rule = this.#rule === "" ? undefined : target(this.#rule, location.href);
    const address = rule?.kind === "pull" ? rule.file(this.#path) : this.#rule;
    this.#dialog?.close();
    void openAddresses(this.app, address, lines(this.#events));
  };
}

function lines(text: string): string[] {
  return text.split(/\s+/).filter((line) => line !== "");
}

function ready(rule: Target | undefined, events: readonly Target[]): boolean {
  const some = rule !== undefined || events.length > 0;
  return some && rule?.kind !== "refused" && events.every((found) => found.kind === "file");
}

customElements.define("rp-open-address", OpenAddress);
