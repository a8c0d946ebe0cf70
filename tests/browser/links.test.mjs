// Links made to do harm: one sentence and the last session as it was, or text that does nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { answered, editor, opened, paste, record, rule, selectEvent, verdict } from "./actions.mjs";
import { engineReady, withPage } from "./page.mjs";

/** @param {string | Buffer} text What the link shall carry. */
const packed = (text) => `s1=${deflateRawSync(text).toString("base64url")}`;

const RULE = rule({ query: 'event.action: "Second"' });
const WHOLE = packed(JSON.stringify({ rule: RULE, events: [{ name: "events", text: record("Second") }] }));

/** @type {readonly { name: string, hash: string, says: RegExp }[]} */
const BAD = [
  { name: "no base64", hash: "s1=%%%%", says: /damaged/ },
  { name: "nothing", hash: "s1=", says: /damaged/ },
  {
    name: "noise",
    hash: `s1=${Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 7919) % 251)).toString("base64url")}`,
    says: /damaged/,
  },
  { name: "cut off", hash: WHOLE.slice(0, 60), says: /damaged/ },
  { name: "cut off by one letter", hash: WHOLE.slice(0, -1), says: /damaged/ },
  { name: "more behind the end", hash: `${WHOLE}AAAA`, says: /damaged/ },
  { name: "no UTF-8", hash: packed(Buffer.from([0x22, 0xff, 0xfe, 0x22])), says: /damaged/ },
  { name: "no JSON", hash: packed("{"), says: /something other/ },
  { name: "lists without end", hash: packed("[".repeat(5_000_000)), says: /something other/ },
  ...["7", "null", "[]", '"rule"', "{}", '{"rule":7,"events":{}}', '{"__proto__":{"rule":"x"}}'].map((text) => ({
    name: text,
    hash: packed(text),
    says: /something other/,
  })),
  { name: "a later version", hash: "s2=AAAA", says: /newer/ },
  { name: "a bomb of 100 MB", hash: packed(Buffer.alloc(100 * 1024 * 1024, 32)), says: /more than the page takes/ },
  {
    name: "a bomb that is a rule",
    hash: packed(JSON.stringify({ rule: "#".repeat(40_000_000) })),
    says: /more than the page takes/,
  },
];

test("a hostile link gives one sentence and leaves the last session untouched", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: 'event.action: "Mine"' }));
    await paste(page, "Events", record("Mine"));
    await verdict(page, "Match");
    await page.waitForFunction(() => localStorage.getItem("rule-playground")?.includes('\\"Mine\\"'));
    const kept = await page.evaluate(() => localStorage.getItem("rule-playground"));
    const start = page.url().split("#")[0];
    for (const { name, hash, says } of BAD) {
      await page.waitForLoadState("networkidle");
      await page.goto("about:blank");
      await page.goto(`${start}#${hash}`);
      const alert = page.getByRole("alert");
      await alert.waitFor();
      assert.match((await alert.textContent()) ?? "", says, name);
      assert.equal((await alert.textContent())?.match(/Your last session is open as it was/g)?.length, 1, name);
      await verdict(page, "Match");
      assert.match((await editor(page, "Rule").locator(".cm-content").textContent()) ?? "", /"Mine"/, name);
      assert.equal(await page.evaluate(() => localStorage.getItem("rule-playground")), kept, name);
    }
  }));

/** Half a character, as only JavaScript can hold it. */
const HALF = "\\ud83d";
const SCRIPT = "<img src=x onerror=alert(1)><script>alert(1)</script>";

/** Links that hold what nobody's page writes: as JSON, because an object would not keep `__proto__`. */
const ODD = [
  {
    name: "scripts in every string",
    text: JSON.stringify({
      rule: rule({ query: `event.action: "${SCRIPT}"`, note: SCRIPT }),
      events: [{ name: SCRIPT, text: record(SCRIPT) }, { name: 7 }],
      tab: "javascript:alert(1)",
      theme: SCRIPT,
      now: SCRIPT,
      previous: SCRIPT,
      cases: SCRIPT,
      addresses: [{ address: SCRIPT, country: SCRIPT, more: { [SCRIPT]: SCRIPT } }],
      supplied: { history: [{ name: SCRIPT, text: SCRIPT }], indicators: [{ name: SCRIPT, text: SCRIPT }] },
    }),
  },
  {
    name: "names of JavaScript's own",
    text: `{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,
      "rule":"event.action: x","events":[{"name":"__proto__","text":"{\\"__proto__\\":{\\"polluted\\":true}}","__proto__":{"polluted":true}}],
      "labels":{"__proto__":{"polluted":true},"truePositive":["__proto__"]},
      "addresses":[{"address":"__proto__","country":"__proto__","more":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}],
      "supplied":{"__proto__":{"polluted":true},"history":{"length":3}}}`,
  },
  {
    name: "numbers that count nothing",
    text: `{"rule":"event.action: x","events":[{"name":"a","text":"{}"},{"name":"b","text":"{}"}],"shown":0.5,"selected":1e300,
      "labels":{"truePositive":[1e300,-1,0.5,4294967296],"falsePositive":[0]},"layout":{"columns":1e9}}`,
  },
  {
    name: "half characters",
    text: `{"rule":"event.action: \\"${HALF}\\"","events":[{"name":"${HALF}","text":"{\\"eventName\\": \\"${HALF}\\"}"}],"previous":"${HALF}",
      "cases":"${HALF}","addresses":[{"address":"${HALF}","country":"${HALF}"}]}`,
  },
  {
    name: "very deep values",
    text: `{"rule":"event.action: x","events":[{"name":"a","text":"${"[".repeat(100_000)}"}],
      "addresses":[{"address":"192.0.2.1","more":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}]}`,
  },
  {
    name: "very many texts",
    text: JSON.stringify({ rule: "event.action: x", events: Array(5000).fill({ name: "a", text: "{}" }) }),
  },
];

for (const { name, text } of ODD)
  test(`a link that holds ${name} does nothing but show text`, () =>
    withPage({ fragment: packed(text) }, async (page) => {
      page.on("dialog", () => assert.fail("a script ran"));
      await answered(page);
      await page.getByRole("tab", { name: "Guide" }).click();
      assert.equal(await page.locator("img[src=x]").count(), 0);
      assert.equal(await page.evaluate(() => "polluted" in {}), false);
      // The page is as usable as ever, and what it makes of it is kept and comes back.
      await paste(page, "Rule", RULE);
      await paste(page, "Events", record("Second"));
      await selectEvent(page, 0);
      await page.getByRole("button", { name: "Share…" }).click();
      await page.getByRole("dialog").getByLabel("Link").waitFor();
      await page.keyboard.press("Escape");
      await page.reload();
      await engineReady(page);
      await editor(page, "Rule").getByText('"Second"').waitFor();
    }));

test("a time of the run that is a command does not get into the command line", () =>
  withPage(
    {
      fragment: packed(
        JSON.stringify({
          rule: RULE,
          events: [{ name: "a; touch b", text: record("Second") }],
          now: "2026; touch c #",
        }),
      ),
    },
    async (page) => {
      await verdict(page, "Match");
      await page.getByRole("button", { name: "Share…" }).click();
      await page.getByRole("button", { name: "Copy as a command line" }).click();
      await page.getByText("The command line is copied.").waitFor();
      assert.doesNotMatch(await page.evaluate(() => navigator.clipboard.readText()), /touch c|; touch/);
    },
  ));
