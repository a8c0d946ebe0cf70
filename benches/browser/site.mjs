// Serves dist/ to a benchmark, compressed and kept by the browser, as a real host does.
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const dist = resolve(process.env.DIST ?? join(import.meta.dirname, "..", "..", "dist"));

/** Path to content, compressed beforehand. */
const files = new Map(
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(dist.length), gzipSync(readFileSync(path), { level: 9 })]),
);

/**
 * Starts a server. `answer(request, response, body)` sends the compressed body its own way; `pages` are further pages.
 */
export async function serveSite(answer, pages = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname === "/" ? "/index.html" : pathname;
    const body = pages[path] === undefined ? files.get(path) : gzipSync(pages[path]);
    if (!body) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", TYPES[extname(path)] ?? "text/plain");
    response.setHeader("content-encoding", "gzip");
    // Ten minutes, as GitHub Pages has it.
    response.setHeader("cache-control", "max-age=600");
    answer(request, response, body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
