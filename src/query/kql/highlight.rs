use super::TokenKind;
use super::literal::{escape, quoted_escape};
use crate::query::{Highlight, HighlightKind, Token};
use crate::text::Span;

/// The colours of a query, from its tokens.
pub(super) fn highlight(text: &str, tokens: &[Token<TokenKind>]) -> Vec<Highlight> {
    let mut highlights = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map(|next| next.kind);
        let is_field = next.is_some_and(|next| next == TokenKind::Colon || next.is_range());
        let kind = match token.kind {
            TokenKind::OpenParenthesis | TokenKind::CloseParenthesis | TokenKind::OpenBrace | TokenKind::CloseBrace => {
                HighlightKind::Punctuation
            }
            TokenKind::And | TokenKind::Or | TokenKind::Not => HighlightKind::Keyword,
            TokenKind::Unclosed => HighlightKind::Invalid,
            TokenKind::Quoted | TokenKind::Unquoted if is_field => HighlightKind::Field,
            TokenKind::Quoted => HighlightKind::Value,
            TokenKind::Unquoted => unquoted_kind(token.span.of(text)),
            _ => HighlightKind::Operator,
        };
        match token.kind {
            TokenKind::Quoted | TokenKind::Unquoted => {
                split(text, *token, kind, &mut highlights);
            }
            _ => highlights.push(Highlight { span: token.span, kind }),
        }
    }
    highlights
}

fn unquoted_kind(value: &str) -> HighlightKind {
    match value {
        "true" | "false" | "null" => HighlightKind::Constant,
        _ if crate::number::read(value).is_some() && value.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
            HighlightKind::Number
        }
        _ => HighlightKind::Value,
    }
}

/// Gives escapes and wildcards inside a literal their own colours.
fn split(text: &str, token: Token<TokenKind>, kind: HighlightKind, highlights: &mut Vec<Highlight>) {
    let raw = token.span.of(text);
    let quoted = token.kind == TokenKind::Quoted;
    let (mut at, mut plain) = (0, 0);
    let mut push = |from: usize, to: usize, kind| {
        if from < to {
            highlights.push(Highlight { span: Span::from_range(from..to).shifted(token.span.start), kind });
        }
    };
    while let Some(next) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = raw.get(at..).unwrap_or("");
        let found = if quoted { quoted_escape(rest) } else { escape(rest) };
        let (length, special) = match (next, found) {
            ('*', _) if !quoted => (1, Some(HighlightKind::Wildcard)),
            ('\\', Some(escape)) => (escape.length, Some(HighlightKind::Escape)),
            ('\\', None) if !quoted => (1, Some(HighlightKind::Invalid)),
            _ => (next.len_utf8(), None),
        };
        if let Some(special) = special {
            push(plain, at, kind);
            push(at, at + length, special);
            plain = at + length;
        }
        at += length;
    }
    push(plain, raw.len(), kind);
}

#[cfg(test)]
mod tests {
    use super::super::lex;
    use super::*;
    use HighlightKind::*;

    #[test]
    fn every_piece_has_its_colour() {
        let text = r#"not user.id:*\:i-* AND a.b >= 4.5 or x:("q\"*" or true or \W)"#;
        let found: Vec<_> = highlight(text, &lex(text)).into_iter().map(|h| (h.span.of(text), h.kind)).collect();
        let expected = [
            ("not", Keyword),
            ("user.id", Field),
            (":", Operator),
            ("*", Wildcard),
            (r"\:", Escape),
            ("i-", Value),
            ("*", Wildcard),
            ("AND", Keyword),
            ("a.b", Field),
            (">=", Operator),
            ("4.5", Number),
            ("or", Keyword),
            ("x", Field),
            (":", Operator),
            ("(", Punctuation),
            ("\"q", Value),
            ("\\\"", Escape),
            ("*\"", Value),
            ("or", Keyword),
            ("true", Constant),
            ("or", Keyword),
            ("\\", Invalid),
            ("W", Value),
            (")", Punctuation),
        ];
        assert_eq!(found, expected);
    }
}
