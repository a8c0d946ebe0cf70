// What axe-core finds, in every view, theme and width.
import assert from "node:assert/strict";
import { test } from "node:test";
import { opened, openSample, paste, rule, verdict } from "./actions.mjs";
import { violations } from "./axe.mjs";
import { withPage } from "./page.mjs";
import { sample } from "./samples.mjs";

const SCREENS = /** @type {const} */ ([
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 1280 },
  { colorScheme: "light", width: 390 },
  { colorScheme: "dark", width: 390 },
]);

for (const { colorScheme, width } of SCREENS) {
  test(`axe finds nothing on a ${colorScheme} page ${width} pixels wide`, () =>
    withPage({ context: { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" } }, async (page) => {
      await opened(page);
      await openSample(page, sample("audit-trail-silenced").title);
      await page.locator("rp-rule-facts").getByText("AWS CloudTrail Trail Silenced").waitFor();
      for (const tab of await page.getByRole("tablist", { name: "Answer" }).getByRole("tab").all()) {
        await tab.click();
        assert.deepEqual(await violations(page), [], (await tab.textContent()) ?? "");
      }
      for (const pane of await page.getByRole("tablist", { name: "Panes" }).getByRole("tab").all()) {
        await pane.click();
        assert.deepEqual(await violations(page), [], (await pane.textContent()) ?? "");
      }
    }));

  test(`axe finds nothing where there are problems, a message, the samples and the help, ${colorScheme}, ${width} pixels`, () =>
    withPage({ context: { colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" } }, async (page) => {
      await opened(page);
      if (width < 700) await page.getByRole("tab", { name: "Answer" }).click();
      await page.getByRole("tab", { name: /^Problems/ }).click();
      if (width < 700) await page.getByRole("tab", { name: "Rule" }).click();
      await paste(page, "Rule", rule({ query: "event.actoin: (a or" }).replace("severity =", "severty ="));
      await verdict(page, "Invalid");
      if (width < 700) await page.getByRole("tab", { name: "Answer" }).click();
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Samples" }).click();
      await page.locator(".menu-item").first().waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Help" }).click();
      await page.getByRole("dialog").waitFor();
      assert.deepEqual(await violations(page), []);
    }));
}
