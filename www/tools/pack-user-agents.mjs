// Packs uap-core's patterns into src/cloudtrail/user_agent/patterns.txt, or checks that they are packed.
//
//     node www/tools/pack-user-agents.mjs [--check] [path/to/regexes.yaml]
//
// Without a path the file of the installed npm package `uap-core` is taken. Version 0.10.0 is the list Elasticsearch
// bundles (https://github.com/elastic/elasticsearch/pull/59697); a newer one gives other answers.
// One pattern a line, cells separated by tabs, empty cells at the end left out:
//
//     kind (u: user agent, o: os, d: device) and "i" if case does not matter, regex, name, v1, v2, v3, v4

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const VERSION = "uap-core 0.10.0";
const PACKED = new URL("../../src/cloudtrail/user_agent/patterns.txt", import.meta.url);

const KINDS = {
  user_agent_parsers: {
    letter: "u",
    cells: ["family_replacement", "v1_replacement", "v2_replacement", "v3_replacement", "v4_replacement"],
  },
  os_parsers: {
    letter: "o",
    cells: ["os_replacement", "os_v1_replacement", "os_v2_replacement", "os_v3_replacement", "os_v4_replacement"],
  },
  // Elasticsearch reads no brand and no model.
  device_parsers: { letter: "d", cells: ["device_replacement"] },
};

/** The lists of uap-core's YAML: `list:`, `- key: 'scalar'` and `key: 'scalar'` lines, comments and blank lines. */
function readYaml(text) {
  const lists = {};
  let list;
  for (const [index, line] of text.split("\n").entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const head = /^(\w+):\s*$/.exec(line);
    const entry = /^\s+(- +)?(\w+): *(.*?)\s*$/.exec(line);
    if (head) {
      list = lists[head[1]] = [];
    } else if (entry && list) {
      if (entry[1]) list.push({});
      list.at(-1)[entry[2]] = scalar(entry[3], index + 1);
    } else {
      throw new Error(`regexes.yaml:${index + 1}: not understood: ${line}`);
    }
  }
  return lists;
}

function scalar(text, line) {
  const single = /^'((?:[^']|'')*)'(?:\s+#.*)?$/.exec(text);
  if (single) return single[1].replaceAll("''", "'");
  const double = /^"([^"\\]*)"(?:\s+#.*)?$/.exec(text);
  if (double) return double[1];
  throw new Error(`regexes.yaml:${line}: not a quoted text: ${text}`);
}

function pack(lists) {
  const lines = [
    `# ${VERSION}, https://github.com/ua-parser/uap-core, Copyright 2009 Google Inc., Apache License 2.0.`,
    "# Repacked by www/tools/pack-user-agents.mjs; do not edit.",
  ];
  for (const [name, { letter, cells }] of Object.entries(KINDS)) {
    for (const entry of lists[name]) {
      const flag = entry.regex_flag ?? "";
      const row = [letter + flag, entry.regex, ...cells.map((cell) => entry[cell] ?? "")];
      if (
        !["", "i"].includes(flag) ||
        row.some((cell) => /[\t\r\n]/.test(cell)) ||
        cells.some((cell) => entry[cell] === "")
      ) {
        throw new Error(`cannot be packed: ${JSON.stringify(entry)}`);
      }
      lines.push(row.join("\t").replace(/\t+$/, ""));
    }
  }
  return `${lines.join("\n")}\n`;
}

const args = process.argv.slice(2);
const source = args.find((arg) => arg !== "--check") ?? createRequire(import.meta.url).resolve("uap-core/regexes.yaml");
const packed = pack(readYaml(readFileSync(source, "utf8")));
if (!args.includes("--check")) {
  writeFileSync(PACKED, packed);
} else if (readFileSync(PACKED, "utf8") !== packed) {
  process.stderr.write("patterns.txt is not what uap-core makes: run `node www/tools/pack-user-agents.mjs`\n");
  process.exitCode = 1;
}
