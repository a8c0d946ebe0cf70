use super::piece::{Kind, Piece};
use crate::query::kql::{TokenKind, lex};

/// The pieces of a KQL query.
pub fn pieces(text: &str) -> Vec<Piece> {
    let tokens = lex(text);
    let piece = |(at, token): (usize, &crate::query::Token<TokenKind>)| {
        let next = tokens.get(at + 1).map(|next| next.kind);
        let is_field = next.is_some_and(|next| next == TokenKind::Colon || next.is_range());
        let written = token.span.of(text);
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
        Piece { kind, span: token.span, text }
    };
    tokens.iter().enumerate().map(piece).collect()
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
