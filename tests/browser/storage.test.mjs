// What stays between visits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drop, editor, opened, paste, record, rule, selectEvent, verdict } from "./actions.mjs";
import { engineReady, withPage } from "./page.mjs";

test("rule, several events texts, the chosen event and the dividers are there after a reload", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: 'event.action: "Second"' }));
    await drop(page, [
      { name: "a.json", bytes: Buffer.from(record("First")) },
      { name: "b.json", bytes: Buffer.from(record("Second")) },
    ]);
    await verdict(page, "Match");
    await selectEvent(page, 1);
    const divider = page.getByRole("separator", { name: "Width of the rule" });
    await divider.focus();
    await page.keyboard.press("Home");
    const width = await divider.getAttribute("aria-valuenow");
    await page.reload();
    await verdict(page, "Match");
    await page.locator("#event-1.is-selected").waitFor();
    assert.match((await editor(page, "Rule").locator(".cm-content").textContent()) ?? "", /"Second"/);
    assert.match((await editor(page, "Events").locator(".cm-content").textContent()) ?? "", /Second/);
    assert.deepEqual(await page.getByLabel("Events file in the editor").locator("option").allTextContents(), [
      "a.json",
      "b.json",
    ]);
    assert.equal(await divider.getAttribute("aria-valuenow"), width);
  }));

test("the columns and the order of the table are there after a reload, the filter is not, and all is forgotten when asked", () =>
  withPage({}, async (page) => {
    await opened(page);
    const heads = () => page.locator(".cell-head").allTextContents();
    const usual = await heads();
    const events = await page.locator(".grid").getAttribute("aria-rowcount");
    await page.getByRole("button", { name: "Columns", exact: true }).click();
    await page.getByLabel("Any field").fill("event.outcome");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.locator(".cell-head button", { hasText: "event.outcome" }).click();
    await page.locator('[aria-sort="ascending"]', { hasText: "event.outcome" }).waitFor();
    await page.getByRole("searchbox", { name: "Text in the record" }).fill("nowhere");
    await page.getByText("No event passes the filter.").waitFor();
    await page.reload();
    await page.locator('[aria-sort="ascending"]', { hasText: "event.outcome" }).waitFor();
    await page.locator(`.grid[aria-rowcount="${events}"]`).waitFor();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: /Forget everything/ }).click();
    await page.getByText("Everything this page kept in the browser is gone.").waitFor();
    await page.reload();
    await opened(page);
    assert.deepEqual(await heads(), usual);
  }));

test("an emptied page stays empty after a reload", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", "");
    await paste(page, "Events", "");
    await page.reload();
    await engineReady(page);
    await verdict(page, "Ready");
  }));

test("without storage the page works and begins anew", () =>
  withPage(
    {
      before: (page) =>
        page.addInitScript(() => {
          Object.defineProperty(window, "localStorage", {
            get: () => {
              throw new DOMException("storage is refused", "SecurityError");
            },
          });
        }),
    },
    async (page) => {
      await opened(page);
      await paste(page, "Rule", rule({ query: 'event.action: "Other"' }));
      await verdict(page, "No match");
      await page.reload();
      await opened(page);
    },
  ));

const STORED = [
  { stored: "{", shows: "Match" },
  { stored: "null", shows: "Match" },
  { stored: '{"table":{"columns":[1,"","event.id","event.id"],"sort":{"by":7},"filter":1}}', shows: "Match" },
  { stored: '{"table":[],"sort":null}', shows: "Match" },
  { stored: '{"rule":1,"events":"x","layout":7,"tab":"x"}', shows: "Match" },
  { stored: '{"rule":"event.action: *","events":[{"name":1}],"selected":99}', shows: "No match" },
];

for (const { stored, shows } of STORED) {
  test(`what is stored may be anything: ${stored}`, () =>
    withPage(
      { before: (page) => page.addInitScript((text) => localStorage.setItem("rule-playground", text), stored) },
      async (page) => {
        await verdict(page, shows);
        await paste(page, "Rule", rule({ query: 'event.action: "One"' }));
        await paste(page, "Events", record("Other"));
        await verdict(page, "No match");
      },
    ));
}
