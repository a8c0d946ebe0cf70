use super::lexer::{Keyword, Lexed, Sign, TokenKind};
use super::literal;
use crate::order;
use crate::query::{Highlight, HighlightKind, Token};
use crate::text::Span;

/// The colours of a query, from its tokens and comments.
pub(super) fn highlight(text: &str, lexed: &Lexed) -> Vec<Highlight> {
    let mut highlights = Vec::with_capacity(lexed.tokens.len());
    for (at, token) in lexed.tokens.iter().enumerate() {
        let next = lexed.tokens.get(at + 1).map(|next| next.kind);
        let before = at.checked_sub(1).and_then(|before| lexed.tokens.get(before)).map(|token| token.kind);
        match token.kind {
            TokenKind::String | TokenKind::RawString => string(text, *token, before, &mut highlights),
            kind => highlights.push(Highlight { span: token.span, kind: colour(kind, before, next) }),
        }
    }
    highlights.extend(lexed.comments.iter().map(|span| Highlight { span: *span, kind: HighlightKind::Comment }));
    order::sort_by_key(&mut highlights, |highlight| highlight.span);
    highlights
}

fn colour(kind: TokenKind, before: Option<TokenKind>, next: Option<TokenKind>) -> HighlightKind {
    match kind {
        TokenKind::Name if next == Some(TokenKind::Sign(Sign::Open)) => HighlightKind::Function,
        TokenKind::Name if before == Some(TokenKind::Sign(Sign::Pipe)) => HighlightKind::Keyword,
        // A category, the unit of a time, `runs`.
        TokenKind::Name if next == Some(TokenKind::Keyword(Keyword::Where)) => HighlightKind::Keyword,
        TokenKind::Name if before == Some(TokenKind::Integer) => HighlightKind::Number,
        TokenKind::Name if before == Some(TokenKind::Keyword(Keyword::With)) => HighlightKind::Keyword,
        TokenKind::Name | TokenKind::Backquoted => HighlightKind::Field,
        TokenKind::TildeName => HighlightKind::Function,
        TokenKind::Keyword(Keyword::True | Keyword::False | Keyword::Null) => HighlightKind::Constant,
        TokenKind::Keyword(
            Keyword::In | Keyword::InTilde | Keyword::Like | Keyword::LikeTilde | Keyword::Regex | Keyword::RegexTilde,
        ) => HighlightKind::Operator,
        TokenKind::Keyword(_) => HighlightKind::Keyword,
        TokenKind::String | TokenKind::RawString => HighlightKind::Value,
        TokenKind::OldString | TokenKind::Unclosed | TokenKind::Invalid => HighlightKind::Invalid,
        TokenKind::Integer | TokenKind::Decimal => HighlightKind::Number,
        TokenKind::Sign(Sign::Dot | Sign::Question) => HighlightKind::Field,
        TokenKind::Sign(
            Sign::Comma | Sign::Open | Sign::Close | Sign::OpenBracket | Sign::CloseBracket | Sign::MissingOpen,
        ) => HighlightKind::Punctuation,
        TokenKind::Sign(_) => HighlightKind::Operator,
    }
}

/// Gives escapes their own colour.
fn string(text: &str, token: Token<TokenKind>, before: Option<TokenKind>, highlights: &mut Vec<Highlight>) {
    let kind = if before.is_none() { HighlightKind::Keyword } else { HighlightKind::Value };
    let found = literal::unescape(text, token.kind, token.span);
    let good = found.escapes.iter().map(|span| (*span, HighlightKind::Escape));
    let bad = found.bad.iter().map(|span| (*span, HighlightKind::Invalid));
    let mut special: Vec<(Span, HighlightKind)> = good.chain(bad).collect();
    order::sort_by_key(&mut special, |(span, _)| *span);
    let mut plain = token.span.start;
    for (span, special) in special {
        if plain < span.start {
            highlights.push(Highlight { span: Span::new(plain, span.start), kind });
        }
        highlights.push(Highlight { span, kind: special });
        plain = span.end;
    }
    if plain < token.span.end {
        highlights.push(Highlight { span: Span::new(plain, token.span.end), kind });
    }
}

#[cfg(test)]
mod tests {
    use super::super::lex;
    use super::*;
    use HighlightKind::*;

    #[test]
    fn every_piece_has_its_colour() {
        let text = "iam where not a.`b` : \"x\\\"y\" // c\n| head 3";
        let found: Vec<_> = highlight(text, &lex(text)).into_iter().map(|h| (h.span.of(text), h.kind)).collect();
        let expected = [
            ("iam", Keyword),
            ("where", Keyword),
            ("not", Keyword),
            ("a", Field),
            (".", Field),
            ("`b`", Field),
            (":", Operator),
            ("\"x", Value),
            ("\\\"", Escape),
            ("y\"", Value),
            ("// c", Comment),
            ("|", Operator),
            ("head", Keyword),
            ("3", Number),
        ];
        assert_eq!(found, expected);
    }
}
