// The samples as the page lists them, with what `tests/samples.toml` says they answer.
import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

/**
 * @typedef {object} Expected
 * @property {number} events
 * @property {"match" | "no_match" | "undecided" | "invalid"} verdict
 * @property {string} sentence
 * @property {number[]} matched
 * @property {number[]} undecided
 * @property {unknown[]} problems
 */

/** @typedef {{ id: string, title: string, rule: string, events: string, expected: Expected }} Sample */

const ROOT = new URL("../../", import.meta.url);

/** @type {(path: string) => Promise<string>} */
const read = (path) => readFile(new URL(path, ROOT), "utf8");

/** @returns {Promise<Sample[]>} */
async function load() {
  const { code } = await transform(await read("www/samples/index.ts"), { loader: "ts", format: "esm" });
  const { samples } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const expected = expectations(await read("tests/samples.toml"));
  return Promise.all(
    samples.map(async (/** @type {{ id: string, title: string }} */ { id, title }) => ({
      id,
      title,
      rule: await read(`www/samples/${id}/rule.toml`),
      events: await read(`www/samples/${id}/events.json`),
      expected: expected[id],
    })),
  );
}

/**
 * Reads the part of TOML that the file uses: tables, and keys whose values on one line are JSON too.
 *
 * @param {string} toml
 */
function expectations(toml) {
  /** @type {Record<string, any>} */
  const tables = {};
  let name = "";
  for (const line of toml.split("\n")) {
    const table = /^\[(.+)\]$/.exec(line)?.[1];
    const [, key, value] = /^(\w+) = (.+)$/.exec(line) ?? [];
    if (table) {
      name = table;
      tables[name] = {};
    } else if (key && value) {
      tables[name][key] = JSON.parse(value);
    } else if (line !== "" && !line.startsWith("#")) {
      throw new Error(`tests/samples.toml: this line cannot be read: ${line}`);
    }
  }
  return tables;
}

export const samples = await load();

/** @param {string} id */
export function sample(id) {
  const found = samples.find((one) => one.id === id);
  if (!found) throw new Error(`there is no sample ${id}`);
  return found;
}
