import { html, nothing } from "lit";
import { PageElement } from "../app/element";
import type { EnginePhase } from "../engine/client";
import { icon } from "./icons";

const PHASES: Record<EnginePhase, string> = {
  starting: "Engine starting…",
  idle: "Engine ready",
  working: "Evaluating…",
  stopped: "Engine stopped",
};

/** What answers, and how fast. */
export class PageFooter extends PageElement {
  override render() {
    const { answer, versions, engine, loading } = this.state;
    return html`<footer class="footer">
      <span class="phase phase-${engine}">${PHASES[engine]}</span>
      ${answer ? html`<span title="Time the engine spent on the last change">${duration(answer.milliseconds)}</span>` : nothing}
      <span class="footer-privacy">${icon("lock")}Nothing leaves this tab.</span>
      ${
        versions
          ? html`<span class="versions">Rule Playground ${versions.engine}${loading ? `, engine ${megabytes(loading.engine)}` : nothing} · aws integration ${versions.integration} · ECS ${versions.ecs} · ${versions.userAgents}</span>`
          : nothing
      }
    </footer>`;
  }
}

/** The size unpacked, as it lies in memory; what came over the network is less than half. */
function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function duration(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}

customElements.define("rp-footer", PageFooter);
