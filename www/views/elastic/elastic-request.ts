import { html, nothing } from "lit";
import { PageElement } from "../../app/element";
import { said } from "../said";

/** The rule as a request to the reader's own cluster, for data that outgrows a tab. */
export class ElasticRequest extends PageElement {
  override render() {
    const request = this.state.answer?.request;
    if (!request) return html`<p class="empty">The request is being made…</p>`;
    const { devTools, curl, notes } = request;
    return html`<div class="requests">
      <p class="soft">The same query, filters and time range for your own cluster. It lists what the query matches; it does not create alerts.</p>
      ${notes.length > 0 ? html`<ul class="request-notes">${notes.map((note) => html`<li>${said(note)}</li>`)}</ul>` : nothing}
      ${devTools ? html`${this.#block("Kibana Dev Tools", devTools)}${this.#block("curl", curl)}` : nothing}
    </div>`;
  }

  #block(title: string, text: string) {
    return html`<section class="request" aria-label=${title}>
      <div class="request-head"><h3>${title}</h3>
        <button class="button button-small" @click=${(event: Event) => void this.#copy(event, text)}>Copy</button></div>
      <pre class="request-text" tabindex="0"><code>${text}</code></pre>
    </section>`;
  }

  async #copy(event: Event, text: string): Promise<void> {
    const button = event.currentTarget;
    if (!(button instanceof HTMLElement)) return;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      // Where the browser refuses the clipboard, the reader copies the selection.
      const code = button.closest(".request")?.querySelector("code");
      if (code) getSelection()?.selectAllChildren(code);
      button.textContent = "Selected; copy with the keyboard";
    }
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  }
}

customElements.define("rp-elastic", ElasticRequest);
