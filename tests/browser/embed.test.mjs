// The playground in other people's pages: by an element, a frame, a code block, a story; strict and sandboxed hosts.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { record, rule } from "./actions.mjs";
import { withBrowser } from "./page.mjs";
import { serveDist, servePages } from "./server.mjs";

/** @import { Frame, Page } from "playwright-core" */

const RULE = rule({ query: 'event.action: "One"' });
const EVENTS = record("One");

/** Lets scripts, frames and requests of the playground in, and nothing inline. */
const strict = (/** @type {string} */ origin) =>
  `default-src 'none'; script-src ${origin} 'self'; frame-src ${origin}; connect-src 'self' ${origin}; style-src 'none'`;

/**
 * Opens a host page on an origin of its own, with the playground served on another.
 *
 * @param {(playground: string) => Record<string, string>} pages
 * @param {(page: Page, requested: string[]) => Promise<void>} run
 * @param {{ headers?: Record<string, string>, csp?: (origin: string) => string }} [options]
 */
async function inHost(pages, run, { headers, csp = strict } = {}) {
  const playground = await serveDist("/", headers ?? { "access-control-allow-origin": "*" });
  const origin = new URL(playground.url).origin;
  const host = await servePages(pages(playground.url), { "content-security-policy": csp(origin) });
  try {
    await withBrowser(async (page) => {
      /** @type {string[]} */
      const faults = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      await page.goto(`${host.url}host.html`);
      await run(page, playground.requested);
      assert.deepEqual(faults, []);
    });
  } finally {
    await host.close();
    await playground.close();
  }
}

const script = (/** @type {string} */ playground) => `<script type="module" src="${playground}embed.js"></script>`;
const escaped = (/** @type {string} */ text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/**
 * The verdict the frame shows.
 *
 * @param {Page} page
 * @param {string} word
 */
const shows = (page, word) =>
  page.frameLocator("rule-playground iframe").locator("rp-verdict .badge").filter({ hasText: word }).waitFor();

test("an element takes its texts from its script children, makes its frame on the click, and tells the verdict", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title><p>Before</p>
        <rule-playground><script type="text/plain">${RULE}</script><script type="text/plain">${EVENTS}</script></rule-playground>
        ${script(playground)}<script type="module" src="/listen.js"></script>`,
      "/listen.js": `addEventListener("verdict", (event) => { document.title = event.detail.verdict + " " + event.detail.matched; });`,
    }),
    async (page) => {
      const run = page.getByRole("button", { name: "Run this rule" });
      await run.waitFor();
      assert.equal(page.frames().length, 1, "no frame before the click");
      await run.click();
      await shows(page, "Match");
      await page.waitForFunction(() => document.title === "match 1");
    },
  ));

test("texts come by address too, and an element near the viewport needs no click", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>
        <rule-playground rule="rule.toml" events="events.json" load="visible"></rule-playground>${script(playground)}`,
      "/rule.toml": RULE,
      "/events.json": record("Other"),
    }),
    (page) => shows(page, "No match"),
  ));

test("texts come from the code blocks before the element", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title><div class="highlight"><pre><code>${escaped(RULE)}</code></pre></div>
        <pre><code>${escaped(EVENTS)}</code></pre><rule-playground load="visible"></rule-playground>${script(playground)}`,
    }),
    (page) => shows(page, "Match"),
  ));

test("a code block in the language rule-playground is upgraded in place", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>
        <pre><code class="language-rule-playground">${escaped(`${RULE}\n---\n${EVENTS}`)}</code></pre>${script(playground)}`,
    }),
    async (page) => {
      await page.getByRole("button", { name: "Run this rule" }).click();
      await shows(page, "Match");
      assert.ok(await page.getByText("A thing happened").first().isVisible(), "the code stays readable");
    },
  ));

test("a plain frame is spoken to by postMessage, and only from the origin it was told", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>
        <iframe title="Playground"></iframe><script type="module" src="/host.js"></script>`,
      "/host.js": `const frame = document.querySelector("iframe"); window.heard = [];
        addEventListener("message", ({ data, origin, source }) => {
          if (source !== frame.contentWindow || origin !== "${new URL(playground).origin}") return;
          window.heard.push(data);
          if (data.kind === "ready") frame.contentWindow.postMessage({ rulePlayground: 1, kind: "load", rule: ${JSON.stringify(RULE)}, events: ${JSON.stringify(EVENTS)} }, origin);
        });
        frame.src = "${playground}index.html?view=compact&host=" + (location.search === "?wrong" ? "https://example.com" : location.origin);`,
    }),
    async (page) => {
      await page.waitForFunction(() =>
        /** @type {any} */ (window).heard.some((/** @type {any} */ message) => message.verdict === "match"),
      );
      const heard = await page.evaluate(() => /** @type {any} */ (window).heard);
      assert.ok(heard.some((/** @type {any} */ message) => message.kind === "height" && message.height > 200));
      await page.goto(`${page.url()}?wrong`);
      await page.frameLocator("iframe").locator("rp-verdict .badge").filter({ hasText: "Ready" }).waitFor();
      assert.deepEqual(
        await page.evaluate(() => /** @type {any} */ (window).heard),
        [],
        "nothing is said to another origin",
      );
    },
  ));

test("a sandboxed frame without an origin answers too, where the files may be read by everybody", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title><rule-playground sandbox load="visible">
        <script type="text/plain">${RULE}</script><script type="text/plain">${EVENTS}</script></rule-playground>${script(playground)}`,
    }),
    async (page) => {
      await shows(page, "Match");
      const frame = /** @type {Frame} */ (page.frames()[1]);
      assert.equal(await frame.evaluate(() => self.origin), "null");
      // The vocabulary is fetched from beside the engine, which a worker from a blob has to be told.
      await frame.locator("rp-rule-editor .cm-content").focus();
    },
  ));

test("a frame keeps nothing and touches nothing that the reader has on the page itself", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>${script(playground)}
        <rule-playground load="visible"><script type="text/plain">${RULE}</script></rule-playground>`,
    }),
    async (page) => {
      await page.frameLocator("iframe").getByText("A thing happened").first().waitFor();
      const frame = /** @type {Frame} */ (page.frames()[1]);
      await frame.evaluate(() => dispatchEvent(new Event("pagehide")));
      assert.equal(await frame.evaluate(() => localStorage.length), 0);
    },
  ));

test("open in full carries rule and events over", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>${script(playground)}<rule-playground load="visible">
        <script type="text/plain">${RULE}</script><script type="text/plain">${EVENTS}</script></rule-playground>`,
    }),
    async (page) => {
      await shows(page, "Match");
      const opened = page.context().waitForEvent("page");
      await page.frameLocator("iframe").getByRole("button", { name: "Open in full" }).click();
      const full = await opened;
      await full.locator("rp-verdict .badge").filter({ hasText: "Match" }).waitFor();
      await full.getByRole("button", { name: "Share…" }).waitFor();
      assert.match((await full.locator("rp-rule-editor .cm-content").textContent()) ?? "", /A thing happened/);
    },
  ));

test("a story of the registry is mounted and taken out again", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title><div id="story"></div><script type="module" src="/host.js"></script>`,
      "/host.js": `const registry = await (await fetch("${playground}docs_registry.json")).json();
        const story = registry.stories["rule-playground:samples:root-console-login-failures"];
        const { mountStory, unmountStory } = await import(new URL(story.inline.entry, "${playground}").href);
        const container = document.querySelector("#story");
        await mountStory(story.storybookId, container);
        window.unmount = () => unmountStory(container);`,
    }),
    async (page) => {
      await shows(page, "Match");
      await page.evaluate(() => /** @type {any} */ (window).unmount());
      assert.equal(page.frames().length, 1);
    },
  ));

test("ten on one page: frames are made when they are wanted, and the engine is fetched once", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>${script(playground)}${Array.from(
        { length: 10 },
        (_, at) =>
          `<p>${at}</p><rule-playground><script type="text/plain">${RULE}</script><script type="text/plain">${EVENTS}</script></rule-playground>`,
      ).join("")}`,
    }),
    async (page, requested) => {
      const buttons = page.getByRole("button", { name: "Run this rule" });
      await buttons.first().waitFor();
      assert.equal(await buttons.count(), 10);
      for (const at of [0, 1, 2]) {
        await buttons.first().click();
        const frame = page.locator("rule-playground iframe").nth(at).contentFrame();
        await frame.locator("rp-verdict .badge").filter({ hasText: "Match" }).waitFor();
      }
      assert.equal(page.frames().length, 4, "seven have none yet");
      assert.deepEqual(
        requested.filter((path) => path.endsWith(".wasm")),
        ["/engine_worker_bg.wasm"],
      );
    },
    { headers: { "access-control-allow-origin": "*", "cache-control": "max-age=600" } },
  ));

test("the script of host pages is small", async () => {
  const size = gzipSync(await readFile("dist/embed.js"), { level: 9 }).length;
  assert.ok(size <= 10_000, `${size} bytes`);
});
