// Runs the engine as a first visit does, outside the browser: what runs here belongs to its first part (split.mjs).
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";

/** What the page sends besides the texts when it opens. */
const OPENING = {
  options: {},
  supplied: { history: [], indicators: [] },
  labels: {},
  view: { document: false, request: false, formatted: false, tuning: false, findings: true },
  table: {
    columns: ["@timestamp", "event.action", "event.provider", "user.name", "source.address"],
    filter: { verdicts: [], labels: [], fields: [], text: "" },
  },
  rows: { from: 0, count: 40 },
};

/** What it sends of a session that was kept. */
const RETURNING = { labels: { truePositive: [], falsePositive: [] } };

const NO_EVENTS = [{ name: "events", text: "" }];

/** A bare query, and records with next to nothing in them. */
const FEW = [
  { rule: "event.action: CreateUser and user.name: *" },
  { events: [{ name: "events", text: '[{"eventSource": "iam.amazonaws.com", "eventName": "CreateUser"}]' }] },
  { events: [{ name: "events", text: '{"eventName": "ListUsers", "eventTime": "2026-05-04T09:13:02Z"}\n{"a": 1}\n' }] },
];

/** The exports of the engine in `module`, after it has answered the samples in KQL; `site` has its JavaScript. */
export async function firstAnswers(module, site) {
  let count = 0;
  Object.assign(globalThis, {
    DedicatedWorkerGlobalScope: { [Symbol.hasInstance]: () => true },
    name: "",
    onmessage: null,
    postMessage: ({ report }) => {
      count = report?.rows.total ?? 0;
    },
    loadRest: () => undefined,
    restLoaded: () => new Promise(() => {}),
    // Tables come after a first answer, and here never.
    fetch: () => new Promise(() => {}),
  });
  const { default: start } = await import(pathToFileURL(resolve(site, "engine_worker.js")).href);
  const exports = await start({ module_or_path: module });

  let id = 0;
  const update = async (parts) => {
    id += 1;
    globalThis.onmessage(new MessageEvent("message", { data: { kind: "update", id, ...parts } }));
    await pause(0);
  };
  const texts = (await samples()).filter(({ rule }) => rule.includes('"kuery"') && rule.includes('type = "query"'));
  for (const [number, text] of texts.entries()) {
    await update({ ...OPENING, ...(number % 2 ? RETURNING : {}), ...text, selected: 0 });
    for (let selected = 1; selected < count; selected += 1) await update({ selected });
  }
  // One text after the other, as they are pasted; and some of nothing.
  const pasted = [
    ...texts.flatMap(({ rule, events }) => [{ events }, { rule }]),
    { events: NO_EVENTS },
    { rule: "" },
    ...FEW,
  ];
  for (const parts of pasted) await update({ ...parts, selected: 0 });
  return exports;
}

/** The texts of all samples, as the page sends them. */
async function samples() {
  const folder = "www/samples";
  const found = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  // In one order everywhere: what is sent depends on it.
  found.sort((one, other) => (one.name < other.name ? -1 : 1));
  const read = (name, file) => readFile(join(folder, name, file), "utf8");
  const texts = found.map(async ({ name }) => ({
    rule: await read(name, "rule.toml"),
    events: [{ name: "events", text: await read(name, "events.json") }],
  }));
  return Promise.all(texts);
}
