// The main job: a rule and events in, the answer and what decided it out, as one types.
import assert from "node:assert/strict";
import { test } from "node:test";
import { focused, verdict } from "./actions.mjs";
import { withPage } from "./page.mjs";

test("a first visit shows a sample with its verdict, its events and the parts that decided", () =>
  withPage({}, async (page) => {
    await verdict(page, "Match");
    assert.equal(await page.locator("rp-events-table .is-selected").count(), 1);
    assert.ok((await page.locator("rp-rule-editor .mark-true").count()) > 0, "marks in the rule");
    assert.ok((await page.locator("rp-events-editor .mark-true").count()) > 0, "marks in the event");
  }));

test("what is typed changes the verdict, and undo brings it back", () =>
  withPage({}, async (page) => {
    await verdict(page, "Match");
    await page.locator("rp-rule-editor .tok-value", { hasText: "SendCommand" }).click();
    await page.keyboard.type("X");
    await verdict(page, "No match");
    await page.keyboard.press("Control+z");
    await verdict(page, "Match");
  }));

test("arrow keys choose events; choosing a part of the tree marks it in both texts", () =>
  withPage({}, async (page) => {
    await verdict(page, "Match");
    await page.getByRole("grid", { name: "Events" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.locator("#event-1.is-selected").waitFor();
    await page.getByRole("treeitem").filter({ hasText: "event.action" }).last().click();
    await page.locator("rp-rule-editor .mark-active").first().waitFor();
    await page.locator("rp-events-editor .mark-active").first().waitFor();
  }));

test("Escape leaves the editor, and Tab moves on from there", () =>
  withPage({}, async (page) => {
    await verdict(page, "Match");
    await page.getByRole("textbox", { name: "Rule" }).click();
    assert.match(await focused(page), /cm-content/);
    await page.keyboard.press("Escape");
    assert.doesNotMatch(await focused(page), /cm-content/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.match(await focused(page), /splitter/);
  }));

test("texts, theme and tab survive a reload", () =>
  withPage({ context: { colorScheme: "light" } }, async (page) => {
    await verdict(page, "Match");
    await page.getByRole("tab", { name: "Guide" }).click();
    await page.getByRole("button", { name: "Use the dark theme" }).click();
    await page.locator("rp-rule-editor .tok-value", { hasText: "SendCommand" }).click();
    await page.keyboard.type("X");
    await verdict(page, "No match");
    await page.reload();
    await verdict(page, "No match");
    assert.equal(await page.getByRole("tab", { name: "Guide" }).getAttribute("aria-selected"), "true");
    assert.equal(await page.locator("html").getAttribute("data-dark"), "");
  }));
