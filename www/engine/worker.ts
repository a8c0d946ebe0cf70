/** Where the engine's files lie: beside the page. */
const HERE = new URL("./", import.meta.url).href;
const LOADER = new URL("./engine_loader.js", HERE).href;

/**
 * Started with this module, which `main.ts` imports first: the engine is fetched while the rest of the page still runs. Its
 * messages cannot come before that is done and somebody listens.
 */
let early: Worker | undefined = tried();

/** The engine's worker: the one that is on its way, then a new one each time. */
export function startEngine(): Worker {
  const worker = early ?? start();
  early = undefined;
  return worker;
}

/**
 * Starts a worker. Its name tells it where its tables are, since a worker from a blob does not know.
 *
 * A page without an origin, as in a sandboxed frame, may not start a worker from an address but from a blob, which may then
 * import the same module if the server lets everybody read it (`Access-Control-Allow-Origin: *`). Chromium refuses a module
 * there, so it is a classic script, which may import as well.
 */
function start(): Worker {
  if (self.origin !== "null") return new Worker(LOADER, { type: "module", name: HERE });
  // A failed import must reach the page as an error, which a rejected promise does not.
  const script = `import(${JSON.stringify(LOADER)}).catch((error) => setTimeout(() => { throw error; }));`;
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  return new Worker(url, { name: HERE });
}

/** Where workers cannot be had, the one who asks for it is told. */
function tried(): Worker | undefined {
  try {
    return start();
  } catch {
    return undefined;
  }
}
