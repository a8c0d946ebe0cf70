import { html, nothing, type TemplateResult } from "lit";
import type { Workspace } from "../../app/workspace";
import type { Finding, FindingsReport } from "../../engine/wire";
import { said } from "../said";
import { clock, marks, named, sign } from "./marks";

/** A term of a new terms rule: when it was seen, and why it is new or not. */
export function term(app: Workspace, { fields }: FindingsReport, finding: Finding): TemplateResult {
  const times = finding.marks.map(({ time }) => time).filter((time) => time !== "");
  const [first, last] = [times[0], times.at(-1)];
  return html`${sign(finding)}<div class="finding-body">
    <div class="finding-line">${named(fields, finding.values)}<span class="finding-why">${said(finding.sentence)}</span>
      ${
        finding.verdict === "undecided"
          ? html`<button class="button button-small" @click=${() => app.supply.know(finding.values)}>It was seen before</button>`
          : nothing
      }</div>
    <div class="finding-line soft">
      ${first ? html`<span>First seen ${clock(first)}</span>` : nothing}
      ${last && last !== first ? html`<span>last seen ${clock(last)}</span>` : nothing}
      ${finding.from ? html`<span>window begins ${clock(finding.from)}</span>` : nothing}
    </div>
    ${marks(app, finding)}
  </div>`;
}
