// The investigation guide as an analyst reads it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cursor, editor, opened, openSample, openTab, paste, record, rule, selectEvent } from "./actions.mjs";
import { withPage } from "./page.mjs";
import { sample } from "./samples.mjs";

test("a guide's headings, nested lists, table, code, quote, hard breaks and links are real elements", () =>
  withPage({}, async (page) => {
    await opened(page);
    await openSample(page, sample("audit-trail-silenced").title);
    await openTab(page, "Guide");
    const guide = page.locator("rp-guide .guide-text");
    await guide.getByRole("heading", { name: "AWS CloudTrail Trail Silenced", exact: true }).waitFor();
    for (const heading of [
      "Triage and analysis",
      "Possible investigation steps",
      "Setup",
      "False positives",
      "References",
    ]) {
      assert.ok((await guide.getByRole("heading", { name: heading, exact: true }).count()) > 0, heading);
    }
    assert.equal(await guide.locator("ol > li > ul > li > ul > li").count(), 4, "three levels of lists");
    assert.deepEqual(await guide.locator("table thead th").allTextContents(), ["Action", "What is lost", "Undo with"]);
    assert.equal(await guide.locator("table tbody tr").count(), 4);
    assert.equal(await guide.locator("table tbody td").first().locator("code").textContent(), "StopLogging");
    assert.match(
      (await guide.locator("ol pre code").textContent()) ?? "",
      /^aws cloudtrail lookup-events --start-time/,
    );
    assert.match((await guide.locator("blockquote em").textContent()) ?? "", /^expected$/);
    assert.equal(await guide.locator("p", { hasText: "Escalation in the first hour" }).locator("br").count(), 2);
    assert.equal(await guide.locator("strong", { hasText: "not" }).count(), 1);
  }));

test("links open elsewhere and tell the other page nothing; a bare address is one too", () =>
  withPage({}, async (page) => {
    await opened(page);
    await openSample(page, sample("audit-trail-silenced").title);
    await openTab(page, "Guide");
    await page.getByRole("heading", { name: "AWS CloudTrail Trail Silenced", exact: true }).waitFor();
    const links = page.locator("rp-guide a");
    const found = await links.evaluateAll((all) =>
      all.map((a) => ({ href: a.getAttribute("href"), target: a.getAttribute("target"), rel: a.getAttribute("rel") })),
    );
    assert.ok(found.length >= 8, `${found.length} links`);
    for (const { href, target, rel } of found) {
      assert.match(href ?? "", /^https:\/\/(docs\.aws\.amazon\.com|attack\.mitre\.org)\//);
      assert.equal(target, "_blank", `${href}`);
      assert.ok(rel?.split(" ").includes("noopener"), `${href}`);
    }
    await page.locator('rp-guide a[href$="API_PutEventSelectors.html"]').waitFor();
    await page.locator('rp-guide a[href="https://attack.mitre.org/techniques/T1562/008/"]').waitFor();
  }));

test("beside the guide stand severity, risk, tags and the highlighted fields of the chosen event", () =>
  withPage({}, async (page) => {
    await opened(page);
    await openSample(page, sample("audit-trail-silenced").title);
    await openTab(page, "Guide");
    const facts = page.getByRole("complementary", { name: "About the rule" });
    await facts.getByText("T1562.008").waitFor();
    assert.deepEqual(await facts.locator(".facts dd").allInnerTexts(), [
      "High",
      "73",
      "query (kuery)",
      "9fb932d4-f039-4722-96ff-82e389e3995a",
    ]);
    assert.equal(await facts.locator(".tags .tag").count(), 7);
    assert.equal(await facts.locator("dt:has-text('event.provider') + dd").innerText(), "cloudtrail.amazonaws.com");
  }));

test("the guide follows what is typed", () =>
  withPage({}, async (page) => {
    await opened(page);
    await openTab(page, "Guide");
    await paste(page, "Rule", rule({ query: "event.action: *", note: "## First words" }));
    await page.locator("rp-guide").getByRole("heading", { name: "First words" }).waitFor();
    await paste(page, "Rule", rule({ query: "event.action: *", note: "1. one\n2. two" }));
    await page.locator("rp-guide ol li", { hasText: "two" }).waitFor();
    assert.equal(await page.locator("rp-guide").getByRole("heading", { name: "First words" }).count(), 0);
  }));

const TRANSFORM = `
[[transform.investigate]]
label = "Calls of the same user"
description = "Everything the user did"
providers = [
  [{ excluded = false, field = "user.name", queryType = "phrase", value = "{{user.name}}", valueType = "string" }],
  [{ excluded = true, field = "source.ip", queryType = "phrase", value = "{{source.ip}}", valueType = "string" }],
]

[[transform.osquery]]
label = "Users of the host"
query = "SELECT * FROM users WHERE username = '{{user.name}}'"
`;

test("placeholders and buttons are cards, filled from the chosen event", () =>
  withPage({}, async (page) => {
    await opened(page);
    const note = [
      "- $investigate_0",
      "- $osquery_0",
      "- $osquery_4",
      '!{investigate{"label": "By region", "providers": [[{"field": "cloud.region", "value": "{{cloud.region}}"}]]}}',
    ].join("\n");
    await paste(page, "Rule", rule({ query: "event.action: *", note, more: TRANSFORM }));
    const user = (/** @type {string} */ userName) => record("A", { userIdentity: { type: "IAMUser", userName } });
    await paste(page, "Events", `${user("ines")}\n${user("omar")}`);
    await openTab(page, "Guide");
    const cards = page.locator("rp-guide .card");
    await cards.nth(3).waitFor();
    assert.match(
      await cards.nth(0).innerText(),
      /Calls of the same user[\s\S]*Everything the user did[\s\S]*user\.name: ines[\s\S]*or[\s\S]*not source\.ip: \{\{source\.ip\}\}/,
    );
    assert.equal(await cards.nth(0).locator(".missing").getAttribute("title"), "source.ip is not in this event");
    assert.match(await cards.nth(1).innerText(), /Users of the host[\s\S]*username = 'ines'/);
    assert.match(await cards.nth(2).innerText(), /no \[\[transform\.osquery\]\] for \$osquery_4/);
    assert.match(await cards.nth(3).innerText(), /By region[\s\S]*cloud\.region: \{\{cloud\.region\}\}/);
    await selectEvent(page, 1);
    await cards.nth(1).getByText("omar").waitFor();
  }));

test("highlighted fields show the event's values, and which are missing or exist nowhere", () =>
  withPage({}, async (page) => {
    await opened(page);
    const more = '[rule.investigation_fields]\nfield_names = ["user.name", "error.code", "aws.cloudtrail.noSuchThing"]';
    await paste(page, "Rule", rule({ query: "event.action: *", more }));
    await paste(page, "Events", record("A", { userIdentity: { type: "IAMUser", userName: "ines" } }));
    await openTab(page, "Guide");
    const values = page.locator(".highlighted dd");
    await values.nth(2).waitFor();
    assert.deepEqual(await values.allInnerTexts(), [
      "ines",
      "missing in this event",
      "unmapped: neither ECS nor the integration has this field",
    ]);
    await values.first().getByRole("button").click();
    await editor(page, "Events").locator(".hovered", { hasText: "ines" }).waitFor();
  }));

test("a heading leads to its line in the rule, also through TOML's escapes", () =>
  withPage({}, async (page) => {
    await opened(page);
    const text = rule({ query: "event.action: *", note: "## First\n\ntext\n\n### Second `one`" });
    await paste(page, "Rule", text);
    await openTab(page, "Guide");
    await page.locator("rp-guide").getByRole("heading", { name: "Second one" }).getByRole("button").click();
    const line = text.split("\n").indexOf("### Second `one`") + 1;
    assert.equal(await cursor(page, "Rule"), `${line}:1`);
    await paste(
      page,
      "Rule",
      text.replace("note = '''\n## First\n\ntext\n\n### Second `one`\n'''", 'note = "a\\n\\n## B\\u0021"'),
    );
    await page.locator("rp-guide").getByRole("heading", { name: "B!" }).getByRole("button").press("Enter");
    assert.equal(await cursor(page, "Rule"), `${text.split("\n").findIndex((one) => one.startsWith("note")) + 1}:14`);
  }));

test("on paper stands the guide alone, from its first to its last line", () =>
  withPage({}, async (page) => {
    await opened(page);
    await openSample(page, sample("audit-trail-silenced").title);
    await openTab(page, "Guide");
    await page.getByRole("heading", { name: "AWS CloudTrail Trail Silenced", exact: true }).waitFor();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    // Paper is narrower than the screens that show all panes.
    await page.setViewportSize({ width: 700, height: 900 });
    assert.ok(await page.locator(".guide-title").isVisible());
    for (const name of ["rp-header", "rp-rule-editor", "rp-events", "rp-footer", "[role=tablist]"]) {
      assert.equal(await page.locator(name).first().isVisible(), false, name);
    }
    const { text, page: whole } = await page.locator(".guide-text").evaluate((guide) => ({
      text: guide.scrollHeight,
      page: document.documentElement.scrollHeight,
    }));
    assert.ok(whole >= text, `${text} of ${whole} pixels`);
    const ground = await page.locator(".page").evaluate((one) => getComputedStyle(one).backgroundColor);
    assert.match(ground, /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/);
  }));
