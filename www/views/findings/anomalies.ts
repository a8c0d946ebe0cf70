import { html, type TemplateResult } from "lit";
import type { Workspace } from "../../app/workspace";
import type { Finding, FindingsReport } from "../../engine/wire";
import { said } from "../said";
import { bar } from "./bar";
import { marks, named, sign } from "./marks";

/** A result of a machine learning job: its score and whether it counts. */
export function anomaly(app: Workspace, _: FindingsReport, finding: Finding): TemplateResult {
  return html`${sign(finding)}<div class="finding-body">
    <div class="finding-line">${named(["job_id"], finding.values)}${bar(finding)}<span class="finding-why">${said(finding.sentence)}</span></div>
    ${marks(app, finding)}
  </div>`;
}

/** What a job looks at, counted in the pasted events: no verdict, so it has no sign of one. */
export function preview(app: Workspace, { fields }: FindingsReport, finding: Finding): TemplateResult {
  const bucket = finding.values.length !== fields.length || /^\d{4}-\d\d-\d\dT/.test(finding.values[0] ?? "");
  return html`<div class="finding-body">
    <div class="finding-line">${named(bucket ? ["15 minutes from"] : fields, finding.values)}<span class="finding-why">${said(finding.sentence)}</span></div>
    ${marks(app, finding)}
  </div>`;
}
