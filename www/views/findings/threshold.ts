import { html, type TemplateResult } from "lit";
import type { Workspace } from "../../app/workspace";
import type { Finding, FindingsReport } from "../../engine/wire";
import { said } from "../said";
import { bar } from "./bar";
import { clock, marks, named, sign } from "./marks";

/** A group of a threshold rule: how much of the threshold its best window has. */
export function group(app: Workspace, { fields }: FindingsReport, finding: Finding): TemplateResult {
  return html`${sign(finding)}<div class="finding-body">
    <div class="finding-line">${finding.values.length > 0 ? named(fields, finding.values) : html`<span>All events</span>`}${bar(finding)}<span class="finding-why">${said(finding.sentence)}</span></div>
    <div class="finding-line soft">Best window: ${clock(finding.from)} to ${clock(finding.to)}</div>
    ${marks(app, finding)}
  </div>`;
}
