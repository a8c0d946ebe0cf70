// Where the playground has to run in other people's pages: in sandboxes, without storage, from a file, many times over.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { exactly } from "./actions.mjs";
import { element, inHost, script, shows } from "./hosts.mjs";
import { withBrowser } from "./page.mjs";
import { serveDist } from "./server.mjs";

/** @import { Frame } from "playwright-core" */

const EVERYBODY = { "access-control-allow-origin": "*" };

test("a sandboxed frame without an origin answers too, where the files may be read by everybody", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>${element('sandbox load="visible"')}${script(playground)}`,
    }),
    async (page) => {
      await shows(page, "Match");
      const frame = /** @type {Frame} */ (page.frames()[1]);
      assert.equal(await frame.evaluate(() => self.origin), "null");
      assert.equal(
        await frame.evaluate(() => {
          try {
            return localStorage.length;
          } catch {
            return "refused";
          }
        }),
        "refused",
      );
      assert.ok(
        page.workers().every((worker) => worker.url().startsWith("blob:null/")),
        "the worker is made from a blob",
      );
      assert.equal(page.workers().length, 1);
      // The vocabulary is fetched from beside the engine, which a worker from a blob has to be told.
      await frame.locator("rp-rule-editor .cm-content").focus();
    },
  ));

test("a host page that is in a sandbox itself gets its answer", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Outer</title><iframe title="Outer" sandbox="allow-scripts" src="/inner.html"></iframe>`,
      "/inner.html": `<!doctype html><title>Inner</title>${element('load="visible"')}${script(playground)}`,
    }),
    async (page) => {
      const inner = page.frameLocator("iframe");
      const badge = inner.frameLocator("rule-playground iframe").locator("rp-verdict .badge");
      await badge.filter({ hasText: exactly("Match") }).waitFor();
    },
    { csp: (origin) => `default-src 'none'; script-src ${origin}; frame-src 'self' ${origin}` },
  ));

test("a page opened from a file gets its answer", async () => {
  const folder = await mkdtemp(join(tmpdir(), "host-"));
  const server = await serveDist("/", EVERYBODY);
  try {
    await writeFile(join(folder, "host.html"), `<!doctype html><title>Host</title>${element()}${script(server.url)}`);
    await withBrowser(async (page) => {
      await page.goto(pathToFileURL(join(folder, "host.html")).href);
      await page.getByRole("button", { name: "Run this rule" }).click();
      await shows(page, "Match");
    });
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
});

/** Makes storage, service workers and the clipboard refuse, as browsers do in frames of other sites. */
const REFUSING = () => {
  const refuse = () => {
    throw new DOMException("refused", "SecurityError");
  };
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
    Object.defineProperty(window, name, { get: refuse });
  Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("refused")) } });
};

for (const view of ["compact", "full"])
  test(`with storage and clipboard refused everything else works in a frame, ${view}`, () =>
    inHost(
      (playground) => ({
        "/host.html": `<!doctype html><title>Host</title>${element(`view="${view}"`)}${script(playground)}`,
      }),
      async (page) => {
        await page.context().addInitScript(REFUSING);
        await page.getByRole("button", { name: "Run this rule" }).click();
        await shows(page, "Match");
        if (view === "compact") return;
        const frame = page.frameLocator("rule-playground iframe");
        await frame.getByRole("button", { name: "Share…" }).click();
        const saved = page.waitForEvent("download");
        await frame.getByRole("button", { name: "Copy link" }).click();
        await frame.getByText("The browser refuses the clipboard; the text is saved as copy.txt instead.").waitFor();
        assert.equal((await saved).suggestedFilename(), "copy.txt");
      },
    ));

for (const how of ["compact", "full"])
  test(`a frame reads and keeps nothing of what the reader has on the page itself, ${how}`, () =>
    inHost(
      (playground) => ({
        "/host.html": `<!doctype html><title>Host</title>${element(`view="${how}"`)}${script(playground)}`,
        "/sample.html": `<!doctype html><title>Host</title><rule-playground><iframe title="Sample"
          src="${playground}index.html?view=${how}&host=#sample=wrong-provider"></iframe></rule-playground>`,
      }),
      async (page, { host, playground }) => {
        const kept = { rule: "event.action: mine", events: [{ name: "events", text: "{}" }] };
        await page.context().addInitScript((kept) => {
          try {
            if (self !== top) localStorage.setItem("rule-playground", kept);
          } catch {
            // Not the playground.
          }
        }, JSON.stringify(kept));
        await page.getByRole("button", { name: "Run this rule" }).click();
        await shows(page, "Match");
        const frame = () => /** @type {Frame} */ (page.frames().find((one) => one.url().startsWith(playground)));
        const stored = () => frame().evaluate(() => localStorage.getItem("rule-playground"));
        await frame().evaluate(() => dispatchEvent(new Event("pagehide")));
        assert.equal(await stored(), JSON.stringify(kept));
        await page.goto(`${host}sample.html`);
        await shows(page, "No match");
        assert.equal(await frame().getByText("Back to my last session").count(), 0);
        assert.equal(await stored(), JSON.stringify(kept));
      },
    ));

test("ten on one page: frames are made when they are wanted, and the engine is fetched once", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>${script(playground)}${Array.from(
        { length: 10 },
        (_, at) => `<p>${at}</p>${element()}`,
      ).join("")}`,
    }),
    async (page, { requested }) => {
      const buttons = page.getByRole("button", { name: "Run this rule" });
      await buttons.first().waitFor();
      assert.equal(await buttons.count(), 10);
      for (const at of [0, 1, 2]) {
        await buttons.first().click();
        const frame = page.locator("rule-playground iframe").nth(at).contentFrame();
        await frame
          .locator("rp-verdict .badge")
          .filter({ hasText: exactly("Match") })
          .waitFor();
      }
      assert.equal(page.frames().length, 4, "seven have none yet");
      assert.deepEqual(requested.filter((path) => path.endsWith(".wasm")).sort(), [
        "/some/path/engine_rest.wasm",
        "/some/path/engine_worker_bg.wasm",
      ]);
    },
    { headers: { "access-control-allow-origin": "*", "cache-control": "max-age=600" } },
  ));
