// What the engine's worker runs first: loads the engine and says how far it is.

/** Size of the engine, unpacked, in bytes; written in by the build. */
declare const ENGINE_BYTES: number;

/** How much of the engine has come, in bytes; sent by the worker before the engine's own `ready`. */
export interface Loading {
  readonly kind: "loading";
  readonly loaded: number;
  readonly total: number;
}

// Both at once: one after the other costs a round trip more.
const [answer, { default: init }] = await Promise.all([
  fetch(new URL("./engine_worker_bg.wasm", import.meta.url)),
  import("./engine_worker.js"),
]);
await init({ module_or_path: counted(answer) });

/** The same answer, with a message for each part that comes. */
function counted(response: Response): Response {
  // What is no engine is left as it is, so that the error says what came.
  if (!response.ok || !response.body) return response;
  let loaded = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(part, controller) {
      loaded += part.length;
      const message: Loading = { kind: "loading", loaded, total: ENGINE_BYTES };
      postMessage(message);
      controller.enqueue(part);
    },
  });
  const headers = { "content-type": response.headers.get("content-type") ?? "application/wasm" };
  return new Response(response.body.pipeThrough(count), { headers });
}
