// The ECS document of the chosen event, beside the raw text it was made from.
import assert from "node:assert/strict";
import { test } from "node:test";
import { drop, editor, opened, openTab, paste, record, selectEvent } from "./actions.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

const EVENT = record("AttachUserPolicy", {
  eventTime: "2026-05-04T09:02:13Z",
  sourceIPAddress: "192.0.2.7",
  awsRegion: "eu-central-1",
  recipientAccountId: "111122223333",
});

/**
 * The row of a field: its value and where it came from.
 *
 * @param {Page} page
 * @param {string} field
 */
const row = (page, field) =>
  page.locator(".ecs tbody tr").filter({ has: page.locator(".field").getByText(field, { exact: true }) });

test("the document is shown while the raw record stays in sight", () =>
  withPage({ context: { viewport: { width: 1440, height: 900 } } }, async (page) => {
    await opened(page);
    await paste(page, "Events", EVENT);
    await openTab(page, "ECS");
    await row(page, "event.action").getByText("AttachUserPolicy").waitFor();
    assert.ok(await editor(page, "Events").locator(".cm-content").isVisible());
    for (const [field, value] of [
      ["@timestamp", "2026-05-04T09:02:13.000Z"],
      ["event.provider", "iam.amazonaws.com"],
      ["event.outcome", "success"],
      ["cloud.region", "eu-central-1"],
      ["cloud.account.id", "111122223333"],
      ["source.ip", "192.0.2.7"],
    ]) {
      assert.equal(await row(page, `${field}`).locator(".value").innerText(), value, field);
    }
    assert.equal(await row(page, "event.action").locator("td").nth(1).innerText(), "keyword");
    assert.equal(await row(page, "source.ip").locator("td").nth(1).innerText(), "ip");
  }));

test("pointing at a value marks the bytes it came from; leaving it takes the mark back", () =>
  withPage({ context: { viewport: { width: 1440, height: 900 } } }, async (page) => {
    await opened(page);
    await paste(page, "Events", `${EVENT}\n${record("Other", { sourceIPAddress: "198.51.100.9" })}`);
    await openTab(page, "ECS");
    await selectEvent(page, 1);
    const hovered = editor(page, "Events").locator(".hovered");
    await row(page, "source.ip").hover();
    await hovered.first().waitFor();
    assert.deepEqual(await hovered.allTextContents(), ['"198.51.100.9"']);
    await row(page, "event.action").hover();
    await hovered.filter({ hasText: "Other" }).waitFor();
    await page.locator("h1").hover();
    await hovered.waitFor({ state: "detached" });
  }));

test("pointing at bytes of the record marks the values made from them", () =>
  withPage({ context: { viewport: { width: 1440, height: 900 } } }, async (page) => {
    await opened(page);
    await paste(page, "Events", EVENT);
    await openTab(page, "ECS");
    await row(page, "source.ip").waitFor();
    await editor(page, "Events").locator(".tok-string", { hasText: "192.0.2.7" }).hover();
    await page.locator(".ecs .is-touched .field").getByText("source.ip", { exact: true }).waitFor();
    assert.equal(await page.locator(".ecs .is-touched .field").getByText("cloud.region", { exact: true }).count(), 0);
  }));

test("the keyboard marks the bytes of a value too", () =>
  withPage({ context: { viewport: { width: 1440, height: 900 } } }, async (page) => {
    await opened(page);
    await paste(page, "Events", EVENT);
    await openTab(page, "ECS");
    await row(page, "cloud.region").locator("button").focus();
    await editor(page, "Events").locator(".hovered", { hasText: "eu-central-1" }).waitFor();
  }));

test("bytes inside JSON that is text in JSON are found", () =>
  withPage({ context: { viewport: { width: 1440, height: 900 } } }, async (page) => {
    await opened(page);
    await paste(page, "Events", JSON.stringify({ Events: [{ EventId: "1", CloudTrailEvent: EVENT }] }));
    await openTab(page, "ECS");
    await row(page, "source.ip").hover();
    const hovered = editor(page, "Events").locator(".hovered");
    await hovered.first().waitFor();
    assert.deepEqual(await hovered.allTextContents(), ['\\"192.0.2.7\\"']);
  }));

test("each value says whether it was copied, derived or constant", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Events", record("Other", { errorCode: "AccessDenied", sourceIPAddress: "192.0.2.7" }));
    await openTab(page, "ECS");
    for (const [field, origin] of [
      ["source.ip", "copied"],
      ["event.outcome", "derived"],
      ["cloud.provider", "constant"],
    ]) {
      assert.equal(await row(page, `${field}`).locator(".origin").innerText(), origin, field);
    }
  }));

test("raw keys that are mapped to nothing are told and shown", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Events", record("Other", { somethingNew: 1 }));
    await openTab(page, "ECS");
    await page.locator("rp-ecs").getByRole("button", { name: "1 raw key is not mapped" }).hover();
    await editor(page, "Events").locator(".hovered", { hasText: "somethingNew" }).waitFor();
  }));

test("the filter finds fields by name and value", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Events", EVENT);
    await openTab(page, "ECS");
    await page.getByLabel("Filter fields and values").pressSequentially("attachuser");
    await row(page, "event.provider").waitFor({ state: "detached" });
    await row(page, "event.action").waitFor();
  }));

const SHAPES = [
  { name: "a log file", text: `{"Records":[${EVENT}]}`, shape: "CloudTrail log file (Records)" },
  { name: "a list", text: `[${EVENT}]`, shape: "a list" },
  { name: "one record", text: EVENT, shape: "a single object" },
  { name: "one record a line", text: `${EVENT}\n${EVENT}`, shape: "NDJSON" },
  { name: "lookup-events", text: JSON.stringify({ Events: [{ CloudTrailEvent: EVENT }] }), shape: "lookup-events" },
  {
    name: "EventBridge",
    text: `{"version":"0","source":"aws.iam","detail-type":"x","detail":${EVENT}}`,
    shape: "EventBridge",
  },
  {
    name: "search hits",
    text: `{"hits":{"hits":[{"_id":"1","_index":"logs","_source":{"event":{"action":"A"}}}]}}`,
    shape: "search hits",
  },
];

test("the shape of what was pasted is named", () =>
  withPage({}, async (page) => {
    await opened(page);
    for (const { name, text, shape } of SHAPES) {
      await paste(page, "Events", text);
      assert.match(
        await page.locator("rp-events .pane-facts").innerText(),
        new RegExp(shape.replace(/[()]/g, "\\$&")),
        name,
      );
    }
    await drop(
      page,
      SHAPES.map(({ name, text }) => ({ name: `${name}.json`, bytes: Buffer.from(text) })),
    );
    await page.getByText(`Opened ${SHAPES.length} files, ${SHAPES.length + 1} events.`).waitFor();
  }));

test("the versions of engine, integration, field table and user-agent patterns are shown", () =>
  withPage({ context: { viewport: { width: 1440, height: 900 } } }, async (page) => {
    await opened(page);
    const versions = await page.locator(".versions").innerText();
    assert.match(versions, /Rule Playground \d+\.\d+\.\d+/);
    assert.match(versions, /aws integration \d+\.\d+\.\d+/);
    assert.match(versions, /ECS \d+\.\d+/);
    assert.match(versions, /uap-core \d+\.\d+\.\d+/);
  }));
