use super::literal::{escape, is_space, is_special};
use crate::query::Token;
use crate::text::Span;

/// What a piece of KQL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// `(`
    OpenParenthesis,
    /// `)`
    CloseParenthesis,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `:`
    Colon,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `and` between two operands.
    And,
    /// `or` between two operands.
    Or,
    /// `not`
    Not,
    /// Text in quotes, quotes included.
    Quoted,
    /// Text in quotes whose closing quote is missing.
    Unclosed,
    /// Text without quotes: a field name or a value, possibly of several words, without the spaces around it.
    Unquoted,
}

impl TokenKind {
    /// `<`, `<=`, `>`, `>=`
    pub fn is_range(self) -> bool {
        matches!(self, Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual)
    }

    /// Quoted or unquoted text.
    pub fn is_literal(self) -> bool {
        matches!(self, Self::Quoted | Self::Unclosed | Self::Unquoted)
    }

    /// Whether an operand can end with it, so that a keyword may follow.
    fn ends_operand(self) -> bool {
        self.is_literal() || matches!(self, Self::CloseParenthesis | Self::CloseBrace)
    }
}

/// Splits a query into tokens. Every byte that is not whitespace belongs to exactly one token.
pub fn lex(text: &str) -> Vec<Token<TokenKind>> {
    let mut tokens: Vec<Token<TokenKind>> = Vec::new();
    let mut at = skip_spaces(text, 0);
    while let Some(first) = rest(text, at).chars().next() {
        let previous = tokens.last();
        let spaced = previous.is_none_or(|token| (token.span.end as usize) < at);
        let after_operand = spaced && previous.is_some_and(|token| token.kind.ends_operand());
        let (kind, length) = match first {
            '(' => (TokenKind::OpenParenthesis, 1),
            ')' => (TokenKind::CloseParenthesis, 1),
            '{' => (TokenKind::OpenBrace, 1),
            '}' => (TokenKind::CloseBrace, 1),
            ':' => (TokenKind::Colon, 1),
            '<' if rest(text, at).starts_with("<=") => (TokenKind::LessOrEqual, 2),
            '<' => (TokenKind::Less, 1),
            '>' if rest(text, at).starts_with(">=") => (TokenKind::GreaterOrEqual, 2),
            '>' => (TokenKind::Greater, 1),
            '"' => quoted(rest(text, at)),
            _ => match keyword(rest(text, at)) {
                Some(TokenKind::Not) => (TokenKind::Not, 3),
                Some(TokenKind::Or) if after_operand => (TokenKind::Or, 2),
                Some(TokenKind::And) if after_operand => (TokenKind::And, 3),
                _ => (TokenKind::Unquoted, unquoted(rest(text, at))),
            },
        };
        tokens.push(Token { kind, span: Span::from_range(at..at + length) });
        at = skip_spaces(text, at + length);
    }
    tokens
}

/// The keyword `rest` starts with, if whitespace follows it.
fn keyword(rest: &str) -> Option<TokenKind> {
    let spells = |word: &str| {
        rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && rest.get(word.len()..).is_some_and(|after| after.starts_with(is_space))
    };
    [("or", TokenKind::Or), ("and", TokenKind::And), ("not", TokenKind::Not)]
        .into_iter()
        .find_map(|(word, kind)| spells(word).then_some(kind))
}

/// The kind and length of the quoted text `rest` starts with. A backslash protects a quote and a backslash only.
fn quoted(rest: &str) -> (TokenKind, usize) {
    let mut bytes = rest.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return (TokenKind::Quoted, at + 1),
            b'\\' if matches!(rest.as_bytes().get(at + 1), Some(b'"' | b'\\')) => {
                bytes.next();
            }
            _ => {}
        }
    }
    (TokenKind::Unclosed, rest.trim_end_matches(is_space).len().max(1))
}

/// The length of the unquoted text `text` starts with; at least one character.
fn unquoted(text: &str) -> usize {
    let mut at = 0;
    let mut end = 0;
    while let Some(next) = rest(text, at).chars().next() {
        if is_space(next) {
            at = skip_spaces(text, at);
            if matches!(keyword(rest(text, at)), Some(TokenKind::And | TokenKind::Or)) {
                break;
            }
            continue;
        }
        if next == '\\' {
            at += escape(rest(text, at)).map_or(1, |escape| escape.length);
        } else if next != '*' && is_special(next) || keyword(rest(text, at)) == Some(TokenKind::Not) {
            break;
        } else {
            at += next.len_utf8();
        }
        end = at;
    }
    end.max(text.chars().next().map_or(0, char::len_utf8))
}

fn skip_spaces(text: &str, at: usize) -> usize {
    text.len() - rest(text, at).trim_start_matches(is_space).len()
}

fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens, each as its text.
    fn words(text: &str) -> Vec<&str> {
        lex(text).iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn unquoted_text_ends_at_a_keyword_or_a_special_character() {
        for (text, expected) in [
            ("a:b c  d and e:f", &["a", ":", "b c  d", "and", "e", ":", "f"][..]),
            ("a:b\u{a0}AND\u{a0}c", &["a", ":", "b", "AND", "c"]),
            ("a: and b", &["a", ":", "and b"]),
            ("a:b and", &["a", ":", "b and"]),
            ("a:b and(c)", &["a", ":", "b and", "(", "c", ")"]),
            ("a:android", &["a", ":", "android"]),
            ("a:cannot be", &["a", ":", "can", "not", "be"]),
            ("not(a)", &["not", "(", "a", ")"]),
            ("(a)or b", &["(", "a", ")", "or b"]),
            (r"a:x\:y\and z", &["a", ":", r"x\:y\and z"]),
            (r#"a:"x \" and" or b>=1"#, &["a", ":", r#""x \" and""#, "or", "b", ">=", "1"]),
            (r#"a:"C:\" "#, &["a", ":", r#""C:\""#]),
            (r#"a:"C:\\""#, &["a", ":", r#""C:\\""#]),
        ] {
            assert_eq!(words(text), expected, "in {text}");
        }
    }

    #[test]
    fn a_long_run_of_spaces_is_read_once() {
        let text = format!("a:b{}c", " ".repeat(200_000));
        assert_eq!(lex(&text).len(), 3);
    }
}
