/** Starts the engine's worker from beside the page. Throws in a sandboxed frame, which may not start workers from there. */
export function startEngine(): Worker {
  return new Worker(new URL("./engine_worker_loader.js", import.meta.url), { type: "module" });
}
