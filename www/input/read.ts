import type { State } from "../app/state";
import { isShared, openShared } from "../share/file";
import { type Address, isTable, readTable } from "../views/addresses/address";
import { gunzip } from "./gunzip";

/** A rule or events. */
export interface ReadText {
  readonly kind: "rule" | "events";
  readonly name: string;
  readonly text: string;
}

/** A file as the playground takes it. */
export type ReadFile =
  | ReadText
  | { readonly kind: "addresses"; readonly name: string; readonly addresses: readonly Address[] }
  | { readonly kind: "shared"; readonly name: string; readonly state: Partial<State> }
  | { readonly kind: "database"; readonly name: string; readonly bytes: Uint8Array };

/** Reads a file, unpacking gzip, and tells what it is: a rule, events, a table of addresses or a MaxMind database. */
export async function readFile(file: File): Promise<ReadFile> {
  let bytes: Uint8Array<ArrayBuffer> = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = await gunzip(bytes);
  if (/\.mmdb$/i.test(file.name)) return { kind: "database", name: file.name, bytes };
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  const text = new TextDecoder(utf16).decode(bytes);
  if (isShared(text)) return { kind: "shared", name: file.name, state: openShared(text) };
  if (isTable(text)) return { kind: "addresses", name: file.name, addresses: readTable(text) };
  return { kind: isRule(file.name, text) ? "rule" : "events", name: file.name, text };
}

function isRule(name: string, text: string): boolean {
  if (/\.toml$/i.test(name)) return true;
  if (/\.(json|jsonl|ndjson|log|txt|gz)$/i.test(name)) return false;
  return /^\s*\[(rule|metadata)\]/m.test(text.slice(0, 20_000));
}
