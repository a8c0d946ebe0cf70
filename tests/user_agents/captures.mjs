// What RegExp finds: reads {"patterns": […], "texts": […]} from stdin, and writes for each text the list of
// [pattern number, groups] of the patterns that match. The worker compiles patterns in the same way, with the flag `u`.

import { readFileSync } from "node:fs";

const { patterns, texts } = JSON.parse(readFileSync(0, "utf8"));
const compiled = patterns.map((pattern) => new RegExp(pattern, "u"));
const found = texts.map((text) =>
  compiled.flatMap((regex, number) => {
    const groups = regex.exec(text);
    return groups ? [[number, Array.from(groups, (group) => group ?? null)]] : [];
  }),
);
process.stdout.write(JSON.stringify(found));
