// The page as its users use it: by mouse and keyboard, with files, after a reload.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

/** @param {Page} page */
const badge = (page) => page.locator("rp-verdict .badge");

/**
 * Waits until the verdict is `word`.
 *
 * @param {Page} page
 * @param {string} word
 */
const verdict = (page, word) => badge(page).filter({ hasText: word }).waitFor();

/**
 * Drops files on the page.
 *
 * @param {Page} page
 * @param {{ name: string, bytes: Buffer }[]} files
 */
async function drop(page, files) {
  const sent = files.map(({ name, bytes }) => ({ name, base64: bytes.toString("base64") }));
  await page.evaluate((all) => {
    const data = new DataTransfer();
    for (const { name, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      data.items.add(new File([bytes], name));
    }
    const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, composed: true });
    document.querySelector("rule-playground-app")?.dispatchEvent(event);
  }, sent);
}

/**
 * The class names of the element that has the focus, inside the shadow root.
 *
 * @param {Page} page
 */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot) element = element.shadowRoot.activeElement;
    return element?.className ?? "";
  });

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

test("dropped files are read, gzip of several members too, and each is a source", () =>
  withPage({}, async (page) => {
    await verdict(page, "Match");
    const record = (/** @type {string} */ name) =>
      `{"eventVersion":"1.11","eventName":"${name}","eventSource":"x.amazonaws.com"}\n`;
    const members = Buffer.concat([gzipSync(record("First")), gzipSync(record("Second"))]);
    await drop(page, [
      { name: "one.json.gz", bytes: members },
      { name: "two.json", bytes: Buffer.from(record("Third")) },
    ]);
    await page.getByText("Opened 2 files, 3 events.").waitFor();
    assert.equal(await page.getByLabel("Events file in the editor").locator("option").count(), 2);
    await page.locator("rp-events-table").getByText("Third").click();
    await page.locator("rp-events-editor").getByText("Third").waitFor();
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

test("dividers are moved by the keyboard and say where they stand", () =>
  withPage({}, async (page) => {
    const divider = page.getByRole("separator", { name: "Width of the rule" });
    const before = Number(await divider.getAttribute("aria-valuenow"));
    await divider.focus();
    await page.keyboard.press("ArrowRight");
    assert.ok(Number(await divider.getAttribute("aria-valuenow")) > before);
  }));

for (const width of [320, 390, 1024]) {
  test(`nothing is wider than a screen of ${width} pixels`, () =>
    withPage({ context: { viewport: { width, height: 700 } } }, async (page) => {
      await verdict(page, "Match");
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${wide} pixels`);
      assert.ok(await badge(page).isVisible());
    }));
}
