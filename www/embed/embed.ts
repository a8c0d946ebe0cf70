// The one script of host pages: defines <rule-playground> and upgrades code blocks in the language `rule-playground`.
import { RulePlaygroundElement, upgrade } from "./element";

if (!customElements.get("rule-playground")) customElements.define("rule-playground", RulePlaygroundElement);

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => upgrade(document));
else upgrade(document);

/** For pages that are made after the script ran. */
export { upgrade };
