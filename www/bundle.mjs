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
  // A page that is served while it changes must not be kept: see www/offline.
  define: { OFFLINE: `${env.RULE_PLAYGROUND_SERVING !== "1"}` },
  logLevel: "warning",
});

// The scripts of host pages, each whole in itself.
await build({
  entryPoints: { embed: "www/embed/embed.ts", story: "www/embed/story.ts" },
  outdir: site,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
});

// Of www/samples only what the page fetches: a folder for each sample.
const ofSample = (path) => !path.endsWith(".ts") && !path.endsWith(".md") && basename(path) !== "expected.toml";
await cp("www/samples", join(site, "samples"), { recursive: true, filter: ofSample });

// The names the worker asks for; see src/bin/engine_worker/table.rs.
await cp("src/cloudtrail/user_agent/patterns.txt", join(site, "user-agents.txt"));
await cp("src/check/tables.txt", join(site, "checks.txt"));
await cp("src/assist/notes.txt", join(site, "notes.txt"));
const vocabulary = ["operations.txt", "special_cases.txt"].map((name) => `src/cloudtrail/vocabulary/${name}`);
const [operations, special] = await Promise.all(vocabulary.map((path) => readFile(path, "utf8")));
// The comments of the first say where it is from and stay with it; those of the second are for its editors.
await writeFile(join(site, "vocabulary.txt"), operations + special.replace(/^(#.*)?\n/gm, ""));

// What Elastic's documentation system can show: each sample as a story. Its addresses are relative to the site's own,
// which only the one who publishes it knows. https://github.com/elastic/docs-builder/pull/2910
const { samples } = await readSamples();
const stories = samples.map(({ id, title }) => [
  `rule-playground:samples:${id}`,
  {
    alias: "samples",
    docsId: id,
    storybookId: id,
    title: "Rule Playground",
    name: title,
    height: 640,
    renderMode: "inline",
    inline: { entry: "story.js", bundleId: "story" },
    iframe: { url: `index.html?view=compact#rule=samples/${id}/rule.toml&events=samples/${id}/events.json` },
  },
]);
const registry = {
  schemaVersion: "1",
  producer: "rule-playground",
  ...(env.RULE_PLAYGROUND_URL ? { baseUrl: env.RULE_PLAYGROUND_URL } : {}),
  stories: Object.fromEntries(stories),
};
await writeFile(join(site, "docs_registry.json"), `${JSON.stringify(registry, null, 2)}\n`);

/** The list of samples, which is TypeScript for the page. */
async function readSamples() {
  const list = await build({ entryPoints: ["www/samples/index.ts"], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(list.outputFiles[0].text).toString("base64")}`);
}
