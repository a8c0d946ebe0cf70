// A page that does with our stories what Elastic's documentation system does: it reads the registry when it builds a page,
// and an element of its own imports the module and mounts the story. https://github.com/elastic/docs-builder/pull/2910
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { inHost, shows } from "./hosts.mjs";

const registry = JSON.parse(await readFile("dist/docs_registry.json", "utf8"));
const FIRST = "rule-playground:samples:root-console-login-failures";
const SECOND = "rule-playground:samples:wrong-provider";

/** The slot: a container of its own, unmounted when it leaves the page or shows another story. */
const SLOT = `
class Slot extends HTMLElement {
  static observedAttributes = ["story-id", "entry"];
  #turn = 0;
  connectedCallback() {
    this.container ??= this.appendChild(document.createElement("div"));
    this.mount();
  }
  disconnectedCallback() {
    this.#turn += 1;
    this.unmount();
  }
  attributeChangedCallback() {
    if (this.container) this.mount();
  }
  unmount() {
    this.story?.unmountStory(this.container);
    this.story = undefined;
  }
  async mount() {
    const turn = ++this.#turn;
    this.unmount();
    this.container.replaceChildren();
    try {
      const module = await import(this.getAttribute("entry"));
      if (typeof module.mountStory !== "function" || typeof module.unmountStory !== "function") throw new Error("no story");
      if (turn !== this.#turn || !this.isConnected) return;
      this.story = module;
      await module.mountStory(this.getAttribute("story-id"), this.container);
    } catch (error) {
      if (turn === this.#turn) this.container.textContent = "Failed: " + error.message;
    }
  }
}
customElements.define("storybook-story", Slot);`;

/**
 * The page as it is built from the registry.
 *
 * @param {string} playground
 * @param {string} id
 */
const page = (playground, id) => {
  const { storybookId, inline } = registry.stories[id];
  return `<!doctype html><title>Host</title><script type="module" src="/slot.js"></script>
    <div class="storybook-embed"><storybook-story story-id="${storybookId}" entry="${new URL(inline.entry, playground)}" bootstrap="">
    </storybook-story></div>`;
};

test("the registry has what the documentation system asks of it", () => {
  assert.equal(registry.schemaVersion, "1");
  const stories = Object.entries(registry.stories);
  assert.ok(stories.length >= 10);
  for (const [id, story] of stories) {
    const [project, alias, docsId, ...more] = id.split(":");
    assert.deepEqual([project, alias, docsId, more.length], ["rule-playground", story.alias, story.docsId, 0]);
    assert.equal(story.renderMode, "inline");
    assert.ok(story.storybookId && story.inline.entry && story.iframe.url && story.height > 0, id);
  }
});

test("a story is mounted, taken out with its page, and mounted again", () =>
  inHost(
    (playground) => ({ "/host.html": page(playground, FIRST), "/slot.js": SLOT }),
    async (page) => {
      await shows(page, "Match");
      await page.evaluate(() => {
        const slot = document.querySelector("storybook-story");
        Object.assign(window, { slot });
        slot?.remove();
      });
      assert.equal(page.frames().length, 1);
      await page.evaluate(() => document.body.append(/** @type {any} */ (window).slot));
      await shows(page, "Match");
      assert.equal(await page.locator("rule-playground").count(), 1);
    },
  ));

test("of two stories asked for at once the later is shown, and an unknown one is told", () =>
  inHost(
    (playground) => ({ "/host.html": page(playground, FIRST), "/slot.js": SLOT }),
    async (page) => {
      const show = (/** @type {string[]} */ ...ids) =>
        page.evaluate((ids) => {
          for (const id of ids) document.querySelector("storybook-story")?.setAttribute("story-id", id);
        }, ids);
      await shows(page, "Match");
      const [first, second] = [FIRST, SECOND].map((id) => registry.stories[id].storybookId);
      await show(first, second, first, second);
      await shows(page, "No match");
      assert.equal(await page.locator("rule-playground").count(), 1);
      await show("nothing-like-it");
      await page.getByText('Failed: There is no sample "nothing-like-it"').waitFor();
    },
  ));

test("the story's frame, which pages without modules get, shows the same", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title><rule-playground><iframe title="Story" sandbox="allow-scripts allow-same-origin"
        src="${new URL(registry.stories[FIRST].iframe.url, playground)}"></iframe></rule-playground>`,
    }),
    (page) => shows(page, "Match"),
  ));
