// A link, a file, a copy: what leaves the page, and what opens from it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { drop, editor, opened, paste, record, rule, selectEvent, sentence, verdict } from "./actions.mjs";
import { violations } from "./axe.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

/** @param {unknown} state What the link shall carry. */
const fragment = (state) => `s1=${deflateRawSync(JSON.stringify(state)).toString("base64url")}`;

/**
 * What a link carries, read without the page's code.
 *
 * @param {string} link
 */
const carried = (link) => JSON.parse(inflateRawSync(Buffer.from(link.split("#s1=")[1] ?? "", "base64url")).toString());

/** @param {Page} page */
async function share(page) {
  await page.getByRole("button", { name: "Share…" }).click();
  const link = page.getByRole("dialog").getByLabel("Link");
  await link.waitFor();
  return link.inputValue();
}

const RULE = rule({ query: 'event.action: "Second"' });
const TWO = [record("First"), record("Second")].join("\n");

test("a link carries rule, events and the chosen event; who opens it sees the same", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", RULE);
    await paste(page, "Events", TWO);
    await selectEvent(page, 1);
    const said = await sentence(page).textContent();
    const link = await share(page);
    const other = await page.context().newPage();
    await other.goto(link);
    await verdict(other, "Match");
    assert.equal(await sentence(other).textContent(), said);
    await other.locator("#event-1.is-selected").waitFor();
    assert.match((await editor(other, "Rule").locator(".cm-content").textContent()) ?? "", /"Second"/);
    await other.close();
  }));

test("what is not ticked is not in the link, and the warning about event data goes with the events", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", RULE);
    await paste(page, "Events", TWO);
    const dialog = page.getByRole("dialog");
    const whole = await share(page);
    assert.deepEqual(carried(whole).events, [{ name: "events", text: TWO }]);
    await dialog.getByText("Event data is included").waitFor();
    await dialog.getByRole("checkbox", { name: /^The events/ }).uncheck();
    await dialog.getByText("Event data is included").waitFor({ state: "detached" });
    const without = await dialog.getByLabel("Link").inputValue();
    assert.deepEqual(Object.keys(carried(without)).sort(), ["rule", "tab"]);
    assert.ok(without.length < whole.length);
  }));

test("a long link comes with a file, which opens by drop", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", RULE);
    // Text that does not shrink, as ids do not.
    const ids = Array.from({ length: 600 }, () => record("Second", { requestID: crypto.randomUUID() }));
    await paste(page, "Events", ids.join("\n"));
    const link = await share(page);
    assert.ok(link.length > 8_000, `${link.length}`);
    await page.getByText("Chats and trackers cut links of this length").waitFor();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as a file" }).click();
    const bytes = await readFile(await (await download).path());
    await page.keyboard.press("Escape");
    await paste(page, "Rule", "");
    await paste(page, "Events", "");
    await drop(page, [{ name: "shared.json", bytes }]);
    await verdict(page, "Match");
    assert.match((await sentence(page).textContent()) ?? "", /600/);
  }));

test("account ids, addresses, keys and names are replaced unless the reader says no, and the verdict stays", () =>
  withPage({}, async (page) => {
    await opened(page);
    const secret = record("Second", {
      recipientAccountId: "111122223333",
      sourceIPAddress: "198.51.100.77",
      userIdentity: {
        type: "IAMUser",
        userName: "private-person",
        accountId: "111122223333",
        accessKeyId: "AKIAPRIVATEKEYEXAMPL",
        arn: "arn:aws:iam::111122223333:user/private-person",
      },
    });
    await paste(page, "Rule", rule({ query: 'event.action: "Second" and user.name: "private-person"' }));
    await drop(page, [{ name: "111122223333_CloudTrail.json", bytes: Buffer.from(`${secret}\n${record("First")}`) }]);
    await sentence(page).getByText("1 of 2").waitFor();
    const said = await sentence(page).textContent();
    const link = await share(page);
    const text = JSON.stringify(carried(link));
    for (const word of ["111122223333", "198.51.100.77", "private-person", "AKIAPRIVATEKEYEXAMPL"])
      assert.ok(!text.includes(word), `${word} in ${text}`);
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Every event keeps its verdict").waitFor();
    const other = await page.context().newPage();
    await other.goto(link);
    await sentence(other).getByText("1 of 2").waitFor();
    assert.equal(await sentence(other).textContent(), said);
    await other.close();
    await dialog.getByRole("checkbox", { name: /^Replace account ids/ }).uncheck();
    await dialog.getByText("Every event keeps its verdict").waitFor({ state: "detached" });
    assert.match(JSON.stringify(carried(await dialog.getByLabel("Link").inputValue())), /private-person/);
  }));

test("a link of the first version still opens", () =>
  withPage(
    {
      // Made on 2026-11-21 and never to be made anew.
      fragment:
        "s1=VY5NTsMwEIWvgt7aicapitCcAbFpxALchXFHkaXEg2KHoka5e5WmgNi-7_3NGKdewJAvSaX2oURN_OBwKPr5rF0XU-cAs_EMfp-R_PCbyDAo8l3AmN0mvcqYoyYHdrC1tQ7mTl78IDf5X_kPbeOdNtTsK9tUO9s2O94_MdHbn-2g0xg2Y-h1OpXRx772g79o8udcBx0cFixHgyy9hCInMBkU_7GeDuvjpGfwuvNYka3ItkRMhOUK",
    },
    async (page) => {
      await verdict(page, "Match");
      await page.getByRole("tab", { name: "ECS", selected: true }).waitFor();
      assert.equal(await page.getByLabel("Time of the run, UTC").inputValue(), "2026-01-01T00:00");
      assert.match((await editor(page, "Events").locator(".cm-content").textContent()) ?? "", /StopLogging/);
    },
  ));

test("the last session stays kept while a link is only looked at, and is a click away", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: 'event.action: "Mine"' }));
    await paste(page, "Events", record("Mine"));
    await verdict(page, "Match");
    const start = page.url().split("#")[0];
    await page.waitForLoadState("networkidle");
    await page.goto("about:blank");
    await page.goto(`${start}#${fragment({ rule: RULE, events: [{ name: "events", text: record("First") }] })}`);
    await verdict(page, "No match");
    await page.getByRole("button", { name: "Back to my last session" }).click();
    await verdict(page, "Match");
    assert.match((await editor(page, "Rule").locator(".cm-content").textContent()) ?? "", /"Mine"/);
  }));

test("a change makes what was opened the reader's own: the link goes, and a reload keeps the change", () =>
  withPage(
    { fragment: fragment({ rule: RULE, events: [{ name: "events", text: record("First") }] }) },
    async (page) => {
      await verdict(page, "No match");
      await paste(page, "Rule", rule({ query: 'event.action: "First"' }));
      await verdict(page, "Match");
      assert.equal(new URL(page.url()).hash, "");
      await page.waitForLoadState("networkidle");
      await page.reload();
      await verdict(page, "Match");
    },
  ));

test("rule, event and answer are copied as Markdown and as a command line", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", RULE);
    await paste(page, "Events", TWO);
    await selectEvent(page, 1);
    await share(page);
    await page.getByRole("button", { name: "Copy as Markdown" }).click();
    await page.getByText("Rule, event and answer are copied.").waitFor();
    const markdown = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(markdown, /^### A thing happened\n/);
    assert.ok(markdown.includes(record("Second")));
    assert.match(markdown, /\*\*Match\*\* over 2 events/);
    await page.getByRole("button", { name: "Copy as a command line" }).click();
    await page.getByText("The command line is copied.").waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(command, /rule-playground run --rule rule\.toml --events 1-events\.json --explain 1\n$/);
  }));

test("matches are saved as JSON, NDJSON and CSV", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: "event.action: Second*" }));
    // A spreadsheet would take the names for formulas.
    const formulas = ["=1+2", "+1+2", "-1+2", "@SUM(1)", "\t=1+2", '=HYPERLINK("https://example.com")'];
    const events = [
      record("First"),
      record("Second"),
      record("Second,third"),
      ...formulas.map((userName) => record("Second", { userIdentity: { type: "IAMUser", userName } })),
    ];
    await paste(page, "Events", events.join("\n"));
    await share(page);
    const saved = async (/** @type {string} */ name) => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: `Save as ${name}`, exact: true }).click();
      return (await readFile(await (await download).path())).toString();
    };
    const expected = events.slice(1).map((text) => JSON.parse(text));
    assert.deepEqual(JSON.parse(await saved("JSON")), expected);
    const lines = (await saved("NDJSON")).trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      expected,
    );
    const csv = (await saved("CSV")).split("\r\n");
    assert.match(csv[0] ?? "", /^event,@timestamp,event\.action/);
    assert.match(csv[1] ?? "", /^2,[^,]*,Second,iam\.amazonaws\.com/);
    assert.match(csv[2] ?? "", /^3,[^,]*,"Second,third",/);
    for (const formula of formulas.map((text) => `'${text.replaceAll('"', '""')}`))
      assert.ok(csv.join("\n").includes(formula), formula);
    assert.doesNotMatch(csv.slice(1).join("\n"), /(^|[,"])[=+@\t-]/m);
  }));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing in the dialogs and the menu, ${colorScheme}`, () =>
    withPage(
      { context: { colorScheme, viewport: { width: 390, height: 800 }, reducedMotion: "reduce" } },
      async (page) => {
        await opened(page);
        await share(page);
        assert.deepEqual(await violations(page), []);
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "More" }).click();
        assert.deepEqual(await violations(page), []);
        await page.getByRole("button", { name: /^Open from an address/ }).click();
        await page.getByRole("dialog").getByLabel("Rule").fill("https://example.com/");
        assert.deepEqual(await violations(page), []);
      },
    ));
}
