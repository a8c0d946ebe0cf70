// The slot for live content in Elastic's documentation system: a module that mounts a story, named by `docs_registry.json`.
// https://github.com/elastic/docs-builder/pull/2910
import { samples } from "../samples/index";
import { fetchSample } from "../samples/texts";
import { RulePlaygroundElement } from "./element";

if (!customElements.get("rule-playground")) customElements.define("rule-playground", RulePlaygroundElement);

/** The story each container shows, or waits for: one that was taken out or replaced meanwhile is not shown any more. */
const wanted = new WeakMap<HTMLElement, string>();

/** Shows the sample `id` in `container`. Throws where there is no such sample. */
export async function mountStory(id: string, container: HTMLElement): Promise<void> {
  const sample = samples.find((known) => known.id === id);
  if (!sample) throw new Error(`There is no sample "${id}". docs_registry.json lists them.`);
  wanted.set(container, id);
  const texts = await fetchSample(id);
  if (wanted.get(container) !== id) return;
  const element = new RulePlaygroundElement();
  element.setAttribute("label", sample.title);
  element.load(texts);
  container.replaceChildren(element);
  element.run();
}

/** Takes the story out again. */
export function unmountStory(container: HTMLElement): void {
  wanted.delete(container);
  container.replaceChildren();
}
