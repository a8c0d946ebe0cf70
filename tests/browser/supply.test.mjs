// What a reader supplies besides rule and events, from an undecided verdict to a decided one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, openTab, paste, verdict } from "./actions.mjs";
import { violations } from "./axe.mjs";
import { withPage } from "./page.mjs";
import { scenario } from "./scenario.mjs";

/** @import { Page } from "playwright-core" */

/**
 * @param {Page} page
 * @param {ReturnType<typeof scenario>} texts
 */
async function open(page, { rule, events }) {
  await opened(page);
  await paste(page, "Rule", rule);
  await paste(page, "Events", events);
  await verdict(page, "Undecided");
}

/**
 * @param {Page} page
 * @param {string} name
 */
const ask = (page, name) => page.locator("rp-verdict").getByRole("button", { name }).click();

test("older events decide about a new term, and are kept over a reload", () =>
  withPage({}, async (page) => {
    const texts = scenario("new-terms", "Two days pasted");
    await open(page, texts);
    await ask(page, "Add older events");
    const field = page.getByLabel("Older events or known terms");
    assert.ok(await field.evaluate((element) => element.matches(":focus")));
    const older = texts.events.split("\n")[1]?.replace("2026-06-12", "2026-06-05") ?? "";
    await page.keyboard.insertText(older);
    await verdict(page, "No match");
    assert.deepEqual(await violations(page), []);
    await page.reload();
    await verdict(page, "No match");
    await openTab(page, "Supply");
    assert.equal(await field.inputValue(), older);
    await field.fill("");
    await page.getByLabel("Nothing else was seen since (UTC)").fill("2026-05-01");
    await verdict(page, "Match");
  }));

test("indicators are opened from a file, and what cannot be read is said in place", () =>
  withPage({}, async (page) => {
    await open(page, scenario("indicator-match", "No indicators"));
    await ask(page, "Add indicators");
    const field = page.getByLabel("Indicator documents");
    await field.fill("{ no json");
    await page.getByLabel("Problems of the supplied texts").getByText("pasted:1:").first().waitFor();
    await field.fill("");
    const chooser = page.waitForEvent("filechooser");
    await page.locator("[data-section=indicators]").getByRole("button", { name: "Open files…" }).click();
    const { indicators } = scenario("indicator-match", "An address of an indicator");
    await (await chooser).setFiles([
      { name: "bad.ndjson", mimeType: "application/json", buffer: Buffer.from(indicators) },
    ]);
    await verdict(page, "Match");
    assert.deepEqual(await violations(page), []);
    await openTab(page, "Why");
    await page.locator("rp-findings").getByText("Fits indicator 0").waitFor();
    await openTab(page, "Supply");
    await page.getByRole("button", { name: "Remove bad.ndjson" }).click();
    await verdict(page, "Undecided");
  }));

test("anomaly records are added to the events", () =>
  withPage({}, async (page) => {
    await open(page, scenario("machine-learning", "Only CloudTrail events"));
    await ask(page, "Add anomaly records");
    const { events } = scenario("machine-learning", "An anomaly with a high score");
    await page.getByLabel("Anomaly records").fill(events);
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Add to the events" }).click();
    await verdict(page, "Match");
    await openTab(page, "Why");
    await page.locator("rp-findings").getByText("71.5 of 50").waitFor();
  }));
