// The README's picture of the page. `UPDATE_SCREENSHOT=1 cargo xtask browser` takes it anew.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { opened, openSample, openTab, selectEvent, sentence } from "./actions.mjs";
import { withPage } from "./page.mjs";
import { sample } from "./samples.mjs";

const ROOT = new URL("../../", import.meta.url);
const SIZE = { width: 1440, height: 900 };
const SHOWN = sample("ssm-shell-command");
/** An event that does not match, for the picture to show why. */
const EVENT = 2;

test("the README shows a screenshot of its size that exists", async () => {
  if (process.env.UPDATE_SCREENSHOT) {
    await withPage({ context: { viewport: SIZE, colorScheme: "light", reducedMotion: "reduce" } }, async (page) => {
      await opened(page);
      await openSample(page, SHOWN.title);
      await sentence(page).filter({ hasText: SHOWN.expected.sentence }).waitFor();
      await openTab(page, "Why");
      await selectEvent(page, EVENT);
      await page.locator("h1").click();
      await writeFile(new URL("docs/screenshot.png", ROOT), await page.screenshot({ animations: "disabled" }));
    });
  }
  const readme = await readFile(new URL("README.md", ROOT), "utf8");
  const path = /!\[[^\]]+\]\((docs\/[^)]+\.png)\)/.exec(readme)?.[1];
  assert.ok(path, "README.md shows a picture of docs/");
  const picture = await readFile(new URL(path, ROOT));
  assert.equal(picture.subarray(1, 4).toString(), "PNG");
  // A PNG begins with eight bytes, then its header: length, name, width, height.
  assert.deepEqual({ width: picture.readUInt32BE(16), height: picture.readUInt32BE(20) }, SIZE);
});
