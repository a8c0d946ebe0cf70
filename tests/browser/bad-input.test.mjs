// Input that is broken: one clear sentence where it stands, nothing lost, and the page answers what comes next.
import assert from "node:assert/strict";
import { test } from "node:test";
import { badge, drop, opened, openTab, paste, record, rule, sentence, verdict } from "./actions.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} [rule]
 * @property {string} [events]
 * @property {string} verdict
 * @property {RegExp} says One problem of the list.
 * @property {string} at Where the list says it stands.
 */

const RULE = rule({ query: 'event.action: "CreateUser"' });
const EVENTS = `${record("CreateUser")}\n${record("DeleteUser")}`;
const LEVELS = 10_000;

/** Ten megabytes without sense, the same on every run. */
const NOISE = noise(10_000_000);

/** @type {Case[]} */
const CASES = [
  { name: "an empty rule", rule: "", verdict: "Invalid", says: /there is no rule/, at: "rule 1:1" },
  { name: "empty events", events: "", verdict: "No match", says: /there are no events/, at: "events 1:1" },
  { name: "events of blanks", events: " \n\t\n", verdict: "No match", says: /there are no events/, at: "events" },
  {
    name: "a rule cut in the middle of its query",
    rule: RULE.slice(0, RULE.indexOf('"CreateUser"')),
    verdict: "Invalid",
    says: /ends inside a string that starts on line 23/,
    at: "rule 24:",
  },
  {
    name: "events cut in the middle of the second record",
    events: EVENTS.slice(0, -20),
    verdict: "Match",
    says: /not closed|ends/,
    at: "events 2:",
  },
  {
    name: "lists in lists in the events",
    events: `${record("CreateUser")}\n${"[".repeat(LEVELS)}${"]".repeat(LEVELS)}`,
    verdict: "Match",
    says: /more than 256 levels/,
    at: "events 2:257",
  },
  {
    name: "lists in lists in the rule",
    rule: `${RULE}\nmore = ${"[".repeat(LEVELS)}${"]".repeat(LEVELS)}`,
    verdict: "Invalid",
    says: /nested deeper than 40 levels/,
    at: "rule 28:",
  },
  {
    name: "groups in groups in the query",
    rule: `${"(".repeat(LEVELS)}event.action: One${")".repeat(LEVELS)}`,
    verdict: "Invalid",
    says: /nested deeper than 100 levels/,
    at: "rule 1:101",
  },
  {
    name: "a key written twice in the rule",
    rule: RULE.replace("risk_score", 'name = "Again"\nrisk_score'),
    verdict: "Invalid",
    says: /name is written twice/,
    at: "rule 17:1",
  },
  {
    name: "a key written twice in a record",
    events: `${record("CreateUser")}\n{"eventName":"A","eventName":"B","eventSource":"x.amazonaws.com"}`,
    verdict: "Match",
    says: /the key eventName is written twice/,
    at: "events 2:18",
  },
  {
    name: "half of a surrogate pair in a record",
    events: `${record("CreateUser")}\n{"eventName":"A\\ud800","eventSource":"x.amazonaws.com"}`,
    verdict: "Match",
    says: /half of a surrogate pair/,
    at: "events 2:16",
  },
  {
    name: "half of a surrogate pair in the rule",
    rule: RULE.replace("A thing", "A \\ud800 thing"),
    verdict: "Invalid",
    says: /unicode/,
    at: "rule 13:",
  },
  {
    name: "a byte order mark before the rule",
    rule: `\ufeff${RULE}`,
    verdict: "Match",
    says: /starts with a byte order mark/,
    at: "rule 1:1",
  },
  {
    name: "a rule in JSON",
    rule: '{"name":"x","type":"query","query":"event.action: One"}',
    verdict: "Invalid",
    says: /this is JSON; rules are read in TOML/,
    at: "rule 1:1",
  },
  {
    name: "events in YAML",
    events: "Records:\n  - eventName: One\n    eventSource: iam.amazonaws.com\n",
    verdict: "No match",
    says: /this looks like YAML; events are JSON/,
    at: "events 1:1",
  },
  { name: "noise as the rule", rule: NOISE, verdict: "Invalid", says: /a rule has at most/, at: "rule 1:1" },
];

for (const { name, rule: text = RULE, events = EVENTS, verdict: word, says, at } of CASES) {
  test(`${name} is said at its place, and good input answers after it`, () =>
    withPage({}, async (page) => {
      await opened(page);
      await openTab(page, "Problems");
      await paste(page, "Rule", text);
      await paste(page, "Events", events);
      await verdict(page, word);
      const problems = page.locator(".problem").filter({ hasText: says });
      assert.equal(await problems.count(), 1, (await page.locator(".problem").allInnerTexts()).join("\n"));
      const where = await problems.locator(".problem-where").innerText();
      assert.ok(where.startsWith(at), `${where}, expected ${at}`);
      assert.notEqual(await sentence(page).innerText(), "");
      if (word === "Invalid") {
        assert.match(await sentence(page).innerText(), new RegExp(says, "i"), "the verdict's sentence says the same");
      }
      await goodInputAnswers(page);
    }));
}

test("ten megabytes of noise in both texts are said to be none, and good input answers after it", () =>
  withPage({}, async (page) => {
    await opened(page);
    await openTab(page, "Problems");
    await paste(page, "Rule", NOISE);
    await paste(page, "Events", NOISE);
    await verdict(page, "Invalid");
    await page.locator(".problem").filter({ hasText: "a rule has at most" }).waitFor();
    await page.locator(".problem").filter({ hasText: "this is not JSON" }).waitFor();
    await goodInputAnswers(page);
  }));

test("lines of Windows that are pasted are no problem, nor is a byte order mark before events", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", RULE.replaceAll("\n", "\r\n"));
    await paste(page, "Events", `\ufeff${EVENTS.replaceAll("\n", "\r\n")}\r\n`);
    await sentence(page).filter({ hasText: "1 of 2 events match" }).waitFor();
    assert.equal(await page.locator("#tab-problems .count").count(), 0);
  }));

test("a file of noise is no event, and the rule stays", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", RULE);
    await drop(page, [{ name: "noise.json", bytes: Buffer.from(NOISE) }]);
    await page.getByText("Opened 1 file, 0 events.").waitFor();
    await verdict(page, "No match");
    await goodInputAnswers(page);
  }));

/** @param {Page} page */
async function goodInputAnswers(page) {
  await paste(page, "Rule", RULE);
  await paste(page, "Events", EVENTS);
  await sentence(page).filter({ hasText: "1 of 2 events match" }).waitFor();
  assert.equal(await badge(page).innerText(), "Match");
  assert.equal(await page.locator("#tab-problems .count").count(), 0);
}

/** @param {number} length */
function noise(length) {
  const words = ["noise"];
  let seed = 1;
  for (let size = 0; size <= length; size += 1 + (words.at(-1)?.length ?? 0)) {
    seed = (seed * 48271) % 2147483647;
    words.push(`${seed.toString(36)}${"{]\"'%$#=:,\n"[seed % 11]}`);
  }
  return words.join(" ").slice(0, length);
}
