// The built documentation: each rule of the tutorial runs in its page and answers what the page says below it.
// What the pages say is compared with the engine by tests/tutorial.rs as well, which needs no book.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { exactly } from "./actions.mjs";
import { withBrowser } from "./page.mjs";
import { BOOK, serveDist } from "./server.mjs";

test("each rule of the tutorial answers in its page what the page says", async () => {
  const server = await serveDist("/", {}, {}, BOOK);
  const pages = (await readdir(join(BOOK, "tutorial"))).filter((name) => name.endsWith(".html"));
  try {
    for (const name of pages) {
      await withBrowser(async (page) => {
        await page.goto(`${server.url}tutorial/${name}`);
        const elements = page.locator("main rule-playground");
        await elements.first().waitFor();
        const count = await elements.count();
        assert.equal(count, await page.locator("main blockquote").count(), name);
        for (let at = 0; at < count; at += 1) {
          const element = elements.nth(at);
          await element.getByRole("button", { name: "Run this rule" }).click();
          const frame = element.locator("iframe").contentFrame();
          const said = (await page.locator("main blockquote").nth(at).textContent())?.trim() ?? "";
          const [, verdict = "", sentence = ""] = /^(.*?)\. ([\s\S]*)$/.exec(said) ?? [];
          await frame
            .locator("rp-verdict .badge")
            .filter({ hasText: exactly(verdict) })
            .waitFor();
          assert.equal(((await frame.locator("rp-verdict .sentence").textContent()) ?? "").trim(), sentence, name);
        }
      });
    }
  } finally {
    await server.close();
  }
});
