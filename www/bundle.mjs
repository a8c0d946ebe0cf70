// Puts what trunk does not make into the folder it assembles the site in: the bundled TypeScript and CSS, the samples,
// and the engine's tables. A trunk hook; see Trunk.toml.
import { cp, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { env } from "node:process";
import { build } from "esbuild";

const site = env.TRUNK_STAGING_DIR ?? join("target", "www");

await build({
  entryPoints: ["www/main.ts", "www/main.css"],
  outdir: site,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  chunkNames: "[name]-[hash]",
  logLevel: "warning",
});

// Of www/samples only what the page fetches: a folder for each sample.
const ofSample = (path) => !path.endsWith(".ts") && !path.endsWith(".md") && basename(path) !== "expected.toml";
await cp("www/samples", join(site, "samples"), { recursive: true, filter: ofSample });

// The names the worker asks for; see src/bin/engine_worker/table.rs.
await cp("src/cloudtrail/user_agent/patterns.txt", join(site, "user-agents.txt"));
const vocabulary = ["operations.txt", "special_cases.txt"].map((name) => `src/cloudtrail/vocabulary/${name}`);
const texts = await Promise.all(vocabulary.map((path) => readFile(path, "utf8")));
await writeFile(join(site, "vocabulary.txt"), texts.join(""));
