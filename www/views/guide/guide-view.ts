import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../app/element";
import type { Block, RuleReport, Technique, Threat } from "../../engine/wire";
import { blocks } from "./blocks";
import { link } from "./link";

/** What an analyst reads when the rule has fired: the guide, and beside it the facts of the alert. */
export class GuideView extends PageElement {
  override render() {
    const rule = this.state.answer?.rule;
    if (!rule) return html`<p class="empty">Paste a rule to see its investigation guide.</p>`;
    const hasText = [rule.description, rule.guide, rule.setup, rule.falsePositives].some((part) => part.length > 0);
    return html`<div class="guide">
      <article class="guide-text">
        ${rule.name ? html`<h2 class="guide-title">${rule.name}</h2>` : nothing}
        ${hasText ? nothing : html`<p class="empty">This rule has no description, no guide (note) and no setup.</p>`}
        ${section("", rule.description)}
        ${section("Investigation guide", rule.guide)}
        ${section("Setup", rule.setup)}
        ${
          rule.falsePositives.length > 0
            ? html`<h3 class="guide-part">False positives</h3><ul>${rule.falsePositives.map((fp) => html`<li>${blocks(fp)}</li>`)}</ul>`
            : nothing
        }
        ${
          rule.references.length > 0
            ? html`<h3 class="guide-part">References</h3><ul>${rule.references.map((href) => html`<li>${link(href, href)}</li>`)}</ul>`
            : nothing
        }
      </article>
      <aside class="guide-facts" aria-label="About the rule">
        ${this.#facts(rule)}
        ${this.#highlighted(rule)}
        ${rule.threat.length > 0 ? html`<h3>MITRE ATT&amp;CK</h3>${rule.threat.map(threat)}` : nothing}
        ${rule.tags.length > 0 ? html`<h3>Tags</h3><p class="tags">${rule.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</p>` : nothing}
      </aside>
    </div>`;
  }

  #facts({ severity, riskScore, type, language, ruleId }: RuleReport) {
    return html`<dl class="facts">
      ${severity ? html`<dt>Severity</dt><dd><span class="severity severity-${severity}">${severity}</span></dd>` : nothing}
      ${riskScore === undefined ? nothing : html`<dt>Risk score</dt><dd>${riskScore}</dd>`}
      ${type ? html`<dt>Type</dt><dd>${type}${language ? ` (${language})` : ""}</dd>` : nothing}
      ${ruleId ? html`<dt>Rule id</dt><dd><code>${ruleId}</code></dd>` : nothing}
    </dl>`;
  }

  /** `investigation_fields` with this event's values. */
  #highlighted({ investigationFields }: RuleReport) {
    const detail = this.state.answer?.detail;
    if (investigationFields.length === 0) return nothing;
    return html`<h3>Highlighted fields</h3>
      <dl class="highlighted">${investigationFields.map((field) => {
        const values = detail?.ecs.filter((value) => value.field === field) ?? [];
        return html`<dt><code>${field}</code></dt><dd>${
          values.length > 0
            ? values.map((value) => html`<span>${value.value}</span>`)
            : html`<i class="missing">not in this event</i>`
        }</dd>`;
      })}</dl>`;
  }
}

function section(title: string, content: readonly Block[]): TemplateResult | typeof nothing {
  if (content.length === 0) return nothing;
  return html`${title ? html`<h3 class="guide-part">${title}</h3>` : nothing}${blocks(content)}`;
}

function threat({ tactic, techniques }: Threat): TemplateResult {
  return html`<div class="threat">${technique(tactic)}
    ${techniques.length > 0 ? html`<ul>${techniques.map((one) => html`<li>${technique(one)}</li>`)}</ul>` : nothing}
  </div>`;
}

function technique({ id, name, reference }: Technique): TemplateResult {
  return html`${link(reference, name || id)} <code class="soft">${id}</code>`;
}

customElements.define("rp-guide", GuideView);
