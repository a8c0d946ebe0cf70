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

test("the values of a field are offered with their counts, narrowed by typing, and taken with the keyboard or a click", () =>
  withPage({}, async (page) => {
    await given(page, many(40));
    const form = page.locator("#field-filter");
    const options = form.locator(".seen-values").getByRole("option");
    await page.getByRole("button", { name: "Filter by a field" }).click();
    await page.keyboard.type("event.action");
    await options.first().waitFor();
    assert.deepEqual(await options.allTextContents(), ["CreateUser10", "DeleteUser10", "GetUser10", "ListUsers10"]);
    await form.getByText("Seen in 40 events").waitFor();
    assert.deepEqual(await violations(page), []);
    await form.getByRole("combobox", { name: "Value" }).focus();
    await page.keyboard.type("users");
    await options.filter({ hasText: "CreateUser" }).waitFor({ state: "detached" });
    assert.deepEqual(await options.allTextContents(), ["ListUsers10"]);
    await page.keyboard.press("ArrowDown");
    await form.locator(".seen-values [aria-selected=true]").waitFor();
    await page.keyboard.press("Enter");
    assert.equal(await form.getByRole("combobox", { name: "Value" }).inputValue(), "ListUsers");
    await page.keyboard.press("Enter");
    await hasRows(page, 10);
    await page.getByRole("button", { name: "Filter by a field" }).click();
    await form.getByLabel("Field", { exact: true }).fill("source.ip");
    await options.filter({ hasText: "192.0.2.7" }).first().click();
    await form.getByRole("button", { name: "Filter" }).click();
    await hasRows(page, 0);
    await page.getByRole("button", { name: "Filter by a field" }).click();
    await form.getByLabel("Field", { exact: true }).fill("no.such.field");
    await page.keyboard.press("Tab");
    await form.getByText("No event has a value of this field.").waitFor();
    await form.getByLabel("Test").selectOption("is missing");
    await form.getByRole("combobox", { name: "Value" }).waitFor({ state: "detached" });
  }));

test("values that hold HTML, or are very long, are text in the list", () =>
  withPage({}, async (page) => {
    const name = `<img src=x onerror=alert(1)>${"\u202E\u0000<b>".repeat(500)}`;
    await given(page, [record(name), record("Other")]);
    await page.getByRole("button", { name: "Filter by a field" }).click();
    await page.keyboard.type("event.action");
    const option = page.getByRole("option").filter({ hasText: "<img src=x onerror=alert(1)>" });
    await option.click();
    assert.equal(await page.locator("#field-filter img").count(), 0);
    const { width } = (await page.locator("#field-filter").boundingBox()) ?? { width: 0 };
    assert.ok(width <= 320, `${width} pixels`);
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await hasRows(page, 1);
  }));

test("events are filtered by label, and a record that comes back has its label again", () =>
  withPage({}, async (page) => {
    await given(page, many(8));
    await page.locator("#event-2").click();
    await grid(page).focus();
    await page.keyboard.press("t");
    await page.locator("#event-2").getByTitle("True positive").waitFor();
    const filter = page.getByRole("group", { name: "Filter of the events" });
    await filter.getByRole("button", { name: /^TP\s*1$/ }).click();
    await hasRows(page, 1);
    await filter.getByRole("button", { name: /^TP\s*1$/ }).click();
    await filter.getByRole("button", { name: /^–\s*7$/ }).click();
    await hasRows(page, 7);
    await filter.getByRole("button", { name: "Clear" }).click();
    await page.locator("#event-2").click();
    await page.getByRole("button", { name: "Remove the selected record" }).click();
    await hasRows(page, 7);
    assert.equal(await grid(page).getByTitle("True positive").count(), 0);
    await grid(page).focus();
    await page.keyboard.press("f");
    await page.locator("#event-2").getByTitle("False positive").waitFor();
    await page.keyboard.press("Control+z");
    await hasRows(page, 8);
    await page.locator("#event-2").getByTitle("True positive").waitFor();
    await page.locator("#event-3").getByTitle("False positive").waitFor();
    await page.keyboard.press("Control+Shift+Z");
    await hasRows(page, 7);
    await page.locator("#event-2").getByTitle("False positive").waitFor();
    await page.keyboard.press("Control+z");
    await hasRows(page, 8);
    await page.locator("#event-2").getByTitle("True positive").waitFor();
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
    await page.locator("#event-0").click();
    await grid(page).focus();
    await page.keyboard.press("t");
    await page.locator("#event-0").getByTitle("True positive").waitFor();
    await page.keyboard.press("Delete");
    await hasRows(page, 1);
    assert.equal(await grid(page).getByTitle("True positive").count(), 0);
    await page.keyboard.press("Control+z");
    await hasRows(page, 2);
    await page.locator("#event-0").getByTitle("True positive").waitFor();
    await page.getByRole("button", { name: "Text", exact: true }).click();
    await events.locator(".cm-line", { hasText: '"n":1.50' }).waitFor();
  }));

test("a record is edited where it stands, whatever the text, and what is no record is not written", () =>
  withPage({}, async (page) => {
    const wrapped = JSON.stringify({
      Events: [{ CloudTrailEvent: record("One") }, { CloudTrailEvent: record("Two") }],
    });
    await opened(page);
    await paste(page, "Events", wrapped);
    await hasRows(page, 2);
    await page.locator("#event-1").click();
    await page.getByRole("button", { name: "Edit the selected record…" }).click();
    const text = page.getByLabel("The record is written back to its place in the text.");
    assert.match(await text.inputValue(), /^\{\n {2}"eventVersion": "1.11",\n {2}"eventName": "Two"/);
    assert.deepEqual(await violations(page), []);
    for (const [wrong, said] of /** @type {const} */ ([
      ['{"eventName": }', "This is not JSON"],
      ['"text"', "This is not one record"],
      [`[${record("A")}, ${record("B")}]`, "This is not one record"],
    ])) {
      await text.fill(wrong);
      await page.keyboard.press("Control+Enter");
      await page.getByRole("alert").filter({ hasText: said }).waitFor();
    }
    await text.fill('{"eventName": "Three",\n "n": 1.50}');
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator("#event-1.is-selected").filter({ hasText: "Three" }).waitFor();
    const written = (await editor(page, "Events").locator(".cm-content").textContent()) ?? "";
    assert.ok(written.endsWith(String.raw`{"CloudTrailEvent":"{\"eventName\": \"Three\", \"n\": 1.50}"}]}`), written);
    await grid(page).focus();
    await page.keyboard.press("Control+z");
    await page.locator("#event-1").filter({ hasText: "Two" }).waitFor();
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
    await page.getByRole("button", { name: "Text", exact: true }).click();
    await page.locator("#event-2400").click();
    await page.getByRole("button", { name: "Edit the selected record…" }).click();
    await page.getByLabel(/The record is written back/).fill(record("Edited"));
    await page.keyboard.press("Control+Enter");
    await page.getByText("No event passes the filter.").waitFor();
    await editor(page, "Events").locator(".cm-line", { hasText: '"eventName": "Edited"' }).waitFor();
    await editor(page, "Events").locator(".cm-content").focus();
    await page.keyboard.press("Control+z");
    await page.locator("#event-2400").waitFor();
    await page.keyboard.press("Control+y");
    await page.getByText("No event passes the filter.").waitFor();
    await page.keyboard.press("Control+z");
    await page.locator("#event-2400").waitFor();
    // A paste replaces the whole text, which is not lost.
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), record("Pasted"));
    await editor(page, "Events").locator(".cm-content").focus();
    await page.keyboard.press("Control+v");
    await page.locator(".pane-facts").getByText("1 event", { exact: true }).waitFor();
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
