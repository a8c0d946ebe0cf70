// Pages of somebody else's, on origins of their own, with the playground in them.
import assert from "node:assert/strict";
import { exactly, record, rule } from "./actions.mjs";
import { withBrowser } from "./page.mjs";
import { serveDist, servePages } from "./server.mjs";

/** @import { BrowserContextOptions, Page } from "playwright-core" */
/** @import { Replaced } from "./server.mjs" */

export const RULE = rule({ query: 'event.action: "One"' });
export const EVENTS = record("One");

/** Lets scripts, frames and requests of the playground in, and nothing inline, no style and no HTML from strings. */
const strict = (/** @type {string} */ origin, /** @type {string} */ other) =>
  `require-trusted-types-for 'script'; trusted-types 'none'; default-src 'none'; script-src ${origin} 'self'; frame-src ${origin} ${other}; connect-src 'self' ${origin} ${other}; style-src 'none'`;

export const script = (/** @type {string} */ playground) =>
  `<script type="module" src="${playground}embed.js"></script>`;

export const escaped = (/** @type {string} */ text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A `<rule-playground>` with rule and events in it. */
export const element = (attributes = "", events = EVENTS) =>
  `<rule-playground ${attributes}><script type="text/plain">${RULE}</script><script type="text/plain">${events}</script></rule-playground>`;

/**
 * @typedef {object} HostOptions
 * @property {Record<string, string>} [headers] What the playground's server says with every file.
 * @property {(origin: string, other: string) => string} [csp] The host page's policy.
 * @property {Record<string, string>} [others] Pages of a third origin.
 * @property {(path: string) => Record<string, string>} [otherHeaders] What it says with each.
 * @property {Replaced} [replaced] Files of the playground that are handed out with another content.
 * @property {RegExp} [provokes] The faults this test causes on purpose; at least one must be seen.
 * @property {BrowserContextOptions} [context]
 */

/** @typedef {{ playground: string, other: string, host: string, requested: string[] }} Hosts */

/**
 * Opens a host page on an origin of its own, with the playground on a sub-path of another, and others' pages on a third.
 *
 * @param {(playground: string, other: string) => Record<string, string> | Promise<Record<string, string>>} pages
 * @param {(page: Page, hosts: Hosts) => Promise<void>} run
 * @param {HostOptions} [options]
 */
export async function inHost(pages, run, options = {}) {
  const { headers, csp = strict, others = {}, otherHeaders, replaced, provokes, context } = options;
  const playground = await serveDist("/some/path/", headers ?? { "access-control-allow-origin": "*" }, replaced);
  const other = await servePages(others, otherHeaders);
  const origin = new URL(playground.url).origin;
  const policy = { "content-security-policy": csp(origin, new URL(other.url).origin) };
  const host = await servePages(await pages(playground.url, other.url), () => policy);
  try {
    await withBrowser(async (page) => {
      /** @type {string[]} */
      const faults = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      await page.goto(`${host.url}host.html`);
      await run(page, {
        playground: playground.url,
        other: other.url,
        host: host.url,
        requested: playground.requested,
      });
      const provoked = faults.filter((fault) => provokes?.test(fault));
      assert.deepEqual(
        faults.filter((fault) => !provoked.includes(fault)),
        [],
      );
      assert.ok(!provokes || provoked.length > 0, `nothing was seen of ${provokes}`);
    }, context);
  } finally {
    await Promise.all([host.close(), other.close(), playground.close()]);
  }
}

/**
 * Waits for the verdict the frame shows.
 *
 * @param {Page} page
 * @param {string} word
 */
export const shows = (page, word) =>
  page
    .frameLocator("rule-playground iframe")
    .locator("rp-verdict .badge")
    .filter({ hasText: exactly(word) })
    .waitFor();
