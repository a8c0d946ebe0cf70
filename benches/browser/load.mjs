// How long the page takes to load on a slow line and a slow machine: until its editors take input, until the engine is
// ready, until the first verdict. `cargo xtask bench` runs it. Nothing of this is part of the site.
//
// The line is slow at this server and not in the browser, whose own brake (CDP) does not reach the worker that fetches the engine:
// all answers share 1.6 Mbit/s, each waits a round trip of 150 ms, and a new connection waits one more. The processor is
// braked by CDP, which reaches the page's thread and not the worker's.
import { chromium } from "playwright-core";
import { serveSite } from "./site.mjs";

const LINE = { bytesPerSecond: 1_600_000 / 8, roundTrip: 150, slice: 2_048 };
const CPU = 4;
const RUNS = 5;

/** Answers under way, each with what is still to be sent; they take turns on the one line. */
const sending = [];
let pumping = false;

async function pump() {
  if (pumping) return;
  pumping = true;
  let free = performance.now();
  for (let turn = sending.shift(); turn; turn = sending.shift()) {
    const { body, response } = turn;
    const part = body.subarray(0, LINE.slice);
    free += (part.length / LINE.bytesPerSecond) * 1000;
    await new Promise((done) => setTimeout(done, free - performance.now()));
    response.write(part);
    if (part.length < body.length) sending.push({ body: body.subarray(LINE.slice), response });
    else response.end();
  }
  pumping = false;
}

/** Connections that have carried a request. */
const known = new WeakSet();

const site = await serveSite((request, response, body) => {
  const trips = known.has(request.socket) ? 1 : 2;
  known.add(request.socket);
  setTimeout(() => {
    sending.push({ body, response });
    void pump();
  }, trips * LINE.roundTrip);
});

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const runs = [];
for (let run = 0; run < RUNS; run += 1) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU });
  await page.addInitScript(watch);
  await page.goto(site.url, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.loadTimes?.verdict !== undefined, undefined, { timeout: 60_000 });
  runs.push(await page.evaluate(() => globalThis.loadTimes));
  await context.close();
}
await browser.close();
site.close();

const median = (times) => times.sort((one, other) => one - other)[times.length >> 1];
console.log(`\nLoading at 1.6 Mbit/s, ${LINE.roundTrip} ms round trip, ${CPU}x slower processor; median of ${RUNS}`);
for (const [name, label] of Object.entries({
  interactive: "the editors take input",
  engine: "the engine is ready",
  verdict: "the first sample is answered",
})) {
  const times = runs.map((run) => run[name]);
  console.log(
    `  ${label.padEnd(42)}${(median(times) / 1000).toFixed(2).padStart(9)} s   ${times.map((time) => (time / 1000).toFixed(2)).join(" ")}`,
  );
}

/** Runs in the page: notes, in milliseconds since the navigation, when a frame shows each state. */
function watch() {
  const times = {};
  globalThis.loadTimes = times;
  const look = () => {
    const app = document.querySelector("rule-playground-app");
    const inside = (selector) => app?.shadowRoot?.querySelector(selector);
    const now = performance.now();
    if (inside("rp-rule-editor .cm-content") && inside("rp-events-editor .cm-content")) times.interactive ??= now;
    if (app?.hasAttribute("data-engine")) times.engine ??= now;
    if (inside("rp-verdict .badge")?.textContent?.includes("Match")) times.verdict ??= now;
    if (times.verdict === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
