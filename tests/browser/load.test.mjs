// The page as any file server hands it out.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./page.mjs";

for (const base of ["/", "/a/b/"]) {
  test(`the page and its engine start at ${base}`, () =>
    withPage({ base }, async (page) => {
      assert.match(await page.title(), /Rule Playground/);
      assert.match((await page.locator("rule-playground-app").getAttribute("data-engine")) ?? "", /^\d+\.\d+\.\d+$/);
    }));
}

test("an engine starts once, in a worker", () =>
  withPage({}, async (page) => {
    assert.deepEqual(
      page.workers().map((worker) => new URL(worker.url()).pathname),
      ["/engine_loader.js"],
    );
    const engines = await page.evaluate(() =>
      performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith(".wasm")),
    );
    assert.deepEqual(engines, [], "the page itself loads no wasm");
  }));

test("the page runs no inline script", () =>
  withPage({ provokes: /Content Security Policy/ }, async (page) => {
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "document.documentElement.dataset.inline = 'ran'";
      document.body.append(script);
    });
    assert.equal(await page.locator("html").getAttribute("data-inline"), null);
  }));
