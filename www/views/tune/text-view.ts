import { html, nothing, type PropertyValues } from "lit";
import { PageElement } from "../../app/element";
import type { State } from "../../app/state";
import type { PullRequestAnswer } from "../../engine/wire";
import { LONG_LINK, writeLink } from "../../share/link";
import { copy, save } from "../../share/save";
import { readTable } from "../addresses/address";
import { fieldValue } from "./parts";

/** The text of a pull request, with the evidence the page has. */
export class PullRequest extends PageElement {
  #date = new Date().toISOString().slice(0, 10);
  #path = "";
  #withLink = true;
  #made: PullRequestAnswer | undefined;
  /** What was made for which state. */
  #about: readonly unknown[] = [];
  #said = "";
  #linkFact = "";

  protected override concerns(state: State, before: State): boolean {
    return state.answer !== before.answer;
  }

  override render() {
    const { rule, previous } = this.state;
    if (rule.trim() === "") return html`<p class="empty">Paste a rule to get the text of its pull request.</p>`;
    return html`<div class="tune-part">
      <p class="soft tune-lead">${
        previous
          ? "What changed, with the numbers, for the reviewers. Event data is redacted."
          : "A new rule, with its evidence, for the reviewers. With an older version (Compare) it is the text of a tuning. Event data is redacted."
      }</p>
      <div class="case-form">
        <label>Date of the change<input class="input" type="date" .value=${this.#date} @change=${(event: Event) => this.#set({ date: fieldValue(event) })} /></label>
        <label>Path in the repository<input class="input" autocomplete="off" spellcheck="false" placeholder="rules/integrations/aws/rule.toml" .value=${this.#path} @change=${(event: Event) => this.#set({ path: fieldValue(event).trim() })} /></label>
        <label class="check"><input type="checkbox" .checked=${this.#withLink} @change=${() => this.#set({ link: !this.#withLink })} />Link with the redacted texts</label>
      </div>
      ${this.#linkFact && this.#withLink ? html`<p class="soft">${this.#linkFact}</p>` : nothing}
      ${this.#made ? this.#text(this.#made) : html`<p class="soft" role="status">The text is being written…</p>`}
    </div>`;
  }

  protected override updated(changes: PropertyValues): void {
    super.updated(changes);
    const { rule, previous, events, labels, cases, options, supplied, answer } = this.state;
    const about = [rule, previous, events, labels, cases, options, supplied, this.#date, this.#path, this.#withLink];
    if (!answer || rule.trim() === "" || about.every((part, at) => part === this.#about[at])) return;
    this.#about = about;
    void this.#make().then((made) => {
      if (this.#about !== about) return;
      this.#made = made;
      this.requestUpdate();
    });
  }

  async #make(): Promise<PullRequestAnswer | undefined> {
    const link = this.#withLink ? await this.#link() : "";
    const date = this.#date.replaceAll("-", "/");
    const question = { date, ...(link ? { link } : {}), ...(this.#path ? { path: this.#path } : {}) };
    return (await this.app.ask({ pullRequest: question }))?.pullRequest;
  }

  /** A link to the redacted texts; empty, with the reason said, where there is no good one. */
  async #link(): Promise<string> {
    const redacted = (await this.app.ask({ redact: { cases: true } }))?.redact;
    this.#linkFact = "";
    if (!redacted) return "";
    if (!redacted.sameVerdict) {
      this.#linkFact = `No link: ${redacted.sentence}`;
      return "";
    }
    const { rule, previous, events, cases, enrichment } = redacted;
    const { labels, now } = this.state;
    const addresses = enrichment ? readTable(enrichment) : [];
    const link = await writeLink({ rule, previous, events, cases, labels, now, addresses, tab: "tune" }, location.href);
    if (link.length <= LONG_LINK) return link;
    this.#linkFact = "No link: it would be too long for a pull request. Attach the file of Share instead.";
    return "";
  }

  #text({ markdown, diff, rule }: PullRequestAnswer) {
    return html`<section class="request">
        <div class="request-head"><h2>Text</h2><span class="address-actions">
          <button class="button button-small button-primary" @click=${() => void this.#copy(markdown, "The text is copied.")}>Copy the text</button>
          <button class="button button-small" @click=${() => save("pull-request.md", "text/markdown", markdown)}>Download</button></span></div>
        <pre class="request-text" tabindex="0" aria-label="Text of the pull request"><code>${markdown}</code></pre></section>
      ${
        diff
          ? html`<section class="request"><div class="request-head"><h2>Proposed diff</h2><span class="address-actions">
              <button class="button button-small" @click=${() => void this.#copy(diff, "The diff is copied.")}>Copy the diff</button>
              <button class="button button-small" @click=${() => save("rule.diff", "text/x-diff", diff)}>Download</button></span></div>
            <pre class="request-text" tabindex="0" aria-label="Proposed diff"><code>${diff.split("\n").map(
              (line) => html`<span class=${tone(line)}>${line}
</span>`,
            )}</code></pre></section>`
          : nothing
      }
      <div class="address-actions"><button class="button button-small" ?disabled=${rule === this.state.rule} @click=${() => this.app.setRule(rule)}>Set updated_date in the rule</button>
        <button class="button button-small" @click=${() => save("rule.toml", "application/toml", rule)}>Save the rule</button></div>
      <p class="share-said" role="status">${this.#said}</p>`;
  }

  #set({ date = this.#date, path = this.#path, link = this.#withLink }): void {
    this.#date = date || this.#date;
    this.#path = path;
    this.#withLink = link;
    this.requestUpdate();
  }

  async #copy(text: string, done: string): Promise<void> {
    const copied = await copy(text);
    if (!copied) save("copy.txt", "text/plain", text);
    this.#said = copied ? done : "The browser refuses the clipboard; the text is saved as copy.txt instead.";
    this.requestUpdate();
  }
}

function tone(line: string): string {
  if (line.startsWith("+")) return "diff-added";
  return line.startsWith("-") ? "diff-removed" : "";
}

customElements.define("rp-pull-request", PullRequest);
