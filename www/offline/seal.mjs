// The last step of a build: what can only be made when every other file is there.
import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { env } from "node:process";
import { build } from "esbuild";

const site = env.TRUNK_STAGING_DIR ?? "dist";
const common = {
  outdir: site,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
};

// The engine's loader knows how much is to come, which a compressed answer does not say.
const parts = ["engine_worker_bg.wasm", "engine_rest.wasm"].map((name) => stat(join(site, name)));
const [first, rest] = (await Promise.all(parts)).map(({ size }) => size);
await build({
  ...common,
  entryPoints: { engine_loader: "www/engine/loader.ts" },
  external: ["./engine_worker.js"],
  define: { FIRST_BYTES: `${first}`, ENGINE_BYTES: `${first + rest}` },
});

// What main.js imports is fetched together with it and not one round trip after another.
const preloaded = new Set();
for (const imported of await imports("main.js")) await preload(imported);
const links = [...preloaded].map((path) => `<link rel="modulepreload" href="./${path}">`);
const page = await readFile(join(site, "index.html"), "utf8");
const bare = page.replace(/\s*<!--.*?-->/gs, "");
await writeFile(join(site, "index.html"), bare.replace("</head>", `${links.join("")}</head>`));

// The service worker knows every file of its version.
const paths = (await readdir(site, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .filter((path) => path !== "service-worker.js")
  .sort();
const hashes = await Promise.all(paths.map(async (path) => [path, hash(await readFile(join(site, path)))]));
const files = JSON.stringify(Object.fromEntries(hashes));
await build({
  ...common,
  entryPoints: { "service-worker": "www/offline/service-worker.ts" },
  define: { FILES: files, VERSION: JSON.stringify(hash(files)) },
});

/** What a module of the site imports at once; what it imports later stands in brackets. */
async function imports(path) {
  const text = await readFile(join(site, path), "utf8");
  return [...text.matchAll(/\b(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, imported]) => imported);
}

async function preload(path) {
  if (preloaded.has(path)) return;
  preloaded.add(path);
  for (const imported of await imports(path)) await preload(imported);
}

/** As the service worker has it: 96 bits of SHA-256 tell versions apart. */
function hash(content) {
  return createHash("sha256").update(content).digest("base64").slice(0, 16);
}
