import type { State } from "../app/state";
import { restore } from "../app/storage";
import type { Workspace } from "../app/workspace";
import { openFiles } from "../input/open";
import { namedSample, openSample } from "../input/samples";
import { named, target } from "./address";
import { fetchFile } from "./fetch";
import { BadLink, readFragment } from "./link";

/**
 * Opens what the page's own address asks for. Returns whether it asks for anything; `ask` opens the dialog for addresses on
 * other sites, which are not fetched before the reader says so.
 */
export async function openLocation(app: Workspace, ask: (rule: string, events: string) => void): Promise<boolean> {
  const { href, hash } = location;
  let shared: Partial<State> | undefined;
  try {
    shared = await readFragment(hash);
  } catch (error) {
    if (!(error instanceof BadLink)) throw error;
    app.notify({ kind: "error", text: `${error.message} Your last session is open as it was.` });
    return true;
  }
  if (shared) {
    app.openShared(shared, () => dropFragment(href));
    return true;
  }
  const sample = namedSample(hash);
  if (sample) {
    const before = restore();
    await openSample(app, sample);
    app.keepLastSession(before, () => dropFragment(href));
    return true;
  }
  const { rule, events } = named(location);
  const addresses = [rule, ...events].filter((address) => address !== "");
  if (addresses.length === 0) return false;
  const own = addresses.map((address) => target(address, href)).filter((found) => found.kind === "file" && found.own);
  if (own.length === addresses.length) {
    const before = restore();
    await openAddresses(app, rule, events);
    app.keepLastSession(before, () => {});
  } else ask(rule, events.join("\n"));
  return true;
}

/** Fetches and opens a rule and events by address. Says in a notice what cannot be. */
export async function openAddresses(app: Workspace, rule: string, events: readonly string[]): Promise<void> {
  const files: File[] = [];
  const failed: string[] = [];
  for (const address of [rule, ...events]) {
    const found = address === "" ? undefined : target(address, location.href);
    if (!found) continue;
    if (found.kind !== "file") {
      failed.push(found.kind === "refused" ? found.why : `Name the file in ${found.name}.`);
      continue;
    }
    try {
      files.push(await fetchFile(found.url));
    } catch (error) {
      failed.push(error instanceof Error ? error.message : "A file could not be fetched.");
    }
  }
  if (files.length > 0)
    await openFiles(
      app,
      files.map((file) => ({ file, name: file.name })),
    );
  if (failed.length > 0) app.notify({ kind: "error", text: failed.join(" ") });
}

/** What the reader changed is no longer what the link says. */
function dropFragment(href: string): void {
  if (location.href === href) history.replaceState(null, "", location.pathname + location.search);
}
