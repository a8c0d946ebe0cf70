// A plain file server over dist/: no special headers, no fallback pages.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
/** The documentation, where `cargo xtask test` and `cargo xtask docs` build it; it ends in a slash. */
export const BOOK = fileURLToPath(new URL("../../target/docs/", import.meta.url));

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** @typedef {Record<string, string | Buffer>} Replaced Files of `dist/` that are handed out with another content. */
/** @typedef {{ url: string, requested: string[], close: () => Promise<void> }} Server `requested`: paths, in their order. */

/**
 * Serves `dist/` below `base` ("/" or a path that ends in a slash).
 *
 * @param {string} base
 * @param {Record<string, string>} [headers] What every answer carries besides.
 * @param {Replaced} [replaced] Looked up for each request, so that a test can change it.
 * @param {string} [folder] Another folder than `dist/`.
 * @returns {Promise<Server>}
 */
export function serveDist(base, headers = {}, replaced = {}, folder = DIST) {
  return serve(base, async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = pathname.startsWith(base) ? fileOf(folder, pathname.slice(base.length)) : undefined;
    const body = replaced[pathname.slice(base.length)] ?? (file && (await readFile(file).catch(() => undefined)));
    if (!file || !body) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", ...headers })
      .end(body);
  });
}

/**
 * Serves a page of somebody else's, on an origin of its own.
 *
 * @param {Record<string, string>} pages Path to content; what ends in `.html` is HTML.
 * @param {(path: string) => Record<string, string>} [headers] What an answer carries besides.
 * @returns {Promise<Server>}
 */
export function servePages(pages, headers = () => ({})) {
  return serve("/", (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const body = pages[pathname];
    if (body === undefined) response.writeHead(404).end();
    else {
      const type = { "content-type": TYPES[extname(pathname)] ?? "text/plain" };
      response.writeHead(200, { ...type, ...headers(pathname) }).end(body);
    }
  });
}

/**
 * @param {string} base
 * @param {import("node:http").RequestListener} listener
 * @returns {Promise<Server>}
 */
async function serve(base, listener) {
  /** @type {string[]} */
  const requested = [];
  const server = createServer((request, response) => {
    requested.push(new URL(request.url ?? "/", "http://localhost").pathname);
    listener(request, response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    requested,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} folder
 * @param {string} path
 */
function fileOf(folder, path) {
  const file = normalize(join(folder, decodeURIComponent(path)));
  if (!file.startsWith(folder)) {
    return undefined;
  }
  return file.endsWith(sep) ? join(file, "index.html") : file;
}
