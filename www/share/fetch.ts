/** Bytes a fetched file may have; larger ones are downloaded by the reader and dropped. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Fetches a file the reader asked for, without telling the server where from. Throws, in a sentence. */
export async function fetchFile(url: string): Promise<File> {
  const name = decoded(new URL(url).pathname.split("/").pop() || "events");
  let answer: Response;
  try {
    answer = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer", redirect: "error" });
  } catch {
    throw new Error(`${name} could not be fetched. Check the address and the connection.`);
  }
  if (!answer.ok)
    throw new Error(`${name} could not be fetched: the server answered ${answer.status}. Is the repository public?`);
  const length = Number(answer.headers.get("content-length") ?? 0);
  if (length > MAX_BYTES) throw new Error(`${name} is larger than 64 MB. Download it and drop it here.`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length;
    if (size > MAX_BYTES) {
      await reader?.cancel();
      throw new Error(`${name} is larger than 64 MB. Download it and drop it here.`);
    }
    parts.push(part.value);
  }
  return new File(parts, name);
}

/** A name without its percent signs, where they stand for text. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
