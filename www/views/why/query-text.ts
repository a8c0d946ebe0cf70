import { html, type TemplateResult } from "lit";
import type { Answer } from "../../app/state";
import type { WhyNode } from "../../engine/wire";

/** A part's own words in the colours the editor gives them, where they stand in the rule as they are. */
export function coloured(node: WhyNode, answer: Answer | undefined): TemplateResult | string {
  const { text, range } = node;
  const tokens = answer?.rule?.tokens;
  if (!tokens || answer.workload.rule.slice(range.from, range.to) !== text) return text;
  const pieces: (TemplateResult | string)[] = [];
  let at = range.from;
  for (const token of tokens) {
    const from = Math.max(token.range.from, at);
    const to = Math.min(token.range.to, range.to);
    if (from >= to) continue;
    pieces.push(text.slice(at - range.from, from - range.from));
    pieces.push(html`<span class="tok-${token.kind}">${text.slice(from - range.from, to - range.from)}</span>`);
    at = to;
  }
  pieces.push(text.slice(at - range.from));
  return html`${pieces}`;
}
