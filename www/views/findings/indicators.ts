import { html, type TemplateResult } from "lit";
import type { Workspace } from "../../app/workspace";
import type { Finding, FindingsReport } from "../../engine/wire";
import { said } from "../said";
import { marks, sign } from "./marks";

/** An event that fits an indicator, and by which entries of the mapping. */
export function hit(app: Workspace, _: FindingsReport, finding: Finding): TemplateResult {
  return html`${sign(finding)}<div class="finding-body">
    <div class="finding-line">${marks(app, finding)}<span class="finding-why">${said(finding.sentence)}</span></div>
  </div>`;
}
