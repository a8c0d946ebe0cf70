import type { Workspace } from "../app/workspace";
import type { GivenFile, Reading } from "./read";

/** How far the opening of files is. */
export interface Opening {
  readonly files: number;
  /** Files that were read to their end, and those that could not be. */
  readonly done: number;
  readonly failed: number;
  readonly bytes: number;
  readonly total: number;
  /** Records seen so far, by their `eventName`. */
  readonly records: number;
}

/** How often the page is told, in milliseconds. */
const EVERY = 60;

/** The key that each CloudTrail record has once. */
const KEY = '"eventName"';

/** Tells the page how far the reading of some files is, and lets the reader stop it. */
export class Progress implements Reading {
  readonly #app: Workspace;
  readonly #stop = new AbortController();
  #now: Opening;
  #told = performance.now();
  /** The end of the last piece: a key may stand in two. */
  #tail = "";

  constructor(app: Workspace, files: readonly GivenFile[]) {
    this.#app = app;
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    this.#now = { files: files.length, done: 0, failed: 0, bytes: 0, total, records: 0 };
    this.#tell();
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  bytes(count: number): void {
    this.#set({ bytes: this.#now.bytes + count });
  }

  text(piece: string): void {
    const text = this.#tail + piece;
    let records = 0;
    for (let at = text.indexOf(KEY); at !== -1; at = text.indexOf(KEY, at + KEY.length)) records += 1;
    this.#tail = text.slice(1 - KEY.length);
    this.#set({ records: this.#now.records + records });
  }

  /** A file was read to its end, or could not be. */
  file(read: boolean): void {
    this.#tail = "";
    this.#set(read ? { done: this.#now.done + 1 } : { failed: this.#now.failed + 1 });
  }

  /** There is nothing more to tell. */
  end(): void {
    const { opening } = this.#app.store.value;
    if (opening?.of === this) this.#app.store.set({ opening: undefined });
  }

  stop(): void {
    this.#stop.abort();
  }

  #set(changes: Partial<Opening>): void {
    this.#now = { ...this.#now, ...changes };
    if (performance.now() - this.#told >= EVERY) this.#tell();
  }

  #tell(): void {
    this.#told = performance.now();
    this.#app.store.set({ opening: { ...this.#now, of: this } });
  }
}
