/**
 * A text as UTF-8. In place of `encode`, which is four times slower in Chromium for a text of megabytes: most such texts are
 * ASCII and need as many bytes as they have letters.
 */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(text.length);
  const { read, written } = encoder.encodeInto(text, bytes);
  if (read === text.length) return bytes;
  const rest = text.slice(read);
  const whole = new Uint8Array(written + 3 * rest.length);
  whole.set(bytes.subarray(0, written));
  const more = encoder.encodeInto(rest, whole.subarray(written));
  return whole.slice(0, written + more.written);
}
