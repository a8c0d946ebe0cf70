/** Whether this build keeps itself for offline use; a build that is served while it changes does not. */
declare const OFFLINE: boolean;

/** Keeps the page for the next visit without a network, once it has loaded. A frame of somebody's page is not kept. */
export function keepOffline(): void {
  // Absent where the page comes over plain HTTP, in a sandboxed frame, or where the reader refuses storage.
  if (!OFFLINE || window.parent !== window || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(new URL("./service-worker.js", import.meta.url)).catch(() => {
    // Without it the page works as long as there is a network.
  });
}
