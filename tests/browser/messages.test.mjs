// The messages between a host page and its frame: what each side says, and whom it does not listen to.
import assert from "node:assert/strict";
import { test } from "node:test";
import { exactly, record } from "./actions.mjs";
import { EVENTS, element, inHost, RULE, script, shows } from "./hosts.mjs";

/** @import { Page } from "playwright-core" */

/** The example of the documentation, with everything it hears kept. */
const HOST = (/** @type {string} */ playground) => `
const frame = document.querySelector("iframe");
const origin = "${new URL(playground).origin}";
window.heard = [];
window.say = (message) => frame.contentWindow.postMessage(message, origin);
addEventListener("message", ({ data, origin: from, source }) => {
  if (from !== origin || source !== frame.contentWindow || data?.rulePlayground !== 1) return;
  heard.push(data);
  if (data.kind === "ready") say({ rulePlayground: 1, kind: "load", rule: ${JSON.stringify(RULE)}, events: ${JSON.stringify(EVENTS)} });
  if (data.kind === "height") frame.height = data.height;
});
frame.src = "${playground}index.html?view=compact&host=" + (location.search === "?wrong" ? "https://example.com" : location.origin);`;

const plain = (/** @type {string} */ playground) => ({
  "/host.html": `<!doctype html><title>Host</title><iframe title="Playground"></iframe><script type="module" src="/host.js"></script>`,
  "/host.js": HOST(playground),
});

/** @param {Page} page */
const heard = (page) => page.evaluate(() => /** @type {any[]} */ (/** @type {any} */ (window).heard));

/**
 * @param {Page} page
 * @param {string} word
 */
const frameShows = (page, word) =>
  page
    .frameLocator("iframe")
    .first()
    .locator("rp-verdict .badge")
    .filter({ hasText: exactly(word) })
    .waitFor();

/**
 * @param {Page} page
 * @param {unknown} message
 */
const say = (page, message) => page.evaluate((message) => /** @type {any} */ (window).say(message), message);

test("a frame says that it is ready, the verdict after each change and its height, and nothing else", () =>
  inHost(plain, async (page) => {
    await frameShows(page, "Match");
    // Of a part that is left out the text stays.
    await say(page, { rulePlayground: 1, kind: "load", events: record("Other") });
    await frameShows(page, "No match");
    await say(page, { rulePlayground: 1, kind: "load", rule: RULE.replace("One", "Other") });
    await frameShows(page, "Match");
    const all = await heard(page);
    assert.equal(all.filter(({ kind }) => kind === "ready").length, 1);
    assert.ok(all.some(({ kind, height }) => kind === "height" && height > 200));
    assert.deepEqual([...new Set(all.map(({ kind }) => kind))].sort(), ["height", "ready", "verdict"]);
    const verdicts = all.filter(({ kind }) => kind === "verdict");
    assert.deepEqual(Object.keys(verdicts.at(-1)).sort(), [
      "events",
      "kind",
      "matched",
      "rulePlayground",
      "sentence",
      "undecided",
      "verdict",
    ]);
    assert.ok(verdicts.some(({ verdict, matched, events }) => verdict === "no_match" && matched === 0 && events === 1));
  }));

test("a frame that was told another host says nothing and hears nothing", () =>
  inHost(plain, async (page) => {
    await frameShows(page, "Match");
    await page.goto(`${page.url()}?wrong`);
    await frameShows(page, "Ready");
    await say(page, { rulePlayground: 1, kind: "load", rule: RULE, events: EVENTS });
    // The frame has had its turn after this.
    await page.frames()[1]?.evaluate(() => new Promise((done) => setTimeout(done)));
    await frameShows(page, "Ready");
    assert.deepEqual(await heard(page), []);
  }));

test("what is no message of this version, or has no texts, changes nothing", () =>
  inHost(plain, async (page) => {
    await frameShows(page, "Match");
    const rule = "event.action: nothing";
    for (const message of [
      null,
      "load",
      7,
      [],
      { kind: "load", rule },
      { rulePlayground: 2, kind: "load", rule },
      { rulePlayground: "1", kind: "load", rule },
      { rulePlayground: 1, kind: "toString", rule },
      { rulePlayground: 1, kind: ["load"], rule },
      { rulePlayground: 1, kind: "load", rule: 7, events: { text: rule } },
      { rulePlayground: 1, kind: "load", rule: null, events: [rule] },
    ])
      await say(page, message);
    await page.frames()[1]?.evaluate(() => new Promise((done) => setTimeout(done)));
    await frameShows(page, "Match");
    assert.match((await page.frameLocator("iframe").locator("rp-rule-editor").textContent()) ?? "", /A thing happened/);
  }));

/** A page of a third origin that talks to everybody it can reach. */
const FORGER = `<!doctype html><title>Other</title><script>
for (const window of [parent, parent.frames[0]]) {
  window.postMessage({ rulePlayground: 1, kind: "load", rule: "event.action: forged" }, "*");
  window.postMessage({ rulePlayground: 1, kind: "verdict", verdict: "match", sentence: "forged", matched: 9, undecided: 0, events: 9 }, "*");
  window.postMessage({ rulePlayground: 1, kind: "height", height: 777 }, "*");
}
</script>`;

for (const [how, body] of /** @type {const} */ ([
  ["an element", element('load="visible"')],
  ["a plain frame", ""],
]))
  test(`a third page in the same window is believed by neither side of ${how}`, () =>
    inHost(
      (playground, other) => ({
        "/host.html": body
          ? `<!doctype html><title>Host</title>${body}${script(playground)}<script type="module" src="/third.js"></script>`
          : `<!doctype html><title>Host</title><iframe title="Playground"></iframe><script type="module" src="/host.js"></script>
            <script type="module" src="/third.js"></script>`,
        "/host.js": HOST(playground),
        "/third.js": `window.verdicts = [];
          addEventListener("verdict", ({ detail }) => verdicts.push(detail.sentence));
          window.forge = () => new Promise((done) => {
            const frame = document.createElement("iframe");
            frame.onload = done;
            frame.src = "${other}forger.html";
            document.body.append(frame);
          });`,
      }),
      async (page) => {
        const frame = page.getByTitle("Playground");
        const badge = frame.contentFrame().locator("rp-verdict .badge");
        await badge.filter({ hasText: exactly("Match") }).waitFor();
        await page.evaluate(() => /** @type {any} */ (window).forge());
        await page.frames()[1]?.evaluate(() => new Promise((done) => setTimeout(done, 100)));
        assert.equal(await badge.textContent(), "Match");
        const rule = frame.contentFrame().locator("rp-rule-editor .cm-content");
        assert.doesNotMatch((await rule.textContent()) ?? "", /forged/);
        assert.ok(!(await page.evaluate(() => /** @type {any} */ (window).verdicts)).includes("forged"));
        assert.notEqual((await frame.boundingBox())?.height, 777);
      },
      { others: { "/forger.html": FORGER } },
    ));

test("texts are told to the playground's origin only, even where its frame has gone elsewhere", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>${element('load="visible"')}${script(playground)}`,
    }),
    async (page, { other }) => {
      await shows(page, "Match");
      const frame = page.frames()[1];
      await frame?.goto(`${other}elsewhere.html`);
      await page.evaluate((texts) => /** @type {any} */ (document.querySelector("rule-playground")).load(texts), {
        rule: RULE,
        events: EVENTS,
      });
      await frame?.evaluate(() => new Promise((done) => setTimeout(done, 100)));
      assert.equal(await frame?.locator("#heard").textContent(), "");
    },
    {
      others: {
        "/elsewhere.html": `<!doctype html><title>Other</title><p id="heard"></p><script>
          addEventListener("message", ({ data }) => { document.querySelector("#heard").textContent += JSON.stringify(data); });
          parent.postMessage({ rulePlayground: 1, kind: "ready" }, "*");
        </script>`,
      },
    },
  ));
