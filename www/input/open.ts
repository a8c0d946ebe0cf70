import { MAX_EDITED } from "../app/state";
import type { Workspace } from "../app/workspace";
import type { EventsText } from "../engine/wire";
import { type ReadFile, type ReadText, readFile } from "./read";

/** Opens files of a drop or of the file dialog: the last rule among them, and all events files. */
export async function openFiles(app: Workspace, files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const read: ReadFile[] = [];
  const failed: string[] = [];
  for (const file of files) {
    try {
      read.push(await readFile(file));
    } catch (error) {
      failed.push(`${file.name} (${error instanceof Error ? error.message : "unreadable"})`);
    }
  }
  const shared = read.find((file) => file.kind === "shared");
  if (shared) {
    app.openShared(shared.state, () => {});
    return;
  }
  const rule = read.findLast((file): file is ReadText => file.kind === "rule");
  const events = read.filter((file): file is ReadText => file.kind === "events");
  const addresses = read.flatMap((file) => (file.kind === "addresses" ? file.addresses : []));
  const databases = read.flatMap((file) => (file.kind === "database" ? [{ name: file.name, bytes: file.bytes }] : []));
  const unread = failed.length > 0 ? `Not opened: ${failed.join(", ")}.` : "";
  if (read.length === 0) {
    app.notify({ kind: "error", text: unread });
    return;
  }
  app.open({
    ...(rule ? { rule: unixLines(rule.text) } : {}),
    ...(events.length > 0 ? { events: events.map(eventsText) } : {}),
    addresses,
    databases,
    opened: { files: read.length, events: events.length > 0, unread },
  });
}

function eventsText({ name, text }: ReadText): EventsText {
  return { name, text: text.length > MAX_EDITED ? text : unixLines(text) };
}

/** As the editor keeps lines, so that the engine's offsets are the editor's. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Lets the reader choose files. */
export function chooseFiles(app: Workspace): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = ".toml,.json,.jsonl,.ndjson,.log,.txt,.gz,.mmdb";
  input.onchange = () => void openFiles(app, [...(input.files ?? [])]);
  input.click();
}
