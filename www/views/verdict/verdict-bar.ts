import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import { icon } from "../../shell/icons";
import { wantedAddress } from "../addresses/wanted";
import { said } from "../said";
import { VERDICTS } from "./words";

/** The answer for all events in one sentence. */
export class VerdictBar extends PageElement {
  override render() {
    const { notice, rule, events, engine } = this.state;
    const empty = rule.trim() === "" && events.every((source) => source.text.trim() === "");
    return html`
      ${
        notice
          ? html`<div class="notice notice-${notice.kind}" role=${notice.kind === "info" ? "status" : "alert"}>
              ${icon(notice.kind === "info" ? "info" : "warning")}<span>${notice.text}</span>
              ${notice.action ? html`<button class="button button-small" @click=${notice.action.run}>${notice.action.label}</button>` : nothing}
              <button class="plain" @click=${() => this.app.notify(undefined)} aria-label="Dismiss message">${icon("cross")}</button>
            </div>`
          : nothing
      }
      <div class="verdict ${engine === "working" ? "verdict-working" : ""}" role="status" aria-live="polite" aria-atomic="true">
        ${this.#answer(empty)}
      </div>
    `;
  }

  #answer(empty: boolean) {
    const { answer, engine } = this.state;
    if (engine === "stopped")
      return html`<span class="badge tone-broken">${icon("warning")}Stopped</span>
      <p class="sentence">The engine stopped on these texts. Change them and it starts again.</p>`;
    if (!answer)
      return html`<span class="badge tone-idle">Starting</span><p class="sentence">The engine is starting…</p>`;
    if (empty)
      return html`<span class="badge tone-idle">Ready</span>
      <p class="sentence">Paste a rule and CloudTrail events, or pick a sample.</p>`;
    const look = VERDICTS[answer.verdict.verdict];
    return html`<span class="badge tone-${look.tone}">${icon(look.icon)}${look.word}</span>
      <p class="sentence">${said(answer.verdict.sentence)}</p>
      ${this.#ask()}`;
  }

  /** The way out where the selected event is undecided because of its address. */
  #ask() {
    const { answer } = this.state;
    const address = wantedAddress(answer?.detail);
    if (!address) return nothing;
    return html`<button class="button verdict-ask" @click=${() => this.app.askAbout(address)}>Add what you know about ${address}</button>`;
  }
}

customElements.define("rp-verdict", VerdictBar);
