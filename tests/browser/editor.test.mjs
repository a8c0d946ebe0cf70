// What helps while a rule is written: completion, meanings, fixes, folding, search, one undo history.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { answered, editor, focused, opened, paste, record, rule } from "./actions.mjs";
import { withPage } from "./page.mjs";

/** @import { Page } from "playwright-core" */

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const EVENTS = [
  record("CreateUser"),
  record("CreateUser", { userIdentity: { type: "IAMUser", userName: 'alice "a"' } }),
  record("DeleteUser"),
].join("\n");

/** @param {Page} page */
const options = (page) => page.locator(".cm-tooltip-autocomplete li");

/** @param {Page} page */
const card = (page) => page.locator(".said");

/**
 * The rule's text as far as it is drawn.
 *
 * @param {Page} page
 */
const lines = (page) => editor(page, "Rule").locator(".cm-line").allTextContents();

/**
 * Puts a rule with this query and the events into the page, and the cursor behind the query.
 *
 * @param {Page} page
 * @param {string} query
 */
async function start(page, query) {
  await opened(page);
  await paste(page, "Events", EVENTS);
  await paste(page, "Rule", rule({ query }));
  await behind(page, query.split("\n").at(-1) ?? "");
}

/**
 * Puts the cursor behind the line with this text, by search and keys.
 *
 * @param {Page} page
 * @param {string} text
 */
async function behind(page, text) {
  const content = editor(page, "Rule").locator(".cm-content");
  await content.focus();
  await page.keyboard.press("Control+f");
  await page.locator(".cm-search [name=search]").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
}

/**
 * @param {Page} page
 */
async function violations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations: found } = await /** @type {any} */ (window).axe.run();
    return found.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ n) => n.html)}`);
  });
}

test("values of the events are offered while a query is typed, with their counts, and Enter takes one", () =>
  withPage({}, async (page) => {
    await start(page, "event.outcome: *");
    await page.keyboard.type(" and event.action: ");
    await options(page).filter({ hasText: "CreateUser2 events" }).waitFor();
    await page.keyboard.type("Del");
    await options(page).first().filter({ hasText: "DeleteUser1 event" }).waitFor();
    await page.keyboard.press("Enter");
    await answered(page);
    assert.ok((await lines(page)).includes("event.outcome: * and event.action: DeleteUser"));
    assert.equal(await options(page).count(), 0);
    await page.locator("rp-verdict .sentence").filter({ hasText: "1 of 3" }).waitFor();
  }));

test("a chosen value has the quotes its place asks for", () =>
  withPage({}, async (page) => {
    await start(page, "event.outcome: *");
    await page.keyboard.type(" and user.name: al");
    await options(page).filter({ hasText: "alice" }).click();
    await answered(page);
    assert.ok((await lines(page)).includes('event.outcome: * and user.name: "alice \\"a\\""'));
    await page.locator("rp-verdict .sentence").filter({ hasText: "1 of 3" }).waitFor();
  }));

test("fields come with type and meaning, those of the events first; actions of the provider from the vocabulary", () =>
  withPage({}, async (page) => {
    await start(page, "event.provider: iam.amazonaws.com");
    await page.keyboard.type(" and user.n");
    await options(page).first().filter({ hasText: "user.namekeyword" }).waitFor();
    await page.locator(".cm-completionInfo").filter({ hasText: "Who called" }).waitFor();
    await page.keyboard.press("Escape");
    await options(page).first().waitFor({ state: "detached" });
    for (let at = 0; at < "user.n".length; at += 1) await page.keyboard.press("Backspace");
    await page.keyboard.type("event.action: DeleteLogin");
    await options(page).filter({ hasText: "DeleteLoginProfileCloudTrail" }).waitFor();
  }));

test("keys the rule lacks are written with their quotes, and their words are offered next", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", '[rule]\nname = "A"\n');
    await page.keyboard.press("Control+End");
    await page.keyboard.type("sever");
    await options(page).first().filter({ hasText: "severityrequired" }).click();
    await options(page).filter({ hasText: "critical" }).click();
    assert.ok((await lines(page)).includes('severity = "critical"'));
  }));

test("Escape closes the list first, then leaves the editor; Tab is not held", () =>
  withPage({}, async (page) => {
    await start(page, "event.outcome: *");
    await page.keyboard.type(" and user.n");
    await options(page).first().waitFor();
    await page.keyboard.press("Escape");
    await options(page).first().waitFor({ state: "detached" });
    assert.match(await focused(page), /cm-content/);
    await page.keyboard.press("Control+Space");
    await options(page).first().waitFor();
    await page.keyboard.press("Tab");
    assert.doesNotMatch(await focused(page), /cm-content/);
    await options(page).first().waitFor({ state: "detached" });
    await editor(page, "Rule").locator(".cm-content").focus();
    await page.keyboard.press("Escape");
    assert.doesNotMatch(await focused(page), /cm-content/);
  }));

test("a key shows what stands at the cursor: type, meaning, values seen; Escape closes it", () =>
  withPage({}, async (page) => {
    await start(page, "event.action");
    await page.keyboard.press("Control+i");
    for (const said of ["event.action", "keyword", "The operation that was called", "In 3 of 3 events", "CreateUser"]) {
      await card(page).filter({ hasText: said }).waitFor();
    }
    await page.keyboard.press("Escape");
    await card(page).waitFor({ state: "detached" });
    assert.match(await focused(page), /cm-content/);
    await behind(page, "severity");
    await page.keyboard.press("Control+i");
    await card(page).filter({ hasText: "required" }).filter({ hasText: "critical" }).waitFor();
  }));

test("pointing at a field shows the same", () =>
  withPage({}, async (page) => {
    await start(page, "event.provider: iam.amazonaws.com");
    await editor(page, "Rule").locator(".tok-field", { hasText: "event.provider" }).hover();
    await card(page).filter({ hasText: "The service that was called" }).waitFor();
    await editor(page, "Rule").locator(".tok-value", { hasText: "iam.amazonaws.com" }).hover();
    await card(page).filter({ hasText: "3 of 3 events have it" }).waitFor();
  }));

test("a key lists the fixes at the cursor; one is made and one undo takes it back, with what was typed before it", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: "event.action: *" }).replace("severity =", "severty ="));
    await behind(page, "severty");
    await page.keyboard.press("Control+.");
    const fix = page.getByRole("menuitem");
    await fix.first().waitFor();
    assert.match(await focused(page), /fix/);
    await page.keyboard.press("Escape");
    await fix.first().waitFor({ state: "detached" });
    assert.match(await focused(page), /cm-content/);
    await page.keyboard.press("Control+.");
    await fix.first().waitFor();
    await page.keyboard.press("Enter");
    await answered(page);
    assert.ok((await lines(page)).includes('severity = "medium"'));
    await page.keyboard.press("Control+z");
    assert.ok((await lines(page)).includes('severty = "medium"'));
    await page.keyboard.press("Control+Shift+z");
    assert.ok((await lines(page)).includes('severity = "medium"'));
    await behind(page, "license");
    await page.keyboard.press("Control+.");
    await page.locator(".said", { hasText: "No fix" }).waitFor();
  }));

test("the note is folded by a key and by the gutter, and opens for a search in it", () =>
  withPage({}, async (page) => {
    await opened(page);
    const note = Array.from({ length: 30 }, (_, at) => `Step ${at}`).join("\n");
    await paste(page, "Rule", rule({ query: "event.action: *", note }));
    await behind(page, "note = ");
    await page.keyboard.press("Control+Shift+{");
    await editor(page, "Rule").locator(".cm-foldPlaceholder").waitFor();
    assert.ok(!(await lines(page)).includes("Step 7"));
    await behind(page, "Step 7");
    await editor(page, "Rule").locator(".cm-foldPlaceholder").waitFor({ state: "detached" });
    await behind(page, "note = ");
    await editor(page, "Rule").locator(".cm-foldGutter span[title='Fold line']").last().click();
    await editor(page, "Rule").locator(".cm-foldPlaceholder").waitFor();
  }));

test("objects and lists of the events are folded by a key and by the gutter, brackets in texts aside", () =>
  withPage({}, async (page) => {
    await opened(page);
    const events = editor(page, "Events");
    await paste(page, "Events", '{"Records": [{\n  "eventName": "}]",\n  "tags": [\n    "one"\n  ]\n}]}');
    await events.getByText('"tags": [').click();
    await page.keyboard.press("Control+Shift+{");
    await events.locator(".cm-line", { hasText: '"tags": […]' }).waitFor();
    await page.keyboard.press("Control+Shift+}");
    await events.locator(".cm-foldPlaceholder").waitFor({ state: "detached" });
    await events.locator(".cm-foldGutter span[title='Fold line']").first().click();
    await events.locator(".cm-line", { hasText: '{"Records": [{…}]}' }).waitFor();
    // What is chosen in the tree opens it.
    await page.locator("rp-why").getByText("event.action").first().click();
    await events.locator(".cm-foldPlaceholder").waitFor({ state: "detached" });
  }));

test("matching brackets are marked", () =>
  withPage({}, async (page) => {
    await start(page, "event.action: (a or b)");
    await editor(page, "Rule").locator(".cm-matchingBracket").first().waitFor();
    assert.deepEqual(await editor(page, "Rule").locator(".cm-matchingBracket").allTextContents(), ["(", ")"]);
  }));

test("the sheet tells the keys that work here", () =>
  withPage({}, async (page) => {
    await opened(page);
    await page.getByRole("button", { name: "Help" }).click();
    const sheet = page.getByRole("dialog");
    for (const told of ["CtrlSpace", "CtrlI", "Ctrl.", "F8", "CtrlF", "CtrlShift[", "CtrlZ"]) {
      await sheet.locator("dt", { hasText: told }).first().waitFor();
    }
  }));

test("values that hold HTML are text in list and card", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Events", record("<img src=x onerror=alert(1)>"));
    await paste(page, "Rule", rule({ query: "event.action" }));
    await behind(page, "event.action");
    await page.keyboard.press("Control+i");
    await card(page).filter({ hasText: "<img src=x onerror=alert(1)>" }).waitFor();
    await page.keyboard.type(": ");
    await options(page).filter({ hasText: "<img src=x" }).waitFor();
    assert.equal(await editor(page, "Rule").locator("img").count(), 0);
  }));

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [1280, 390]) {
    test(`axe finds nothing in list, card, fixes and search, ${colorScheme}, ${width} pixels`, () =>
      withPage(
        { context: { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" } },
        async (page) => {
          await opened(page);
          await paste(page, "Rule", rule({ query: "event.action: *" }).replace("severity =", "severty ="));
          await behind(page, "event.action");
          await page.keyboard.press("Control+i");
          await card(page).waitFor();
          assert.deepEqual(await violations(page), [], "card");
          await page.keyboard.press("Escape");
          await page.keyboard.press("Control+Space");
          await options(page).first().waitFor();
          assert.deepEqual(await violations(page), [], "list");
          await page.keyboard.press("Escape");
          await behind(page, "severty");
          await page.keyboard.press("Control+.");
          await page.getByRole("menuitem").first().waitFor();
          assert.deepEqual(await violations(page), [], "fixes");
          await page.keyboard.press("Escape");
          await page.keyboard.press("Control+f");
          await page.locator(".cm-search").waitFor();
          assert.deepEqual(await violations(page), [], "search");
        },
      ));
  }
}
