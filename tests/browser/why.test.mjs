// What decided, in both texts and in the tree.
import assert from "node:assert/strict";
import { test } from "node:test";
import { marked, opened, paste, record, rule, selectEvent } from "./actions.mjs";
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
