// Rules and events written to do harm: every string of theirs is shown as text and does nothing. `withPage` also counts the
// requests to other origins, of which there may be none.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answered,
  drop,
  editor,
  opened,
  openTab,
  paste,
  record,
  rule,
  selectEvent,
  sentence,
  verdict,
} from "./actions.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

const IMAGE = `<img src="x" onerror="document.title='harmed'">`;
const SCRIPT = `<script>document.title='harmed'</script>`;
/** Writes from right to left from here on. */
const BACKWARDS = "\u202e";

/**
 * Nothing of the texts became an element or ran.
 *
 * @param {Page} page
 */
async function unharmed(page) {
  assert.equal(await page.title(), "Rule Playground");
  assert.equal(
    await page
      .locator(
        "rule-playground-app img:not(.logo, .cm-widgetBuffer), rule-playground-app script, rule-playground-app iframe",
      )
      .count(),
    0,
  );
  const addresses = await page
    .locator("rule-playground-app a")
    .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.deepEqual(
    addresses.filter((address) => !/^(https?|mailto):/.test(address ?? "")),
    [],
  );
}

test("HTML in a guide is shown as it is written", () =>
  withPage({}, async (page) => {
    await opened(page);
    await openTab(page, "Guide");
    const note = `## ${IMAGE}\n\n${SCRIPT}\n\nA word ${IMAGE} in a line\n\n- <b>bold</b>\n\n| <i>a</i> |\n| --- |\n| ${IMAGE} |`;
    await paste(page, "Rule", rule({ query: "event.action: *", note }).replace("A thing happened", "<u>A thing</u>"));
    const guide = page.locator("rp-guide .guide-text");
    await guide.getByRole("heading", { name: "<u>A thing</u>" }).waitFor();
    await guide.getByRole("heading", { name: IMAGE }).waitFor();
    const text = (await guide.textContent()) ?? "";
    for (const shown of [SCRIPT, `A word ${IMAGE} in a line`, "<b>bold</b>", "<i>a</i>"]) {
      assert.ok(text.includes(shown), shown);
    }
    await unharmed(page);
  }));

test("addresses that run code are text, not links", () =>
  withPage({}, async (page) => {
    await opened(page);
    await openTab(page, "Guide");
    const note = [
      "[plain](javascript:document.title='harmed')",
      "[tab](java\tscript:alert)",
      "[case](JaVaScRiPt:alert)",
      "[data](data:text/html;base64,PGI+)",
      "[vb](vbscript:x)",
      "[file](file:///etc/passwd)",
      "<javascript:alert(1)>",
      "![picture](https://tracker.invalid/pixel.png)",
      "[good](https://example.com/)",
    ].join("\n\n");
    const more = 'references = ["javascript:alert(1)", " https://example.org/", "nowhere"]';
    const text = rule({ query: "event.action: *", note }).replace("risk_score", `${more}\nrisk_score`);
    await paste(page, "Rule", text);
    await page.locator("rp-guide a", { hasText: "good" }).waitFor();
    await page.locator("rp-guide").getByText("javascript:alert(1)").first().waitFor();
    await unharmed(page);
  }));

test("strings of events stay strings in the table, the tree and the ECS document", () =>
  withPage({}, async (page) => {
    await opened(page);
    const user = { type: "IAMUser", userName: SCRIPT, arn: `arn:aws:iam::111122223333:user/${SCRIPT}` };
    await paste(page, "Rule", rule({ query: `event.action: "Other" and user.name: *` }));
    await paste(
      page,
      "Events",
      record(IMAGE, { userIdentity: user, __proto__: null, constructor: { prototype: IMAGE } }),
    );
    await page.locator("#event-0").getByText(IMAGE).waitFor();
    await page.locator("#event-0").getByText(SCRIPT).waitFor();
    await page.getByRole("treeitem").filter({ hasText: IMAGE }).first().waitFor();
    await openTab(page, "ECS");
    await page.locator(".ecs .value").filter({ hasText: SCRIPT }).first().waitFor();
    await unharmed(page);
  }));

test("a field named __proto__ is a field like any other", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: "__proto__.polluted: true" }));
    await paste(page, "Events", '{"__proto__": {"polluted": true}, "constructor": "x"}');
    await verdict(page, "Match");
    await openTab(page, "ECS");
    await page.locator(".ecs .field", { hasText: "__proto__.polluted" }).waitFor();
    assert.equal(await page.evaluate(() => Object.hasOwn(Object.prototype, "polluted")), false);
  }));

test("a character that turns the direction of writing turns nothing beside its own value", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: `event.action: "Other"` }));
    await paste(page, "Events", record(`evil${BACKWARDS}resUteleD`));
    await verdict(page, "No match");
    assert.equal(await editor(page, "Events").locator(".cm-specialChar").count(), 1, "the editor makes it visible");
    const shown = page.locator(".found-value, .cell-action, .said-code").filter({ hasText: "evil" });
    const kinds = await shown.evaluateAll((all) =>
      all.map((element) => `${getComputedStyle(element).unicodeBidi} ${getComputedStyle(element).display}`),
    );
    assert.ok(kinds.length > 0);
    for (const kind of kinds) {
      assert.match(kind, /isolate|plaintext|^normal (block|flex|grid)/);
    }
  }));

test("backticks and lines of another's making do not change a sentence's form", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: 'event.action: "`a` b `c"' }));
    await paste(page, "Events", record("`a` b `c"));
    await verdict(page, "Match");
    assert.equal(await page.locator("rp-events-editor .mark-true").textContent(), '"`a` b `c"');
    assert.notEqual(await sentence(page).textContent(), "");
    await unharmed(page);
  }));

/** Strings that try to be something else, each with letters of its own to find it by. */
const STRINGS = [
  IMAGE,
  SCRIPT,
  `<svg onload="document.title='harmed'"><animate onbegin="document.title='harmed'" attributeName="x" /></svg>`,
  `<a href="javascript:document.title='harmed'">anchor</a>`,
  `<iframe srcdoc="<p>frame</p>"></iframe>`,
  `</textarea></style></title><base href="https://tracker.invalid/">base`,
  `<style>@import "https://tracker.invalid/a.css";</style>style`,
  `<link rel="prefetch" href="https://tracker.invalid/">prefetch`,
  `<meta http-equiv="refresh" content="0;url=https://tracker.invalid/">meta`,
  `\${document.title='harmed'}{{constructor.constructor('document.title=1')()}}braces`,
  "&lt;img src=x onerror=alert(1)&gt;entities",
  "bell\u0007escape\u001b[31mnull\u0000control",
  `abc${BACKWARDS}fed\u2066isolate`,
  "zero\u200bwidth\ufeffjoiner\u2060",
];

/** A string up to its first control character, which editors and views draw each in their way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const seen = (/** @type {string} */ text) => text.split(/[\u0000-\u001f]/)[0] ?? "";

const TABS = /** @type {const} */ (["Why", "Guide", "ECS", "Supply", "Run on Elastic", "Problems"]);

test("strings that try to be something else are text in every view, in names, notes, fields and values", () =>
  withPage({ context: { viewport: { width: 1440, height: 900 } } }, async (page) => {
    await opened(page);
    const toml = (/** @type {string} */ text) => JSON.stringify(text);
    const list = STRINGS.map(toml).join(", ");
    const more = [
      `setup = ${toml(STRINGS.join("\n\n"))}`,
      `false_positives = [${list}]`,
      `references = [${list}]`,
      `[rule.investigation_fields]\nfield_names = ["user.name", ${list}]`,
      `[[rule.threat]]\nframework = ${toml(SCRIPT)}`,
      `[rule.threat.tactic]\nid = ${toml(IMAGE)}\nname = ${toml(SCRIPT)}\nreference = "javascript:alert(1)"`,
      `[[transform.investigate]]\nlabel = ${toml(IMAGE)}\ndescription = ${toml(SCRIPT)}`,
      `providers = [[{ field = ${toml(IMAGE)}, value = "{{user.name}}", excluded = false }]]`,
      `[[transform.osquery]]\nlabel = ${toml(IMAGE)}\nquery = "{{user.name}} <b>{{no.field}}</b>"`,
    ].join("\n");
    const note = `${STRINGS.join("\n\n")}\n\n$investigate_0\n\n$osquery_0`;
    const text = rule({ query: "user.name: *", more })
      .replace(/note = '''\s*'''/, () => `note = ${toml(note)}`)
      .replace('["Domain: Cloud"]', () => `[${list}]`)
      .replace('"A thing happened"', () => toml(STRINGS.join(" ")))
      .replace('"Finds a thing."', () => toml(STRINGS.join(" ")));
    await paste(page, "Rule", text);
    const events = STRINGS.map((string) =>
      record(string, {
        userIdentity: { type: "IAMUser", userName: string },
        requestParameters: { [string]: string },
        [string]: string,
      }),
    );
    await paste(page, "Events", events.join("\n"));
    for (const tab of TABS) {
      await openTab(page, tab);
      await answered(page);
      await unharmed(page);
    }
    await openTab(page, "Guide");
    const guide = page.locator("rp-guide");
    await guide.locator(".card").nth(1).waitFor();
    const [, shown = ""] = ((await guide.textContent()) ?? "").replace(/\s+/g, " ").split("Investigation guide");
    // Markdown knows `&lt;`.
    for (const string of STRINGS.map((one) => one.replaceAll("&lt;", "<").replaceAll("&gt;", ">")))
      assert.ok(shown.includes(seen(string).replace(/\s+/g, " ")), string);
    await openTab(page, "ECS");
    for (const [event, string] of STRINGS.entries()) {
      await selectEvent(page, event);
      await page
        .locator(".ecs .value")
        .filter({ hasText: seen(string) })
        .first()
        .waitFor();
    }
    await unharmed(page);
  }));

test("a note of a megabyte in one line, deep lists and deep quotes are shown, and the page still answers", () =>
  withPage({}, async (page) => {
    await opened(page);
    await openTab(page, "Guide");
    const deep = 10_000;
    for (const [index, note] of [
      "word ".repeat(200_000),
      "> ".repeat(deep),
      "- ".repeat(deep),
      Array.from({ length: 500 }, (_, at) => `${" ".repeat(2 * at)}- item`).join("\n"),
      "*a **b ".repeat(deep),
      "[".repeat(deep),
    ].entries()) {
      await paste(page, "Rule", rule({ query: "event.action: *", note: `${note} end ${index}` }));
      await page
        .locator("rp-guide .guide-text")
        .filter({ hasText: `end ${index}` })
        .waitFor();
    }
    await paste(page, "Rule", rule({ query: "event.action: *", note: "## Still here" }));
    await page.locator("rp-guide").getByRole("heading", { name: "Still here" }).waitFor();
  }));

test("a query that nests ten thousand times gives an answer, and so does the next one", () =>
  withPage({}, async (page) => {
    await opened(page);
    for (const query of [
      `${"(".repeat(10_000)}event.action: A${")".repeat(10_000)}`,
      `${"not ".repeat(10_000)}event.action: A`,
      `event.action: (${"A or ".repeat(10_000)}B)`,
    ]) {
      await paste(page, "Rule", rule({ query }));
      await page
        .locator(".badge")
        .filter({ hasText: /Invalid|Match|No match/ })
        .waitFor();
    }
    await paste(page, "Rule", rule({ query: "event.action: *" }));
    await verdict(page, "Match");
  }));

test("events with a megabyte in one value and objects ten thousand deep are shown as far as they can be", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: "event.action: * and user.name: *" }));
    const deep = `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`;
    const events = [
      record("Good", { userIdentity: { type: "IAMUser", userName: "ines" } }),
      record("Long", { userIdentity: { type: "IAMUser", userName: "x".repeat(1_000_000) } }),
      record("Deep").replace(/}$/, `,"requestParameters":${deep}}`),
    ];
    await drop(page, [{ name: "events.json", bytes: Buffer.from(events.join("\n")) }]);
    await page.getByRole("grid", { name: "Events" }).getByText("Good").waitFor();
    await selectEvent(page, 1);
    for (const tab of TABS) {
      await openTab(page, tab);
      await answered(page);
    }
    await unharmed(page);
  }));
