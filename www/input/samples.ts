import type { Workspace } from "../app/workspace";
import { type Sample, samples } from "../samples/index";
import { fetchSample } from "../samples/texts";

/** The sample a first visit begins with. */
export const FIRST = samples[0];

/** Fetches a sample's texts and opens them. */
export async function openSample(app: Workspace, sample: Sample): Promise<void> {
  try {
    const { rule, events } = await fetchSample(sample.id);
    app.open({ rule, events: [{ name: "events", text: events }], sample: sample.id });
  } catch {
    app.notify({
      kind: "error",
      text: `The sample "${sample.title}" could not be loaded. Check the connection and try again.`,
    });
  }
}

/** The sample an address names: `#sample=ID`. */
export function namedSample(hash: string): Sample | undefined {
  const id = new URLSearchParams(hash.slice(1)).get("sample");
  return samples.find((sample) => sample.id === id);
}
