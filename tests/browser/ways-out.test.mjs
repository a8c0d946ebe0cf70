// What a reader does when the answer is not the wanted one: say what is known, take over a value, go to the cluster.
import assert from "node:assert/strict";
import { test } from "node:test";
import { verdict } from "./actions.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

/**
 * @param {Page} page
 * @param {string} title
 */
async function sample(page, title) {
  await page.locator("#samples-button").click();
  await page.getByText(title).first().click();
}

test("what is said about an address decides, is kept over a reload, and is cleared", () =>
  withPage({}, async (page) => {
    await sample(page, "Login from a foreign network");
    await verdict(page, "Undecided");
    await page.locator("rp-verdict").getByRole("button", { name: "Add what you know about 203.0.113.7" }).click();
    await page.getByLabel("Organisation of 203.0.113.7").fill("Example Net");
    await page.keyboard.press("Enter");
    await verdict(page, "Match");
    await page.reload();
    await verdict(page, "Match");
    await page.getByRole("button", { name: "Clear" }).click();
    await verdict(page, "Undecided");
  }));

test("a MaxMind database decides until it is removed, and a file that is none is named", () =>
  withPage({}, async (page) => {
    await sample(page, "Login from a foreign network");
    await page.getByRole("tab", { name: "Supply" }).click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open JSON or .mmdb…" }).click();
    await (await chooser).setFiles(["tests/fixtures/maxmind/GeoLite2-ASN-Test.mmdb"]);
    // It knows that it has nothing for the addresses of the sample.
    await verdict(page, "No match");
    await page.getByRole("button", { name: "Remove GeoLite2-ASN-Test.mmdb" }).click();
    await verdict(page, "Undecided");
    const second = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open JSON or .mmdb…" }).click();
    await (await second).setFiles([
      { name: "notes.mmdb", mimeType: "text/plain", buffer: Buffer.from("not a database") },
    ]);
    await page.locator("rp-addresses").getByText("File: notes.mmdb").waitFor();
  }));

test("a near miss is taken over in one step, and undone in one", () =>
  withPage({}, async (page) => {
    await sample(page, "A rule that can never fire");
    await verdict(page, "No match");
    await page.locator("rp-why").getByRole("button", { name: 'Write "rds.amazonaws.com"' }).click();
    await verdict(page, "Match");
    await page.keyboard.press("ControlOrMeta+z");
    await verdict(page, "No match");
  }));

test("a value of the record points at its fields, and a field at its value", () =>
  withPage({}, async (page) => {
    await verdict(page, "Match");
    await page.getByRole("tab", { name: "ECS" }).click();
    await page.locator("rp-events-editor .tok-string", { hasText: "SendCommand" }).first().hover();
    await page.locator("rp-ecs tr.is-touched", { hasText: "event.action" }).waitFor();
    await page.locator("rp-ecs tr", { hasText: "event.action" }).hover();
    await page.locator("rp-events-editor .hovered", { hasText: "SendCommand" }).waitFor();
    await page.locator("rp-ecs tr", { hasText: "user_agent.name" }).waitFor();
  }));

test("at one time only events inside the rule's window are found", () =>
  withPage({}, async (page) => {
    await verdict(page, "Match");
    await page.getByLabel("When the rule runs").selectOption("time");
    await page.getByLabel("Time of the run, UTC").fill("2001-01-01T00:00:00");
    await page.keyboard.press("Tab");
    await verdict(page, "No match");
    await page.getByLabel("When the rule runs").selectOption("arrival");
    await verdict(page, "Match");
  }));

test("the rule is ready for Dev Tools and curl", () =>
  withPage({}, async (page) => {
    await page.getByRole("tab", { name: "Run on Elastic" }).click();
    const texts = page.locator("rp-elastic .request-text");
    await texts.first().waitFor();
    const [tools = "", curl = ""] = await texts.allInnerTexts();
    assert.match(tools, /^POST logs-aws\.cloudtrail-\*\/_search\?/);
    assert.equal(JSON.parse(tools.slice(tools.indexOf("{"))).query.bool.filter.length, 2);
    assert.match(curl, /^curl .*\$ELASTICSEARCH_URL\/logs-/);
  }));
