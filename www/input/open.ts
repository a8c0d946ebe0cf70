import { MAX_EDITED } from "../app/state";
import type { Workspace } from "../app/workspace";
import type { EventsText } from "../engine/wire";
import { Progress } from "./progress";
import { type GivenFile, type ReadFile, type ReadText, readFile } from "./read";

/** Names of failures that are told one by one; of more only the number. */
const MAX_NAMED = 3;

/**
 * Opens files of a drop or of the file dialog: the rule among them, or several rules side by side, and all events files. What was open stays until
 * all are read, and when the reader stops it.
 */
export async function openFiles(app: Workspace, files: readonly GivenFile[]): Promise<void> {
  if (files.length === 0) return;
  app.store.value.opening?.of.stop();
  const progress = new Progress(app, files);
  const read: ReadFile[] = [];
  const failed: string[] = [];
  for (const given of files) {
    try {
      read.push(await readFile(given, progress));
      progress.file(true);
    } catch (error) {
      if (progress.signal.aborted) break;
      failed.push(`${given.name} (${error instanceof Error ? error.message : "unreadable"})`);
      progress.file(false);
    }
  }
  progress.end();
  if (progress.signal.aborted) {
    app.notify({ kind: "info", text: "Opening was stopped. Everything is as it was." });
    return;
  }
  take(app, read, failed);
}

function take(app: Workspace, read: readonly ReadFile[], failed: readonly string[]): void {
  const shared = read.find((file) => file.kind === "shared");
  if (shared) {
    app.openShared(shared.state, () => {});
    return;
  }
  const rules = read.filter((file): file is ReadText => file.kind === "rule");
  const [rule] = rules.length === 1 ? rules : [];
  const events = read.filter((file): file is ReadText => file.kind === "events");
  const cases = read.findLast((file): file is ReadText => file.kind === "cases");
  const addresses = read.flatMap((file) => (file.kind === "addresses" ? file.addresses : []));
  const databases = read.flatMap((file) => (file.kind === "database" ? [{ name: file.name, bytes: file.bytes }] : []));
  const more = failed.length > MAX_NAMED ? ` and ${failed.length - MAX_NAMED} more` : "";
  const unread = failed.length > 0 ? `Not opened: ${failed.slice(0, MAX_NAMED).join(", ")}${more}.` : "";
  if (read.length === 0) {
    app.notify({ kind: "error", text: unread });
    return;
  }
  app.open({
    ...(rule ? { rule: unixLines(rule.text) } : {}),
    ...(events.length > 0 ? { events: events.map(eventsText) } : {}),
    ...(cases ? { cases: unixLines(cases.text) } : {}),
    addresses,
    databases,
    opened: { files: read.length, events: events.length > 0, unread },
  });
  if (rules.length > 1) app.tuning.setRules(rules.map(eventsText));
}

function eventsText({ name, text }: ReadText): EventsText {
  return { name, text: text.length > MAX_EDITED ? text : unixLines(text) };
}

/** As the editor keeps lines, so that the engine's offsets are the editor's. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** What the playground reads; of a folder nothing else is looked at. */
const READABLE = /\.(toml|json|jsonl|ndjson|log|txt|gz|mmdb)$/i;

/** The files of a folder that can be opened, in the order of their paths. */
export function readable(files: readonly GivenFile[]): readonly GivenFile[] {
  const known = files.filter(({ name }) => READABLE.test(name) && !/(^|\/)\./.test(name));
  return known.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Lets the reader choose files, or a folder with all in it. */
export function chooseFiles(app: Workspace, folder = false): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.webkitdirectory = folder;
  if (!folder) input.accept = ".toml,.json,.jsonl,.ndjson,.log,.txt,.gz,.mmdb";
  input.onchange = () => {
    const files = [...(input.files ?? [])].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
    const usable = folder ? readable(files) : files;
    if (files.length > 0 && usable.length === 0) noneReadable(app);
    void openFiles(app, usable);
  };
  input.click();
}

/** Says that a folder holds nothing to open. */
export function noneReadable(app: Workspace): void {
  app.notify({ kind: "warning", text: "The folder holds no rule, no events and no database that could be opened." });
}
