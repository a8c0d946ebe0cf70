// A plain file server over dist/: no special headers, no fallback pages.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves `dist/` below `base` ("/" or a path that ends in a slash).
 *
 * @param {string} base
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveDist(base) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = pathname.startsWith(base) ? fileOf(pathname.slice(base.length)) : undefined;
    const body = file && (await readFile(file).catch(() => undefined));
    if (!file || !body) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** @param {string} path */
function fileOf(path) {
  const file = normalize(join(DIST, decodeURIComponent(path)));
  if (!file.startsWith(DIST)) {
    return undefined;
  }
  return file.endsWith(sep) ? join(file, "index.html") : file;
}
