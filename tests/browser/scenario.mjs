// The scenarios of the engine as input of browser tests: see tests/scenarios/README.md.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/**
 * The blocks of a section by their language; those before the first section stand in for what it lacks.
 *
 * @param {string} file
 * @param {string} heading
 * @returns {{ rule: string, events: string, history: string, indicators: string }}
 */
export function scenario(file, heading) {
  const [common = "", ...sections] = readFileSync(`tests/scenarios/${file}.md`, "utf8").split("\n## ");
  const section = sections.find((text) => text.startsWith(`${heading}\n`));
  assert.ok(section, `${file} has a section "${heading}"`);
  const block = (/** @type {string} */ language) => {
    const pattern = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "m");
    return (pattern.exec(section) ?? pattern.exec(common))?.[1] ?? "";
  };
  return {
    rule: block("toml"),
    events: block("json"),
    history: block("json history"),
    indicators: block("json indicators"),
  };
}
