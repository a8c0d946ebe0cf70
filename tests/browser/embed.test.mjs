// The element and code blocks in other people's pages: where texts come from, and what attributes do.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { exactly, record } from "./actions.mjs";
import { EVENTS, escaped, inHost, RULE, script, shows } from "./hosts.mjs";

/** @type {Record<string, string>} */
const OPEN = { "access-control-allow-origin": "*" };

test("an element takes its texts from its script children, makes its frame on the click, and tells the verdict", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title><p>Before</p>
        <rule-playground><script type="text/plain">${RULE}</script><script type="text/plain">${EVENTS}</script></rule-playground>
        ${script(playground)}<script type="module" src="/listen.js"></script>`,
      "/listen.js": `addEventListener("verdict", (event) => { document.title = event.detail.verdict + " " + event.detail.matched; });`,
    }),
    async (page) => {
      const run = page.getByRole("button", { name: "Run this rule" });
      await run.waitFor();
      assert.equal(page.frames().length, 1, "no frame before the click");
      await run.click();
      await shows(page, "Match");
      await page.waitForFunction(() => document.title === "match 1");
    },
  ));

test("texts come by address too, and an element near the viewport needs no click", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>
        <rule-playground rule="rule.toml" events="events.json" load="visible"></rule-playground>${script(playground)}`,
      "/rule.toml": RULE,
      "/events.json": record("Other"),
    }),
    (page) => shows(page, "No match"),
  ));

test("texts come from the code blocks before the element", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title><div class="highlight"><pre><code>${escaped(RULE)}</code></pre></div>
        <pre><code>${escaped(EVENTS)}</code></pre><rule-playground load="visible"></rule-playground>${script(playground)}`,
    }),
    (page) => shows(page, "Match"),
  ));

test("a code block in the language rule-playground is upgraded in place", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>
        <pre><code class="language-rule-playground">${escaped(`${RULE}\n---\n${EVENTS}`)}</code></pre>${script(playground)}`,
    }),
    async (page) => {
      await page.getByRole("button", { name: "Run this rule" }).click();
      await shows(page, "Match");
      assert.ok(await page.getByText("A thing happened").first().isVisible(), "the code stays readable");
    },
  ));

test("open in full carries rule and events over", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>${script(playground)}<rule-playground load="visible">
        <script type="text/plain">${RULE}</script><script type="text/plain">${EVENTS}</script></rule-playground>`,
    }),
    async (page) => {
      await shows(page, "Match");
      const opened = page.context().waitForEvent("page");
      await page.frameLocator("iframe").getByRole("button", { name: "Open in full" }).click();
      const full = await opened;
      await full
        .locator("rp-verdict .badge")
        .filter({ hasText: exactly("Match") })
        .waitFor();
      await full.getByRole("button", { name: "Share…" }).waitFor();
      assert.match((await full.locator("rp-rule-editor .cm-content").textContent()) ?? "", /A thing happened/);
    },
  ));

test("blocks that come later, as on sites that change pages without loading, are upgraded too, once each", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title><main><p>One</p></main>${script(playground)}<script type="module" src="/host.js"></script>`,
      "/host.js": `window.go = (text) => {
          const code = document.createElement("code");
          code.className = "language-rule-playground";
          code.textContent = text;
          const block = document.createElement("pre");
          block.append(code);
          document.querySelector("main").replaceChildren(block);
        };`,
    }),
    async (page) => {
      const go = (/** @type {string} */ text) => page.evaluate((text) => /** @type {any} */ (window).go(text), text);
      const run = page.getByRole("button", { name: "Run this rule" });
      await go(`${RULE}\n---\n${EVENTS}`);
      await run.click();
      await shows(page, "Match");
      await go(`${RULE}\n---\n${record("Other")}`);
      await run.click();
      await shows(page, "No match");
      assert.equal(await page.locator("rule-playground").count(), 1);
    },
  ));

test("texts of another site come where it allows that, and one sentence says why not where it does not", () =>
  inHost(
    (playground, other) => ({
      "/host.html": `<!doctype html><title>Host</title>${script(playground)}
        <rule-playground rule="${other}rule.toml" events="${other}open/events.json" load="visible"></rule-playground>
        <p id="second"></p>`,
    }),
    async (page, { other }) => {
      const said = page.getByRole("alert");
      await said.waitFor();
      assert.equal(
        await said.textContent(),
        `${other}rule.toml could not be loaded. Its server must allow this page to read it (CORS).`,
      );
      await page.evaluate((other) => {
        const element = document.querySelector("rule-playground");
        element?.setAttribute("rule", `${other}open/rule.toml`);
        element?.remove();
        if (element) document.querySelector("#second")?.append(element);
      }, other);
      await shows(page, "Match");
    },
    {
      others: { "/rule.toml": RULE, "/open/rule.toml": RULE, "/open/events.json": EVENTS },
      otherHeaders: (path) => (path.startsWith("/open/") ? OPEN : {}),
      provokes: /CORS policy|Failed to load resource/,
    },
  ));

test("label, height and view do what the page says of them", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title>${script(playground)}
        <rule-playground label="Try it" height="333"><script type="text/plain">${RULE}</script></rule-playground>
        <rule-playground view="full" label="Whole page"><script type="text/plain">${RULE}</script>
          <script type="text/plain">${EVENTS}</script></rule-playground>`,
    }),
    async (page) => {
      await page.getByRole("button", { name: "Try it" }).click();
      const frame = page.getByTitle("Try it");
      await frame.contentFrame().getByText("A thing happened").first().waitFor();
      assert.equal(await frame.evaluate((element) => element.clientHeight), 333);
      await page.getByRole("button", { name: "Whole page" }).click();
      const whole = page.getByTitle("Whole page").contentFrame();
      await whole
        .locator("rp-verdict .badge")
        .filter({ hasText: exactly("Match") })
        .waitFor();
      await whole.getByRole("button", { name: "Share…" }).waitFor();
    },
  ));

for (const scheme of ["light", "dark"])
  test(`the frame is ${scheme} where the host page is, whatever the reader's system says`, () =>
    inHost(
      (playground) => ({
        "/host.html": `<!doctype html><title>Host</title><link rel="stylesheet" href="/host.css">
          <rule-playground load="visible"><script type="text/plain">${RULE}</script></rule-playground>${script(playground)}`,
        "/host.css": `:root { color-scheme: ${scheme} }`,
      }),
      async (page) => {
        const frame = page.frameLocator("rule-playground iframe");
        await frame.getByText("A thing happened").first().waitFor();
        assert.equal(await frame.locator("html").getAttribute(`data-${scheme}`), "");
      },
      {
        csp: (origin) => `default-src 'none'; script-src ${origin} 'self'; frame-src ${origin}; style-src 'self'`,
        context: { colorScheme: scheme === "dark" ? "light" : "dark" },
      },
    ));

test("an element far below makes its frame when the reader comes near", () =>
  inHost(
    (playground) => ({
      "/host.html": `<!doctype html><title>Host</title><link rel="stylesheet" href="/far.css"><p>Before</p>
        <rule-playground load="visible"><script type="text/plain">${RULE}</script><script type="text/plain">${EVENTS}</script>
        </rule-playground>${script(playground)}`,
      "/far.css": "p { height: 5000px }",
    }),
    async (page) => {
      await page.getByRole("button", { name: "Run this rule" }).waitFor({ state: "attached" });
      assert.equal(page.frames().length, 1);
      await page.getByRole("button", { name: "Run this rule" }).scrollIntoViewIfNeeded();
      await shows(page, "Match");
    },
    { csp: (origin) => `default-src 'none'; script-src ${origin} 'self'; frame-src ${origin}; style-src 'self'` },
  ));

test("the script of host pages is small", async () => {
  const size = gzipSync(await readFile("dist/embed.js"), { level: 9 }).length;
  assert.ok(size <= 10_000, `${size} bytes`);
});

/**
 * The examples of the documentation in a language, with the playground's address in them.
 *
 * @param {string} language
 * @param {string} playground
 */
async function examples(language, playground) {
  const text = (await readFile("docs/embedding.md", "utf8")).replaceAll("https://playground.example/", playground);
  const origin = new URL(playground).origin;
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map(([, example = ""]) =>
    example.replaceAll("https://playground.example", origin),
  );
}

test("the documentation's first example runs as it stands, and so does its code block", () =>
  inHost(
    async (playground) => {
      const [first = ""] = await examples("html", playground);
      const [block = ""] = await examples("rule-playground", playground);
      return {
        "/host.html": `<!doctype html><title>Host</title>${first}`,
        "/block.html": `<!doctype html><title>Host</title>${script(playground)}
          <pre><code class="language-rule-playground">${escaped(block)}</code></pre>`,
      };
    },
    async (page, { host }) => {
      await page.getByRole("button", { name: "Run this rule" }).click();
      await shows(page, "Match");
      await page.goto(`${host}block.html`);
      await page.getByRole("button", { name: "Run this rule" }).click();
      await shows(page, "Match");
    },
  ));

test("the documentation's example of messages runs as it stands", () =>
  inHost(
    async (playground) => {
      const example = (await examples("js", playground)).find((text) => text.includes("addEventListener")) ?? "";
      return {
        "/host.html": `<!doctype html><title>Host</title><iframe title="Playground"></iframe><script type="module" src="/host.js"></script>`,
        "/host.js": `const rule = ${JSON.stringify(RULE)}, events = ${JSON.stringify(EVENTS)};
          ${example}
          frame.src = "${playground}index.html?view=compact&host=" + location.origin;`,
      };
    },
    async (page) => {
      const told = page.waitForEvent("console", (message) => message.text().startsWith("match "));
      await page
        .frameLocator("iframe")
        .locator("rp-verdict .badge")
        .filter({ hasText: exactly("Match") })
        .waitFor();
      await told;
      assert.ok(
        ((await page.locator("iframe").boundingBox())?.height ?? 0) > 200,
        "the frame has the height it asked for",
      );
    },
  ));
