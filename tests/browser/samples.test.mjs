// Every sample, opened from the menu, against what is worked out by hand in tests/samples.toml.
import assert from "node:assert/strict";
import { test } from "node:test";
import { badge, opened, openSample, openTab, sentence } from "./actions.mjs";
import { withPage } from "./page.mjs";
import { samples } from "./samples.mjs";

const WORDS = { match: "Match", no_match: "No match", undecided: "Undecided", invalid: "Invalid" };

test("every sample is in the menu, says its sentence and shows which events match", () =>
  // High enough for the table to draw all rows: it draws only the visible ones.
  withPage({ context: { viewport: { width: 1280, height: 2400 } } }, async (page) => {
    await opened(page);
    for (const { id, title, rule, expected } of samples.toReversed()) {
      await openSample(page, title);
      // What stands between backticks is shown as code.
      const said = expected.sentence.replaceAll("`", "");
      await sentence(page).filter({ hasText: said }).waitFor();
      assert.equal(await sentence(page).textContent(), said, id);
      assert.equal(await badge(page).innerText(), WORDS[expected.verdict], id);
      const rows = page.locator("rp-events-table [id^=event-]");
      await page.locator(`#event-${expected.events - 1}`).waitFor();
      const words = await rows.locator(".cell-verdict").allInnerTexts();
      const those = (/** @type {string} */ word) => words.flatMap((each, event) => (each === word ? [event] : []));
      assert.deepEqual(those("Undecided"), expected.undecided, id);
      if (/^type = "query"$/m.test(rule)) {
        assert.deepEqual(those("Match"), expected.matched, id);
      } else {
        // Rules of other types alert on some of the events their query matches.
        assert.equal(those("Match").length > 0, expected.verdict === "match", id);
        assert.deepEqual(
          those("Match").filter((event) => !expected.matched.includes(event)),
          [],
          id,
        );
      }
      await openTab(page, "Problems");
      assert.equal(await page.locator(".problem").count(), expected.problems.length, id);
    }
  }));

test("the table shows when, what, by whom and from where", () =>
  withPage({ context: { viewport: { width: 1920, height: 1080 } } }, async (page) => {
    await opened(page);
    const cells = await page.locator("#event-0 [role=gridcell]").allInnerTexts();
    assert.deepEqual(cells, [
      "Match",
      "2026-05-04 09:02:13",
      "SendCommand",
      "ssm.amazonaws.com",
      "build-agent",
      "203.0.113.54",
    ]);
  }));
