import type { State } from "../app/state";
import { isShared, openShared } from "../share/file";
import { type Address, isTable, readTable } from "../views/addresses/address";
import { gunzip } from "./gunzip";

/** A rule, events or test cases. */
export interface ReadText {
  readonly kind: "rule" | "events" | "cases";
  readonly name: string;
  readonly text: string;
}

/** A file as the playground takes it. */
export type ReadFile =
  | ReadText
  | { readonly kind: "addresses"; readonly name: string; readonly addresses: readonly Address[] }
  | { readonly kind: "shared"; readonly name: string; readonly state: Partial<State> }
  | { readonly kind: "database"; readonly name: string; readonly bytes: Uint8Array };

/** A file to be read, with its path where it came in a folder. */
export interface GivenFile {
  readonly file: File;
  readonly name: string;
}

/** Told of what is read while it is. */
export interface Reading {
  readonly signal: AbortSignal;
  /** So many more bytes of the file itself. */
  bytes(count: number): void;
  /** A piece of its text. */
  text(piece: string): void;
}

/** Reads a file, unpacking gzip, and tells what it is: a rule, events, a table of addresses or a MaxMind database. */
export async function readFile({ file, name }: GivenFile, reading: Reading): Promise<ReadFile> {
  const isDatabase = /\.mmdb$/i.test(name);
  const text = isDatabase ? undefined : await textOf(file, reading);
  if (text === undefined) {
    const bytes = await bytesOf(file, reading);
    if (isDatabase && !isGzip(bytes)) return { kind: "database", name, bytes };
    const unpacked = await gunzip(bytes);
    reading.signal.throwIfAborted();
    if (isDatabase) return { kind: "database", name, bytes: unpacked };
    return told(name, decoded(unpacked, reading));
  }
  return told(name, text);
}

function told(name: string, text: string): ReadFile {
  if (isShared(text)) return { kind: "shared", name, state: openShared(text) };
  if (isTable(text)) return { kind: "addresses", name, addresses: readTable(text) };
  if (isCases(name, text)) return { kind: "cases", name, text };
  return { kind: isRule(name, text) ? "rule" : "events", name, text };
}

/** The text of a file, decoded as it comes; nothing where it is packed. */
async function textOf(file: File, reading: Reading): Promise<string | undefined> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (isGzip(head)) return undefined;
  const decoder = new TextDecoder(encoding(head));
  const pieces: string[] = [];
  await eachChunk(file, reading, (chunk) => {
    const piece = decoder.decode(chunk, { stream: true });
    reading.text(piece);
    pieces.push(piece);
  });
  pieces.push(decoder.decode());
  return pieces.join("");
}

async function bytesOf(file: File, reading: Reading): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.size);
  let end = 0;
  await eachChunk(file, reading, (chunk) => {
    bytes.set(chunk, end);
    end += chunk.length;
  });
  return bytes;
}

async function eachChunk(file: File, reading: Reading, take: (chunk: Uint8Array) => void): Promise<void> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (reading.signal.aborted) await reader.cancel();
    reading.signal.throwIfAborted();
    if (done) return;
    reading.bytes(value.length);
    take(value);
  }
}

function decoded(bytes: Uint8Array, reading: Reading): string {
  const text = new TextDecoder(encoding(bytes)).decode(bytes);
  reading.text(text);
  return text;
}

function encoding(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "utf-8";
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Test cases are told by their name, or by the keys they begin with. */
function isCases(name: string, text: string): boolean {
  return /\.cases\.json$/i.test(name) || /^\s*\{[^[{]*"cases"\s*:\s*\[\s*\{\s*"name"\s*:/.test(text);
}

function isRule(name: string, text: string): boolean {
  if (/\.toml$/i.test(name)) return true;
  if (/\.(json|jsonl|ndjson|log|txt|gz)$/i.test(name)) return false;
  return /^\s*\[(rule|metadata)\]/m.test(text.slice(0, 20_000));
}
