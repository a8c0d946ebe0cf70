// The engine falls over, or answers late: the page goes on and keeps the texts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, editor, opened, paste, record, rule, sentence, verdict } from "./actions.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

/**
 * Has code run in every engine's worker before the engine starts.
 *
 * @param {(worker: number) => string} code `worker`: 1 for the first that is started, 2 for the next.
 * @returns {(page: Page) => Promise<void>}
 */
const inWorker = (code) => async (page) => {
  let workers = 0;
  await page.route("**/engine_loader.js", async (route) => {
    workers += 1;
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code(workers)}\n${await response.text()}` });
  });
};

/** Falls over at a rule that holds the word POISON. */
const DIES = `self.addEventListener("message", (event) => {
  if (event.data.rule?.includes("POISON")) throw new Error("the engine fell over");
});`;

/** Sends each answer twice more under the number of the one before, once ahead of it and once behind. */
const ANSWERS_LATE = `const post = self.postMessage.bind(self);
  self.postMessage = (message) => {
    if (message.kind !== "report") return post(message);
    const verdict = { ...message.report.verdict, sentence: "An old answer" };
    const late = { ...message, id: message.id - 1, report: { ...message.report, verdict } };
    for (const each of [late, message, late]) post(each);
  };`;

test("an engine that crashes is started again, and nothing typed is lost", () =>
  withPage({ before: inWorker((worker) => (worker === 1 ? DIES : "")) }, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: 'event.action: "POISON"' }));
    await page.getByText("The engine crashed and was started again. Your texts are kept.").waitFor();
    await verdict(page, "No match");
    assert.match((await editor(page, "Rule").locator(".cm-content").textContent()) ?? "", /POISON/);
    assert.match((await editor(page, "Events").locator(".cm-content").textContent()) ?? "", /SendCommand/);
    await page.getByRole("button", { name: "Dismiss message" }).click();
    await paste(page, "Events", record("POISON"));
    await verdict(page, "Match");
  }));

test("texts that crash the engine twice are kept and not tried again until they change", () =>
  withPage({ before: inWorker(() => DIES) }, async (page) => {
    await opened(page);
    await page.evaluate((text) => navigator.clipboard.writeText(text), rule({ query: "event.action: POISON" }));
    await editor(page, "Rule").locator(".cm-content").focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+v");
    await verdict(page, "Stopped");
    await page.getByText("The engine crashed twice on these texts.").waitFor();
    assert.match((await editor(page, "Rule").locator(".cm-content").textContent()) ?? "", /POISON/);
    await paste(page, "Rule", rule({ query: "event.action: SendCommand" }));
    await verdict(page, "Match");
    assert.equal(await page.getByText("The engine crashed twice").count(), 0, "the message is taken back");
  }));

test("an engine that does not start is said, and a change of the text tries again", () =>
  withPage({ provokes: /404|request failed: .*engine_worker\.js/ }, async (page) => {
    await opened(page);
    await page.route("**/engine_worker.js", (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await page.getByText("The engine could not be started twice").waitFor();
    await page.unroute("**/engine_worker.js");
    await paste(page, "Rule", rule({ query: "event.action: SendCommand" }));
    await verdict(page, "Match");
  }));

test("an answer to an older question is never shown", () =>
  withPage({ before: inWorker(() => ANSWERS_LATE) }, async (page) => {
    await opened(page);
    await page.locator("rp-verdict").evaluate((bar) => {
      new MutationObserver(() => {
        if (bar.textContent?.includes("An old answer")) bar.setAttribute("data-stale", "");
      }).observe(bar, { childList: true, subtree: true, characterData: true });
    });
    await paste(page, "Events", record("One"));
    await paste(page, "Rule", rule({ query: 'event.action: "Tow"' }));
    await verdict(page, "No match");
    await paste(page, "Rule", rule({ query: 'event.action: "One"' }));
    await verdict(page, "Match");
    await paste(page, "Events", record("Two"));
    await verdict(page, "No match");
    assert.equal(await page.locator("rp-verdict").getAttribute("data-stale"), null);
  }));

test("typing faster than the engine answers ends with the answer to the last letter", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Events", record("CreateAccessKey"));
    await paste(page, "Rule", "");
    await page.keyboard.type("event.action: CreateAccessKey");
    await answered(page);
    await verdict(page, "Match");
    await page.keyboard.type("s");
    await answered(page);
    await sentence(page).filter({ hasText: "does not match" }).waitFor();
  }));
