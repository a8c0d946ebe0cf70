// What a reader does on the page and sees there. Every wait is for a state of the page, none for a time.

/** @import { Page } from "playwright-core" */

/** @typedef {"Rule" | "Events"} EditorName */

/** @param {Page} page */
export const badge = (page) => page.locator("rp-verdict .badge");

/** @param {Page} page */
export const sentence = (page) => page.locator("rp-verdict .sentence");

/** As a text, "Match" would be found in "No match" too. */
export const exactly = (/** @type {string} */ word) => new RegExp(`^${word}$`);

/**
 * Waits until the verdict is `word`.
 *
 * @param {Page} page
 * @param {string} word
 */
export const verdict = (page, word) =>
  badge(page)
    .filter({ hasText: exactly(word) })
    .waitFor();

/**
 * Waits until the first visit's sample has been answered; what is typed earlier would be replaced by it.
 *
 * @param {Page} page
 */
export const opened = (page) => verdict(page, "Match");

/**
 * Waits until the engine has answered everything that was typed.
 *
 * @param {Page} page
 */
export const answered = (page) => page.locator(".phase-idle").waitFor();

/**
 * @param {Page} page
 * @param {EditorName} name
 */
export const editor = (page, name) => page.locator(name === "Rule" ? "rp-rule-editor" : "rp-events-editor");

/**
 * Replaces an editor's text by the clipboard's, with the keyboard, and waits for the answer.
 *
 * @param {Page} page
 * @param {EditorName} name
 * @param {string} text
 */
export async function paste(page, name, text) {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await editor(page, name).locator(".cm-content").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press(text === "" ? "Delete" : "Control+v");
  await answered(page);
}

/**
 * @param {Page} page
 * @param {"Why" | "Tune" | "Guide" | "ECS" | "Supply" | "Run on Elastic" | "Problems"} name
 */
export const openTab = (page, name) => page.getByRole("tab", { name: new RegExp(`^${name}`) }).click();

/**
 * @param {Page} page
 * @param {string} title
 */
export async function openSample(page, title) {
  await page.getByRole("button", { name: "Samples" }).click();
  await page.locator(".menu-item").filter({ hasText: title }).click();
}

/**
 * Chooses an event of the table, from 0, and waits until the answer is about it.
 *
 * @param {Page} page
 * @param {number} event
 */
export async function selectEvent(page, event) {
  const grid = page.getByRole("grid", { name: "Events" });
  await grid.focus();
  await page.keyboard.press("Home");
  for (let at = 0; at < event; at += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await page.locator(`#event-${event}.is-selected`).waitFor();
  await answered(page);
}

/**
 * The texts an editor underlines as `truth`, in their order. A mark that spans lines or colours is several elements of one part.
 *
 * @param {Page} page
 * @param {EditorName} name
 * @param {"true" | "false" | "unknown"} truth
 */
export const marked = (page, name, truth) => editor(page, name).locator(`.mark-${truth}`).allTextContents();

/**
 * Where an editor's cursor stands: line and column from 1. Reads the page as the reader sees it: the active line's number and
 * the text before the cursor.
 *
 * @param {Page} page
 * @param {EditorName} name
 */
export async function cursor(page, name) {
  const line = await editor(page, name).locator(".cm-activeLineGutter").first().textContent();
  const column = await editor(page, name)
    .locator(".cm-content")
    .evaluate((content) => {
      const root = content.getRootNode();
      if (!(root instanceof ShadowRoot)) return 0;
      const range = getSelection()?.getComposedRanges({ shadowRoots: [root] })[0];
      const start = content.querySelector(".cm-activeLine");
      if (!range || !start) return 0;
      const before = document.createRange();
      before.setStart(start, 0);
      before.setEnd(range.startContainer, range.startOffset);
      return [...before.toString()].length + 1;
    });
  return `${line}:${column}`;
}

/**
 * The class names of the element that has the focus, inside the shadow root.
 *
 * @param {Page} page
 */
export const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot) element = element.shadowRoot.activeElement;
    return element?.className ?? "";
  });

/**
 * Drops files on the page.
 *
 * @param {Page} page
 * @param {{ name: string, bytes: Buffer }[]} files
 */
export async function drop(page, files) {
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
 * Chooses files in the dialog of "Open…".
 *
 * @param {Page} page
 * @param {{ name: string, bytes: Buffer }[]} files
 */
export async function open(page, files) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open files…" }).click();
  const chosen = await chooser;
  await chosen.setFiles(
    files.map(({ name, bytes }) => ({ name, mimeType: "application/octet-stream", buffer: bytes })),
  );
}

/**
 * A CloudTrail record of one line.
 *
 * @param {string} name `eventName`
 * @param {Record<string, unknown>} [more]
 */
export const record = (name, more = {}) =>
  JSON.stringify({ eventVersion: "1.11", eventName: name, eventSource: "iam.amazonaws.com", ...more });

/**
 * A rule without problems.
 *
 * @param {{ query: string, note?: string, more?: string }} parts `query` and `note` hold no three quotes; `more`: further keys of `[rule]`.
 */
export const rule = ({ query, note = "", more = "" }) => `[metadata]
creation_date = "2026/01/01"
integration = ["aws"]
maturity = "production"
updated_date = "2026/01/01"

[rule]
author = ["Somebody"]
description = "Finds a thing."
index = ["logs-aws.cloudtrail-*"]
language = "kuery"
license = "Apache-2.0"
name = "A thing happened"
note = '''
${note}
'''
risk_score = 47
rule_id = "8f0a2c1e-5b1d-4d3f-9a55-0f6f5f7a1c11"
severity = "medium"
tags = ["Domain: Cloud", "Tactic: Discovery"]
timestamp_override = "event.ingested"
type = "query"
query = '''
${query}
'''
threat = [{ framework = "MITRE ATT&CK", tactic = { id = "TA0007", name = "Discovery", reference = "https://attack.mitre.org/tactics/TA0007/" } }]
${more}`;
