use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::block::{Block, Card, Inline};
use super::linkify::{is_allowed, linkify};
use super::plugin::{next_placeholder, take_literals};
use crate::rule::Transform;
use crate::text::{Decoded, Span};

/// How deep blocks and inlines nest; what is deeper joins its parent. Guides stay below 10.
const DEPTH: usize = 48;

/// Stands for a `<` that is no link, so that raw HTML is running text; as long as `<`, so that places stay.
const LESS: char = '\u{1}';

/// Renders a guide's Markdown: CommonMark with tables and strikethrough. `transform` says what placeholders stand for.
/// Every line break inside a paragraph is seen, as in Kibana (the `breaks` plugin of EUI's Markdown).
pub fn blocks(text: &Decoded, transform: Option<&Transform>) -> Vec<Block> {
    render(text, transform, Inline::LineBreak)
}

/// Renders the light Markdown of descriptions and false positives, where a line break is only white space.
pub fn running_text(text: &Decoded) -> Vec<Block> {
    render(text, None, Inline::Text(" ".to_owned()))
}

fn render(text: &Decoded, transform: Option<&Transform>, soft_break: Inline) -> Vec<Block> {
    let (markdown, literals) = take_literals(text.text());
    let markdown = hide_html(&markdown);
    let mut renderer = Renderer {
        text,
        literals: &literals,
        transform,
        soft_break,
        blocks: vec![BlockFrame::Root(Vec::new())],
        inlines: Vec::new(),
        code: None,
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&markdown, options).into_offset_iter() {
        renderer.event(event, Span::from_range(range));
    }
    renderer.finish()
}

/// `<https://…>` and `<mailto:…>` stay links.
fn hide_html(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find('<') {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let tail = after.get(1..).unwrap_or("");
        out.push_str(before);
        // `\<` is text already, and its backslash must find a `<` to fall away.
        let is_escaped = before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        out.push(if is_escaped || is_allowed(tail) { '<' } else { LESS });
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// A container that is being filled.
enum BlockFrame {
    Root(Vec<Block>),
    Quote(Vec<Block>),
    List {
        start: Option<u32>,
        items: Vec<Vec<Block>>,
    },
    Item(Vec<Block>),
    Table {
        head: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Nested too deeply: its content joins the container around it.
    Flat,
}

/// Running text that is being filled.
struct InlineFrame {
    kind: InlineKind,
    inlines: Vec<Inline>,
}

enum InlineKind {
    Paragraph,
    /// A paragraph of a tight list, which has no events of its own.
    Implied,
    Heading(u8, Span),
    Cell,
    Strong,
    Emphasis,
    Struck,
    Link(String),
    Flat,
}

struct Renderer<'t> {
    text: &'t Decoded,
    literals: &'t [Card],
    transform: Option<&'t Transform>,
    /// What a line break without two spaces or a backslash becomes.
    soft_break: Inline,
    blocks: Vec<BlockFrame>,
    inlines: Vec<InlineFrame>,
    code: Option<(String, String)>,
}

impl Renderer<'_> {
    fn event(&mut self, event: Event<'_>, place: Span) {
        match event {
            Event::Start(tag) => self.start(tag, place),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => match &mut self.code {
                Some((_, code)) => code.push_str(&shown(&text)),
                None => self.push_text(&shown(&text)),
            },
            Event::Code(text) => self.push(Inline::Code(shown(&text))),
            Event::SoftBreak => match self.soft_break.clone() {
                Inline::Text(text) => self.push_text(&text),
                other => self.push(other),
            },
            Event::HardBreak => self.push(Inline::LineBreak),
            Event::Rule => {
                self.end_implied();
                self.add(Block::Break);
            }
            // Not enabled.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, place: Span) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open_text(InlineKind::Paragraph),
            Tag::Heading { level, .. } => {
                let shown = place.of(self.text.text()).trim_end().len();
                let line = Span::new(place.start, place.start + u32::try_from(shown).unwrap_or(0));
                self.open_text(InlineKind::Heading(number_of(level), self.text.raw(line)));
            }
            Tag::BlockQuote(_) => self.open_block(BlockFrame::Quote(Vec::new())),
            Tag::List(start) => {
                let start = start.map(|start| u32::try_from(start).unwrap_or(u32::MAX));
                self.open_block(BlockFrame::List { start, items: Vec::new() });
            }
            Tag::Item => self.open_block(BlockFrame::Item(Vec::new())),
            Tag::CodeBlock(kind) => {
                self.end_implied();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or("").to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::Table(_) => self.open_block(BlockFrame::Table { head: Vec::new(), rows: Vec::new() }),
            Tag::TableRow => {
                if let Some(BlockFrame::Table { rows, .. }) = self.blocks.last_mut() {
                    rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.open_text(InlineKind::Cell),
            Tag::Strong => self.open_inline(InlineKind::Strong),
            Tag::Emphasis => self.open_inline(InlineKind::Emphasis),
            Tag::Strikethrough => self.open_inline(InlineKind::Struck),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let href = shown(&dest_url);
                self.open_inline(if is_allowed(&href) { InlineKind::Link(href) } else { InlineKind::Flat });
            }
            // Not enabled, or without content of its own.
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) | TagEnd::TableCell => self.close_text(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::Table => self.close_block(),
            TagEnd::CodeBlock => {
                if let Some((language, mut text)) = self.code.take() {
                    text.truncate(text.trim_end_matches('\n').len());
                    self.add(Block::Code { language, text });
                }
            }
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.close_inline()
            }
            _ => {}
        }
    }

    fn open_block(&mut self, frame: BlockFrame) {
        self.end_implied();
        let too_deep = self.blocks.len() >= DEPTH;
        self.blocks.push(if too_deep { BlockFrame::Flat } else { frame });
    }

    fn close_block(&mut self) {
        self.end_implied();
        match self.blocks.pop() {
            Some(BlockFrame::Quote(blocks)) => self.add(Block::Quote(blocks)),
            Some(BlockFrame::List { start, items }) => self.add(Block::List { start, items }),
            Some(BlockFrame::Table { head, rows }) => self.add(Block::Table { head, rows }),
            Some(BlockFrame::Item(blocks)) => match self.blocks.last_mut() {
                Some(BlockFrame::List { items, .. }) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.add(block)),
            },
            Some(BlockFrame::Root(_) | BlockFrame::Flat) | None => {}
        }
    }

    fn add(&mut self, block: Block) {
        let container = self.blocks.iter_mut().rev().find_map(|frame| match frame {
            BlockFrame::Root(blocks) | BlockFrame::Quote(blocks) | BlockFrame::Item(blocks) => Some(blocks),
            BlockFrame::List { .. } | BlockFrame::Table { .. } | BlockFrame::Flat => None,
        });
        if let Some(container) = container {
            container.push(block);
        }
    }

    fn open_text(&mut self, kind: InlineKind) {
        self.end_implied();
        self.inlines.push(InlineFrame { kind, inlines: Vec::new() });
    }

    fn open_inline(&mut self, kind: InlineKind) {
        self.imply_paragraph();
        let too_deep = self.inlines.len() >= DEPTH;
        self.inlines.push(InlineFrame { kind: if too_deep { InlineKind::Flat } else { kind }, inlines: Vec::new() });
    }

    fn close_inline(&mut self) {
        let Some(frame) = self.inlines.pop() else { return };
        let inlines = frame.inlines;
        match frame.kind {
            InlineKind::Strong => self.push(Inline::Strong(linked(inlines))),
            InlineKind::Emphasis => self.push(Inline::Emphasis(linked(inlines))),
            InlineKind::Struck => self.push(Inline::Struck(linked(inlines))),
            InlineKind::Link(href) => self.push(Inline::Link { href, inlines }),
            _ => inlines.into_iter().for_each(|inline| self.push(inline)),
        }
    }

    fn close_text(&mut self) {
        let Some(frame) = self.inlines.pop() else { return };
        match frame.kind {
            InlineKind::Heading(level, span) => {
                let inlines = linked(frame.inlines);
                self.add(Block::Heading { level, inlines, span });
            }
            InlineKind::Cell => {
                let cell = linked(frame.inlines);
                if let Some(BlockFrame::Table { head, rows }) = self.blocks.last_mut() {
                    rows.last_mut().unwrap_or(head).push(cell);
                }
            }
            _ => self.paragraph(frame.inlines),
        }
    }

    /// A paragraph; a plugin in it stands between two.
    fn paragraph(&mut self, inlines: Vec<Inline>) {
        let mut current = Vec::new();
        for inline in inlines {
            let Inline::Text(text) = inline else {
                current.push(inline);
                continue;
            };
            let mut rest = text.as_str();
            while let Some(found) = next_placeholder(rest, self.literals, self.transform) {
                current.push(Inline::Text(found.before.to_owned()));
                self.add_paragraph(std::mem::take(&mut current));
                self.add(Block::Card(found.card));
                rest = found.after;
            }
            current.push(Inline::Text(rest.to_owned()));
        }
        self.add_paragraph(current);
    }

    fn add_paragraph(&mut self, inlines: Vec<Inline>) {
        let blank = inlines.iter().all(|inline| matches!(inline, Inline::Text(text) if text.trim().is_empty()));
        if !blank {
            self.add(Block::Paragraph(linked(inlines)));
        }
    }

    fn push_text(&mut self, text: &str) {
        self.imply_paragraph();
        let Some(frame) = self.inlines.last_mut() else { return };
        match frame.inlines.last_mut() {
            Some(Inline::Text(before)) => before.push_str(text),
            _ => frame.inlines.push(Inline::Text(text.to_owned())),
        }
    }

    fn push(&mut self, inline: Inline) {
        if let Inline::Text(text) = &inline {
            return self.push_text(text);
        }
        self.imply_paragraph();
        if let Some(frame) = self.inlines.last_mut() {
            frame.inlines.push(inline);
        }
    }

    fn imply_paragraph(&mut self) {
        if self.inlines.is_empty() {
            self.inlines.push(InlineFrame { kind: InlineKind::Implied, inlines: Vec::new() });
        }
    }

    fn end_implied(&mut self) {
        if matches!(self.inlines.last(), Some(InlineFrame { kind: InlineKind::Implied, .. })) {
            self.close_text();
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_implied();
        while self.blocks.len() > 1 {
            self.close_block();
        }
        match self.blocks.pop() {
            Some(BlockFrame::Root(blocks)) => blocks,
            _ => Vec::new(),
        }
    }
}

/// Text with bare addresses made links.
fn linked(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(text) => linkify(&text, &mut out),
            other => out.push(other),
        }
    }
    out
}

fn shown(text: &str) -> String {
    text.replace(LESS, "<")
}

fn number_of(level: HeadingLevel) -> u8 {
    level as u8
}
