import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import type { Supply } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { wantedAddress } from "../addresses/wanted";
import { said } from "../said";
import { VERDICTS } from "./words";

const ASKS: Record<Supply, string> = {
  history: "Add older events",
  indicators: "Add indicators",
  anomalies: "Add anomaly records",
};

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
      return html`<span class="badge tone-idle">Starting</span><p class="sentence">The engine is starting…</p>${this.#progress()}`;
    if (empty)
      return html`<span class="badge tone-idle">Ready</span>
      <p class="sentence">Paste a rule and CloudTrail events, or pick a sample.</p>`;
    const look = VERDICTS[answer.verdict.verdict];
    return html`<span class="badge tone-${look.tone}">${icon(look.icon)}${look.word}</span>
      <div class="verdict-words"><p class="sentence">${said(answer.verdict.sentence)}</p>
        <p class="verdict-window">${said(answer.verdict.window)}
          <button class="plain" @click=${() => this.app.supply.show("now")} aria-label="Change the time of the run">change</button></p></div>
      ${this.#ask()}`;
  }

  /** How much of the engine has come. */
  #progress() {
    const { loading } = this.state;
    return loading
      ? html`<progress class="loading" aria-label="Loading the engine" max=${loading.total} .value=${loading.loaded}></progress>`
      : nothing;
  }

  /** The way out of an undecided verdict: what can be supplied, or what is known about the selected event's address. */
  #ask() {
    const { answer } = this.state;
    const supply = answer?.verdict.supply;
    if (supply)
      return html`<button class="button verdict-ask" @click=${() => this.app.supply.show(supply)}>${ASKS[supply]}</button>`;
    const address = wantedAddress(answer?.detail);
    if (!address) return nothing;
    return html`<button class="button verdict-ask" @click=${() => this.app.askAbout(address)}>Add what you know about ${address}</button>`;
  }
}

customElements.define("rp-verdict", VerdictBar);
