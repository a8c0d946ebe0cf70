import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import { changeRecords, template } from "../../app/records";
import { LABELS, labelOf } from "../../app/tuning";
import { icon } from "../../shell/icons";

/** How the selected record is shown, and what can be done to it. */
export class RecordBar extends PageElement {
  #wrong = "";
  /** What the dialog is open for. */
  #change: "insert" | "replace" = "insert";
  /** The record as it was laid out to be edited. */
  #before = "";

  override render() {
    const { answer, recordView, undo, shown } = this.state;
    const none = (answer?.verdict.events ?? 0) === 0;
    const { title, lead, button } = DIALOGS[this.#change];
    return html`
      <div class="record-bar">
        <span class="segments" role="group" aria-label="Record">
          <button aria-pressed=${recordView === "text"} @click=${() => this.app.store.set({ recordView: "text" })}>Text</button>
          <button aria-pressed=${recordView === "formatted"} ?disabled=${none} title="The selected record, laid out and with its marks" @click=${() => this.app.store.set({ recordView: "formatted" })}>Formatted</button>
        </span>
        ${none ? nothing : this.#labels()}
        <span class="record-actions">
          ${undo.some(({ index }) => index === shown) ? html`<button class="button button-small" @click=${() => this.app.undoEvents()}>Undo</button>` : nothing}
          <button class="button button-small" ?disabled=${none} aria-label="Edit the selected record…" @click=${this.#edit}>${icon("pen")}<span class="filter-word">Edit…</span></button>
          <button class="button button-small" aria-label="Add a record…" @click=${() => this.#ask("insert", template())}>${icon("plus")}<span class="filter-word">Add…</span></button>
          <button class="button button-small" ?disabled=${none} aria-label="Duplicate the selected record" @click=${() => changeRecords(this.app, "duplicate")}>${icon("copy")}<span class="filter-word">Duplicate</span></button>
          <button class="button button-small" ?disabled=${none} aria-label="Remove the selected record" title="Delete, in the table" @click=${() => changeRecords(this.app, "remove")}>${icon("cross")}<span class="filter-word">Remove</span></button>
        </span>
      </div>
      <dialog class="sheet add-record" aria-labelledby="add-record-title">
        <form class="sheet-body" @submit=${this.#submit}>
          <h2 id="add-record-title">${title}</h2>
          <label for="new-record">${lead}</label>
          <textarea class="input" id="new-record" spellcheck="false" autocomplete="off" rows="14" @keydown=${this.#key}></textarea>
          ${this.#wrong ? html`<p class="tone-bad" role="alert">${this.#wrong}</p>` : nothing}
          <span class="form-actions"><button class="button button-primary">${button}</button>
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

  #ask(change: "insert" | "replace", text: string): void {
    this.#change = change;
    this.#say("");
    if (this.#text) this.#text.value = text;
    this.#dialog?.showModal();
    // The whole template is selected, so that what is pasted takes its place.
    if (change === "insert") this.#text?.select();
    else this.#text?.setSelectionRange(0, 0);
    this.#text?.focus();
  }

  readonly #edit = async (): Promise<void> => {
    const found = (await this.app.ask({ record: { event: this.state.selected } }))?.record;
    if (!found) return;
    this.#before = found.formatted;
    this.#ask("replace", found.formatted);
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.querySelector("form")?.requestSubmit();
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = this.#text?.value ?? "";
    const flaw = this.#change === "replace" ? flawOf(text) : undefined;
    if (this.#change === "replace" && text === this.#before) this.#dialog?.close();
    else if (flaw) {
      this.#say(flaw.message);
      this.#text?.focus();
      this.#text?.setSelectionRange(flaw.at, flaw.at);
    } else if (await changeRecords(this.app, this.#change, text)) this.#dialog?.close();
    else this.#say(DIALOGS[this.#change].wrong);
  };
}

/** Why a text is no JSON, and where as far as the browser says. */
function flawOf(text: string): { readonly message: string; readonly at: number } | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = `This is not JSON: ${error instanceof Error ? error.message : ""}`;
    return { message, at: Number(/position (\d+)/.exec(message)?.[1] ?? 0) };
  }
}

const DIALOGS = {
  insert: {
    title: "Add records",
    lead: "One record or several, in any shape. They are added behind the selected one.",
    button: "Add",
    wrong: "There is no record in this text. A record is a JSON object.",
  },
  replace: {
    title: "Edit the record",
    lead: "The record is written back to its place in the text.",
    button: "Save",
    wrong: "This is not one record. A record is a JSON object.",
  },
} as const;

customElements.define("rp-record-bar", RecordBar);
