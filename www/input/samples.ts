import type { Workspace } from "../app/workspace";
import { type Sample, samples } from "../samples/index";

/** The sample a first visit begins with. */
export const FIRST = samples[0];

/** Fetches a sample's texts from beside the page and opens them. */
export async function openSample(app: Workspace, sample: Sample): Promise<void> {
  try {
    const [rule, events] = await Promise.all([text(`${sample.id}/rule.toml`), text(`${sample.id}/${sample.events}`)]);
    app.open({ rule, events: [{ name: "events", text: events }], sample: sample.id });
  } catch {
    app.notify({
      kind: "error",
      text: `The sample "${sample.title}" could not be loaded. Check the connection and try again.`,
    });
  }
}

async function text(path: string): Promise<string> {
  const answer = await fetch(new URL(`./samples/${path}`, import.meta.url));
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.text();
}
