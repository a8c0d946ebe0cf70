// What ten embedded rules on one page take of memory. `cargo xtask bench` runs it. Nothing of this is part of the site.
//
// Chromium is asked for the resident memory of its processes (`SystemInfo.getProcessInfo` names them, Linux's /proc has the figures)
// with no frame, then after each frame has answered. Frames of the host page's own site share its renderer.
import { existsSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { serveSite } from "./site.mjs";

const FRAMES = 10;

const sample = (file) => readFileSync(new URL(`../../www/samples/ssm-shell-command/${file}`, import.meta.url), "utf8");
const texts = ["rule.toml", "events.json"].map((file) => `<script type="text/plain">${sample(file)}</script>`).join("");
const element = `<rule-playground>${texts}</rule-playground>`;
const host = `<!doctype html><title>Host</title><script type="module" src="./embed.js"></script>${element.repeat(FRAMES)}`;

if (!existsSync("/proc/self/smaps_rollup")) {
  console.log("The memory of a process is read from /proc, which this system has not.");
  process.exit(0);
}

let engines = 0;
const site = await serveSite(
  (request, response, body) => {
    if (request.url.endsWith(".wasm")) engines += 1;
    response.end(body);
  },
  { "/host.html": host },
);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const processes = await browser.newBrowserCDPSession();
const page = await browser.newPage();
await page.goto(`${site.url}host.html`);
await page.getByRole("button", { name: "Run this rule" }).first().waitFor();

const figures = [await memory()];
for (let at = 0; at < FRAMES; at += 1) {
  const element = page.locator("rule-playground").nth(at);
  await element.getByRole("button", { name: "Run this rule" }).click();
  await element.locator("iframe").contentFrame().locator("rp-verdict .badge").filter({ hasText: "Match" }).waitFor();
  figures.push(await memory());
}
await browser.close();
site.close();

console.log(`\nMemory of the renderers, private and shared by proportion, with 0 to ${FRAMES} frames`);
console.log(`  ${figures.map((bytes) => `${Math.round(bytes / 1e6)}`).join(" ")} MB`);
console.log(
  `  ${((figures[FRAMES] - figures[0]) / FRAMES / 1e6).toFixed(1)} MB a frame; the engine was fetched ${engines} times`,
);

/** Bytes that the renderers hold. */
async function memory() {
  const { processInfo } = await processes.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return renderers.reduce((sum, { id }) => sum + ofProcess(id), 0);
}

function ofProcess(id) {
  const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"));
  return Number(found?.[1] ?? 0) * 1024;
}
