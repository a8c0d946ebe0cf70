// Keeps the whole page for use without a network.
//
// One version of the site is one cache, filled before it is used and checked file by file, so that a page never gets some
// files of one version and some of another: the version a page began with answers it until no page uses it any more.

/** Path below the site to the content's hash; written in by `seal.mjs`. */
declare const FILES: Readonly<Record<string, string>>;
/** A name for exactly these files. */
declare const VERSION: string;

// TypeScript's library for pages and the one for service workers cannot be used together; this is the part needed here.
interface Extended extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface Fetched extends Extended {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly registration: { readonly scope: string };
  addEventListener(kind: "install" | "activate", listener: (event: Extended) => void): void;
  addEventListener(kind: "fetch", listener: (event: Fetched) => void): void;
}
const scope = self as unknown as Scope;

const PREFIX = `rule-playground ${scope.registration.scope} `;
const CACHE = PREFIX + VERSION;

scope.addEventListener("install", (event) => event.waitUntil(fill()));
scope.addEventListener("activate", (event) => event.waitUntil(tidy()));
scope.addEventListener("fetch", (event) => {
  const path = below(event.request.url);
  if (event.request.method === "GET" && path !== undefined) event.respondWith(answer(path, event.request));
});

/** Puts every file into this version's cache. Fails, and is tried again later, where the site is just being replaced. */
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const [path, hash] of Object.entries(FILES)) {
    const response = await fetch(new URL(path, scope.registration.scope), { cache: "no-cache" });
    const content = await response.clone().arrayBuffer();
    if (!response.ok || (await hashOf(content)) !== hash) throw new Error(`${path} is not of version ${VERSION}`);
    await cache.put(path, response);
  }
}

/** Removes the caches of versions that no page uses any more. */
async function tidy(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

/** The file of this site an address names; nothing where it is none of its files. */
function below(address: string): string | undefined {
  const { href } = new URL("?", address.replace(/#.*/, ""));
  const site = scope.registration.scope;
  if (!href.startsWith(site)) return undefined;
  const path = href.slice(site.length).replace(/\?$/, "") || "index.html";
  return path in FILES ? path : undefined;
}

async function answer(path: string, request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(path);
  return kept ?? fetch(request);
}

async function hashOf(content: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", content);
  return btoa(String.fromCharCode(...new Uint8Array(digest))).slice(0, 16);
}
