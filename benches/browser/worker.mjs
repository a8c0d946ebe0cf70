// Runs inside the engine's worker, next to the engine: times the engine and JSON.parse over the same text.
import start from "/dist/engine_worker.js";
import { utf8 } from "/utf8.mjs";

const QUERY =
  "event.provider: iam.amazonaws.com and event.action: (GetRole or ListUsers) and event.outcome: success " +
  "and aws.cloudtrail.user_identity.type: IAMUser and user_agent.original: *aws-sdk* and not source.address: 192.0.2.1";

const isWanted = (record) =>
  record.eventSource === "iam.amazonaws.com" &&
  (record.eventName === "GetRole" || record.eventName === "ListUsers") &&
  record.errorCode === undefined &&
  record.errorMessage === undefined &&
  record.userIdentity?.type === "IAMUser" &&
  (record.userAgent ?? "").includes("aws-sdk") &&
  record.sourceIPAddress !== "192.0.2.1";

const answers = [];
const post = self.postMessage.bind(self);
self.postMessage = (answer) => answers.push(answer);

let id = 0;

/** Sends the engine an update; milliseconds and the report. */
function update(parts) {
  const message = new MessageEvent("message", { data: { kind: "update", id: ++id, ...parts } });
  const begin = performance.now();
  engine(message);
  const took = performance.now() - begin;
  return { took, report: answers.pop().report };
}

const median = (times) => times.sort((one, other) => one - other)[times.length >> 1];
const repeat = (count, work) => median(Array.from({ length: count }, (_, number) => work(number)));

function time(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

const parse = (text, lines) =>
  lines
    ? text
        .split("\n")
        .filter((line) => line)
        .map((line) => JSON.parse(line))
    : JSON.parse(text).Records;

function measure(name, text, runs) {
  const lines = name.endsWith(".ndjson");
  const figures = { name, bytes: new Blob([text]).size };
  // As the page sends a large text; encoding it is part of each measured load.
  const packed = () => [{ name, text: "", utf8: utf8(text) }];
  figures.jsonParse = repeat(runs, () => time(() => parse(text, lines)));
  let found = 0;
  figures.jsonParseAndPredicate = repeat(runs, () =>
    time(() => {
      found = parse(text, lines).filter(isWanted).length;
    }),
  );
  figures.found = found;
  const fresh = (rule) => {
    update({ rule, events: [] });
    return time(() => update({ events: packed() }));
  };
  figures.parse = repeat(runs, () => fresh(""));
  figures.loadToVerdict = repeat(runs, () => fresh(QUERY));
  figures.matched = update({}).report.verdict.matched;
  // Addresses that events of the small records have.
  const edits = (number) => update({ rule: QUERY.replace("192.0.2.1", `198.51.100.${number + 2}`) }).took;
  figures.edit = repeat(9, edits);
  figures.newField = update({ rule: `${QUERY} and cloud.region: eu-west-1` }).took;
  // A name with stars asks for every field of every event.
  figures.everyField = runs > 1 ? update({ rule: `${QUERY} and aws.cloudtrail.*.nothing: x` }).took : undefined;
  figures.memory = wasm.memory.buffer.byteLength;
  return figures;
}

// Both parts of the engine, as its loader puts them together; no tables, for they would be read while something is measured.
Object.assign(self, { loadRest: () => {}, restLoaded: () => new Promise(() => {}) });
const wasm = await start();
await WebAssembly.instantiateStreaming(fetch("/dist/engine_rest.wasm"), { f: wasm });
wasm.here.value = 1;
const engine = self.onmessage;
self.onmessage = async ({ data: { name, runs } }) => {
  const text = await (await fetch(`/texts/${name}`)).text();
  post(measure(name, text, runs));
};
post("ready");
