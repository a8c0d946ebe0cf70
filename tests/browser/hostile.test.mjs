// Rules and events written to do harm: every string of theirs is shown as text and does nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { editor, opened, openTab, paste, record, rule, sentence, verdict } from "./actions.mjs";
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
      .locator("rule-playground-app img:not(.logo), rule-playground-app script, rule-playground-app iframe")
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
