import { html, nothing, type TemplateResult } from "lit";
import { partOf } from "../../app/counterparts";
import { PageElement } from "../../app/element";
import { counted } from "../../app/words";
import type { Fix, Found, PartAnswer, Place, Problem, WhyNode } from "../../engine/wire";
import { icon } from "../../shell/icons";
import { addressFor } from "../addresses/wanted";
import { said } from "../said";
import { TRUTHS, VERDICTS } from "../verdict/words";
import { coloured, type Pointing, queryText } from "./query-text";
import { favoursBelow, towards } from "./tone";

/** Where a part stands in the tree, and whether the query wants it true: below `not` it does not. */
interface Position {
  readonly level: number;
  readonly favours: boolean;
}

/** Parts of one group that are shown at once. */
const MANY = 200;

/** Messages about parts that no event satisfies: contradictions and names that exist nowhere. */
const HOPELESS = /^K0(32|4\d)$/;

const COUNTS: Partial<Record<PartAnswer, string>> = {
  true: "List the events this part lets through",
  only_excludes: "List the events that match but for this part",
};

const EFFECTS = { good: "Works towards a match", bad: "Works against a match", open: "Not known" } as const;

/** The query as a tree: each part with its answer for the selected event, the values found and its counts. */
export class WhyTree extends PageElement {
  readonly #closed = new Set<number>();
  /** The part that has or had the focus. */
  #at: number | undefined;
  /** The part that Tab leads to. */
  #stop: number | undefined;
  /** Groups of which all parts are shown. */
  readonly #whole = new Set<number>();
  /** The event, of which sample, whose decisive part was scrolled into view. */
  #lookedAt = "";
  /** The chosen part that was scrolled into view. */
  #shown: number | undefined;

  override render() {
    const { answer } = this.state;
    const detail = answer?.detail;
    if (!answer || !detail) return html`<p class="empty">Select an event to see why the rule matches it or not.</p>`;
    const look = VERDICTS[detail.verdict];
    const { chosen } = this.state;
    this.#stop = [this.#at, chosen].find((id) => partOf(detail, id)) ?? detail.why?.id;
    return html`
      <p class="lead"><span class="dot tone-${look.tone}">${icon(look.icon)}</span>
        <b>Event ${detail.event + 1}</b><span>${said(detail.sentence)}</span></p>
      ${
        detail.why
          ? html`<div class="why">${queryText(answer, detail, this.#pointing())}<ul class="tree" role="tree" aria-label="Parts of the query" @keydown=${this.#key}
              @pointerleave=${() => this.app.point(undefined)}>${this.#node(detail.why, { level: 1, favours: true })}</ul></div>`
          : nothing
      }
    `;
  }

  #pointing(): Pointing {
    const { pointed, chosen } = this.state;
    return { pointed, chosen, point: (node) => this.app.point(node), choose: (node) => this.app.choose(node) };
  }

  protected override updated(): void {
    const { chosen, answer } = this.state;
    const lookedAt = `${answer?.detail?.event} ${this.state.sample}`;
    if (this.#lookedAt !== lookedAt) {
      this.#lookedAt = lookedAt;
      this.closest(".panel")?.scrollTo(0, 0);
      this.querySelector(".is-decisive")?.scrollIntoView({ block: "nearest" });
    }
    if (chosen === this.#shown) return;
    this.#shown = chosen;
    this.querySelector(".is-chosen")?.scrollIntoView({ block: "nearest" });
  }

  #node(node: WhyNode, { level, favours }: Position): TemplateResult {
    const { chosen, pointed, answer } = this.state;
    const look = TRUTHS[node.truth];
    const below = { level: level + 1, favours: favoursBelow(node, favours) };
    const isGroup = node.children.length > 0;
    const open = !this.#closed.has(node.id);
    const tab = node.id === this.#stop ? 0 : -1;
    const state = `${this.#isCulprit(node) ? "is-decisive " : ""}${chosen === node.id ? "is-chosen " : ""}${pointed === node.id ? "is-pointed" : ""}`;
    return html`<li role="none">
      <div class="part ${state}" role="treeitem" data-part=${node.id} tabindex=${tab} aria-level=${level}
        aria-selected=${chosen === node.id} aria-expanded=${isGroup ? open : nothing}
        @pointerenter=${() => this.app.point(node.id)} @focus=${() => this.#focused(node.id)}
        @blur=${() => this.app.point(undefined)} @click=${() => this.app.choose(node.id)}>
        ${
          isGroup
            ? html`<span class="twist ${open ? "is-open" : ""}" @click=${(event: Event) => this.#toggle(event, node.id)}>${icon("chevron")}</span>`
            : html`<span class="twist"></span>`
        }
        <span class="dot is-${node.truth} tone-${towards(node.truth, favours)}" title=${EFFECTS[towards(node.truth, favours)]}>${icon(look.icon)}<span class="visually-hidden">${look.word}</span></span>
        <span class="part-body">
          <span class="part-line">
            ${isGroup ? html`<span class="group-word">${node.text}</span>` : html`<code class="part-text">${coloured(node, answer)}</code>`}
            ${this.#isCulprit(node) ? html`<span class="tag tag-decisive">decides</span>` : nothing}
          </span>
          ${node.sentence ? html`<span class="part-why">${said(node.sentence)}</span>` : nothing}
          ${isGroup ? nothing : this.#founds(node)}
          ${this.#problemsAt(node).map((problem) => this.#problem(problem, tab))}
          ${this.#wayOut(node, tab)}
        </span>
        ${this.#counts(node, tab)}
      </div>
      ${isGroup && open ? html`<ul role="group">${this.#children(node, below)}</ul>` : nothing}
    </li>`;
  }

  /** The parts of a group; of very many the first, and those that decide. */
  #children(node: WhyNode, below: Position): TemplateResult[] {
    const { children } = node;
    const all = children.length <= MANY || this.#whole.has(node.id);
    const deciding = children.slice(MANY).filter(({ decides }) => decides);
    const shown = all ? children : [...children.slice(0, MANY), ...deciding.slice(0, MANY)];
    const parts = shown.map((child) => this.#node(child, below));
    if (shown.length === children.length) return parts;
    const more = counted(children.length - shown.length, "more part");
    const show = () => {
      this.#whole.add(node.id);
      this.requestUpdate();
    };
    return [
      ...parts,
      html`<li role="none"><div class="part part-more" role="treeitem" tabindex="-1" aria-level=${below.level} aria-selected="false" @click=${show}>${more}</div></li>`,
    ];
  }

  /** Parts to look at first: those that alone keep the event from matching, or from being decided. */
  #isCulprit(node: WhyNode): boolean {
    const verdict = this.state.answer?.detail?.verdict;
    if (!node.decisive || node.children.length > 0) return false;
    return verdict === "no_match" || (verdict === "undecided" && node.truth === "unknown");
  }

  /** The values found, but for one that the sentence names already. */
  #founds({ found, sentence }: WhyNode) {
    const [only] = found;
    if (!only || (found.length === 1 && sentence.includes(`\`${only.text}\``))) return nothing;
    return html`<span class="founds">${found.map((one) => this.#found(one))}</span>`;
  }

  #found({ field, text, places }: Found) {
    return html`<span class="found" @pointerenter=${() => this.app.hover(places)} @pointerleave=${() => this.app.hover([])}
      @click=${(event: Event) => this.#show(event, places)}>
      <span class="found-field">${field}</span><span class="found-value">${text}</span></span>`;
  }

  /** What can be done here: write the value that was seen, or say what is known about an address. */
  #wayOut(node: WhyNode, tab: number) {
    const { suggestion } = node;
    const wanted =
      node.truth === "unknown" ? node.found.map(({ field }) => addressFor(field, this.state.answer?.detail)) : [];
    const address = wanted.find((one) => one !== undefined);
    if (!suggestion && !address) return nothing;
    return html`<span class="part-actions">
      ${suggestion ? html`<button class="button button-small button-fix" tabindex=${tab} @click=${(event: Event) => this.#apply(event, suggestion)}><span>${said(suggestion.title)}</span></button>` : nothing}
      ${address ? html`<button class="button button-small" tabindex=${tab} @click=${(event: Event) => this.#ask(event, address)}>Add what you know about ${address}</button>` : nothing}
    </span>`;
  }

  /** What the engine says can never match in this part and in no smaller one. */
  #problemsAt(node: WhyNode): readonly Problem[] {
    const problems = this.state.answer?.problems ?? [];
    return problems.filter(({ code, place }) => {
      if (place?.source.kind !== "rule" || !HOPELESS.test(code) || !holds(node, place)) return false;
      return !node.children.some((child) => holds(child, place));
    });
  }

  #problem({ message, fix }: Problem, tab: number) {
    return html`<span class="part-problem">${icon("warning")}<span>${said(message)}</span></span>
      ${fix ? html`<span class="part-actions"><button class="button button-small button-fix" tabindex=${tab} @click=${(event: Event) => this.#apply(event, fix)}><span>${said(fix.title)}</span></button></span>` : nothing}`;
  }

  #apply(event: Event, fix: Fix): void {
    event.stopPropagation();
    this.app.applyFix(fix);
  }

  #ask(event: Event, address: string): void {
    event.stopPropagation();
    this.app.askAbout(address);
  }

  /** For how many events the part is true, and how many only it keeps out; each filters the table. */
  #counts(node: WhyNode, tab: number) {
    const total = this.state.answer?.verdict.events ?? 0;
    if (total < 2) return nothing;
    const { matched, onlyExcludes } = node;
    return html`<span class="counts">
      ${this.#count(node, "true", tab, html`<b>${matched.toLocaleString("en")}</b> of ${total.toLocaleString("en")} events`)}
      ${
        onlyExcludes > 0
          ? this.#count(
              node,
              "only_excludes",
              tab,
              html`<b>${onlyExcludes.toLocaleString("en")}</b> excluded by this alone`,
            )
          : nothing
      }
    </span>`;
  }

  #count(node: WhyNode, which: PartAnswer, tab: number, words: TemplateResult) {
    const part = this.state.table.filter.part;
    const isOn = part?.node === node.id && part.which === which;
    const text = this.state.answer?.workload.rule.slice(node.range.from, node.range.to) ?? "";
    const filter = (event: Event) => {
      event.stopPropagation();
      this.app.filterPart(isOn ? undefined : { node: node.id, text, which });
    };
    return html`<button class="plain count-filter count-${which}" tabindex=${tab} aria-pressed=${isOn}
      title=${isOn ? "List all events again" : COUNTS[which]} @click=${filter}>${words}</button>`;
  }

  #show(event: Event, places: readonly Place[]): void {
    const place = places[0];
    if (!place) return;
    event.stopPropagation();
    this.app.reveal(place, false);
  }

  #focused(id: number): void {
    this.#at = id;
    this.app.point(id);
    this.requestUpdate();
  }

  #toggle(event: Event, id: number): void {
    event.stopPropagation();
    this.#set(id, this.#closed.has(id));
  }

  #set(id: number, open: boolean): void {
    if (open) this.#closed.delete(id);
    else this.#closed.add(id);
    this.requestUpdate();
  }

  readonly #key = (event: KeyboardEvent): void => {
    // A button in a part has keys of its own.
    if (!(event.target instanceof HTMLElement) || event.target.role !== "treeitem") return;
    const items = [...this.querySelectorAll<HTMLElement>("[role=treeitem]")];
    const at = items.indexOf(event.target);
    const id = event.target.dataset.part === undefined ? undefined : Number(event.target.dataset.part);
    const expanded = event.target.getAttribute("aria-expanded");
    let next: HTMLElement | undefined;
    if (event.key === "ArrowDown") next = items[at + 1];
    else if (event.key === "ArrowUp") next = items[at - 1];
    else if (event.key === "Home") next = items[0];
    else if (event.key === "End") next = items.at(-1);
    else if (event.key === "ArrowRight") {
      if (id !== undefined && expanded === "false") this.#set(id, true);
      else if (expanded === "true") next = items[at + 1];
    } else if (event.key === "ArrowLeft") {
      if (id !== undefined && expanded === "true") this.#set(id, false);
      else next = parentOf(event.target);
    } else if (event.key === "Enter" || event.key === " ") event.target.click();
    else return;
    event.preventDefault();
    next?.focus();
  };
}

function holds({ range }: WhyNode, place: Place): boolean {
  return range.from <= place.range.from && place.range.to <= range.to;
}

function parentOf(item: HTMLElement): HTMLElement | undefined {
  const group = item.closest("ul[role=group]");
  return group?.parentElement?.querySelector<HTMLElement>("[role=treeitem]") ?? undefined;
}

customElements.define("rp-why", WhyTree);
