/**
 * `samples.json`: the texts of all samples by their ids. Alike texts shrink best side by side, and events best without the
 * white space that they are laid out with again.
 */
export interface PackedSamples {
  readonly rules: Readonly<Record<string, string>>;
  /** Events that are one JSON document. */
  readonly documents: Readonly<Record<string, unknown>>;
  /** Events that are a record a line. */
  readonly records: Readonly<Record<string, readonly unknown[]>>;
}

export interface SampleTexts {
  readonly rule: string;
  readonly events: string;
}

/** Fetches a sample's texts from beside this script. */
export async function fetchSample(id: string): Promise<SampleTexts> {
  const answer = await fetch(new URL("./samples.json", import.meta.url));
  if (!answer.ok) throw new Error(`The sample "${id}" could not be loaded: ${answer.status}.`);
  return textsOf(await answer.json(), id);
}

/** A sample's texts as its files hold them. */
export function textsOf({ rules, documents, records }: PackedSamples, id: string): SampleTexts {
  const lines = records[id]?.map((record) => JSON.stringify(record)) ?? [JSON.stringify(documents[id], null, 2)];
  return { rule: rules[id] ?? "", events: `${lines.join("\n")}\n` };
}
