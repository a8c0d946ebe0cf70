// The whole page without a pointer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { focused, opened, verdict } from "./actions.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

/**
 * How a screen reader would call the element that has the focus.
 *
 * @param {Page} page
 */
const focusedName = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot) element = element.shadowRoot.activeElement;
    const name = element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    return name.trim().replace(/\s+/g, " ");
  });

test("Tab goes from the header through texts and table to the answer, and into no trap", () =>
  withPage({}, async (page) => {
    await opened(page);
    const stops = [];
    for (let at = 0; at < 36; at += 1) {
      await page.keyboard.press("Tab");
      stops.push(await focusedName(page));
    }
    const wanted = [
      "Samples",
      "Open files…",
      "Help",
      "Rule",
      "Width of the rule",
      "Events",
      "Height of the event table",
      "Events",
      "Height of the texts",
      "Why",
    ];
    let from = 0;
    for (const name of wanted) {
      const at = stops.findIndex((stop, i) => i >= from && stop === name);
      assert.ok(at >= 0, `${name} after ${wanted.slice(0, wanted.indexOf(name))} in ${stops.join(" | ")}`);
      from = at + 1;
    }
  }));

test("Shift+Tab goes back out of an editor", () =>
  withPage({}, async (page) => {
    await opened(page);
    await page.getByRole("textbox", { name: "Rule" }).focus();
    await page.keyboard.press("Shift+Tab");
    assert.doesNotMatch(await focused(page), /cm-content/);
  }));

test("every divider is moved with arrow keys, Home and End", () =>
  withPage({}, async (page) => {
    await opened(page);
    for (const divider of await page.getByRole("separator").all()) {
      await divider.focus();
      const value = async () => Number(await divider.getAttribute("aria-valuenow"));
      const isUpright = (await divider.getAttribute("aria-orientation")) === "vertical";
      const before = await value();
      await page.keyboard.press(isUpright ? "ArrowLeft" : "ArrowUp");
      assert.ok((await value()) < before);
      await page.keyboard.press("End");
      assert.equal(await value(), Number(await divider.getAttribute("aria-valuemax")));
      await page.keyboard.press("Home");
      assert.equal(await value(), Number(await divider.getAttribute("aria-valuemin")));
    }
  }));

test("a divider moves what stands beside it", () =>
  withPage({}, async (page) => {
    await opened(page);
    const width = async () => (await page.locator("#panel-rule").boundingBox())?.width ?? 0;
    const before = await width();
    await page.getByRole("separator", { name: "Width of the rule" }).focus();
    await page.keyboard.press("End");
    assert.ok((await width()) > before);
  }));

test("tabs are chosen with arrow keys", () =>
  withPage({}, async (page) => {
    await opened(page);
    await page.getByRole("tab", { name: "Why" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await focusedName(page), "Tune");
    await page.locator("rp-tune").waitFor();
    await page.keyboard.press("ArrowRight");
    assert.equal(await focusedName(page), "Guide");
    await page.locator("rp-guide").waitFor();
    await page.keyboard.press("End");
    assert.equal(await page.getByRole("tab", { name: /^Problems/ }).getAttribute("aria-selected"), "true");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focusedName(page), "Why");
  }));

test("a sample is opened from the menu with the keyboard", () =>
  withPage({}, async (page) => {
    await opened(page);
    await page.getByRole("button", { name: "Samples" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".menu-item:focus").waitFor();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    const title = await page.locator(".menu-item:focus .menu-item-title").innerText();
    await page.keyboard.press("Enter");
    await page.locator("#samples").waitFor({ state: "hidden" });
    await page.locator('.menu-item[aria-current="true"]', { hasText: title }).waitFor({ state: "attached" });
  }));

test("the sheet of shortcuts opens with ? and closes with Escape, but ? is typed in an editor", () =>
  withPage({}, async (page) => {
    await opened(page);
    await page.getByRole("grid", { name: "Events" }).focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("textbox", { name: "Rule" }).focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("?");
    await verdict(page, "Invalid");
    assert.equal(await page.getByRole("dialog").count(), 0);
  }));

test("Escape closes the search of an editor first, then leaves the editor", () =>
  withPage({}, async (page) => {
    await opened(page);
    await page.getByRole("textbox", { name: "Rule" }).focus();
    await page.keyboard.press("Control+f");
    await page.locator("rp-rule-editor .cm-search").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("rp-rule-editor .cm-search").waitFor({ state: "detached" });
    assert.match(await focused(page), /cm-content/);
    await page.keyboard.press("Escape");
    assert.doesNotMatch(await focused(page), /cm-content/);
  }));
