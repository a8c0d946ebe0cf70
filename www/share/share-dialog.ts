import { html, nothing, type PropertyDeclarations } from "lit";
import { PageElement } from "../app/element";
import type { State } from "../app/state";
import { counted } from "../app/words";
import type { RedactAnswer } from "../engine/wire";
import { icon } from "../shell/icons";
import { command, FIELDS, FORMATS, type Format, markdown } from "./export";
import { FILE_NAME, writeShared } from "./file";
import { LONG_LINK, writeLink } from "./link";
import { PARTS, type Part, share } from "./parts";
import { redacted } from "./redacted";
import { copy, save } from "./save";
import type { Shared } from "./shared";

/** What is being shared, made anew when a tick changes. */
interface Made {
  readonly shared: Shared;
  readonly link: string;
  /** What was replaced, where the reader wants that. */
  readonly redaction?: RedactAnswer | undefined;
}

/** The dialog that says what a link holds before anybody copies it, and the other ways to take an answer elsewhere. */
export class ShareDialog extends PageElement {
  static override properties: PropertyDeclarations = {
    ...PageElement.properties,
    made: { state: true },
    said: { state: true },
  };
  declare made: Made | undefined;
  /** What the last button did. */
  declare said: string;
  #ticked = new Set<string>(PARTS.map(({ id }) => id));
  #redacting = true;
  #making = 0;

  override render() {
    const { made } = this;
    return html`<dialog class="sheet" aria-labelledby="share-title" @click=${this.#outside}>
      <div class="sheet-body">
        <h2 id="share-title">Share</h2>
        <fieldset class="share-parts"><legend>What goes in</legend>
          ${PARTS.filter((part) => part.present(this.state)).map((part) => this.#part(part))}
        </fieldset>
        ${this.#redaction()}
        ${made ? this.#link(made) : html`<p class="soft" role="status">The link is being made…</p>`}
        <h3>This answer, not redacted</h3>
        <div class="sheet-actions">
          <button class="button" @click=${this.#markdown}>Copy as Markdown</button>
          <button class="button" @click=${this.#command}>Copy as a command line</button>
        </div>
        ${this.#matches()}
        <p class="share-said" role="status">${this.said}</p>
        <form method="dialog"><button class="button">Close</button></form>
      </div>
    </dialog>`;
  }

  open(): void {
    this.said = "";
    this.#make();
    void this.updateComplete.then(() => this.querySelector("dialog")?.showModal());
  }

  protected override concerns(state: State, before: State): boolean {
    return state.answer !== before.answer;
  }

  #part(part: Part) {
    return html`<label class="check"><input type="checkbox" name=${part.id} .checked=${this.#ticked.has(part.id)}
      @change=${this.#tick} />${part.label(this.state)}</label>`;
  }

  /** What the receiver learns of people and accounts. */
  #redaction() {
    if (!this.#sensitive()) return nothing;
    const { made } = this;
    const { redaction } = made ?? {};
    const replaced = redaction?.replaced ?? [];
    return html`
      <label class="check"><input type="checkbox" name="redact" .checked=${this.#redacting} @change=${this.#tickRedact} />
        <span>Replace account ids, addresses, keys, and names of users, roles and buckets<br /><span class="soft">Each by one of the same
          shape, the same everywhere</span></span></label>
      <p class="share-warning">${icon("warning")}<span>Event data is included. Whoever has the link can read it; it stands in the
        link itself, not on a server.${
          redaction
            ? html` <b>${replaced.length > 0 ? `Replaced: ${new Intl.ListFormat("en").format(replaced)}.` : "There was nothing to replace."}
              ${redaction.sentence}.</b>`
            : nothing
        }</span></p>`;
  }

  #link({ link }: Made) {
    const long = link.length > LONG_LINK;
    return html`
      <div class="share-link">
        <input class="input" readonly aria-label="Link" .value=${link} @focus=${select} />
        <button class="button button-primary" @click=${() => void this.#copy(link, "The link is copied.")}>Copy link</button>
      </div>
      <p class="field-note soft">${counted(link.length, "character")}.${
        long ? " Chats and trackers cut links of this length: send the file, which opens by drop." : ""
      }</p>
      <div class="sheet-actions"><button class="button ${long ? "button-primary" : ""}" @click=${this.#file}>Save as a file</button></div>`;
  }

  #matches() {
    const matched = this.state.answer?.verdict.matched ?? 0;
    if (matched === 0) return nothing;
    return html`<h3>${counted(matched, "matching event")}</h3>
      <div class="sheet-actions">${FORMATS.map(
        (format) =>
          html`<button class="button" @click=${() => void this.#export(format)}>Save as ${format.name}</button>`,
      )}</div>`;
  }

  /** Whether what is ticked can hold what comes from somebody's logs. */
  #sensitive(): boolean {
    return PARTS.some((part) => part.sensitive && this.#ticked.has(part.id) && part.present(this.state));
  }

  #make(): void {
    this.#making += 1;
    const making = this.#making;
    this.made = undefined;
    void this.#made().then((made) => {
      if (making === this.#making) this.made = made;
    });
  }

  async #made(): Promise<Made> {
    const own = share(this.state, this.#ticked);
    const wanted = this.#redacting && this.#sensitive();
    const answer = wanted ? await this.app.ask({ redact: { cases: this.#ticked.has("tuning") } }) : undefined;
    // An engine that fell over redacts nothing; nothing of the events goes out then.
    const shared = !wanted ? own : answer ? redacted(own, answer.redact) : share(this.state, new Set(["rule", "view"]));
    return { shared, link: await writeLink(shared, location.href), redaction: answer?.redact };
  }

  readonly #tickRedact = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#redacting = event.target.checked;
    this.#make();
  };

  readonly #tick = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    if (event.target.checked) this.#ticked.add(event.target.name);
    else this.#ticked.delete(event.target.name);
    this.#make();
  };

  readonly #file = (): void => {
    if (!this.made) return;
    save(FILE_NAME, "application/json", writeShared(this.made.shared));
    this.said = `${FILE_NAME} is saved. It opens where files are dropped.`;
  };

  readonly #markdown = async (): Promise<void> => {
    const record = await this.app.ask({ record: { event: this.state.selected } });
    const link = this.made && this.made.link.length <= LONG_LINK ? this.made.link : "";
    await this.#copy(markdown(this.state, record?.record?.raw ?? "", link), "Rule, event and answer are copied.");
  };

  readonly #command = (): Promise<void> => this.#copy(command(this.state), "The command line is copied.");

  async #export(format: Format): Promise<void> {
    const answer = await this.app.ask({ matches: { fields: [...FIELDS] } });
    if (!answer) return;
    save(format.file, format.type, format.write(answer.matches));
    this.said = `${format.file} is saved.`;
  }

  async #copy(text: string, done: string): Promise<void> {
    if (await copy(text)) {
      this.said = done;
      return;
    }
    save("copy.txt", "text/plain", text);
    this.said = "The browser refuses the clipboard; the text is saved as copy.txt instead.";
  }

  readonly #outside = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) event.target.close();
  };
}

function select(event: Event): void {
  if (event.target instanceof HTMLInputElement) event.target.select();
}

customElements.define("rp-share", ShareDialog);
