// Bundles the page's TypeScript and CSS into the folder trunk assembles the site in; a trunk hook (see Trunk.toml).
import { join } from "node:path";
import { env } from "node:process";
import { build } from "esbuild";

await build({
  entryPoints: ["www/main.ts", "www/main.css"],
  outdir: env.TRUNK_STAGING_DIR ?? join("target", "www"),
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  chunkNames: "[name]-[hash]",
  logLevel: "warning",
});
