import type { Workspace } from "../app/workspace";
import { noneReadable, openFiles, readable } from "./open";
import type { GivenFile } from "./read";

/** Takes files and folders dropped on `target`; `over` is told when some hover above it. */
export function takeDrops(target: HTMLElement, app: Workspace, over: (hovering: boolean) => void): void {
  const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  target.addEventListener("dragover", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    over(true);
  });
  target.addEventListener("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node) || !target.contains(event.relatedTarget)) over(false);
  });
  // In the capture phase: an editor would insert the file as text.
  target.addEventListener(
    "drop",
    (event) => {
      over(false);
      if (!isFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      event.stopPropagation();
      void dropped(event.dataTransfer).then(
        (files) => (files.length > 0 ? openFiles(app, files) : noneReadable(app)),
        () => app.notify({ kind: "error", text: "The folder could not be read." }),
      );
    },
    { capture: true },
  );
}

async function dropped(data: DataTransfer): Promise<readonly GivenFile[]> {
  // Entries and files are only there before the first await.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const files = [...data.files].map((file) => ({ file, name: file.name }));
  if (!entries.some((entry) => entry.isDirectory)) return files;
  const found: GivenFile[] = [];
  for (const entry of entries) {
    if (entry.isDirectory) found.push(...readable(await filesOf(entry)));
    else found.push(...(await filesOf(entry)));
  }
  return found;
}

async function filesOf(entry: FileSystemEntry): Promise<GivenFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, name: entry.fullPath.replace(/^\//, "") || file.name }];
  }
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const children: FileSystemEntry[] = [];
  // A reader gives its entries in parts and an empty one at the end.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) break;
    children.push(...part);
  }
  return (await Promise.all(children.map(filesOf))).flat();
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
