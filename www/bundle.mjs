// Puts what trunk does not make into the folder it assembles the site in: the bundled TypeScript and CSS, the samples,
// and the engine's tables. A trunk hook; see Trunk.toml.
import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { env } from "node:process";
import { build, transform } from "esbuild";
import { rolldown } from "rolldown";

const site = env.TRUNK_STAGING_DIR ?? join("target", "www");

/** Styles that a script holds as text are made as small as the other sheets. */
const smallStyles = {
  name: "small-styles",
  load: {
    filter: { id: /styles.*\.css$/ },
    async handler(path) {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, target: "es2022" });
      return { code, moduleType: "text" };
    },
  },
};

/** What CodeMirror's packages import for its own languages; the page has others. */
const language = resolve("www/editor/language.ts");
const alias = { "@codemirror/language": language, "@lezer/common": language, "@lezer/highlight": language };

/** Bundles a script. What it imports only later becomes a file of its own, named with a hash. */
async function bundle(name, path) {
  const script = await rolldown({
    input: { [name]: path },
    plugins: [smallStyles],
    // How long the plugin took is said only where the machine is busy.
    checks: { pluginTimings: false },
    platform: "browser",
    resolve: { alias },
    // A page that is served while it changes must not be kept: see www/offline.
    transform: { target: "es2022", define: { OFFLINE: `${env.RULE_PLAYGROUND_SERVING !== "1"}` } },
  });
  await script.write({
    dir: site,
    minify: true,
    comments: false,
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  });
  await script.close();
}

await bundle("main", "www/main.ts");
// The scripts of host pages, each whole in itself.
await bundle("embed", "www/embed/embed.ts");
await bundle("story", "www/embed/story.ts");
await build({ entryPoints: ["www/main.css"], outdir: site, minify: true, target: "es2022", logLevel: "warning" });

// The samples' texts, in one file; see www/samples/texts.ts.
const { samples } = await load("www/samples/index.ts");
const { textsOf } = await load("www/samples/texts.ts");
const packed = { rules: {}, documents: {}, records: {} };
for (const { id } of samples) {
  const read = (name) => readFile(join("www/samples", id, name), "utf8");
  const events = await read("events.json");
  packed.rules[id] = await read("rule.toml");
  if (/^[[{]$/m.test(events)) packed.documents[id] = JSON.parse(events);
  else
    packed.records[id] = events
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  if (textsOf(packed, id).events !== events)
    throw new Error(`www/samples/${id}/events.json is not written as JSON.stringify writes it`);
}
await writeFile(join(site, "samples.json"), JSON.stringify(packed));

// The names the worker asks for; see src/bin/engine_worker/table.rs.
await copyFile("src/cloudtrail/user_agent/patterns.txt", join(site, "user-agents.txt"));
await copyFile("src/check/tables.txt", join(site, "checks.txt"));
const notes = await Promise.all(["notes.txt", "said.txt"].map((name) => readFile(join("src/assist", name), "utf8")));
await writeFile(join(site, "engine_notes.txt"), notes.join(""));
const vocabulary = ["operations.txt", "special_cases.txt"].map((name) => `src/cloudtrail/vocabulary/${name}`);
const [operations, special] = await Promise.all(vocabulary.map((path) => readFile(path, "utf8")));
// The comments of the first say where it is from and stay with it; those of the second are for its editors.
await writeFile(join(site, "vocabulary.txt"), operations + special.replace(/^(#.*)?\n/gm, ""));

// What Elastic's documentation system can show: each sample as a story. Its addresses are relative to the site's own,
// which only the one who publishes it knows. https://github.com/elastic/docs-builder/pull/2910
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
    iframe: { url: `index.html?view=compact#sample=${id}` },
  },
]);
const registry = {
  schemaVersion: "1",
  producer: "rule-playground",
  // Without the slash at its end the last folder would not count.
  ...(env.RULE_PLAYGROUND_URL ? { baseUrl: new URL(env.RULE_PLAYGROUND_URL.replace(/\/*$/, "/")).href } : {}),
  stories: Object.fromEntries(stories),
};
await writeFile(join(site, "docs_registry.json"), JSON.stringify(registry));

/** A module of the page, for this program. */
async function load(path) {
  const { code } = await transform(await readFile(path, "utf8"), { loader: "ts", format: "esm" });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}
