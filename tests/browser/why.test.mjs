// What decided, in both texts and in the tree.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, badge, editor, marked, opened, openTab, paste, record, rule, selectEvent } from "./actions.mjs";
import { withPage } from "./page.mjs";

const QUERY = 'event.action: "AttachUserPolicy" and source.ip: "192.0.2.7"';
const MATCHING = record("AttachUserPolicy", { sourceIPAddress: "192.0.2.7" });
const OTHER = record("AttachUserPolicy", { sourceIPAddress: "198.51.100.9" });

test("a matching event: the parts that hold and their bytes are marked in both texts", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: QUERY }));
    await paste(page, "Events", `${MATCHING}\n${OTHER}`);
    await selectEvent(page, 0);
    assert.equal(
      (await marked(page, "Rule", "true")).join(""),
      'event.action: "AttachUserPolicy"source.ip: "192.0.2.7"',
    );
    assert.deepEqual(await marked(page, "Events", "true"), ['"AttachUserPolicy"', '"192.0.2.7"']);
    assert.deepEqual(await marked(page, "Rule", "false"), []);
  }));

test("an event that does not match: only the part that fails and its bytes are marked", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: QUERY }));
    await paste(page, "Events", `${MATCHING}\n${OTHER}`);
    await selectEvent(page, 1);
    await page.locator(".lead").filter({ hasText: "Event 2" }).waitFor();
    assert.equal((await marked(page, "Rule", "false")).join(""), 'source.ip: "192.0.2.7"');
    assert.deepEqual(await marked(page, "Events", "false"), ['"198.51.100.9"']);
    const decisive = page.getByRole("treeitem").filter({ hasText: "decides" });
    assert.deepEqual(await decisive.locator(".part-text").allTextContents(), ['source.ip: "192.0.2.7"']);
    assert.match(await decisive.innerText(), /198\.51\.100\.9/);
  }));

test("a value that nobody can know is marked as such, with what to supply", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: 'source.geo.country_name: "Iceland"' }));
    await paste(page, "Events", MATCHING);
    await page.locator(".badge").filter({ hasText: "Undecided" }).waitFor();
    assert.equal((await marked(page, "Rule", "unknown")).join(""), 'source.geo.country_name: "Iceland"');
    assert.deepEqual(await marked(page, "Events", "unknown"), ['"192.0.2.7"']);
  }));

test("the tree is walked with the keyboard; Enter marks a part in both texts", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: QUERY }));
    await paste(page, "Events", MATCHING);
    const items = page.getByRole("treeitem");
    await items.first().focus();
    await page.keyboard.press("ArrowLeft");
    assert.equal(await items.count(), 1, "the group is folded");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    assert.equal(await items.last().getAttribute("aria-selected"), "true");
    assert.deepEqual(await page.locator("rp-events-editor .mark-active").allTextContents(), ['"192.0.2.7"']);
    assert.equal(
      (await page.locator("rp-rule-editor .mark-active").allTextContents()).join(""),
      'source.ip: "192.0.2.7"',
    );
  }));

const HIGHLIGHT = ".mark-active, .hovered";

/**
 * What is highlighted in the two editors and which part is chosen in the tree.
 *
 * @param {import("playwright-core").Page} page
 */
const highlighted = async (page) => ({
  rule: (await editor(page, "Rule").locator(HIGHLIGHT).allTextContents()).join(""),
  events: (await editor(page, "Events").locator(HIGHLIGHT).allTextContents()).join(""),
});

const CHOSEN = { rule: 'source.ip: "192.0.2.7"', events: '"192.0.2.7"' };

test("a value chosen in the record chooses its part, in the tree, the rule and the ECS document", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: `(${QUERY}) or event.action: "Never"` }));
    await paste(page, "Events", `${OTHER}\n${MATCHING}`);
    await selectEvent(page, 1);
    await editor(page, "Events").locator(".mark", { hasText: "192.0.2.7" }).click();
    const part = page.locator('.part[aria-selected="true"] .part-text');
    await part.getByText("source.ip").first().waitFor();
    await page.locator("h1").hover();
    assert.deepEqual(await highlighted(page), CHOSEN);
    await openTab(page, "ECS");
    const row = page.locator(".ecs .is-touched .field");
    await row.getByText("source.ip", { exact: true }).waitFor();
    assert.ok(
      await row.first().evaluate((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      }),
      "scrolled into view",
    );
  }));

test("a value chosen in the ECS document chooses its part and its bytes", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: QUERY }));
    await paste(page, "Events", MATCHING);
    await openTab(page, "ECS");
    await page.locator(".ecs .field").getByText("source.ip", { exact: true }).click();
    await page.locator("h1").hover();
    assert.deepEqual(await highlighted(page), CHOSEN);
    await openTab(page, "Why");
    await page.locator('.part[aria-selected="true"]').getByText("source.ip").first().waitFor();
  }));

test("a part that decided nothing is shown in both texts when it is chosen in the query beside the tree", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: QUERY }));
    await paste(page, "Events", OTHER);
    const query = page.getByRole("region", { name: "Query" });
    assert.equal(await query.locator(".mark-true").innerText(), 'event.action: "AttachUserPolicy"');
    assert.equal(await query.locator(".mark-false").innerText(), 'source.ip: "192.0.2.7"');
    await query.locator(".mark-true").click();
    await page.locator("h1").hover();
    assert.deepEqual(await highlighted(page), {
      rule: 'event.action: "AttachUserPolicy"',
      events: '"AttachUserPolicy"',
    });
  }));

test("a part's counts list the events it lets through, and those it alone excludes", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: QUERY }));
    await paste(page, "Events", [MATCHING, OTHER, OTHER, record("Other", { sourceIPAddress: "192.0.2.7" })].join("\n"));
    const rows = page.getByRole("grid", { name: "Events" }).locator("[id^=event-]");
    const part = page.locator(".part").filter({ has: page.locator(".part-text", { hasText: "source.ip" }) });
    await part.getByRole("button", { name: "2 excluded by this alone" }).click();
    await rows.nth(2).waitFor({ state: "detached" });
    await answered(page);
    assert.deepEqual(await rows.evaluateAll((all) => all.map(({ id }) => id)), ["event-1", "event-2"]);
    const through = part.getByRole("button", { name: "2 of 4 events" });
    await through.click();
    await page.locator("#event-3").waitFor();
    await answered(page);
    assert.deepEqual(await rows.evaluateAll((all) => all.map(({ id }) => id)), ["event-0", "event-3"]);
    assert.equal(await through.getAttribute("aria-pressed"), "true");
    await through.click();
    await rows.nth(3).waitFor();
  }));

test("a near miss is mended in the rule with one click", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(
      page,
      "Rule",
      rule({ query: 'event.action: "AttachUserPolicy" and event.provider: "ec2.amazonaws.com"' }),
    );
    await paste(page, "Events", MATCHING);
    await badge(page).filter({ hasText: "No match" }).waitFor();
    await page.getByRole("button", { name: 'Write "iam.amazonaws.com"' }).click();
    await badge(page)
      .filter({ hasText: /^Match/ })
      .waitFor();
    assert.match(
      await editor(page, "Rule").locator(".cm-content").innerText(),
      /event\.provider: "iam\.amazonaws\.com"/,
    );
  }));
