// The page: starts the engine and says what it is.
import type { FromEngine } from "./engine/wire";

const worker = new Worker(new URL("./engine_worker_loader.js", import.meta.url), { type: "module" });
const app = document.querySelector("rule-playground-app");
worker.addEventListener("message", (event: MessageEvent<FromEngine>) => {
  if (event.data.kind === "ready") {
    app?.setAttribute("data-engine", event.data.versions.engine);
  }
});
