use super::places;
use crate::diagnostic::SourceId;
use crate::rule::{Spanned, guide, toml};
use crate::session::Workspace;
use crate::wire::{Block, Inline};

/// `note` or `setup` as blocks.
pub fn guide(workspace: &Workspace, text: Option<&Spanned<String>>) -> Vec<Block> {
    let Some(text) = text else { return Vec::new() };
    let decoded = toml::decode(workspace.text(SourceId::Rule), text.span);
    blocks(workspace, guide::blocks(&decoded, workspace.rule().rule.transform.as_ref()))
}

/// A description or a false positive as blocks.
pub fn running_text(workspace: &Workspace, text: &Spanned<String>) -> Vec<Block> {
    let decoded = toml::decode(workspace.text(SourceId::Rule), text.span);
    blocks(workspace, guide::running_text(&decoded))
}

fn blocks(workspace: &Workspace, parsed: Vec<guide::Block>) -> Vec<Block> {
    parsed.into_iter().map(|one| block(workspace, one)).collect()
}

fn block(workspace: &Workspace, block: guide::Block) -> Block {
    match block {
        guide::Block::Heading { level, inlines: text, span } => {
            Block::Heading { level, inlines: inlines(text), range: places::range(workspace, SourceId::Rule, span) }
        }
        guide::Block::Paragraph(text) => Block::Paragraph { inlines: inlines(text) },
        guide::Block::List { start, items } => {
            Block::List { start, items: items.into_iter().map(|item| blocks(workspace, item)).collect() }
        }
        guide::Block::Quote(inside) => Block::Quote { blocks: blocks(workspace, inside) },
        guide::Block::Code { language, text } => Block::Code { language, text },
        guide::Block::Table { head, rows } => {
            Block::Table { head: cells(head), rows: rows.into_iter().map(cells).collect() }
        }
        guide::Block::Break => Block::Break,
        guide::Block::Card(guide::Card { plugin, label, description, lines }) => {
            Block::Card { plugin, label, description, lines }
        }
    }
}

fn cells(row: Vec<Vec<guide::Inline>>) -> Vec<Vec<Inline>> {
    row.into_iter().map(inlines).collect()
}

fn inlines(parsed: Vec<guide::Inline>) -> Vec<Inline> {
    parsed.into_iter().map(inline).collect()
}

fn inline(parsed: guide::Inline) -> Inline {
    match parsed {
        guide::Inline::Text(text) => Inline::Text { text },
        guide::Inline::Code(text) => Inline::Code { text },
        guide::Inline::Strong(inside) => Inline::Strong { inlines: inlines(inside) },
        guide::Inline::Emphasis(inside) => Inline::Emphasis { inlines: inlines(inside) },
        guide::Inline::Struck(inside) => Inline::Struck { inlines: inlines(inside) },
        guide::Inline::Link { href, inlines: inside } => Inline::Link { href, inlines: inlines(inside) },
        guide::Inline::LineBreak => Inline::LineBreak,
    }
}
