/**
 * The content of a gzip file. Log archives are often several members one after the other, which
 * `DecompressionStream` refuses as junk behind the first; the places where a member may begin are then tried.
 */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const whole = await member(bytes);
  if (whole) return whole;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let start = 0;
  while (start < bytes.length) {
    const found = await firstMember(bytes, start);
    if (!found) throw new Error("it is no complete gzip file");
    parts.push(found.content);
    start = found.end;
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function firstMember(bytes: Uint8Array<ArrayBuffer>, start: number) {
  let end = start;
  do {
    end = nextHeader(bytes, end + 1);
    const content = await member(bytes.subarray(start, end));
    if (content) return { content, end };
  } while (end < bytes.length);
  return undefined;
}

/** Where the next gzip header may begin; the end of the file where none does. */
function nextHeader(bytes: Uint8Array, from: number): number {
  for (let i = bytes.indexOf(0x1f, from); i !== -1; i = bytes.indexOf(0x1f, i + 1)) {
    if (bytes[i + 1] === 0x8b && bytes[i + 2] === 8) return i;
  }
  return bytes.length;
}

/** One member's content; nothing where the bytes are not exactly one. */
async function member(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    return undefined;
  }
}
