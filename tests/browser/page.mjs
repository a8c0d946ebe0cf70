// The fixture of every browser test: the built page, open in Chromium, with everything it must not do recorded.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { serveDist } from "./server.mjs";

/** @import { Browser, BrowserContextOptions, Page } from "playwright-core" */

/**
 * @typedef {object} PageOptions
 * @property {string} [base] The path `dist/` is served at; it ends in a slash. Default: the root.
 * @property {string} [fragment] What follows the `#`.
 * @property {BrowserContextOptions} [context] Screen size, colour scheme and other properties of the browser window.
 * @property {(page: Page) => Promise<unknown>} [before] What to set up before the page is opened.
 * @property {import("./server.mjs").Replaced} [replaced] Files beside the page that are not of `dist/`.
 * @property {RegExp} [provokes] The faults this test causes on purpose; at least one must be seen.
 */

/** How long a state of the page is waited for, in milliseconds: long enough for a machine that is busy. */
const PATIENCE = 20_000;

/** @type {Browser | undefined} */
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
  });
});

after(() => browser?.close());

/**
 * Opens the page in a new window with empty storage and hands it to the test once its engine has answered. Afterwards the
 * page must have logged no error, thrown no exception, broken no content security policy and asked no other origin for anything.
 *
 * @param {PageOptions} options
 * @param {(page: Page) => Promise<void>} test
 */
export async function withPage(options, test) {
  assert.ok(browser, "Chromium runs");
  const server = await serveDist(options.base ?? "/", {}, options.replaced);
  // The service worker fetches the whole site once more; offline.test.mjs is about it.
  const blocked = { serviceWorkers: /** @type {const} */ ("block") };
  const context = await browser.newContext({
    ...blocked,
    permissions: ["clipboard-read", "clipboard-write"],
    ...options.context,
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const faults = watch(page, new URL(server.url).origin);
    await options.before?.(page);
    await page.goto(options.fragment === undefined ? server.url : `${server.url}#${options.fragment}`);
    await engineReady(page);
    await test(page);
    const { provokes } = options;
    const provoked = faults.filter((fault) => provokes?.test(fault));
    assert.deepEqual(
      faults.filter((fault) => !provoked.includes(fault)),
      [],
    );
    assert.ok(!provokes || provoked.length > 0, `nothing was seen of ${provokes}`);
  } finally {
    await context.close();
    await server.close();
  }
}

/**
 * Waits until the engine has said which version it is.
 *
 * @param {Page} page
 */
export async function engineReady(page) {
  await page.locator("rule-playground-app[data-engine]").waitFor({ state: "attached" });
}

/**
 * @param {Page} page
 * @param {string} origin
 */
function watch(page, origin) {
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("console", (message) => {
    const blocked = message.text() === "Service Worker registration blocked by Playwright";
    if ((message.type() === "error" || message.type() === "warning") && !blocked) {
      faults.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.context().on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["blob:", "data:"].includes(url.protocol)) {
      faults.push(`request to another origin: ${url}`);
    }
  });
  page.context().on("requestfailed", (request) => {
    // The rest of the engine is fetched in the background, and given up with a worker that is ended.
    const isGivenUp =
      request.failure()?.errorText === "net::ERR_ABORTED" && request.url().endsWith("/engine_rest.wasm");
    if (!isGivenUp) faults.push(`request failed: ${request.url()}`);
  });
  page.context().on("response", (response) => {
    if (response.status() >= 400) {
      faults.push(`status ${response.status()}: ${response.url()}`);
    }
  });
  return faults;
}

/**
 * Opens an empty window with empty storage, for pages of others.
 *
 * @param {(page: Page) => Promise<void>} run
 * @param {BrowserContextOptions} [options]
 */
export async function withBrowser(run, options) {
  assert.ok(browser, "Chromium runs");
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await run(page);
  } finally {
    await context.close();
  }
}
