use std::rc::Rc;

use super::Known;
use super::language::{Language, of_rule};
use super::outline::{Gap, Outline, Piece, PieceKind};
use super::write::Quotes;
use crate::rule::toml::decode;
use crate::text::{Decoded, Span};

/// Where the cursor stands in a rule.
pub enum Site<'t> {
    /// Where a key stands or may stand.
    Key(KeyPlace),
    /// In a table's header.
    Header(Span),
    /// Where a value of a key stands or may stand.
    Value(ValuePlace<'t>),
    /// In a query.
    Query(QueryPlace<'t>),
    /// Elsewhere.
    Nothing,
}

/// Where a key stands.
pub struct KeyPlace {
    /// The path of its table.
    pub path: Rc<str>,
    /// The number of the table.
    pub table: u32,
    /// Whether the table is written in braces.
    pub inline: bool,
    /// The key as far as it is there.
    pub span: Span,
}

/// Where a value stands.
pub struct ValuePlace<'t> {
    /// The path of its key.
    pub path: Rc<str>,
    /// What is replaced: the inside of the string, or the word.
    pub span: Span,
    /// The text up to the cursor.
    pub typed: String,
    /// The string it stands in; `None` where it has no quotes yet.
    pub quotes: Option<Quotes<'t>>,
}

/// A place in a query.
pub struct QueryPlace<'t> {
    /// The query.
    pub decoded: Decoded,
    /// The cursor, in bytes of the query.
    pub at: u32,
    /// Its language.
    pub language: Language,
    /// The string it stands in.
    pub quotes: Quotes<'t>,
}

impl<'t> Site<'t> {
    /// The place at byte `offset`.
    pub fn at(known: &Known<'t>, outline: &Outline, offset: u32) -> Self {
        let text = known.text;
        if let Some(query) = known.rule.query.as_ref().filter(|query| query.key.is_none()) {
            let decoded = query.decoded.clone();
            let at = decoded.at(offset);
            let language = of_rule(known.rule, outline, text, "rule.language");
            return Self::Query(QueryPlace { decoded, at, language, quotes: Quotes { text, string: None } });
        }
        match outline.pieces.iter().rev().find(|piece| touches(piece, text, offset)) {
            Some(piece) => Self::in_piece(known, outline, piece, offset),
            None => match &outline.gap {
                Gap::Key { path, table, inline } => Self::Key(KeyPlace {
                    path: Rc::clone(path),
                    table: *table,
                    inline: *inline,
                    span: Span::at(offset),
                }),
                Gap::Value { path } => Self::Value(ValuePlace {
                    path: Rc::clone(path),
                    span: Span::at(offset),
                    typed: String::new(),
                    quotes: None,
                }),
                Gap::Nothing => Self::Nothing,
            },
        }
    }

    fn in_piece(known: &Known<'t>, outline: &Outline, piece: &Piece, offset: u32) -> Self {
        let (text, span) = (known.text, piece.span);
        let path = Rc::clone(&piece.path);
        match piece.kind {
            PieceKind::Header => Self::Header(span),
            PieceKind::Key => {
                let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent).into();
                Self::Key(KeyPlace { path: parent, table: piece.table, inline: piece.inline, span })
            }
            PieceKind::Word => {
                let typed = Span::new(span.start, offset).of(text).to_owned();
                Self::Value(ValuePlace { path, span, typed, quotes: None })
            }
            PieceKind::Text => {
                let decoded = decode(text, span);
                let at = decoded.at(offset);
                let quotes = Quotes { text, string: Some(span) };
                let language = match &*path {
                    "rule.query" | "query" => Some("rule.language"),
                    "rule.threat_query" => Some("rule.threat_language"),
                    _ => None,
                };
                if let Some(key) = language {
                    let language = of_rule(known.rule, outline, text, key);
                    return Self::Query(QueryPlace { decoded, at, language, quotes });
                }
                let typed = decoded.text().get(..at as usize).unwrap_or("").to_owned();
                let inside = decoded.raw(Span::from_range(0..decoded.text().len()));
                Self::Value(ValuePlace { path, span: inside, typed, quotes: Some(quotes) })
            }
        }
    }
}

/// Whether the cursor at `offset` is at this piece: of a string between its quotes, else also at its ends.
fn touches(piece: &Piece, text: &str, offset: u32) -> bool {
    let Span { start, end } = piece.span;
    if piece.kind != PieceKind::Text {
        return start <= offset && offset <= end && !(piece.kind == PieceKind::Header && offset == start);
    }
    let raw = piece.span.of(text);
    let width = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
    let quote = raw.get(..width).unwrap_or("");
    let is_closed = raw.len() >= 2 * width && raw.ends_with(quote);
    start + width as u32 <= offset && if is_closed { offset <= end - width as u32 } else { offset <= end }
}
