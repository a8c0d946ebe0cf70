// Themes, widths and motion.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { opened, openSample, openTab } from "./actions.mjs";
import { withPage } from "./page.mjs";
import { sample } from "./samples.mjs";

/** @import { Page } from "playwright-core" */

/**
 * How light the page's ground is, 0 to 255.
 *
 * @param {Page} page
 */
const lightness = (page) =>
  page.locator(".page").evaluate((element) => {
    const canvas = document.createElement("canvas").getContext("2d");
    if (!canvas) return Number.NaN;
    canvas.fillStyle = getComputedStyle(element).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 3;
  });

for (const { colorScheme, button } of /** @type {const} */ ([
  { colorScheme: "light", button: "Use the dark theme" },
  { colorScheme: "dark", button: "Use the light theme" },
])) {
  test(`a system that is ${colorScheme} gets a ${colorScheme} page, and the button turns it`, () =>
    withPage({ context: { colorScheme } }, async (page) => {
      await opened(page);
      const first = await lightness(page);
      await page.getByRole("button", { name: button }).click();
      const second = await lightness(page);
      const [dark, light] = colorScheme === "dark" ? [first, second] : [second, first];
      assert.ok(dark < 60 && light > 200, `dark ${dark}, light ${light}`);
    }));
}

test("a wide page scrolls its panes, not itself", () =>
  withPage({ context: { viewport: { width: 1440, height: 900 } } }, async (page) => {
    await opened(page);
    for (const tab of /** @type {const} */ (["Why", "Guide", "ECS", "Supply", "Run on Elastic", "Problems"])) {
      await openTab(page, tab);
      const { scrollWidth, scrollHeight } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        scrollHeight: document.documentElement.scrollHeight,
      }));
      assert.deepEqual({ scrollWidth, scrollHeight }, { scrollWidth: 1440, scrollHeight: 900 }, tab);
    }
  }));

for (const width of [320, 390, 1024]) {
  test(`each pane and view fits a screen of ${width} pixels`, () =>
    withPage({ context: { viewport: { width, height: 700 } } }, async (page) => {
      await opened(page);
      await openSample(page, sample("audit-trail-silenced").title);
      const fits = async (/** @type {string} */ what) => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${what}: ${wide} pixels`);
      };
      for (const pane of await page.getByRole("tablist", { name: "Panes" }).getByRole("tab").all()) {
        await pane.click();
        await page.locator(`#${await pane.getAttribute("aria-controls")}`).waitFor();
        await fits((await pane.textContent()) ?? "");
      }
      for (const tab of /** @type {const} */ (["Why", "Guide", "ECS", "Supply", "Run on Elastic", "Problems"])) {
        await openTab(page, tab);
        await fits(tab);
      }
    }));
}

test("colours and sizes of letters come from the one file that names them", async () => {
  for (const name of await readdir("www/styles")) {
    if (!name.endsWith(".css") || name === "tokens.css") continue;
    const found = (await readFile(`www/styles/${name}`, "utf8")).match(
      /#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(|font-size: [\d.]+px/gi,
    );
    assert.deepEqual(found ?? [], [], name);
  }
});

test("a page at twice its size shows every pane, and nothing beside the screen", () =>
  withPage({ context: { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 } }, async (page) => {
    await opened(page);
    for (const pane of await page.getByRole("tablist", { name: "Panes" }).getByRole("tab").all()) {
      await pane.click();
      const panel = page.locator(`#${await pane.getAttribute("aria-controls")}`);
      const { height } = (await panel.boundingBox()) ?? { height: 0 };
      assert.ok(height >= 120, `${await pane.textContent()}: ${height} pixels high`);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 720);
    }
  }));
