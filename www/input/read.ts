import { gunzip } from "./gunzip";

/** A file as the playground takes it. */
export interface ReadFile {
  readonly kind: "rule" | "events";
  readonly name: string;
  readonly text: string;
}

/** Reads a file as text, unpacking gzip, and tells a rule from events. */
export async function readFile(file: File): Promise<ReadFile> {
  let bytes: Uint8Array<ArrayBuffer> = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = await gunzip(bytes);
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  const text = new TextDecoder(utf16).decode(bytes);
  return { kind: isRule(file.name, text) ? "rule" : "events", name: file.name, text };
}

function isRule(name: string, text: string): boolean {
  if (/\.toml$/i.test(name)) return true;
  if (/\.(json|jsonl|ndjson|log|txt|gz)$/i.test(name)) return false;
  return /^\s*\[(rule|metadata)\]/m.test(text.slice(0, 20_000));
}
