import type { State } from "../app/state";
import { readShared, type Shared } from "./shared";

/** The format of links written now, and the name of their parameter in the fragment. */
export const VERSION = "s1";

/** Bytes a link may unpack to; what is larger is no link somebody made with this page but a bomb. */
export const MAX_INFLATED = 32 * 1024 * 1024;

/** Length in characters above which chats and trackers cut links, and a file is offered as well. */
export const LONG_LINK = 8_000;

const SOMETHING_ELSE = "This link holds something other than a rule with events. Ask for it again.";

/** Why a link cannot be opened, in one sentence for the reader. */
export class BadLink extends Error {}

/** The fragment that carries `shared`: deflate and base64url, under the version's name. */
export async function writeFragment(shared: Shared): Promise<string> {
  const packed = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(JSON.stringify(shared)));
  return `${VERSION}=${toBase64Url(packed)}`;
}

/** The whole link. */
export async function writeLink(shared: Shared, page: string): Promise<string> {
  const link = new URL(page);
  link.search = "";
  link.hash = await writeFragment(shared);
  return link.href;
}

/** What a fragment carries; nothing where it carries no state. Throws `BadLink`. */
export async function readFragment(fragment: string): Promise<Partial<State> | undefined> {
  const found = /(?:^|[#&])(s\d+)=([^&]*)/.exec(fragment);
  if (!found) return undefined;
  const [, version, packed = ""] = found;
  if (version !== VERSION)
    throw new BadLink("This link was made by a newer Rule Playground. Reload the page, or ask for a file instead.");
  const bytes = fromBase64Url(packed);
  const text = bytes && (await inflated(bytes));
  if (text === undefined)
    throw new BadLink("This link is damaged, perhaps cut off on its way. Ask for it again, or for a file instead.");
  const shared = readShared(parsed(text));
  if (Object.keys(shared).length === 0) throw new BadLink(SOMETHING_ELSE);
  return shared;
}

/** Bytes unpacked and decoded; nothing where they are not what this page writes. Throws `BadLink` at more than it takes. */
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(
      await through(new DecompressionStream("deflate-raw"), bytes, MAX_INFLATED),
    );
  } catch (error) {
    if (error instanceof BadLink) throw error;
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadLink(SOMETHING_ELSE);
  }
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > limit) {
      await reader.cancel();
      throw new BadLink("This link unpacks to more than the page takes. Ask for a file instead.");
    }
    parts.push(new Uint8Array(part.value));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  // `fromCharCode` takes as many arguments as the stack holds.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}
