import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import { changeRecords, template } from "../../app/records";
import { LABELS, labelOf } from "../../app/tuning";
import { icon } from "../../shell/icons";

/** How the selected record is shown, and what can be done to it. */
export class RecordBar extends PageElement {
  #wrong = "";

  override render() {
    const { answer, recordView, undo } = this.state;
    const none = (answer?.verdict.events ?? 0) === 0;
    return html`
      <div class="record-bar">
        <span class="segments" role="group" aria-label="Record">
          <button aria-pressed=${recordView === "text"} @click=${() => this.app.store.set({ recordView: "text" })}>Text</button>
          <button aria-pressed=${recordView === "formatted"} ?disabled=${none} title="The selected record, laid out and with its marks" @click=${() => this.app.store.set({ recordView: "formatted" })}>Formatted</button>
        </span>
        ${none ? nothing : this.#labels()}
        <span class="record-actions">
          ${undo.length > 0 ? html`<button class="button button-small" @click=${() => this.app.undoEvents()}>Undo</button>` : nothing}
          <button class="button button-small" aria-label="Add a record…" @click=${this.#ask}>${icon("plus")}<span class="filter-word">Add…</span></button>
          <button class="button button-small" ?disabled=${none} aria-label="Duplicate the selected record" @click=${() => changeRecords(this.app, "duplicate")}>${icon("copy")}<span class="filter-word">Duplicate</span></button>
          <button class="button button-small" ?disabled=${none} aria-label="Remove the selected record" title="Delete, in the table" @click=${() => changeRecords(this.app, "remove")}>${icon("cross")}<span class="filter-word">Remove</span></button>
        </span>
      </div>
      <dialog class="sheet add-record" aria-labelledby="add-record-title">
        <form class="sheet-body" @submit=${this.#add}>
          <h2 id="add-record-title">Add records</h2>
          <label for="new-record">One record or several, in any shape. They are added behind the selected one.</label>
          <textarea class="input" id="new-record" spellcheck="false" autocomplete="off" rows="14" @keydown=${this.#key}></textarea>
          ${this.#wrong ? html`<p class="tone-bad" role="alert">${this.#wrong}</p>` : nothing}
          <span class="form-actions"><button class="button button-primary">Add</button>
            <button class="button" type="button" @click=${() => this.#dialog?.close()}>Cancel</button></span>
        </form>
      </dialog>
    `;
  }

  /** What the reader says of the selected event; pressed again it says nothing. */
  #labels() {
    const { labels, selected } = this.state;
    const now = labelOf(labels, selected);
    return html`<span class="segments record-labels" role="group" aria-label="Label of the selected event">${(
      ["true_positive", "false_positive"] as const
    ).map(
      (
        label,
      ) => html`<button aria-pressed=${label === now} title=${`${LABELS[label].word} (${LABELS[label].key.toUpperCase()} in the table)`}
        @click=${() => this.app.tuning.label([selected], label === now ? "none" : label)}>${LABELS[label].short}<span class="visually-hidden">: ${LABELS[label].word}</span></button>`,
    )}</span>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.querySelector("dialog");
  }

  get #text(): HTMLTextAreaElement | null {
    return this.querySelector("textarea");
  }

  #say(wrong: string): void {
    this.#wrong = wrong;
    this.requestUpdate();
  }

  /** The whole template is selected, so that what is pasted takes its place. */
  readonly #ask = (): void => {
    this.#say("");
    if (this.#text) this.#text.value = template();
    this.#dialog?.showModal();
    this.#text?.select();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.querySelector("form")?.requestSubmit();
  };

  readonly #add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const added = await changeRecords(this.app, "insert", this.#text?.value ?? "");
    if (added) this.#dialog?.close();
    else this.#say("There is no record in this text. A record is a JSON object.");
  };
}

customElements.define("rp-record-bar", RecordBar);
