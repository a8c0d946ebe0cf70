// The engine's worker, spoken to directly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./page.mjs";

test("a message that is not one is an error event, so that the page can start a new engine", () =>
  withPage({ provokes: /unknown variant/ }, async (page) => {
    const exception = page.waitForEvent("pageerror");
    const error = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const worker = new Worker(new URL("engine_loader.js", location.href), { type: "module" });
          worker.addEventListener("error", (event) => resolve(event.message));
          worker.addEventListener("message", () => worker.postMessage({ kind: "nonsense" }));
        }),
    );
    assert.match(String(error), /unknown variant `nonsense`, expected `update` or `ask`/);
    await exception;
  }));
