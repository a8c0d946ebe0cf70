use super::piece::{Kind, Piece};
use crate::query::kql::{TokenKind, lex};
use crate::text::Span;

const KEYWORDS: [(&str, Kind); 3] = [("and", Kind::And), ("or", Kind::Or), ("not", Kind::Not)];

/// The pieces of a KQL query.
pub fn pieces(text: &str) -> Vec<Piece> {
    let tokens = lex(text);
    let mut pieces = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map(|next| next.kind);
        let is_field = next.is_some_and(|next| next == TokenKind::Colon || next.is_range());
        let mut span = token.span;
        // Where a value is still to be typed, the grammar takes the keyword behind it for the first word of the value.
        let first = span.of(text).split(' ').next().unwrap_or_default();
        let keyword =
            KEYWORDS.iter().find(|(word, _)| token.kind == TokenKind::Unquoted && first.eq_ignore_ascii_case(word));
        if let Some((word, kind)) = keyword {
            let end = span.start + word.len() as u32;
            pieces.push(Piece { kind: *kind, span: Span { start: span.start, end }, text: first.to_owned() });
            let rest = Span { start: end, ..span }.of(text);
            span.start = span.end - rest.trim_start().len() as u32;
            if span.start == span.end {
                continue;
            }
        }
        let written = span.of(text);
        let kind = match token.kind {
            TokenKind::OpenParenthesis | TokenKind::OpenBrace => Kind::Open,
            TokenKind::CloseParenthesis | TokenKind::CloseBrace => Kind::Close,
            TokenKind::And => Kind::And,
            TokenKind::Or => Kind::Or,
            TokenKind::Not => Kind::Not,
            TokenKind::Quoted | TokenKind::Unquoted | TokenKind::Unclosed if is_field => Kind::Field,
            TokenKind::Quoted | TokenKind::Unquoted | TokenKind::Unclosed => Kind::Value,
            _ => Kind::Operator,
        };
        let text = if token.kind.is_literal() { plain(written) } else { written.to_owned() };
        pieces.push(Piece { kind, span, text });
    }
    pieces
}

/// A literal without its quotes and the backslashes before special characters.
pub fn plain(written: &str) -> String {
    let inside = written.strip_prefix('"').map_or(written, |rest| rest.strip_suffix('"').unwrap_or(rest));
    let mut plain = String::with_capacity(inside.len());
    let mut letters = inside.chars().peekable();
    while let Some(letter) = letters.next() {
        let protects = letter == '\\' && letters.peek().is_some_and(|next| !next.is_alphanumeric());
        plain.extend(if protects { letters.next() } else { Some(letter) });
    }
    plain
}
