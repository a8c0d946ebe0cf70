use super::piece::{Kind, Piece};
use crate::query::eql::{Keyword, Sign, TokenKind, backquoted, lex, unescape};

/// The pieces of an EQL query; `None` where it ends in a comment.
pub fn pieces(text: &str) -> Option<Vec<Piece>> {
    let lexed = lex(text);
    let is_line = |span: &crate::text::Span| span.of(text).starts_with("//");
    let is_open = lexed.comments.last().is_some_and(|span| span.end as usize == text.len() && is_line(span));
    if is_open || lexed.unclosed_comment.is_some() {
        return None;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, token) in lexed.tokens.iter().enumerate() {
        let next = lexed.tokens.get(at + 1).map(|next| next.kind);
        let written = token.span.of(text);
        // A field is several tokens: `?a.b.c`.
        if let Some(last) = pieces.last_mut() {
            let is_part = last.text.ends_with(['.', '?']) || token.kind == TokenKind::Sign(Sign::Dot);
            if last.kind == Kind::Field && last.span.end == token.span.start && is_part {
                last.span.end = token.span.end;
                last.text.push_str(&backquoted(written));
                continue;
            }
        }
        let kind = kind(token.kind, next, pieces.last());
        let text = match token.kind {
            TokenKind::String | TokenKind::RawString | TokenKind::Unclosed => {
                unescape(text, token.kind, token.span).text
            }
            TokenKind::Backquoted => backquoted(written),
            TokenKind::TildeName => written.trim_end_matches('~').to_owned(),
            _ => written.to_owned(),
        };
        pieces.push(Piece { kind, span: token.span, text });
    }
    for piece in pieces.iter_mut().filter(|piece| piece.kind == Kind::Field) {
        if let Some(name) = piece.text.strip_prefix('?') {
            piece.text = name.to_owned();
        }
    }
    Some(pieces)
}

fn kind(token: TokenKind, next: Option<TokenKind>, last: Option<&Piece>) -> Kind {
    let after = |word: &str| last.is_some_and(|last| last.kind == Kind::Word && last.text == word);
    match token {
        TokenKind::Name if next == Some(TokenKind::Sign(Sign::Open)) => Kind::Call,
        TokenKind::Name if next == Some(TokenKind::Keyword(Keyword::Where)) || after("|") || after("with") => {
            Kind::Word
        }
        TokenKind::Name | TokenKind::Backquoted | TokenKind::Sign(Sign::Question) => Kind::Field,
        TokenKind::TildeName => Kind::Call,
        TokenKind::Keyword(keyword) => match keyword {
            Keyword::And => Kind::And,
            Keyword::Or => Kind::Or,
            Keyword::Not => Kind::Not,
            Keyword::True | Keyword::False | Keyword::Null => Kind::Value,
            Keyword::In
            | Keyword::InTilde
            | Keyword::Like
            | Keyword::LikeTilde
            | Keyword::Regex
            | Keyword::RegexTilde => Kind::Operator,
            _ => Kind::Word,
        },
        TokenKind::String | TokenKind::RawString | TokenKind::OldString | TokenKind::Unclosed => Kind::Value,
        TokenKind::Integer | TokenKind::Decimal => Kind::Value,
        TokenKind::Sign(sign) => match sign {
            Sign::Open | Sign::OpenBracket | Sign::MissingOpen => Kind::Open,
            Sign::Close | Sign::CloseBracket => Kind::Close,
            Sign::Comma => Kind::Comma,
            Sign::Pipe | Sign::Dot => Kind::Word,
            _ => Kind::Operator,
        },
        TokenKind::Invalid => Kind::Word,
    }
}
