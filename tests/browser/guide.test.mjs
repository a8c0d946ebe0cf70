// The investigation guide as an analyst reads it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, openSample, openTab, paste, rule } from "./actions.mjs";
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
