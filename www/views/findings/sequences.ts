import { html, nothing, type TemplateResult } from "lit";
import type { Workspace } from "../../app/workspace";
import type { Finding, FindingsReport } from "../../engine/wire";
import { said } from "../said";
import { gap, mark, named, sign } from "./marks";

/** A sequence that was begun: its events on a line, the time between them, and where it stopped. */
export function sequence(app: Workspace, report: FindingsReport, finding: Finding): TemplateResult {
  const before = report.findings[report.findings.indexOf(finding) - 1];
  const isFirst = before?.values.join("\n") !== finding.values.join("\n") || report.findings[0] === finding;
  return html`${sign(finding)}<div class="finding-body">
    ${isFirst && finding.values.length > 0 ? html`<div class="finding-line">${named(report.fields, finding.values)}</div>` : nothing}
    <ol class="timeline" aria-label="Events of the sequence">
      ${finding.marks.map(
        (one, at) => html`<li class=${one.step > 0 ? "timeline-step" : "timeline-end"}>
          ${at > 0 ? html`<span class="timeline-gap">${gap(finding.marks[at - 1]?.time, one.time)}</span>` : nothing}
          ${mark(app, one)}</li>`,
      )}
    </ol>
    <div class="finding-why">${said(finding.sentence)}</div>
  </div>`;
}

/** The steps as they are written, so that their numbers say something. */
export function steps({ steps: written, kind }: FindingsReport): TemplateResult | typeof nothing {
  if (kind !== "sequences") return nothing;
  return html`<ol class="sequence-steps">${written.map((step) => html`<li class=${step.startsWith("until ") ? "is-until" : ""}><code class="said-code">${step}</code></li>`)}</ol>`;
}
