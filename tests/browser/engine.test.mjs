// The engine's worker, spoken to directly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { editor, opened, paste, verdict } from "./actions.mjs";
import { withPage } from "./page.mjs";
import { samples } from "./samples.mjs";

/** @import { Page } from "playwright-core" */

const REST = "**/engine_rest.wasm";

const EQL = `[rule]
name = "User Added"
type = "eql"
language = "eql"
query = 'any where event.action == "CreateUser"'
`;
const EVENTS = '[{"eventSource": "iam.amazonaws.com", "eventName": "CreateUser", "eventTime": "2026-05-04T09:13:02Z"}]';

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

test("KQL is answered and explained without the rest of the engine", async () => {
  const kuery = samples.filter(({ rule }) => rule.includes('type = "query"') && rule.includes('"kuery"'));
  assert.ok(kuery.length > 4);
  /** @type {(() => void)[]} */
  const held = [];
  /** @param {Page} page */
  const hold = (page) => page.route(REST, (route) => new Promise((done) => held.push(() => done(route.continue()))));
  await withPage({ before: hold }, async (page) => {
    await opened(page);
    for (const { rule, events, expected } of kuery) {
      await paste(page, "Events", events);
      await paste(page, "Rule", rule);
      await page.getByText(expected.sentence, { exact: true }).waitFor();
    }
    await page.locator("rp-why-tree, [role=tree]").first().waitFor();
    assert.equal(held.length, 1, "nothing asked for the rest before it came by itself");
    for (const release of held) release();
  });
});

test("what needs the rest of the engine waits for it", () => {
  /** @param {Page} page */
  const late = (page) =>
    page.route(REST, async (route) => {
      await new Promise((done) => setTimeout(done, 1_500));
      await route.continue();
    });
  return withPage({ before: late }, async (page) => {
    await paste(page, "Events", EVENTS);
    await paste(page, "Rule", EQL);
    await verdict(page, "Match");
  });
});

test("without the rest KQL is still answered; what needs it says so, keeps the texts, and is tried again", () =>
  withPage({ provokes: /engine_rest\.wasm|could not be loaded|404/ }, async (page) => {
    await page.route(REST, (route) => route.fulfill({ status: 404, body: "gone" }));
    await page.reload();
    await opened(page);
    // Completion needs it, too; the engine that falls over is replaced and answers as before.
    await editor(page, "Rule").locator(".cm-content").focus();
    await page.keyboard.press("Control+Space");
    await page
      .getByText(/engine (crashed|was started again)/i)
      .first()
      .waitFor();
    await opened(page);
    await paste(page, "Events", EVENTS);
    await page.evaluate((text) => navigator.clipboard.writeText(text), EQL);
    await editor(page, "Rule").locator(".cm-content").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+v");
    await verdict(page, "Stopped");
    assert.match((await editor(page, "Rule").locator(".cm-content").textContent()) ?? "", /User Added/);
    await page.unroute(REST);
    await paste(page, "Rule", EQL.replace("Added", "Made"));
    await verdict(page, "Match");
  }));

test("a text that crosses as bytes is read letter by letter as it was written", () =>
  withPage({}, async (page) => {
    await opened(page);
    const record = (/** @type {string} */ userName) =>
      JSON.stringify({
        eventSource: "iam.amazonaws.com",
        eventName: "CreateUser",
        userIdentity: { type: "IAMUser", userName },
      });
    const plain = Array.from({ length: 1_200 }, (_, number) => record(`user-${number}`));
    await paste(page, "Rule", 'user.name: ("Zoë 𝄞" or "last")');
    await paste(page, "Events", [...plain, record("Zoë 𝄞"), ...plain, record("last")].join("\n"));
    await page.getByText("2 of 2402 events match").waitFor();
    await page.getByText("Zoë 𝄞").first().waitFor();
  }));
