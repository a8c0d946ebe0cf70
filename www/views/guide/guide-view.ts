import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../app/element";
import type {
  Detail,
  EcsValue,
  HighlightedField,
  Markdown,
  Place,
  RuleReport,
  Technique,
  Threat,
} from "../../engine/wire";
import { addressFor } from "../addresses/wanted";
import type { Block } from "./block";
import { type Around, blocks } from "./blocks";
import { link } from "./link";

/** The reader of Markdown comes when the first guide is looked at. */
let reader: typeof import("./markdown") | undefined;

/** The Markdown of one rule, read once. */
interface Texts {
  readonly description: readonly Block[];
  readonly guide: readonly Block[];
  readonly setup: readonly Block[];
  readonly falsePositives: readonly (readonly Block[])[];
}

/** What an analyst reads when the rule has fired: the guide, and beside it the facts of the alert. */
export class GuideView extends PageElement {
  #read: { readonly rule: RuleReport; readonly texts: Texts } | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (reader) return;
    import("./markdown").then((loaded) => {
      reader = loaded;
      this.requestUpdate();
    });
  }

  override render() {
    const rule = this.state.answer?.rule;
    if (!rule) return html`<p class="empty">Paste a rule to see its investigation guide.</p>`;
    const texts = this.#texts(rule);
    if (!texts) return nothing;
    const detail = this.state.answer?.detail;
    const valuesOf = detail && ((field: string) => leaves(detail, field).map(({ value }) => value));
    const around = (markdown: Markdown): Around => ({ valuesOf, showLine: (line) => this.#show(markdown, line) });
    const plain: Around = { valuesOf };
    const hasText = [rule.description, rule.guide.text, rule.setup.text, ...rule.falsePositives].some(
      (text) => text !== "",
    );
    return html`<div class="guide">
      <article class="guide-text">
        ${rule.name ? html`<h2 class="guide-title">${rule.name}</h2>` : nothing}
        ${hasText ? nothing : html`<p class="empty">This rule has no description, no guide (note) and no setup.</p>`}
        ${blocks(texts.description, plain)}
        ${section("Investigation guide", texts.guide, around(rule.guide))}
        ${section("Setup", texts.setup, around(rule.setup))}
        ${
          texts.falsePositives.length > 0
            ? html`<h3 class="guide-part">False positives</h3><ul>${texts.falsePositives.map((one) => html`<li>${blocks(one, plain)}</li>`)}</ul>`
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
        <button class="button button-small guide-print" @click=${() => print()}>Print the guide</button>
      </aside>
    </div>`;
  }

  #texts(rule: RuleReport): Texts | undefined {
    if (this.#read?.rule === rule) return this.#read.texts;
    if (!reader) return undefined;
    const { buttons } = rule;
    const { blocksOf } = reader;
    const texts = {
      description: blocksOf(rule.description, { buttons, breaks: false }),
      guide: blocksOf(rule.guide.text, { buttons, breaks: true }),
      setup: blocksOf(rule.setup.text, { buttons, breaks: true }),
      falsePositives: rule.falsePositives.map((text) => blocksOf(text, { buttons, breaks: false })),
    };
    this.#read = { rule, texts };
    return texts;
  }

  /** Goes to a line of the guide in the rule. */
  #show({ lines }: Markdown, line: number): void {
    const from = lines[line];
    if (from === undefined) return;
    const place: Place = { source: { kind: "rule" }, range: { from, to: from }, line: 0, column: 0 };
    this.app.reveal(place, true);
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
    return html`<h3>Highlighted fields${detail ? html` <span class="soft">of event ${detail.event + 1}</span>` : nothing}</h3>
      <dl class="highlighted">${investigationFields.map(
        (field) => html`<dt><code>${field.name}</code></dt><dd>${this.#values(field, detail)}</dd>`,
      )}</dl>`;
  }

  #values({ name, known }: HighlightedField, detail: Detail | undefined) {
    const values = detail ? leaves(detail, name) : [];
    if (values.length > 0) return values.map((value) => this.#value(name, value));
    if (!known)
      return html`<span class="lack lack-unmapped">unmapped: neither ECS nor the integration has this field</span>`;
    if (!detail) return html`<span class="lack">no event is selected</span>`;
    const unknown = detail.ecs.some(({ field, origin }) => field === name && origin === "unknown");
    const address = unknown ? addressFor(name, detail) : undefined;
    if (address)
      return html`<span class="lack lack-unknown">unknown</span> <button class="button button-small" @click=${() => this.app.askAbout(address)}>Add what you know about ${address}</button>`;
    return html`<span class="lack">${unknown ? "unknown" : "missing in this event"}</span>`;
  }

  /** A value; for a part of a larger field with the rest of its name before it. */
  #value(name: string, { field, value, places }: EcsValue) {
    const [place] = places;
    const text = html`${field === name ? nothing : html`<i class="soft">${field.slice(name.length + 1)}: </i>`}${value}`;
    if (!place) return html`<span>${text}</span>`;
    return html`<button class="plain value-button" title="Show in the event" @pointerenter=${() => this.app.hover(places)}
      @pointerleave=${() => this.app.hover([])} @focus=${() => this.app.hover(places)} @blur=${() => this.app.hover([])}
      @click=${() => this.app.reveal(place, false)}>${text}</button>`;
  }
}

/** The event's values of a field, and of the fields below it. */
function leaves({ ecs }: Detail, name: string): EcsValue[] {
  return ecs.filter(({ field, origin }) => origin !== "unknown" && (field === name || field.startsWith(`${name}.`)));
}

/** A part of the guide under its title, unless it begins with that title itself. */
function section(title: string, content: readonly Block[], around: Around): TemplateResult | typeof nothing {
  const [first] = content;
  if (!first) return nothing;
  const own = first.kind === "heading" && first.inlines.some((one) => one.kind === "text" && one.text === title);
  return html`${own ? nothing : html`<h3 class="guide-part">${title}</h3>`}${blocks(content, around)}`;
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
