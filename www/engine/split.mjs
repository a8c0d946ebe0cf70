// Divides the engine into what a first answer takes and the rest, which the worker loads after it: a first visit on a slow
// line waits for half the bytes. A step of the build, after trunk and before `seal.mjs`.
//
// In place of a function that moved, the first part has a stub that makes sure the rest is there and calls through a table
// that the rest fills, so that nothing else has to know. Both parts share memory, tables and globals.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "node:process";
import binaryen from "binaryen";
import { transform } from "esbuild";
import { firstAnswers } from "./first-answers.mjs";

/** The first part, as the rest imports from it. */
const FIRST = "f";
/** What the loader looks for among the exports of the first part: whether the rest is there, and the table that it fills. */
const HERE = "here";
const MOVED = "moved";
/** What Rust exports to load the rest (src/bin/engine_worker/rest.rs), and the function that does so unless it is there. */
const LOAD = "rest";
const ENSURE = "ensure";
/** The only memory. */
const MEMORY = "0";
/** Rooms of the engine that stay in the first part, whatever the samples use of them: the mapping, and KQL. */
const ROOMS = /rule_playground::(cloudtrail::(?!vocabulary|enrichment)|query::kql::(?!advice|optimised)|eval::kql)/;

const site = env.TRUNK_STAGING_DIR ?? "dist";
const [enginePath, gluePath] = ["engine_worker_bg.wasm", "engine_worker.js"].map((name) => join(site, name));
const engine = await readFile(enginePath);
const glue = await readFile(gluePath, "utf8");
const { first, rest } = split(await used());
const renamed = shortenImports(first, glue);
const { code } = await transform(renamed, { minify: true, target: "es2022", legalComments: "none" });
await writeFile(enginePath, emit(first));
await writeFile(join(site, "engine_rest.wasm"), emit(rest));
await writeFile(gluePath, code);

/** The names of the functions that run until the first answers are there. */
async function used() {
  const module = binaryen.readBinary(engine);
  const names = functions(module).filter(isOwn).map(nameOf);
  names.forEach((name, number) => {
    const ran = `ran${number}`;
    module.addGlobal(ran, binaryen.i32, true, module.i32.const(0));
    module.addGlobalExport(ran, ran);
    const found = module.getFunction(name);
    const { body, results } = binaryen.getFunctionInfo(found);
    binaryen.Function.setBody(found, module.block(null, [module.global.set(ran, module.i32.const(1)), body], results));
  });
  const exports = await firstAnswers(new WebAssembly.Module(module.emitBinary()), site);
  return new Set(names.filter((_, number) => exports[`ran${number}`].value === 1));
}

/** The two parts; functions that ran, those that JavaScript calls, and [`ROOMS`] are in the first. */
function split(ran) {
  const first = binaryen.readBinary(engine);
  const rest = binaryen.readBinary(engine);
  const exported = items(first, "Export", binaryen.getExportInfo);
  const load = exported.find(({ name }) => name === LOAD)?.value;
  if (load === undefined) throw new Error(`the engine exports no function ${LOAD}`);
  const called = new Set(exported.map(({ value }) => value));
  const leaves = (name) => !ran.has(name) && !called.has(name) && !ROOMS.test(name);
  const moved = functions(first).filter(isOwn).map(nameOf).filter(leaves);

  for (const { name } of exported) rest.removeExport(name);
  for (const [add, name, short] of importAll(rest, new Set(moved))) first[add](name, short);
  first.addGlobal(HERE, binaryen.i32, true, first.i32.const(0));
  first.addGlobalExport(HERE, HERE);
  const unlessHere = first.if(first.i32.eqz(first.global.get(HERE, binaryen.i32)), first.call(load, [], binaryen.none));
  first.addFunction(ENSURE, binaryen.none, binaryen.none, [], unlessHere);

  // What only functions that moved call needs no stub.
  first.addTable(MOVED, 0, -1, binaryen.funcref);
  for (const name of moved) stub(first, name, 0);
  first.runPasses(["remove-unused-module-elements"]);
  // Stubs of one type in a row are nearly equal.
  const slots = moved
    .filter((name) => first.getFunction(name) !== 0)
    .map((name) => ({ name, type: binaryen.getFunctionInfo(first.getFunction(name)).type }))
    .sort((one, other) => one.type - other.type)
    .map(nameOf);
  first.removeTable(MOVED);
  first.addTable(MOVED, slots.length, slots.length, binaryen.funcref);
  first.addTableExport(MOVED, MOVED);
  for (const [slot, name] of slots.entries()) stub(first, name, slot);

  rest.addTable(MOVED, slots.length, slots.length, binaryen.funcref);
  rest.addTableImport(MOVED, FIRST, MOVED);
  rest.addActiveElementSegment(MOVED, MOVED, slots, rest.i32.const(0));
  return { first, rest };
}

/**
 * Makes everything but the functions in `own` an import and drops what these do not use. What has to be exported for it: by
 * which call, its name, and the name it is imported by.
 */
function importAll(module, own) {
  for (const { name } of items(module, "ElementSegment", binaryen.getElementSegmentInfo)) {
    module.removeElementSegment(name);
  }
  // Also drops the data, which the first part has.
  module.setMemory(1, -1, null, [], false, false, MEMORY);
  module.addMemoryImport(MEMORY, FIRST, "memory");
  for (const name of own) module.addFunctionExport(name, name);
  const importRest = () => {
    const needed = [];
    const next = (add, name) => {
      const short = needed.length.toString(36);
      needed.push([add, name, short]);
      return short;
    };
    for (const { name, params, results } of functions(module)) {
      if (own.has(name)) continue;
      module.removeFunction(name);
      module.addFunctionImport(name, FIRST, next("addFunctionExport", name), params, results);
    }
    for (const { name, type, mutable } of items(module, "Global", binaryen.getGlobalInfo)) {
      module.removeGlobal(name);
      module.addGlobalImport(name, FIRST, next("addGlobalExport", name), type, mutable);
    }
    for (const { name } of items(module, "Table", binaryen.getTableInfo)) {
      module.addTableImport(name, FIRST, next("addTableExport", name));
    }
    return needed;
  };
  importRest();
  module.runPasses(["remove-unused-module-elements"]);
  // Once more, with short names for what is left: they stand in both parts.
  const needed = importRest();
  for (const name of own) module.removeExport(name);
  return needed;
}

/** In place of a function that moved: its arguments go on to where the rest has put it. */
function stub(module, name, slot) {
  const { params, results } = binaryen.getFunctionInfo(module.getFunction(name));
  const given = binaryen.expandType(params).map((type, at) => module.local.get(at, type));
  const ensure = module.call(ENSURE, [], binaryen.none);
  const call = module.call_indirect(MOVED, module.i32.const(slot), given, params, results);
  module.removeFunction(name);
  module.addFunction(name, params, results, [], module.block(null, [ensure, call], results));
}

/** Gives what the engine imports from its JavaScript short names in both; they are 60 letters long and unique. */
function shortenImports(module, text) {
  const imported = functions(module).filter((info) => !isOwn(info));
  return imported.reduce((shorter, { name, module: from, base, params, results }, number) => {
    const short = `_${number.toString(36)}`;
    module.removeFunction(name);
    module.addFunctionImport(name, from, short, params, results);
    return shorter.replaceAll(new RegExp(`\\b${base}\\b`, "g"), short);
  }, text);
}

/** What a module has of one kind. */
function items(module, kind, info) {
  return Array.from({ length: module[`getNum${kind}s`]() }, (_, at) => info(module[`get${kind}ByIndex`](at)));
}

function functions(module) {
  return items(module, "Function", binaryen.getFunctionInfo);
}

function nameOf({ name }) {
  return name;
}

/** Whether a function is the engine's and not JavaScript's. */
function isOwn({ module }) {
  return module === "";
}

/** Without the names, which only this program needs, and as small as `wasm-opt -Oz` writes it. */
function emit(module) {
  binaryen.setDebugInfo(false);
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  binaryen.setGenerateStackIR(true);
  binaryen.setOptimizeStackIR(true);
  module.runPasses(["strip-producers", "strip-target-features"]);
  if (!module.validate()) throw new Error("a part of the engine is not valid");
  return module.emitBinary();
}
