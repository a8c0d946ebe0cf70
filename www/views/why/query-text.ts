import { html, nothing, type TemplateResult } from "lit";
import { partOf } from "../../app/counterparts";
import type { Answer } from "../../app/state";
import type { Detail, Range, RuleReport, Token, WhyNode } from "../../engine/wire";
import { favoursBelow, type Tone, towards } from "./tone";

/** A part's own words in the colours the editor gives them, where they stand in the rule as they are. */
export function coloured(node: WhyNode, answer: Answer | undefined): TemplateResult | string {
  const { text, range } = node;
  if (!answer?.rule || answer.workload.rule.slice(range.from, range.to) !== text) return text;
  return pieces(range, answer.workload.rule, answer.rule);
}

/** What a reader can do with the query's text. */
export interface Pointing {
  readonly pointed: number | undefined;
  readonly chosen: number | undefined;
  readonly point: (node: number | undefined) => void;
  readonly choose: (node: number) => void;
}

/** The query as it is written, each comparison underlined by its answer as in the editor. */
export function queryText(answer: Answer, detail: Detail, pointing: Pointing): TemplateResult | typeof nothing {
  const { rule, workload } = answer;
  const query = rule?.query;
  if (!rule || !query) return nothing;
  const active = partOf(detail, pointing.pointed ?? pointing.chosen);
  const out: TemplateResult[] = [];
  let at = query.from;
  const parts = detail.why ? toned(detail.why, true) : [];
  parts.sort(([one], [other]) => one.range.from - other.range.from);
  for (const [{ id, range, truth, decides }, tone] of parts) {
    if (range.from < at || range.to > query.to) continue;
    out.push(pieces({ from: at, to: range.from }, workload.rule, rule));
    const isActive = active && active.range.from <= range.from && range.to <= active.range.to;
    out.push(html`<span class="query-part mark-${truth} tone-${tone} ${decides ? "is-deciding" : ""} ${isActive ? "mark-active" : ""}"
      @pointerenter=${() => pointing.point(id)} @pointerleave=${() => pointing.point(undefined)}
      @click=${() => pointing.choose(id)}>${pieces(range, workload.rule, rule)}</span>`);
    at = range.to;
  }
  out.push(pieces({ from: at, to: query.to }, workload.rule, rule));
  return html`<section class="why-query" aria-label="Query"><code>${out}</code></section>`;
}

/** The comparisons below a part, each with its colour. */
function toned(node: WhyNode, favours: boolean): [WhyNode, Tone][] {
  if (node.children.length === 0) return [[node, towards(node.truth, favours)]];
  const below = favoursBelow(node, favours);
  return node.children.flatMap((child) => toned(child, below));
}

/** A range of the rule's text in its colours. */
function pieces(range: Range, text: string, { tokens }: RuleReport): TemplateResult {
  const out: (TemplateResult | string)[] = [];
  let at = range.from;
  for (let index = firstAfter(tokens, at); index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || token.range.from >= range.to) break;
    const from = Math.max(token.range.from, at);
    const to = Math.min(token.range.to, range.to);
    out.push(text.slice(at, from));
    out.push(html`<span class="tok-${token.kind}">${text.slice(from, to)}</span>`);
    at = to;
  }
  out.push(text.slice(at, range.to));
  return html`${out}`;
}

/** Number of the first token that ends after an offset. */
function firstAfter(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.range.to ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
