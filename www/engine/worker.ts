/** Where the engine's files lie: beside the page. */
const HERE = new URL("./", import.meta.url).href;
const LOADER = new URL("./engine_loader.js", HERE).href;

/**
 * Starts the engine's worker. Its name tells it where its tables are, since a worker from a blob does not know.
 *
 * A page without an origin, as in a sandboxed frame, may not start a worker from an address but from a blob, which may then
 * import the same module if the server lets everybody read it (`Access-Control-Allow-Origin: *`). Chromium refuses a module
 * there, so it is a classic script, which may import as well.
 */
export function startEngine(): Worker {
  if (self.origin !== "null") return new Worker(LOADER, { type: "module", name: HERE });
  // A failed import must reach the page as an error, which a rejected promise does not.
  const script = `import(${JSON.stringify(LOADER)}).catch((error) => setTimeout(() => { throw error; }));`;
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  return new Worker(url, { name: HERE });
}
