// How fast the built engine is in Chromium, beside JSON.parse over the same text. `cargo xtask bench` runs it, after the
// native benchmark has made the texts. Nothing of this is part of the site.
import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { transform } from "esbuild";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "..", "..");
const folders = { "/dist/": join(root, "dist"), "/texts/": join(root, "target", "bench"), "/": import.meta.dirname };
const types = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".html": "text/html",
};

// What the page does to a large text before it sends it.
const { code: utf8 } = await transform(await readFile(join(root, "www/engine/utf8.ts"), "utf8"), { loader: "ts" });

const server = createServer((request, response) => {
  if (request.url === "/utf8.mjs") {
    response.setHeader("content-type", "text/javascript").end(utf8);
    return;
  }
  if (request.url === "/") {
    response.setHeader("content-type", "text/html").end("<!doctype html><title>bench</title>");
    return;
  }
  const start = Object.keys(folders).find((prefix) => request.url.startsWith(prefix));
  const path = join(folders[start], request.url.slice(start.length));
  if (!path.startsWith(root) || !existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("content-type", types[extname(path)] ?? "text/plain");
  createReadStream(path).pipe(response);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const address = `http://127.0.0.1:${server.address().port}/`;

const texts = [
  { name: "records-10mb.json", runs: 5 },
  { name: "records-100mb.json", runs: 3 },
  { name: "small-1000000.ndjson", runs: 1 },
].filter(({ name }) => existsSync(join(folders["/texts/"], name)));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
console.log(`Chromium ${browser.version()}`);
for (const text of texts) {
  const page = await browser.newPage();
  await page.goto(address);
  const figures = await page.evaluate(async (wanted) => {
    const worker = new Worker("/worker.mjs", { type: "module" });
    const next = () =>
      new Promise((done, failed) => {
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message }) => failed(new Error(message));
      });
    await next();
    worker.postMessage(wanted);
    return next();
  }, text);
  print(figures);
  await page.close();
}
await browser.close();
server.close();

function print(figures) {
  const megabytes = figures.bytes / 1e6;
  console.log(`\n${figures.name} (${megabytes.toFixed(1)} MB)`);
  const row = (name, took, peer, of) => {
    const speed = `${((megabytes / took) * 1000).toFixed(0)} MB/s`;
    const ratio = peer === undefined ? "" : `${(took / peer).toFixed(2)} of ${of}`;
    console.log(`  ${name.padEnd(42)}${took.toFixed(1).padStart(9)} ms${speed.padStart(12)}  ${ratio}`);
  };
  row("JSON.parse", figures.jsonParse, figures.jsonParse, "itself");
  row("parse", figures.parse, figures.jsonParse, "JSON.parse");
  row("parse + the 6 fields: load to verdict", figures.loadToVerdict, figures.jsonParse, "JSON.parse");
  if (figures.everyField !== undefined) {
    row("parse + whole document", figures.parse + figures.everyField, figures.jsonParse, "JSON.parse");
  }
  row("JSON.parse + predicate", figures.jsonParseAndPredicate, figures.jsonParseAndPredicate, "itself");
  row("load to verdict", figures.loadToVerdict, figures.jsonParseAndPredicate, "JSON.parse + predicate");
  console.log(`  the query matches ${figures.matched} events, the predicate finds ${figures.found}`);
  console.log(
    `  one clause edited ${figures.edit.toFixed(1)} ms, a field used for the first time ${figures.newField.toFixed(0)} ms`,
  );
  console.log(`  wasm memory ${(figures.memory / figures.bytes).toFixed(2)} bytes for each byte of input`);
}
