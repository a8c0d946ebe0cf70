import type { Workspace } from "../app/workspace";
import { type Sample, samples } from "../samples/index";

/** The sample a first visit begins with. */
export const FIRST = samples[0];

/** The texts of every sample by its id. One file: alike texts shrink better together. */
export type SampleTexts = Readonly<Record<string, { readonly rule: string; readonly events: string }>>;

/** Fetches a sample's texts from beside the page and opens them. */
export async function openSample(app: Workspace, sample: Sample): Promise<void> {
  try {
    const answer = await fetch(new URL("./samples.json", import.meta.url));
    if (!answer.ok) throw new Error(`${answer.status}`);
    const texts: SampleTexts = await answer.json();
    const { rule, events } = texts[sample.id] ?? { rule: "", events: "" };
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
