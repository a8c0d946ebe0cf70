// Problems: in the list, in the editors, and their fixes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cursor, editor, focused, opened, openTab, paste, record, rule } from "./actions.mjs";
import { withPage } from "./page.mjs";

const MISSPELT = rule({ query: "event.action: *" }).replace("severity =", "severty =");

test("a problem is underlined where it stands and explained on pointing at it", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", MISSPELT);
    const underlined = editor(page, "Rule").locator(".cm-lintRange-error");
    await underlined.filter({ hasText: "severty" }).hover();
    await page.locator(".cm-tooltip-lint .said-fact", { hasText: "severty" }).waitFor();
  }));

test("the list goes to line and column of a problem in the rule", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", rule({ query: "event.action: *" }).replace("risk_score = 47", 'risk_score = "much"'));
    await openTab(page, "Problems");
    const line =
      rule({ query: "" })
        .split("\n")
        .findIndex((text) => text.startsWith("risk_score")) + 1;
    const problem = page.locator(".problem-go").filter({ hasText: `rule ${line}:` });
    const where = (await problem.locator(".problem-where span").innerText()).replace("rule ", "");
    await problem.click();
    assert.match(await focused(page), /cm-content/);
    assert.equal(await cursor(page, "Rule"), where);
  }));

test("the list goes to a problem in the events, past characters of two units", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(
      page,
      "Events",
      `${record("😀A")}\n  {"eventName": "😀B", "eventName": "C", "eventSource": "x.amazonaws.com"}`,
    );
    await openTab(page, "Problems");
    const problem = page.locator(".problem-go").filter({ hasText: "eventName is written twice" });
    await problem.filter({ hasText: "events 2:23" }).click();
    assert.equal(await cursor(page, "Events"), "2:23");
  }));

test("a fix changes the text at once; one undo takes it back", () =>
  withPage({}, async (page) => {
    await opened(page);
    await paste(page, "Rule", MISSPELT);
    await openTab(page, "Problems");
    const text = () => editor(page, "Rule").locator(".cm-line").allTextContents();
    const before = await text();
    await page.locator(".problem").filter({ hasText: "severty" }).locator(".button-small").click();
    await page.locator(".empty-good").waitFor();
    assert.ok((await text()).includes('severity = "medium"'));
    assert.match(await focused(page), /cm-content/);
    await page.keyboard.press("Control+z");
    await page.locator(".problem").filter({ hasText: "severty" }).waitFor();
    assert.deepEqual(await text(), before);
  }));

test("all problems of a broken rule are told at once, and the tab counts them", () =>
  withPage({}, async (page) => {
    await opened(page);
    const broken = MISSPELT.replace('type = "query"', 'type = "qury"').replace(
      "event.action: *",
      "event.action: (a or",
    );
    await paste(page, "Rule", broken);
    await openTab(page, "Problems");
    const said = await page.locator(".problem-fact").allInnerTexts();
    for (const part of [/^severty is no key/, /^qury is no type/, /^event\.action is compared with nothing/]) {
      assert.ok(
        said.some((fact) => part.test(fact)),
        `${part} in ${said.join("; ")}`,
      );
    }
    assert.equal(await page.locator("#tab-problems .count").innerText(), `${said.length}`);
  }));
