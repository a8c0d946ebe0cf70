// The one script of host pages: defines <rule-playground> and upgrades code blocks in the language `rule-playground`.
import { RulePlaygroundElement, upgrade } from "./element";

if (!customElements.get("rule-playground")) customElements.define("rule-playground", RulePlaygroundElement);

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", watch);
else watch();

/** Many sites change pages without loading: blocks that come later are upgraded as they come. */
function watch(): void {
  upgrade(document);
  new MutationObserver(() => upgrade(document)).observe(document, { childList: true, subtree: true });
}

export { upgrade };
