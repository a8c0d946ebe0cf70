// What axe-core finds on a page.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** @import { Page } from "playwright-core" */

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * The rules that are broken, each with the elements that break it.
 *
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function violations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations: found, passes } = await /** @type {any} */ (window).axe.run();
    if (passes.length === 0) return ["nothing was looked at"];
    return found.map((/** @type {any} */ { id, nodes }) => {
      const elements = nodes.map((/** @type {any} */ node) => `${node.target.flat().join(" ")} ${node.failureSummary}`);
      return `${id}: ${elements.join("; ")}`;
    });
  });
}
