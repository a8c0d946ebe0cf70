use super::{Block, Inline, blocks};
use crate::rule::{Investigate, Osquery, Provider, Transform};
use crate::text::Decoded;

/// Blocks as a short drawing: `h2[…]`, `p[…]`, `ul[…]`, `ol3[…]`, `q[…]`, `code(lang)[…]`, `table[…]`, `card[…]`.
fn draw(blocks: &[Block]) -> String {
    let drawn: Vec<_> = blocks.iter().map(draw_block).collect();
    drawn.join(" ")
}

fn draw_block(block: &Block) -> String {
    match block {
        Block::Heading { level, inlines, .. } => format!("h{level}[{}]", draw_inlines(inlines)),
        Block::Paragraph(inlines) => format!("p[{}]", draw_inlines(inlines)),
        Block::List { start, items } => {
            let items: Vec<_> = items.iter().map(|item| format!("({})", draw(item))).collect();
            let name = start.map_or("ul".to_owned(), |start| format!("ol{start}"));
            format!("{name}{}", items.concat())
        }
        Block::Quote(blocks) => format!("q[{}]", draw(blocks)),
        Block::Code { language, text } => format!("code({language})[{text}]"),
        Block::Table { head, rows } => {
            let row =
                |cells: &Vec<Vec<Inline>>| cells.iter().map(|cell| draw_inlines(cell)).collect::<Vec<_>>().join("|");
            let rows: Vec<_> = std::iter::once(head).chain(rows).map(row).collect();
            format!("table[{}]", rows.join("/"))
        }
        Block::Break => "hr".to_owned(),
        Block::Card(card) => {
            format!("card[{} {} {} {}]", card.plugin, card.label, card.description, card.lines.join(" / "))
        }
    }
}

fn draw_inlines(inlines: &[Inline]) -> String {
    inlines.iter().map(draw_inline).collect()
}

fn draw_inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => text.clone(),
        Inline::Code(text) => format!("`{text}`"),
        Inline::Strong(inlines) => format!("*{}*", draw_inlines(inlines)),
        Inline::Emphasis(inlines) => format!("/{}/", draw_inlines(inlines)),
        Inline::Struck(inlines) => format!("~{}~", draw_inlines(inlines)),
        Inline::Link { href, inlines } => format!("<{href} {}>", draw_inlines(inlines)),
        Inline::LineBreak => "⏎".to_owned(),
    }
}

fn rendered(markdown: &str, transform: Option<&Transform>) -> String {
    draw(&blocks(&Decoded::verbatim(markdown, 0), transform))
}

#[test]
fn markdown_becomes_blocks() {
    for (markdown, expected) in [
        ("## A `b`\ntext", "h2[A `b`] p[text]"),
        ("one\ntwo  \nthree", "p[one⏎two⏎three]"),
        ("**a** *b* ~~c~~", "p[*a* /b/ ~c~]"),
        ("- a\n  - b\n    - c\n- d", "ul(p[a] ul(p[b] ul(p[c])))(p[d])"),
        ("- a\n    - b", "ul(p[a] ul(p[b]))"),
        ("1. a\n   - b\n2. c", "ol1(p[a] ul(p[b]))(p[c])"),
        ("3) a", "ol3(p[a])"),
        ("- a\n\n  b", "ul(p[a] p[b])"),
        ("- a\n  ```bash\n  b\n  ```", "ul(p[a] code(bash)[b])"),
        ("> **Note**: a\n> b", "q[p[*Note*: a⏎b]]"),
        ("| A | B |\n|---|---|\n| 1 | `2` |", "table[A|B/1|`2`]"),
        ("---", "hr"),
        ("look for <id> and <b>x</b>", "p[look for <id> and <b>x</b>]"),
        ("<div>\n**a**\n</div>", "p[<div>⏎*a*⏎</div>]"),
        ("`<id>`", "p[`<id>`]"),
        ("\\*a\\* \\<b\\>", "p[*a* <b>]"),
        ("[a](https://a.example)", "p[<https://a.example a>]"),
        ("[a](javascript:alert)", "p[a]"),
        ("[a](JavaScript:x) [b](data:x) [c](/d)", "p[a b c]"),
        ("<https://a.example>", "p[<https://a.example https://a.example>]"),
        ("see https://a.example/b_c_d.", "p[see <https://a.example/b_c_d https://a.example/b_c_d>.]"),
        ("`https://a.example`", "p[`https://a.example`]"),
        ("![a](https://a.example/b.png)", "p[<https://a.example/b.png a>]"),
    ] {
        assert_eq!(rendered(markdown, None), expected, "{markdown}");
    }
}

#[test]
fn plugins_become_cards() {
    let provider = |field: &str, value: &str, excluded| Provider {
        field: field.to_owned(),
        value: value.to_owned(),
        excluded,
        query_type: "phrase".to_owned(),
    };
    let transform = Transform {
        investigate: vec![Investigate {
            label: "Same user".to_owned(),
            description: "All calls".to_owned(),
            providers: vec![
                vec![provider("user.name", "{{user.name}}", false), provider("event.action", "A", true)],
                vec![provider("user.id", "1", false)],
            ],
            ..Investigate::default()
        }],
        osquery: vec![Osquery { label: "Hosts".to_owned(), query: "select *\nfrom hosts".to_owned() }],
    };
    let card = "card[investigate Same user All calls user.name: {{user.name}} and not event.action: A / user.id: 1]";
    for (markdown, expected) in [
        ("- a\n    - $osquery_0", "ul(p[a] ul(card[osquery Hosts  select * / from hosts]))".to_owned()),
        ("before $investigate_0 after", format!("p[before ] {card} p[ after]")),
        ("$investigate_7", "p[$investigate_7]".to_owned()),
        ("costs $5_0", "p[costs $5_0]".to_owned()),
        (
            "!{investigate{\"label\": \"L\", \"description\": \"a } b\", \"providers\": [[{\"field\": \"f\", \"value\": \"*v*\", \"excluded\": false}]]}}",
            "card[investigate L a } b f: *v*]".to_owned(),
        ),
        ("!{osquery{\"label\": \"L\", \"query\": \"select 1\"}} x", "card[osquery L  select 1] p[ x]".to_owned()),
        ("!{investigate{broken}}", "p[!{investigate{broken}}]".to_owned()),
    ] {
        assert_eq!(rendered(markdown, Some(&transform)), expected, "{markdown}");
    }
}

#[test]
fn headings_lead_to_their_line_in_the_raw_text() {
    let raw = "note = \"\"\"\n## A\\u0021 b\n\ntext\n\"\"\"";
    let span = crate::text::Span::new(7, raw.len() as u32);
    let blocks = blocks(&crate::rule::toml::decode(raw, span), None);
    let Some(Block::Heading { span, .. }) = blocks.first() else { panic!("no heading") };
    assert_eq!(span.of(raw), "## A\\u0021 b");
}
