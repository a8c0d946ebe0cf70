// Rules and events by address, and what is kept in the browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, paste, record, rule, verdict } from "./actions.mjs";
import { engineReady, withPage } from "./page.mjs";

/**
 * Opens the page anew with something behind its address.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} behind
 */
async function visit(page, behind) {
  const start = page.url().split(/[?#]/)[0];
  await page.waitForLoadState("networkidle");
  await page.goto("about:blank");
  await page.goto(`${start}${behind}`);
  await engineReady(page);
}

const BESIDE = { "own/rule.toml": rule({ query: 'event.action: "Near"' }), "own/events.json": record("Near") };

for (const mark of ["?", "#"]) {
  test(`texts beside the page are opened at once, named behind ${mark}`, () =>
    withPage({ replaced: BESIDE }, async (page) => {
      await opened(page);
      await visit(page, `${mark}rule=own/rule.toml&events=own/events.json`);
      await page.locator("rp-rule-editor .cm-content").filter({ hasText: "Near" }).waitFor();
      await verdict(page, "Match");
      await page.getByRole("button", { name: "Back to my last session" }).waitFor();
    }));
}

test("a sample is opened by its name", () =>
  withPage({ fragment: "sample=wrong-provider" }, (page) => verdict(page, "No match")));

test("another site is fetched only after the click, and only the listed one", () =>
  withPage({ provokes: /request to another origin: https:\/\/raw\./ }, async (page) => {
    await opened(page);
    /** @type {string[]} */
    const asked = [];
    const raw = "https://raw.githubusercontent.com/";
    await page.route(`${raw}**`, (route) => {
      asked.push(route.request().url());
      assert.equal(route.request().headers().referer, undefined);
      const body = route.request().url().endsWith(".toml") ? rule({ query: 'event.action: "Far"' }) : record("Far");
      return route.fulfill({ body, headers: { "access-control-allow-origin": "*" } });
    });
    await visit(
      page,
      `?rule=https://github.com/some/rules/blob/main/a%20b/rule.toml&events=${raw}some/rules/main/events.json`,
    );
    const dialog = page.getByRole("dialog", { name: "Open from an address" });
    await dialog.getByText(`${raw}some/rules/main/a%20b/rule.toml`).waitFor();
    assert.deepEqual(asked, []);
    await dialog.getByRole("button", { name: "Fetch and open" }).click();
    await page.locator("rp-rule-editor .cm-content").filter({ hasText: "Far" }).waitFor();
    await verdict(page, "Match");
    assert.deepEqual(asked, [`${raw}some/rules/main/a%20b/rule.toml`, `${raw}some/rules/main/events.json`]);
  }));

test("of a pull request the reader names the file", () =>
  withPage({ provokes: /request to another origin: https:\/\/raw\./ }, async (page) => {
    await opened(page);
    const raw = "https://raw.githubusercontent.com/some/rules/refs/pull/12/head/rules/new.toml";
    await page.route(raw, (route) =>
      route.fulfill({ body: rule({ query: "event.action: *" }), headers: { "access-control-allow-origin": "*" } }),
    );
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: /^Open from an address/ }).click();
    const dialog = page.getByRole("dialog", { name: "Open from an address" });
    await dialog.getByLabel("Rule").fill("https://github.com/some/rules/pull/12/files");
    await dialog.getByLabel("File in some/rules#12").fill("rules/new.toml");
    const fetched = page.waitForRequest(raw);
    await page.keyboard.press("Enter");
    await fetched;
    await page.locator("rp-rule-editor .cm-content").filter({ hasText: "event.action: *" }).waitFor();
  }));

test("pages of the forge stand for their files, and only a file's own path is asked for", () =>
  withPage({}, async (page) => {
    await opened(page);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: /^Open from an address/ }).click();
    const dialog = page.getByRole("dialog", { name: "Open from an address" });
    const raw = "https://raw.githubusercontent.com/some/rules";
    for (const [address, file] of [
      ["https://github.com/some/rules/blob/main/new.toml?plain=1#L3-L9", `${raw}/main/new.toml`],
      ["https://www.github.com/some/rules/raw/refs/heads/main/new.toml", `${raw}/refs/heads/main/new.toml`],
      ["https://github.com/some/rules/blob/0123abc/rules/aws/new.toml", `${raw}/0123abc/rules/aws/new.toml`],
      ["https://me:secret@raw.githubusercontent.com/some/rules/main/new.toml?token=SECRET#x", `${raw}/main/new.toml`],
    ]) {
      await dialog.getByLabel("Rule").fill(address ?? "");
      await dialog.getByText(`Will be fetched: ${file}`, { exact: true }).waitFor();
    }
  }));

test("a file that is not there, under a name that is no text, gets a sentence", () =>
  withPage({ provokes: /raw\.githubusercontent\.com|status of 404/ }, async (page) => {
    await opened(page);
    await page.route("https://raw.githubusercontent.com/**", (route) =>
      route.fulfill({ status: 404, headers: { "access-control-allow-origin": "*" } }),
    );
    await visit(page, "#rule=https://github.com/some/rules/blob/main/%25E0%25A4%25A.toml");
    await page.getByRole("button", { name: "Fetch and open" }).click();
    await page.getByText(".toml could not be fetched: the server answered 404. Is the repository public?").waitFor();
    await verdict(page, "Match");
  }));

for (const address of [
  "https://example.com/rule.toml",
  "javascript:alert(1)",
  "https://github.com/some",
  "file:///etc/passwd",
]) {
  test(`an address that is not on the list is not fetched: ${address}`, () =>
    withPage({}, async (page) => {
      await opened(page);
      await visit(page, `?rule=${encodeURIComponent(address)}`);
      const dialog = page.getByRole("dialog", { name: "Open from an address" });
      await dialog.getByRole("alert").waitFor();
      assert.ok(await dialog.getByRole("button", { name: "Fetch and open" }).isDisabled());
    }));
}

test("with the switch off nothing is kept, and forgetting empties page and storage", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: 'event.action: "Kept"' }));
    const stored = () => page.evaluate(() => Object.keys(localStorage).map((key) => localStorage.getItem(key)));
    await page.waitForFunction(() => localStorage.getItem("rule-playground")?.includes("Kept"));
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("checkbox", { name: /^Keep my texts/ }).uncheck();
    assert.deepEqual(await stored(), ["off"]);
    await page.keyboard.press("Escape");
    await paste(page, "Rule", rule({ query: 'event.action: "Secret"' }));
    await page.reload();
    await opened(page);
    assert.deepEqual(await stored(), ["off"]);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: /^Forget everything/ }).click();
    await verdict(page, "Ready");
    await page.getByText("Everything this page kept in the browser is gone.").waitFor();
    assert.deepEqual(await stored(), []);
  }));

test("the error report names versions and codes, and holds nothing of rule or events", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: 'event.action: "Hidden-in-rule" and' }));
    await paste(page, "Events", record("Hidden-in-event"));
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("button", { name: /^Copy an error report/ }).click();
    await page.getByText("The report is copied").waitFor();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(report, /\*\*Problems\*\*: K\d+ \(1\)/);
    assert.doesNotMatch(report, /Hidden/);
  }));
