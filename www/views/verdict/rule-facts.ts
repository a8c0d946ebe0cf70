import { html, nothing } from "lit";
import { PageElement } from "../../app/element";

/** What the engine took the rule for, beside the pane's title. */
export class RuleFacts extends PageElement {
  override render() {
    const rule = this.state.answer?.rule;
    if (!rule) return nothing;
    return html`<span class="pane-facts">
      ${rule.name ? html`<span class="fact fact-name" title=${rule.name}>${rule.name}</span>` : nothing}
      ${rule.type ? html`<span class="fact">${rule.type}${rule.language ? ` · ${rule.language}` : ""}</span>` : nothing}
    </span>`;
  }
}

customElements.define("rp-rule-facts", RuleFacts);
