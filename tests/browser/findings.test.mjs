// What each rule type found, beside the tree: groups, terms, results of jobs, indicators, timelines.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, paste, verdict } from "./actions.mjs";
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
}

/** @param {Page} page */
const findings = (page) => page.locator("rp-findings .finding");

test("a threshold rule shows each group with how far it is, and a click selects its event", () =>
  withPage({}, async (page) => {
    await open(page, scenario("threshold", "One address reaches three failures"));
    await verdict(page, "Match");
    const [near, far] = [findings(page).nth(0), findings(page).nth(1)];
    await near.getByText("203.0.113.7").waitFor();
    await near.getByText("3 of 3").waitFor();
    await far.getByText("2 more events needed").waitFor();
    await far.getByRole("button", { name: "Event 3" }).click();
    await page.locator("#event-2.is-selected").waitFor();
    assert.equal(await far.getByRole("button", { name: "Event 3" }).getAttribute("aria-pressed"), "true");
    await near.getByRole("button", { name: "Event 4" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#event-3.is-selected").waitFor();
    assert.deepEqual(await violations(page), []);
  }));

test("a new terms rule shows why each term is new, and one that was seen is said to be", () =>
  withPage({}, async (page) => {
    await open(page, scenario("new-terms", "Two days pasted"));
    await verdict(page, "Undecided");
    await findings(page).first().getByText("not seen in the 2 days that are known").waitFor();
    await page.getByRole("button", { name: "It was seen before" }).click();
    await verdict(page, "No match");
    await findings(page).first().getByText("Not new: seen before, as supplied").waitFor();
    assert.deepEqual(await violations(page), []);
  }));

test("an EQL sequence shows a timeline for each key and where it stopped", () =>
  withPage({}, async (page) => {
    await open(page, scenario("sequence", "Five ways to end"));
    await verdict(page, "Match");
    assert.deepEqual(await findings(page).locator(".finding-why").allTextContents(), [
      "Complete",
      "Expired: step 2 of 2 came too late, 10 minutes after the first event; maxspan is 5 minutes",
      "Reset: an event of until came first",
      "Replaced by a newer event of the same step",
      "Stopped: step 2 of 2 never came",
    ]);
    const bob = findings(page).nth(1);
    await bob.getByText("+10 min").waitFor();
    await bob.getByRole("button", { name: "Event 4" }).click();
    await page.locator("#event-3.is-selected").waitFor();
    assert.deepEqual(await violations(page), []);
  }));

test("a job's results are judged one by one", () =>
  withPage({}, async (page) => {
    await open(page, scenario("machine-learning", "An anomaly with a high score"));
    await verdict(page, "Match");
    await findings(page).first().getByText("71.5 of 50").waitFor();
    await findings(page).getByText("it is interim").waitFor();
    assert.deepEqual(await violations(page), []);
  }));

test("over CloudTrail a job's preview says that it is no verdict", () =>
  withPage({}, async (page) => {
    await open(page, scenario("machine-learning", "A preview of what is rare for a user"));
    await verdict(page, "Undecided");
    await page.locator("rp-findings").getByText("It is not the verdict").waitFor();
    await findings(page).first().getByText("1 of 3 with").waitFor();
    assert.equal(await findings(page).locator(".dot").count(), 0);
    assert.deepEqual(await violations(page), []);
  }));

test("the page says which window decided", () =>
  withPage({}, async (page) => {
    await open(page, scenario("threshold", "One address reaches three failures"));
    const window = page.locator("rp-verdict .verdict-window");
    await window.getByText("judged as if the rule had run when it arrived").waitFor();
    await window.getByRole("button", { name: "Change the time of the run" }).click();
    await page.getByLabel("Run at (UTC)").fill("2026-06-01T12:00:00");
    await page.keyboard.press("Enter");
    await window.getByText("The run at 2026-06-01T12:00:00.000Z searches events from").waitFor();
    await verdict(page, "No match");
  }));
