import { html, nothing } from "lit";
import { PageElement } from "../app/element";
import type { State } from "../app/state";
import { counted } from "../app/words";
import type { Opening } from "../input/progress";

/** After so many milliseconds of work the reader is offered to stop it. */
const LONG = 1_000;
/** Files that are opened in less are not told of. */
const SHORT = 150;

/** What takes long: files being read, or an evaluation; both can be stopped. */
export class Busy extends PageElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What has been under way for long enough to be told of. */
  #told: "opening" | "working" | undefined;
  #watched: "opening" | "working" | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.#key, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.#key, { capture: true });
    clearTimeout(this.#timer);
  }

  protected override concerns(state: State, before: State): boolean {
    return state.opening !== before.opening || state.engine !== before.engine;
  }

  override render() {
    const { opening, engine } = this.state;
    const now = opening ? "opening" : engine === "working" ? "working" : undefined;
    this.#watch(now);
    if (!now || this.#told !== now) return nothing;
    return opening ? this.#opening(opening) : this.#working();
  }

  #opening({ files, done, failed, bytes, total, records }: Opening) {
    const share = total > 0 ? Math.round((bytes / total) * 100) : 0;
    return html`<div class="busy" role="group" aria-label="Opening files">
      <span class="busy-line"><b>Opening ${counted(files, "file")}</b>
        <button class="button button-small" title="Escape" @click=${this.#stop}>Cancel</button></span>
      <progress max=${Math.max(1, total)} .value=${bytes} aria-label="Bytes read"></progress>
      <span class="busy-facts">${size(bytes)} of ${size(total)} (${share} %) · ${done + failed} of ${counted(files, "file")}${
        records > 0 ? ` · ${counted(records, "record")}` : ""
      }${failed > 0 ? html` · <span class="fact-warn">${counted(failed, "error")}</span>` : nothing}</span>
    </div>`;
  }

  #working() {
    return html`<div class="busy" role="group" aria-label="Evaluating">
      <span class="busy-line"><b role="status">Evaluating takes a while…</b>
        <button class="button button-small" @click=${this.#stop}>Stop</button></span>
      <progress aria-label="Evaluating"></progress>
    </div>`;
  }

  #watch(now: "opening" | "working" | undefined): void {
    if (now === this.#watched) return;
    this.#watched = now;
    this.#told = undefined;
    clearTimeout(this.#timer);
    if (!now) return;
    this.#timer = setTimeout(
      () => {
        this.#told = now;
        this.requestUpdate();
      },
      now === "opening" ? SHORT : LONG,
    );
  }

  readonly #stop = (): void => {
    const { opening } = this.state;
    if (opening) opening.of.stop();
    else this.app.stopEngine();
  };

  /** Escape stops the opening of files wherever the focus is. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.state.opening) return;
    event.preventDefault();
    event.stopPropagation();
    this.#stop();
  };
}

/** `12.3 MB` */
function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000).toLocaleString("en")} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

customElements.define("rp-busy", Busy);
