// Tuning a rule as a reader does it: an older version, labels, numbers, test cases, coverage, other rules, the text to copy.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { answered, drop, opened, openTab, paste, record, rule, selectEvent, verdict } from "./actions.mjs";
import { violations } from "./axe.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

const OLD = rule({ query: "event.provider: iam.amazonaws.com and event.action: (CreateUser or DeleteUser)" });
const NEW = rule({
  query:
    "event.provider: iam.amazonaws.com and event.action: (CreateUser or CreateRole) and not user_agent.original: terraform*",
});
const EVENTS = [
  record("CreateUser", { userAgent: "aws-cli/2.17.60" }),
  record("CreateUser", { userAgent: "terraform/1.9" }),
  record("DeleteUser", { userAgent: "aws-cli/2.17.60" }),
  record("CreateRole", { userAgent: "aws-cli/2.17.60" }),
];

/** @param {Page} page */
const tune = (page) => page.locator("rp-tune");

/**
 * @param {Page} page
 * @param {string} name
 */
const view = (page, name) => tune(page).getByRole("group", { name: "Tune" }).getByRole("button", { name }).click();

/** @param {Page} page */
async function start(page) {
  await opened(page);
  await paste(page, "Rule", NEW);
  await drop(page, [{ name: "events.ndjson", bytes: Buffer.from(EVENTS.join("\n")) }]);
  await page.getByText("4 events", { exact: true }).first().waitFor();
  await answered(page);
  await openTab(page, "Tune");
}

/** @param {Page} page */
async function compare(page) {
  const older = tune(page).getByLabel("Older version of the rule");
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), OLD);
  await older.focus();
  await page.keyboard.press("Control+v");
  await tune(page).locator(".merge .cm-content").first().waitFor();
}

/**
 * The cells of a row of the numbers.
 *
 * @param {Page} page
 * @param {string} name
 */
const numbers = (page, name) =>
  tune(page)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name, exact: true }) })
    .getByRole("cell")
    .allTextContents();

test("an older version is compared, events are labelled, a case is made, the text is copied, and all is kept", () =>
  withPage({}, async (page) => {
    await start(page);
    await compare(page);
    await tune(page)
      .getByRole("heading", { name: /^Lost 2/ })
      .waitFor();
    assert.deepEqual(await numbers(page, "All"), ["3", "2", "1", "1", "2", "1 fewer (33.3 %)"]);

    // Labels by key, in the table.
    await selectEvent(page, 1);
    await page.keyboard.press("f");
    await page.locator("#event-1").getByTitle("False positive").waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("t");
    await page.locator("#event-0").getByTitle("True positive").waitFor();
    await tune(page).getByRole("rowheader", { name: "False positive" }).waitFor();
    assert.deepEqual(await numbers(page, "False positive"), ["1", "0", "0", "0", "1", "1 fewer (100 %)"]);
    assert.deepEqual(await numbers(page, "True positive"), ["1", "1", "1", "0", "0", "the same"]);

    // One click on a lost event shows it and the clause.
    const reason = tune(page).locator(".tune-reason").filter({ hasText: "terraform" });
    await reason.getByRole("button", { name: /^Event 2/ }).click();
    await page.locator("#event-1.is-selected").waitFor();
    await page.locator("rp-rule-editor .mark-active, rp-rule-editor .hovered").first().waitFor();

    await view(page, "Cases");
    const form = tune(page).getByRole("form", { name: "New test case" });
    await form.getByLabel("Name").fill("Terraform is silent");
    await form.getByLabel("Why").fill("Deployments make users");
    await form.getByRole("button", { name: "Add the case" }).click();
    const cases = tune(page).getByRole("list", { name: "Test cases" });
    await cases.getByText("Passes").waitFor();
    await paste(page, "Rule", OLD);
    await cases.getByText("expected no match, is match").waitFor();
    await page.getByRole("tab", { name: "Tune 1 failing case" }).waitFor();
    await paste(page, "Rule", NEW);
    await cases.getByText("Passes").waitFor();

    await view(page, "Pull request");
    await tune(page).getByLabel("Date of the change").fill("2026-11-21");
    await tune(page).getByLabel("Proposed diff").getByText('+updated_date = "2026/11/21"').waitFor();
    await tune(page).getByRole("button", { name: "Copy the text" }).click();
    await tune(page).getByText("The text is copied.").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /How To Test/);
    assert.match(copied, /#s1=/);

    await page.reload();
    await verdict(page, "Match");
    await openTab(page, "Tune");
    await tune(page)
      .getByRole("heading", { name: /^Lost 2/ })
      .waitFor();
    await page.locator("#event-1").getByTitle("False positive").waitFor();
    await view(page, "Cases");
    await cases.getByText("Terraform is silent").waitFor();
  }));

test("a gained event shows the clause of the older version that kept it out", () =>
  withPage({}, async (page) => {
    await start(page);
    await compare(page);
    const gained = tune(page).getByRole("region", { name: "Gained" });
    await gained.getByRole("button", { name: /^Event 4/ }).click();
    await page.locator("#event-3.is-selected").waitFor();
    assert.match(
      await page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot) element = element.shadowRoot.activeElement;
        return element?.getAttribute("aria-label") ?? "";
      }),
      /Older version/,
    );
  }));

test("start from here, and a rule of a share link, are older versions too", () =>
  withPage({}, async (page) => {
    await start(page);
    await tune(page).getByRole("button", { name: "Start from here" }).click();
    await tune(page).getByText("2").first().waitFor();
    assert.deepEqual(await numbers(page, "All"), ["2", "2", "2", "0", "0", "the same"]);
    await page.getByRole("button", { name: "Share…" }).click();
    const link = await page.getByLabel("Link", { exact: true }).inputValue();
    await page.keyboard.press("Escape");
    await tune(page).getByRole("button", { name: "Remove the older version" }).click();
    await paste(page, "Rule", OLD);
    await tune(page).getByLabel("Older version of the rule").fill(link);
    await tune(page)
      .getByRole("heading", { name: /^Gained 2/ })
      .waitFor();
  }));

test("all listed events, and all matches, are labelled at once", () =>
  withPage({}, async (page) => {
    await start(page);
    await view(page, "Labels");
    await tune(page)
      .getByLabel(/^All matches/)
      .check();
    await tune(page).getByRole("button", { name: "True positive", exact: false }).first().click();
    await tune(page).getByRole("heading", { name: "True positive 2" }).waitFor();
    await page
      .getByRole("group", { name: "Filter of the events" })
      .getByRole("button", { name: /No match/ })
      .click();
    await tune(page).getByLabel("All that the filter lists (2)").check();
    await tune(page)
      .getByRole("button", { name: /False positive$/ })
      .click();
    await tune(page).getByRole("heading", { name: "False positive 2" }).waitFor();
    await tune(page).getByRole("button", { name: "No label" }).click();
    await tune(page).getByRole("heading", { name: "False positive 2" }).waitFor({ state: "detached" });
    await tune(page).getByRole("heading", { name: "True positive 2" }).waitFor();
  }));

test("labels stay with their records when one is removed", () =>
  withPage({}, async (page) => {
    await start(page);
    await selectEvent(page, 2);
    await page.keyboard.press("t");
    await page.keyboard.press("Home");
    await page.keyboard.press("Delete");
    await page.getByText("3 events", { exact: true }).first().waitFor();
    await page.locator("#event-1").getByTitle("True positive").waitFor();
  }));

test("test cases are dropped, changed, removed and saved, and what is wrong with them is said in place", () =>
  withPage({}, async (page) => {
    await start(page);
    const one = `{"name": "Role", "expected": "match", "events": [${EVENTS[3]}]}`;
    const text = `{"version": 1, "cases": [\n  ${one},\n  {"name": "Gone", "expected": "no_match", "why": "x", "events": [${EVENTS[2]}]}\n]}\n`;
    await drop(page, [{ name: "mine.cases.json", bytes: Buffer.from(text) }]);
    const cases = tune(page).getByRole("list", { name: "Test cases" });
    await cases.getByText("Gone").waitFor();
    await tune(page).getByRole("button", { name: "Edit the case Role" }).click();
    const form = tune(page).getByRole("form", { name: "The case Role" });
    await form.getByLabel("Expected").selectOption("no_match");
    await form.getByRole("button", { name: "Change" }).click();
    await cases.getByText("expected no match, is match").waitFor();
    await tune(page).getByRole("button", { name: "Remove the case Gone" }).click();
    await cases.getByText("Gone").waitFor({ state: "detached" });
    const download = page.waitForEvent("download");
    await tune(page)
      .getByRole("button", { name: /^Save as/ })
      .click();
    const saved = await readFile(await (await download).path(), "utf8");
    assert.equal(saved, `{"version": 1, "cases": [\n  ${one.replace('"match"', '"no_match"')}\n]}\n`);
    await tune(page).getByText("The file", { exact: true }).click();
    await tune(page).getByLabel("Text of the test cases").fill('{"version": 1, "cases": [');
    await tune(page).getByRole("list", { name: "Problems of the test cases" }).getByRole("button").first().waitFor();
    assert.deepEqual(await violations(page), []);
  }));

test("coverage names what is never true, and a hint is fixed by one click", () =>
  withPage({}, async (page) => {
    await start(page);
    await paste(page, "Rule", rule({ query: "event.action: Create* and not event.action: Nothing" }));
    await view(page, "Coverage and hints");
    const part = tune(page).getByRole("row").filter({ hasText: "Nothing" }).last();
    await part.getByText("never true").waitFor();
    const fixes = tune(page).getByRole("list", { name: "Hints" }).locator(".button-fix");
    const before = await fixes.count();
    assert.ok(before > 0);
    await fixes.first().click();
    await page.waitForFunction(
      (/** @type {number} */ count) =>
        (document.querySelector("rule-playground-app")?.shadowRoot?.querySelectorAll("rp-coverage .button-fix")
          .length ?? 0) < count,
      before,
    );
  }));

test("rules that are dropped together become a grid, sorted and walked by keyboard", () =>
  withPage({}, async (page) => {
    await start(page);
    const named = (/** @type {string} */ name, /** @type {string} */ query) => ({
      name: `${name}.toml`,
      bytes: Buffer.from(rule({ query }).replace("A thing happened", name)),
    });
    await drop(page, [
      named("Users", "event.action: CreateUser"),
      named("Roles", "event.action: CreateRole"),
      named("Buckets", "event.action: PutBucketPolicy"),
    ]);
    const names = async () => {
      await tune(page).getByRole("rowheader").nth(2).waitFor();
      return tune(page).getByRole("rowheader").allTextContents();
    };
    assert.deepEqual(await names(), ["Users", "Roles", "Buckets"]);
    await tune(page).getByRole("columnheader", { name: "Rule" }).getByRole("button").click();
    assert.deepEqual(await names(), ["Buckets", "Roles", "Users"]);
    assert.deepEqual(await violations(page), []);
    await tune(page).getByRole("button", { name: "Buckets, event 1: No match" }).focus();
    for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "Enter"]) await page.keyboard.press(key);
    await page.locator("#event-3.is-selected").waitFor();
    await page.getByRole("tab", { name: "Why", selected: true }).waitFor();
    await page.locator("rp-rule-editor").getByText("Roles").waitFor();
  }));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [1440, 390]) {
    test(`every view of the tab is accessible, ${colorScheme}, ${width} pixels`, () =>
      withPage(
        { context: { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" } },
        async (page) => {
          await opened(page);
          await drop(page, [
            { name: "rule.toml", bytes: Buffer.from(NEW) },
            { name: "events.ndjson", bytes: Buffer.from(EVENTS.join("\n")) },
            {
              name: "a.cases.json",
              bytes: Buffer.from(
                `{"version": 1, "cases": [{"name": "Role", "expected": "match", "events": [${EVENTS[3]}]}]}`,
              ),
            },
          ]);
          if (width < 700) await page.getByRole("tab", { name: "Answer" }).click();
          await openTab(page, "Tune");
          await view(page, "Labels");
          await tune(page)
            .getByRole("button", { name: /False positive$/ })
            .click();
          await view(page, "Compare");
          await compare(page);
          await tune(page)
            .getByRole("heading", { name: /^Lost 2/ })
            .waitFor();
          for (const name of ["Compare", "Labels", "Cases", "Coverage and hints", "Many rules", "Pull request"]) {
            await view(page, name);
            await answered(page);
            assert.deepEqual(await violations(page), [], name);
          }
        },
      ));
  }
}
