// Files: dropped on the page or chosen in the dialog.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { drop, editor, open, opened, record, rule, sentence, verdict } from "./actions.mjs";
import { withPage } from "./page.mjs";

const bytes = (/** @type {string} */ text) => Buffer.from(text);

test("a gzip file of one member is opened from the dialog", () =>
  withPage({}, async (page) => {
    await opened(page);
    await open(page, [{ name: "trail.json.gz", bytes: gzipSync(`{"Records":[${record("One")},${record("Two")}]}`) }]);
    await page.getByText("Opened 1 file, 2 events.").waitFor();
    await page.locator("rp-events .fact", { hasText: "CloudTrail log file" }).waitFor();
  }));

test("a gzip file of two members is read to its end", () =>
  withPage({}, async (page) => {
    await opened(page);
    const members = Buffer.concat([gzipSync(`${record("One")}\n`), gzipSync(`${record("Two")}\n`)]);
    await open(page, [{ name: "trail.json.gz", bytes: members }]);
    await page.getByText("Opened 1 file, 2 events.").waitFor();
    await page.locator("#event-1").getByText("Two").waitFor();
  }));

test("a gzip file that is cut is said to be, and the texts stay", () =>
  withPage({}, async (page) => {
    await opened(page);
    const before = await sentence(page).textContent();
    await drop(page, [{ name: "cut.json.gz", bytes: gzipSync(record("One")).subarray(0, 40) }]);
    await page.getByText("Not opened: cut.json.gz (it is no complete gzip file).").waitFor();
    assert.equal(await sentence(page).textContent(), before);
  }));

test("a rule and its events are opened together", () =>
  withPage({}, async (page) => {
    await opened(page);
    await open(page, [
      { name: "events.ndjson", bytes: bytes(`${record("One")}\n${record("Two")}`) },
      { name: "rule.toml", bytes: bytes(rule({ query: 'event.action: "Two"' })) },
    ]);
    await sentence(page).filter({ hasText: "1 of 2 events match" }).waitFor();
    await page.locator("rp-rule-facts").getByText("A thing happened").waitFor();
  }));

test("one of several files that cannot be read does not keep the others out", () =>
  withPage({}, async (page) => {
    await opened(page);
    await drop(page, [
      { name: "good.json", bytes: bytes(record("One")) },
      { name: "bad.gz", bytes: Buffer.from([0x1f, 0x8b, 8, 0, 1]) },
    ]);
    await page.getByText("Opened 1 file, 1 event. Not opened: bad.gz").waitFor();
  }));

test("of several files the chosen one is shown, and an event brings its file", () =>
  withPage({}, async (page) => {
    await opened(page);
    await drop(page, [
      { name: "a.json", bytes: bytes(record("First")) },
      { name: "b.json", bytes: bytes(`[${record("Second")}]`) },
    ]);
    await page.getByText("Opened 2 files, 2 events.").waitFor();
    const files = page.getByLabel("Events file in the editor");
    await files.selectOption("b.json");
    await editor(page, "Events").getByText("Second").waitFor();
    await page.locator("rp-events .fact", { hasText: "a list" }).waitFor();
    await page.locator("#event-0").click();
    await editor(page, "Events").getByText("First").waitFor();
    assert.equal(await files.inputValue(), "0");
    await page.locator("rp-events .fact", { hasText: "a single object" }).waitFor();
  }));

for (const [name, text] of /** @type {const} */ ([
  ["UTF-16 with its mark", Buffer.from(`\ufeff${record("CreateUser")}`, "utf16le")],
  ["UTF-8 with its mark", bytes(`\ufeff${record("CreateUser")}`)],
  ["lines of Windows", bytes(record("CreateUser").replaceAll(",", ",\r\n"))],
])) {
  test(`events in ${name} are read without a problem`, () =>
    withPage({}, async (page) => {
      await opened(page);
      await drop(page, [
        { name: "events.json", bytes: text },
        {
          name: "rule.toml",
          bytes: bytes(`\ufeff${rule({ query: 'event.action: "CreateUser"' })}`.replaceAll("\n", "\r\n")),
        },
      ]);
      await page.getByText("Opened 2 files, 1 event.").waitFor();
      await verdict(page, "Match");
      assert.equal(await page.locator("#tab-problems .count").count(), 0);
    }));
}

test("events too large for the editor are evaluated, and the chosen record is shown", () =>
  withPage({}, async (page) => {
    await opened(page);
    const filler = "x".repeat(1000);
    const lines = Array.from({ length: 2500 }, (_, i) => record(`Action${i}`, { requestParameters: { filler } }));
    await drop(page, [
      { name: "large.ndjson", bytes: bytes(lines.join("\n")) },
      { name: "rule.toml", bytes: bytes(rule({ query: 'event.action: "Action2499"' })) },
    ]);
    await sentence(page).filter({ hasText: "1 of 2500 events match" }).waitFor();
    await page.getByRole("grid", { name: "Events" }).focus();
    await page.keyboard.press("End");
    await page.locator("#event-2499").filter({ hasText: "Match" }).waitFor();
    await editor(page, "Events").locator(".mark-true", { hasText: "Action2499" }).waitFor();
  }));

test("a folder is opened with all that can be read in it", () =>
  withPage({}, async (page) => {
    await opened(page);
    const folder = await mkdtemp(join(tmpdir(), "playground-"));
    await mkdir(join(folder, "2026", "01"), { recursive: true });
    await writeFile(join(folder, "2026", "01", "b.json.gz"), gzipSync(`{"Records":[${record("Two")}]}`));
    await writeFile(join(folder, "2026", "a.json"), record("One"));
    await writeFile(join(folder, "2026", "picture.png"), Buffer.from([0x89, 0x50]));
    await writeFile(join(folder, "rule.toml"), rule({ query: 'event.action: "Two"' }));
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("button", { name: /^Open a folder…/ }).click();
    await (await chooser).setFiles(folder);
    await page.getByText("Opened 3 files, 2 events.").waitFor();
    await sentence(page).filter({ hasText: "1 of 2 events match" }).waitFor();
    await rm(folder, { recursive: true });
  }));

for (const way of /** @type {const} */ (["Escape", "the button"])) {
  test(`opening many files says how far it is, and ${way} stops it with everything as it was`, () =>
    withPage({}, async (page) => {
      await opened(page);
      const before = await sentence(page).textContent();
      const one = bytes(record("One"));
      await drop(
        page,
        Array.from({ length: 4000 }, (_, i) => ({ name: `${i}.json`, bytes: one })),
      );
      const busy = page.getByRole("group", { name: "Opening files" });
      await busy.getByText(/of 4,000 files · [\d,]+ records?/).waitFor();
      const { value, max } = await busy.getByRole("progressbar").evaluate((bar) => {
        if (!(bar instanceof HTMLProgressElement)) throw new Error("no progress bar");
        return { value: bar.value, max: bar.max };
      });
      assert.ok(value > 0 && value <= max && max === 4000 * one.length, `${value} of ${max}`);
      if (way === "Escape") await page.keyboard.press("Escape");
      else await busy.getByRole("button", { name: "Cancel" }).click();
      await page.getByText("Opening was stopped. Everything is as it was.").waitFor();
      await busy.waitFor({ state: "detached" });
      assert.equal(await sentence(page).textContent(), before);
    }));
}

test("an evaluation that takes long can be stopped; the next change starts it again", () =>
  withPage(
    {
      before: (page) =>
        page.addInitScript(() => {
          const post = Worker.prototype.postMessage;
          Worker.prototype.postMessage = function (/** @type {any} */ message) {
            if (!("held" in window)) post.call(this, message);
          };
        }),
    },
    async (page) => {
      await opened(page);
      await page.evaluate(() => Object.assign(window, { held: true }));
      await page.locator("#event-1").click();
      const busy = page.getByRole("group", { name: "Evaluating" });
      await busy.getByRole("button", { name: "Stop" }).click();
      await page.getByText("Evaluating was stopped. Your texts are kept").waitFor();
      await page.evaluate(() => Reflect.deleteProperty(window, "held"));
      await drop(page, [{ name: "events.json", bytes: bytes(record("One")) }]);
      await sentence(page).filter({ hasText: "The event does not match" }).waitFor();
    },
  ));
