// The Markdown of guides as blocks: a table of small cases, hostile texts, and every published guide.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { build } from "esbuild";
import { parse } from "smol-toml";

/** @import { Block, Inline } from "../../www/views/guide/block" */
/** @import { Buttons } from "../../www/engine/wire" */

/** @type {typeof import("../../www/views/guide/markdown").blocksOf} */
let blocksOf;

before(async () => {
  const { outputFiles } = await build({
    entryPoints: ["www/views/guide/markdown.ts"],
    bundle: true,
    write: false,
    format: "esm",
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? "").toString("base64");
  ({ blocksOf } = await import(`data:text/javascript;base64,${code}`));
});

/** @type {Buttons} */
const NONE = { investigate: [], osquery: [] };

/** @type {Buttons} */
const BUTTONS = {
  investigate: [
    {
      label: "Same user",
      description: "All calls",
      providers: [
        [
          { field: "user.name", value: "{{user.name}}", excluded: false },
          { field: "event.action", value: "A", excluded: true },
        ],
        [{ field: "user.id", value: "1", excluded: false }],
      ],
    },
  ],
  osquery: [{ label: "Hosts", query: "select *\nfrom hosts" }],
};

/**
 * Blocks as a short drawing: `h2[…]`, `p[…]`, `ul(…)`, `ol3(…)`, `q[…]`, `code(lang)[…]`, `table[…]`, `card[…]`.
 *
 * @param {readonly Block[]} blocks
 * @returns {string}
 */
const draw = (blocks) => blocks.map(drawBlock).join(" ");

/**
 * @param {Block} block
 * @returns {string}
 */
function drawBlock(block) {
  switch (block.kind) {
    case "heading":
      return `h${block.level}[${drawInlines(block.inlines)}]`;
    case "paragraph":
      return `p[${drawInlines(block.inlines)}]`;
    case "list":
      return `${block.start === undefined ? "ul" : `ol${block.start}`}${block.items.map((item) => `(${draw(item)})`).join("")}`;
    case "quote":
      return `q[${draw(block.blocks)}]`;
    case "code":
      return `code(${block.language})[${block.text}]`;
    case "table":
      return `table[${[block.head, ...block.rows].map((row) => row.map(drawInlines).join("|")).join("/")}]`;
    case "break":
      return "hr";
    case "card":
      return drawInlines([block]);
  }
}

/**
 * @param {readonly Inline[]} inlines
 * @returns {string}
 */
const drawInlines = (inlines) => inlines.map(drawInline).join("");

/**
 * @param {Inline} inline
 * @returns {string}
 */
function drawInline(inline) {
  switch (inline.kind) {
    case "text":
      return inline.text;
    case "code":
      return `\`${inline.text}\``;
    case "strong":
      return `*${drawInlines(inline.inlines)}*`;
    case "emphasis":
      return `/${drawInlines(inline.inlines)}/`;
    case "struck":
      return `~${drawInlines(inline.inlines)}~`;
    case "link":
      return `<${inline.href} ${drawInlines(inline.inlines)}>`;
    case "line_break":
      return "⏎";
    case "card": {
      const conditions = inline.providers.map((all) =>
        all.map(({ field, value, excluded }) => `${excluded ? "not " : ""}${field}: ${value}`).join(" and "),
      );
      const parts = [inline.plugin, inline.label, inline.description, inline.query, conditions.join(" or ")];
      return `card[${inline.missing ? `${inline.missing} is missing` : parts.filter((part) => part !== "").join(", ")}]`;
    }
  }
}

const CARD = "card[investigate, Same user, All calls, user.name: {{user.name}} and not event.action: A or user.id: 1]";

for (const [markdown, expected] of /** @type {const} */ ([
  ["## A `b`\ntext", "h2[A `b`] p[text]"],
  ["## A ##\n#### B", "h2[A] h4[B]"],
  ["text\n## directly below", "p[text] h2[directly below]"],
  ["one\ntwo  \nthree\\\n   four", "p[one⏎two⏎three⏎four]"],
  ["**a** *b* _c_ ~~d~~ __e__ ***f***", "p[*a* /b/ /c/ ~d~ *e* /*f*/]"],
  ["snake_case_name 2*3*4", "p[snake_case_name 2/3/4]"],
  ["- a\n  - b\n    - c\n- d", "ul(p[a] ul(p[b] ul(p[c])))(p[d])"],
  ["- a\n    - b\n        - c\n    - d", "ul(p[a] ul(p[b] ul(p[c]))(p[d]))"],
  ["- a\n   - b\n     - c\n - d", "ul(p[a] ul(p[b] ul(p[c])))(p[d])"],
  ["- a\n     - b\n          - c", "ul(p[a] ul(p[b] ul(p[c])))"],
  ["* a\n* b\n\ntext", "ul(p[a])(p[b]) p[text]"],
  ["1. a\n   - b\n2. c", "ol1(p[a] ul(p[b]))(p[c])"],
  ["3) a", "ol3(p[a])"],
  ["- a\n\n  b\n  c", "ul(p[a] p[b⏎c])"],
  ["- a\n  ```bash\n  b\n    c\n\n  d\n  ```", "ul(p[a] code(bash)[b\n  c\n\nd])"],
  ["    code\n      more", "code()[code\n  more]"],
  ["> **Note**: a\n> b", "q[p[*Note*: a⏎b]]"],
  ["> - a\n> - b", "q[ul(p[a])(p[b])]"],
  ["| A | B |\n|---|---|\n| 1 | `2` |\n| | **x** |", "table[A|B/1|`2`/|*x*]"],
  [
    "**T**:\n    - a\n    - b\n      - c\n\n**U**:\n\n    - d\n    e",
    "p[*T*:] ul(p[a])(p[b] ul(p[c])) p[*U*:] ul(p[d⏎e])",
  ],
  ["- a\n\n      - b", "ul(p[a] code()[- b])"],
  ["Rotate** keys\n\n- **[a](https://a.example): b", "p[Rotate keys] ul(p[<https://a.example a>: b])"],
  ["/var/** and **/x and `a", "p[/var/** and **/x and a]"],
  ["## ## A", "h2[A]"],
  ["---", "hr"],
  ["look for <id> and <b>x</b> <!-- c -->", "p[look for <id> and <b>x</b> <!-- c -->]"],
  ["<div>\n**a**\n</div>", "p[<div>⏎*a*⏎</div>]"],
  ["`<id>` `` a `b` `` ` `", "p[`<id>` `a `b`` ` `]"],
  ["\\*a\\* \\<b\\> C:\\x", "p[*a* <b> C:\\x]"],
  ["a &amp; b &lt;c&gt; &#65; &#x42; &what; R&D", "p[a & b <c> A B &what; R&D]"],
  ["[a](https://a.example)", "p[<https://a.example a>]"],
  ["[**a** `b`](<https://a.example/x y> 'title')", "p[<https://a.example/x y *a* `b`>]"],
  ["[https://a.example](https://a.example)", "p[<https://a.example https://a.example>]"],
  ["[a][r] [R] [s] [x]\n\n[r]: https://r.example", "p[<https://r.example a> <https://r.example R> [s] [x]]"],
  ["<https://a.example>", "p[<https://a.example https://a.example>]"],
  ["see https://a.example/b_c_d.", "p[see <https://a.example/b_c_d https://a.example/b_c_d>.]"],
  ["(https://a.example/b(c))", "p[(<https://a.example/b(c) https://a.example/b(c)>)]"],
  ["https:// and xhttps://a.example", "p[https:// and xhttps://a.example]"],
  ["`https://a.example`", "p[`https://a.example`]"],
  ["![a](https://a.example/b.png)", "p[<https://a.example/b.png a>]"],
  ["- a\n    - $osquery_0", "ul(p[a] ul(card[osquery, Hosts, select *\nfrom hosts]))"],
  ["before $investigate_0 after", `p[before] ${CARD} p[after]`],
  ["$investigate_7", "card[$investigate_7 is missing]"],
  ["costs $5_0 and $investigate_x", "p[costs $5_0 and $investigate_x]"],
  [
    '!{investigate{"label": "L", "description": "a } b", "providers": [[{"field": "f", "value": "*v*", "excluded": false}]]}}',
    "card[investigate, L, a } b, f: *v*]",
  ],
  ['!{osquery{"label": "L", "query": "select 1"}} x', "card[osquery, L, select 1] p[x]"],
  ["a\n---\nb\n===\n", "h2[a] h1[b]"],
  ["> a\nb\n\nc", "q[p[a⏎b]] p[c]"],
  ["- a\nb\n- c", "ul(p[a⏎b])(p[c])"],
  ["> ```\n> a\nb", "q[code()[a]] p[b]"],
  ["**a*b** *a**b* ***a** b*", "p[*a*b* /a**b/ /*a* b/]"],
  ["*[a*](https://a.example) `*b*`", "p[*<https://a.example a*> `*b*`]"],
  ["| A |\n|---|\n| `a\\|b` |\ntext\n\nmore", "table[A/`a|b`/text] p[more]"],
  ["-\ta\n\n\tb", "ul(p[a] p[b])"],
  ["a\n2. b\n\na\n1. b", "p[a⏎2. b] p[a] ol1(p[b])"],
  ["~~~\n```\n~~~", "code()[```]"],
  ["    a\n\n    b\nc", "code()[a\n\nb] p[c]"],
  ["a&nbsp;b &#0; \\&amp;", "p[a b � &amp;]"],
  ["[a](https://a.example/b(c)d) [b]()", "p[<https://a.example/b(c)d a> [b]()]"],
  ["[![a](https://a.example/b.png)](https://a.example)", "p[<https://a.example <https://a.example/b.png a>>]"],
  ["**a\n\nb**", "p[a] p[b]"],
  ["a\n-", "p[a] ul()"],
  ["1. a\n\n   b\n2. c\n\nd", "ol1(p[a] p[b])(p[c]) p[d]"],
  ["- a\n\n\n- b", "ul(p[a])(p[b])"],
  ["<a.b@c.example>", "p[<mailto:a.b@c.example a.b@c.example>]"],
  ["*a _b* c_", "p[/a _b/ c_]"],
  ['a*"b"*c "*d*"', 'p[a*"b"*c "/d/"]'],
  ["!{investigate{broken}}", "p[!{investigate{broken}}]"],
  ['!{osquery{"label": {}, "providers": 3}}', "card[osquery]"],
])) {
  test(`Markdown ${JSON.stringify(markdown)}`, () => {
    assert.equal(draw(blocksOf(markdown, { buttons: BUTTONS, breaks: true })), expected);
  });
}

test("a line break in a description is white space", () => {
  assert.equal(draw(blocksOf("one\n two  \nthree", { buttons: NONE, breaks: false })), "p[one two⏎three]");
});

test("a heading knows its line", () => {
  const blocks = blocksOf("# a\n\ntext\n## b\n\nc\n===", { buttons: NONE, breaks: true });
  assert.deepEqual(
    blocks.flatMap((block) => (block.kind === "heading" ? [block.line] : [])),
    [0, 3, 5],
  );
});

test("Markdown that nests without end is shown to a depth and loses no word", () => {
  for (const piece of [
    "> ",
    "- ",
    "*",
    "[",
    "![",
    "**a",
    "1. ",
    "`",
    "| ",
    "$",
    "!{investigate{",
    "<",
    "\\",
    "_a",
    "# ",
  ]) {
    const blocks = blocksOf(`${piece.repeat(10_000)}end`, { buttons: NONE, breaks: true });
    assert.ok(draw(blocks).includes("end"), piece);
  }
});

test("a line of a megabyte is read", () => {
  const text = "word ".repeat(200_000);
  assert.equal(draw(blocksOf(text, { buttons: NONE, breaks: true })), `p[${text.trim()}]`);
});

/**
 * Every rule file of the corpus.
 *
 * @param {string} corpus
 */
async function* rules(corpus) {
  for (const folder of ["rules", "rules_building_block"]) {
    const root = join(corpus, "detection-rules", folder);
    for (const name of await readdir(root, { recursive: true })) {
      if (name.endsWith(".toml")) yield { name, file: parse(await readFile(join(root, name), "utf8")) };
    }
  }
}

/**
 * Every heading, paragraph and cell as text, its lines apart and its code left out.
 *
 * @param {readonly Block[]} blocks
 * @returns {string[]}
 */
function texts(blocks) {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case "heading":
      case "paragraph":
        return [text(block.inlines)];
      case "quote":
        return texts(block.blocks);
      case "list":
        return block.items.flatMap(texts);
      case "table":
        return [block.head, ...block.rows].flat().map(text);
      default:
        return [];
    }
  });
}

/**
 * @param {readonly Inline[]} inlines
 * @returns {string}
 */
const text = (inlines) =>
  inlines
    .map((inline) => {
      if (inline.kind === "text") return inline.text;
      if (inline.kind === "line_break") return "\n";
      return "inlines" in inline ? text(inline.inlines) : "…";
    })
    .join("");

/** Marks of Markdown that no text of a guide holds on purpose. */
const STRAY =
  /\*\*|\]\(|`|\$(investigate|osquery)_|^\s*#{1,6}\s|&(amp|lt|gt);|^\s*([-*+>]|\d+[.)]) |~~|^\s*\|.*\|\s*$/m;

const corpus = process.env.RULE_PLAYGROUND_CORPUS;
test("every published guide leaves no markup in its text", {
  skip: !corpus && "RULE_PLAYGROUND_CORPUS is not set",
}, async () => {
  /** @type {string[]} */
  const stray = [];
  let count = 0;
  for await (const { name, file } of rules(corpus ?? "")) {
    count += 1;
    const { rule, transform } = /** @type {any} */ (file);
    const buttons = { ...NONE, ...transform };
    for (const text of [rule.note, rule.setup, rule.description, ...(rule.false_positives ?? [])]) {
      if (text === undefined) continue;
      const found = texts(blocksOf(text, { buttons, breaks: true })).filter((piece) => STRAY.test(piece));
      stray.push(...found.map((piece) => `${name}: ${piece}`));
    }
  }
  assert.ok(count > 2000, `${count} rules`);
  assert.deepEqual(stray, []);
});
