// What the engine's worker runs first: loads the engine and says how far it is. The engine has two parts (split.mjs): with the
// first it answers, the rest comes after.

/** Sizes of the first part and of both, unpacked, in bytes; written in by the build. */
declare const FIRST_BYTES: number;
declare const ENGINE_BYTES: number;

/** How much of the engine's first part has come, in bytes; sent by the worker before the engine's own `ready`. */
export interface Loading {
  readonly kind: "loading";
  readonly loaded: number;
  readonly total: number;
  /** Size of the whole engine. */
  readonly engine: number;
}

/** What the first part has besides what its JavaScript uses: whether the rest is there. */
interface First extends WebAssembly.Exports {
  readonly here: WebAssembly.Global<"i32">;
}

const REST = new URL("./engine_rest.wasm", import.meta.url);

// Both at once: one after the other costs a round trip more.
const [answer, { default: init }] = await Promise.all([
  fetch(new URL("./engine_worker_bg.wasm", import.meta.url)),
  import("./engine_worker.js"),
]);
const rest = Promise.withResolvers<void>();
rest.promise.catch(() => undefined);
Object.assign(globalThis, {
  // The engine calls this where it cannot wait: something is asked for that the rest knows, and it is not here yet.
  loadRest: () => join(new WebAssembly.Module(loadAtOnce())),
  restLoaded: () => rest.promise,
});
const first = (await init({ module_or_path: counted(answer) })) as First;
try {
  const response = await fetch(REST, { priority: "low" });
  join(await WebAssembly.compile(await response.arrayBuffer()));
} catch (error) {
  rest.reject(error);
  // What the first part can answer it still does. For anything else the rest is loaded again, and then the error is told.
}

/** Puts the functions of the rest where those of the first part look for them. */
function join(module: WebAssembly.Module): void {
  if (first.here.value === 1) return;
  new WebAssembly.Instance(module, { f: first });
  first.here.value = 1;
  rest.resolve();
}

function loadAtOnce(): ArrayBuffer {
  const request = new XMLHttpRequest();
  request.open("GET", REST, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`the rest of the engine could not be loaded (status ${request.status})`);
  return request.response;
}

/** The same answer, with a message for each part that comes. */
function counted(response: Response): Response {
  // What is no engine is left as it is, so that the error says what came.
  if (!response.ok || !response.body) return response;
  let loaded = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(part, controller) {
      loaded += part.length;
      const message: Loading = { kind: "loading", loaded, total: FIRST_BYTES, engine: ENGINE_BYTES };
      postMessage(message);
      controller.enqueue(part);
    },
  });
  const headers = { "content-type": response.headers.get("content-type") ?? "application/wasm" };
  return new Response(response.body.pipeThrough(count), { headers });
}
