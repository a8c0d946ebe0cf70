// After the first visit the page works without a network, and never with files of two versions.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { opened, openTab, verdict } from "./actions.mjs";
import { engineReady, withBrowser } from "./page.mjs";
import { serveDist } from "./server.mjs";

/** @import { Page } from "playwright-core" */

/**
 * Waits until the page is kept. A service worker that cannot be installed never says so.
 *
 * @param {Page} page
 */
async function kept(page) {
  const ready = page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("the page is not kept")), 30_000).unref());
  await Promise.race([ready, late]);
}

/** @param {Page} page */
const colour = (page) => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--version"));

const hash = (/** @type {string} */ text) => createHash("sha256").update(text).digest("base64").slice(0, 16);

/** The next version of the site: another `main.css` and another engine, and the service worker that goes with them. */
async function nextVersion() {
  let worker = (await readFile("dist/service-worker.js", "utf8")).replace(/(?<!:)"[\w+/]{16}"/, '"0123456789abcdef"');
  const changed = async (/** @type {string} */ name, /** @type {string} */ more) => {
    const text = await readFile(`dist/${name}`, "utf8");
    const next = `${text}${more}`;
    assert.ok(worker.includes(hash(text)), name);
    worker = worker.replace(hash(text), hash(next));
    return next;
  };
  const css = await changed("main.css", ":root{--version:next}");
  const engine = await changed("engine_loader.js", "\n/* next */");
  return { css, engine, worker };
}

/**
 * Whether the engine that the page gets is that of the next version.
 *
 * @param {Page} page
 */
const hasNextEngine = (page) =>
  page.evaluate(async () => (await (await fetch("engine_loader.js")).text()).includes("/* next */"));

for (const base of ["/", "/docs/play/"])
  test(`a page at ${base} that was open once opens without a network`, async () => {
    const server = await serveDist(base);
    await withBrowser(async (page) => {
      await page.goto(server.url);
      await opened(page);
      await kept(page);
      await server.close();
      await page.reload();
      await verdict(page, "Match");
      await openTab(page, "ECS");
      await page.getByRole("button", { name: "Share…" }).click();
      await page.getByLabel("Link").waitFor();
      await page.keyboard.press("Escape");
      await page.goto(`${server.url}#sample=wrong-provider`);
      await verdict(page, "No match");
    });
  });

test("a site that is just being replaced is not kept half, and a new version waits until the old one is closed", async () => {
  /** @type {import("./server.mjs").Replaced} */
  const replaced = {};
  const server = await serveDist("/", {}, replaced);
  const next = await nextVersion();
  try {
    await withBrowser(async (page) => {
      await page.goto(server.url);
      await opened(page);
      await kept(page);
      await page.reload();
      const update = () =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update().catch(() => undefined);
          const worker = registration.installing;
          if (!worker) return registration.waiting ? "waiting" : "none";
          return new Promise((done) =>
            worker.addEventListener("statechange", () => worker.state !== "installing" && done(worker.state)),
          );
        });
      // The new service worker and engine are there already, the new style not yet.
      replaced["service-worker.js"] = next.worker;
      replaced["engine_loader.js"] = next.engine;
      assert.equal(await update(), "redundant");
      // Now it is, but a page of the old version is open: it and others get the old files only.
      replaced["main.css"] = next.css;
      assert.equal(await update(), "installed");
      await page.reload();
      await engineReady(page);
      assert.equal(await colour(page), "");
      assert.equal(await hasNextEngine(page), false, "the old page has its old engine");
      // The last page of the old version is left.
      await page.goto("about:blank");
      await page.goto(server.url);
      await page.waitForFunction(
        () => getComputedStyle(document.documentElement).getPropertyValue("--version") === "next",
      );
      assert.equal(await hasNextEngine(page), true);
      await engineReady(page);
    });
  } finally {
    await server.close();
  }
});

test("forgetting everything forgets the kept page too", async () => {
  const server = await serveDist("/");
  await withBrowser(async (page) => {
    await page.goto(server.url);
    await opened(page);
    await kept(page);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: /^Forget everything/ }).click();
    await page.getByText("Everything this page kept in the browser is gone.").waitFor();
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  });
  await server.close();
});
