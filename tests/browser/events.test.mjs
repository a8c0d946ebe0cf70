// The event table: sorting, filters, columns, keys, and records that come and go.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, drop, editor, opened, paste, record, rule, sentence, verdict } from "./actions.mjs";
import { violations } from "./axe.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

const NAMES = ["CreateUser", "DeleteUser", "ListUsers", "GetUser"];

/** Events with few distinct values; every fifth has no address. */
const many = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, at) =>
    record(NAMES[at % 4] ?? "", {
      eventTime: new Date(Date.UTC(2026, 0, 1) + ((at * 7919) % count) * 1000).toISOString().replace(".000Z", "Z"),
      eventID: `id-${at}`,
      ...(at % 5 === 0 ? {} : { sourceIPAddress: `192.0.2.${at % 256}` }),
    }),
  );

const RULE = rule({ query: 'event.action: "CreateUser" and source.ip: *' });

/** @param {Page} page */
const grid = (page) => page.getByRole("grid", { name: "Events" });

/**
 * The cells of a column in the rows that are drawn, without the head.
 *
 * @param {Page} page
 * @param {number} column
 */
const cells = (page, column) =>
  grid(page)
    .locator(".grid-body [role=row]")
    .evaluateAll((rows, at) => rows.map((row) => row.children[at]?.textContent?.trim() ?? ""), column);

/** @param {Page} page */
const rowCount = async (page) => Number(await grid(page).getAttribute("aria-rowcount")) - 1;

/**
 * @param {Page} page
 * @param {number} count
 */
const hasRows = (page, count) => page.locator(`.grid[aria-rowcount="${count + 1}"]`).waitFor();

/** @param {Page} page */
const selectedRow = (page) => page.locator(".grid [aria-selected=true]");

/**
 * @param {Page} page
 * @param {readonly string[]} records
 */
async function given(page, records) {
  await opened(page);
  await drop(page, [
    { name: "events.ndjson", bytes: Buffer.from(records.join("\n")) },
    { name: "rule.toml", bytes: Buffer.from(RULE) },
  ]);
  await page.getByText(/Opened 2 files/).waitFor();
  await answered(page);
}

test("a click on a head sorts up, then down, then as in the text; the selected event stays", () =>
  withPage({}, async (page) => {
    await given(page, many(40));
    await page.locator("#event-1").click();
    const head = grid(page).getByRole("columnheader", { name: "Action" });
    await head.getByRole("button").click();
    await page.locator('[role=columnheader][aria-sort="ascending"]').filter({ hasText: "Action" }).waitFor();
    await selectedRow(page).filter({ hasText: "DeleteUser" }).waitFor();
    assert.equal(await selectedRow(page).getAttribute("id"), "event-1");
    await head.getByRole("button").click();
    await page.locator('[role=columnheader][aria-sort="descending"]').filter({ hasText: "Action" }).waitFor();
    await answered(page);
    await grid(page).focus();
    await page.keyboard.press("Home");
    await page.locator("#event-2.is-selected").waitFor();
    await head.getByRole("button").click();
    await page.locator('[role=columnheader][aria-sort="none"]').filter({ hasText: "Action" }).waitFor();
    await page.keyboard.press("Tab");
    await answered(page);
    await grid(page).focus();
    await page.keyboard.press("Home");
    await page.locator("#event-0.is-selected").waitFor();
  }));

test("heads are reached with Tab, each other with arrows, and sort with Enter", () =>
  withPage({}, async (page) => {
    await given(page, many(8));
    await grid(page).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.locator('[role=columnheader][aria-sort="ascending"]').filter({ hasText: "Time" }).waitFor();
    const times = await cells(page, 1);
    assert.deepEqual(times, [...times].sort());
  }));

test("verdicts, a text and fields filter together, are announced, and go one by one", () =>
  withPage({}, async (page) => {
    await given(page, many(40));
    const count = page.locator(".filter-count");
    await page.getByRole("button", { name: /^Match\s*8$/ }).click();
    await count.filter({ hasText: "8 of 40 events" }).waitFor();
    assert.equal(await count.getAttribute("role"), "status");
    await page.getByRole("searchbox", { name: "Text in the record" }).fill("ID-1");
    // Of 4, 8, 12 … the matching ones whose record has `id-1`: 12 and 16.
    await hasRows(page, 2);
    await page.getByRole("button", { name: "Filter by a field" }).click();
    await page.getByLabel("Field", { exact: true }).fill("source.ip");
    await page.getByLabel("Value", { exact: true }).fill("192.0.2.16/32");
    await page.keyboard.press("Enter");
    await hasRows(page, 1);
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Remove the filter: source.ip" }).click();
    await hasRows(page, 2);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await hasRows(page, 40);
    await page.getByRole("searchbox", { name: "Text in the record" }).fill("nowhere");
    await page.getByText("No event passes the filter.").waitFor();
  }));

test("any field becomes a column, is sorted by, and goes again", () =>
  withPage({}, async (page) => {
    await given(page, many(12));
    await page.getByRole("button", { name: "Columns", exact: true }).click();
    await page.getByLabel("Any field").fill("event.id");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await grid(page).getByRole("button", { name: "event.id" }).click();
    await page.locator('[role=columnheader][aria-sort="ascending"]').filter({ hasText: "event.id" }).waitFor();
    await page.locator("#event-10").waitFor();
    const ids = await cells(page, 6);
    assert.deepEqual(ids.slice(0, 4), ["id-0", "id-1", "id-10", "id-11"]);
    await page.getByRole("button", { name: "Columns", exact: true }).click();
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Remove the column event.id" }).click();
    await page.keyboard.press("Escape");
    await grid(page).getByRole("button", { name: "event.id" }).waitFor({ state: "detached" });
  }));

test("a table longer than an element can be tall is gone through with keys and the wheel, sorted and filtered", () =>
  withPage({}, async (page) => {
    const count = 280_000;
    await given(page, many(count));
    await sentence(page).filter({ hasText: "56000 of 280000 events match" }).waitFor();
    assert.equal(await rowCount(page), count);
    await grid(page).focus();
    for (const [key, row] of /** @type {const} */ ([
      ["End", count - 1],
      ["ArrowUp", count - 2],
      ["Home", 0],
      ["ArrowDown", 1],
    ])) {
      await page.keyboard.press(key);
      await page.locator(`#event-${row}.is-selected`).waitFor();
      assert.equal(await selectedRow(page).getAttribute("aria-rowindex"), `${row + 2}`);
    }
    await page.keyboard.press("PageDown");
    await selectedRow(page).waitFor();
    await page.keyboard.press("PageUp");
    await page.locator("#event-1.is-selected").waitFor();
    // A turn of the wheel goes on by as many rows as in a short table.
    await grid(page).hover();
    await page.mouse.wheel(0, 300);
    await page.locator("#event-12").waitFor();
    // The end of the scroll bar is the end of the table.
    await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.locator(`#event-${count - 1}`).waitFor();
    await grid(page).getByRole("button", { name: "Time" }).click();
    await page.locator('[role=columnheader][aria-sort="ascending"]').waitFor();
    await page.getByRole("searchbox", { name: "Text in the record" }).fill('"id-123456"');
    await hasRows(page, 1);
    await page.locator("#event-123456").click();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await hasRows(page, count);
    await page.locator("#event-123456.is-selected").waitFor();
  }));

for (const [name, wrap] of /** @type {const} */ ([
  ["one object a line", (/** @type {string[]} */ all) => all.join("\n")],
  ["a log file", (/** @type {string[]} */ all) => `{\n  "Records": [\n    ${all.join(",\n    ")}\n  ]\n}`],
])) {
  test(`records of ${name} are doubled, removed and added, and each step is undone`, () =>
    withPage({}, async (page) => {
      await opened(page);
      await paste(page, "Events", wrap(["One", "Two", "Three"].map((one) => record(one))));
      await hasRows(page, 3);
      await page.locator("#event-1").click();
      await page.getByRole("button", { name: "Duplicate the selected record" }).click();
      await page.locator("#event-2.is-selected").filter({ hasText: "Two" }).waitFor();
      await hasRows(page, 4);
      await grid(page).focus();
      await page.keyboard.press("Delete");
      await hasRows(page, 3);
      await page.locator("#event-2.is-selected").filter({ hasText: "Three" }).waitFor();
      await page.keyboard.press("Control+z");
      await hasRows(page, 4);
      await page.getByRole("button", { name: "Add a record…" }).click();
      assert.deepEqual(await violations(page), []);
      const text = page.getByLabel(/One record or several/);
      await text.fill("nothing");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByText("There is no record in this text").waitFor();
      await text.fill(`[${record("Four")}, ${record("Five")}]`);
      await page.keyboard.press("Control+Enter");
      await hasRows(page, 6);
      await page.locator("#event-3.is-selected").filter({ hasText: "Four" }).waitFor();
      assert.equal(await editor(page, "Events").locator(".cm-lintRange").count(), 0);
      await page.getByRole("button", { name: "Add a record…" }).click();
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await hasRows(page, 7);
      await page.locator("#event-4.is-selected").filter({ hasText: "CreateUser" }).waitFor();
    }));
}

test("the formatted record has its marks, and what is done to it is done to the text", () =>
  withPage({}, async (page) => {
    await given(page, ['{"eventName":"CreateUser","sourceIPAddress":"192.0.2.1","n":1.50}', record("ListUsers")]);
    await page.getByRole("button", { name: "Formatted" }).click();
    const events = editor(page, "Events");
    await events.locator(".cm-line", { hasText: '"n": 1.50' }).waitFor();
    await events.locator(".mark-true", { hasText: '"CreateUser"' }).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Duplicate the selected record" }).click();
    await hasRows(page, 3);
    await grid(page).focus();
    await page.keyboard.press("Control+z");
    await hasRows(page, 2);
    await page.getByRole("button", { name: "Text", exact: true }).click();
    await events.locator(".cm-line", { hasText: '"n":1.50' }).waitFor();
  }));

test("a text too large for the editor is filtered, shown formatted, changed and changed back", () =>
  withPage({}, async (page) => {
    const filler = "x".repeat(1000);
    const lines = Array.from({ length: 2500 }, (_, i) => record(`Action${i}`, { requestParameters: { filler } }));
    await given(page, lines);
    await page.getByRole("searchbox", { name: "Text in the record" }).fill("action2400");
    await page.locator("#event-2400").click();
    await page.getByRole("button", { name: "Formatted" }).click();
    await editor(page, "Events").locator(".cm-line", { hasText: '"eventName": "Action2400"' }).waitFor();
    await page.getByRole("button", { name: "Remove the selected record" }).click();
    await page.getByText("No event passes the filter.").waitFor();
    await sentence(page).filter({ hasText: "2499" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.locator("#event-2400").waitFor();
  }));

test("rows say the verdict of a rule that is edited while a filter is set", () =>
  withPage({}, async (page) => {
    await given(page, many(8));
    await page.getByRole("button", { name: /^Match/ }).click();
    await hasRows(page, 1);
    await paste(page, "Rule", rule({ query: 'event.action: "ListUsers"' }));
    await verdict(page, "Match");
    await hasRows(page, 2);
    await paste(page, "Rule", rule({ query: "event.action: (" }));
    await page.getByText("The rule cannot be evaluated, so no event has this verdict.").waitFor();
  }));
