use crate::query::Token;
use crate::text::Span;

/// What a piece of EQL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word that is no keyword: part of a field name, an event category, a pipe.
    Name,
    /// A name in backquotes, backquotes included.
    Backquoted,
    /// A function name with its `~`.
    TildeName,
    /// A reserved word.
    Keyword(Keyword),
    /// `"text"`, quotes included.
    String,
    /// `"""text"""`, quotes included.
    RawString,
    /// `'text'`, `?"text"` or `?'text'`: the forms of Endgame's EQL.
    OldString,
    /// A string that is not closed.
    Unclosed,
    /// Digits.
    Integer,
    /// A number with a point or an exponent.
    Decimal,
    /// An operator or a bracket.
    Sign(Sign),
    /// What no token starts with.
    Invalid,
}

macro_rules! spelled {
    ($(#[doc = $doc:literal])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl $name {
            const ALL: &[(&str, Self)] = &[$(($text, Self::$variant)),*];

            /// As it is written.
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

spelled! {
    /// The reserved words; only in lower case.
    Keyword {
        And = "and",
        Any = "any",
        By = "by",
        False = "false",
        In = "in",
        InTilde = "in~",
        Join = "join",
        Like = "like",
        LikeTilde = "like~",
        Maxspan = "maxspan",
        Not = "not",
        Null = "null",
        Of = "of",
        Or = "or",
        Regex = "regex",
        RegexTilde = "regex~",
        Sample = "sample",
        Sequence = "sequence",
        True = "true",
        Until = "until",
        Where = "where",
        With = "with",
    }
}

spelled! {
    /// Operators and brackets; a longer one stands before its own beginning.
    Sign {
        MissingOpen = "![",
        NotEqual = "!=",
        Equal = "==",
        Assign = "=",
        LessOrEqual = "<=",
        Less = "<",
        GreaterOrEqual = ">=",
        Greater = ">",
        Colon = ":",
        Plus = "+",
        Minus = "-",
        Star = "*",
        Slash = "/",
        Percent = "%",
        Dot = ".",
        Comma = ",",
        Open = "(",
        Close = ")",
        OpenBracket = "[",
        CloseBracket = "]",
        Pipe = "|",
        Question = "?",
    }
}

/// The pieces of a query.
pub struct Lexed {
    /// Everything but comments and whitespace, in order.
    pub tokens: Vec<Token<TokenKind>>,
    /// The comments.
    pub comments: Vec<Span>,
    /// The place of a `/*` that is never closed.
    pub unclosed_comment: Option<Span>,
}

/// Splits a query into tokens and comments. Every byte that is not whitespace belongs to exactly one of them.
pub fn lex(text: &str) -> Lexed {
    let mut lexed = Lexed { tokens: Vec::new(), comments: Vec::new(), unclosed_comment: None };
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let space = rest.len() - rest.trim_start().len();
        if space > 0 {
            at += space;
            continue;
        }
        if let Some(length) = comment(rest) {
            let span = Span::from_range(at..at + length);
            let closed =
                rest.starts_with("//") || (length >= 4 && rest.get(..length).is_some_and(|c| c.ends_with("*/")));
            if !closed {
                lexed.unclosed_comment = Some(Span::from_range(at..at + 2));
            }
            lexed.comments.push(span);
            at += length;
            continue;
        }
        let (kind, length) = token(rest);
        lexed.tokens.push(Token { kind, span: Span::from_range(at..at + length) });
        at += length;
    }
    lexed
}

fn comment(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find(['\r', '\n']).unwrap_or(rest.len()));
    }
    let inside = rest.strip_prefix("/*")?;
    Some(inside.find("*/").map_or(rest.len(), |end| end + 4))
}

fn token(rest: &str) -> (TokenKind, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    match first {
        '"' if rest.starts_with("\"\"\"") => raw_string(rest),
        '"' => string(rest, 0, '"', TokenKind::String),
        '\'' => string(rest, 0, '\'', TokenKind::OldString),
        '?' if rest.starts_with("?\"") => string(rest, 1, '"', TokenKind::OldString),
        '?' if rest.starts_with("?'") => string(rest, 1, '\'', TokenKind::OldString),
        '`' => backquoted(rest),
        '0'..='9' => number(rest),
        '.' if rest.get(1..).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit())) => number(rest),
        _ if first.is_ascii_alphabetic() || matches!(first, '_' | '@') => word(rest),
        _ => match Sign::ALL.iter().find(|(text, _)| rest.starts_with(text)) {
            Some((text, sign)) => (TokenKind::Sign(*sign), text.len()),
            None => (TokenKind::Invalid, first.len_utf8()),
        },
    }
}

fn word(rest: &str) -> (TokenKind, usize) {
    let end =
        rest.find(|next: char| !(next.is_ascii_alphanumeric() || matches!(next, '_' | '@'))).unwrap_or(rest.len());
    let tilde = rest.get(end..).is_some_and(|after| after.starts_with('~'));
    let keyword = |word: &str| Keyword::ALL.iter().find(|(text, _)| *text == word).map(|(_, keyword)| *keyword);
    if tilde {
        let kind = rest.get(..=end).and_then(keyword).map_or(TokenKind::TildeName, TokenKind::Keyword);
        return (kind, end + 1);
    }
    (rest.get(..end).and_then(keyword).map_or(TokenKind::Name, TokenKind::Keyword), end)
}

/// A string on one line; a backslash protects what follows it. `skip` bytes stand before the quote.
fn string(rest: &str, skip: usize, quote: char, kind: TokenKind) -> (TokenKind, usize) {
    let mut characters = rest.char_indices().skip(skip + 1);
    while let Some((at, next)) = characters.next() {
        match next {
            '\\' => _ = characters.next(),
            '\r' | '\n' => return (TokenKind::Unclosed, at),
            _ if next == quote => return (kind, at + 1),
            _ => {}
        }
    }
    (TokenKind::Unclosed, rest.len())
}

/// A raw string ends at the last three of the quotes that close it.
fn raw_string(rest: &str) -> (TokenKind, usize) {
    let inside = rest.get(3..).unwrap_or("");
    match inside.find("\"\"\"") {
        Some(end) => {
            let quotes = inside.get(end..).unwrap_or("").bytes().take_while(|byte| *byte == b'"').count();
            (TokenKind::RawString, 3 + end + quotes.min(5))
        }
        None => (TokenKind::Unclosed, rest.find(['\r', '\n']).unwrap_or(rest.len())),
    }
}

/// Two backquotes inside stand for one.
fn backquoted(rest: &str) -> (TokenKind, usize) {
    let mut bytes = rest.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'`' && bytes.next_if(|(_, next)| *next == b'`').is_none() {
            return (TokenKind::Backquoted, at + 1);
        }
    }
    (TokenKind::Unclosed, rest.find(['\r', '\n']).unwrap_or(rest.len()))
}

fn number(rest: &str) -> (TokenKind, usize) {
    let digits = |from: usize| rest.get(from..).map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let starts = |at: usize, set: &[char]| rest.get(at..).is_some_and(|rest| rest.starts_with(set));
    let mut end = digits(0);
    let mut kind = TokenKind::Integer;
    if starts(end, &['.']) {
        kind = TokenKind::Decimal;
        end += 1 + digits(end + 1);
    }
    if starts(end, &['e', 'E']) {
        let sign = usize::from(starts(end + 1, &['+', '-']));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            kind = TokenKind::Decimal;
            end += 1 + sign + exponent;
        }
    }
    (kind, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        lex(text).tokens.iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn text_is_split_where_elasticsearch_splits_it() {
        for (text, expected) in [
            ("any where a.b==1", &["any", "where", "a", ".", "b", "==", "1"][..]),
            ("with maxspan=15m", &["with", "maxspan", "=", "15", "m"]),
            ("x in~ (1)", &["x", "in~", "(", "1", ")"]),
            ("startsWith~(a,.5e3)", &["startsWith~", "(", "a", ",", ".5e3", ")"]),
            (r#"a : "x \" y" // z"#, &["a", ":", r#""x \" y""#]),
            ("a/* \" */b", &["a", "b"]),
            (r#""""a "b" \""""" x"#, &[r#""""a "b" \""""""#, "x"]),
            ("?'old' 'old' ?new", &["?'old'", "'old'", "?", "new"]),
            ("![`a``b`]", &["![", "`a``b`", "]"]),
            ("@timestamp<=-3", &["@timestamp", "<=", "-", "3"]),
            ("\"open\nb", &["\"open", "b"]),
            ("é", &["é"]),
        ] {
            assert_eq!(words(text), expected, "in {text}");
        }
    }

    #[test]
    fn keywords_are_lower_case_only() {
        let kinds: Vec<_> = lex("and AND like~ length~").tokens.iter().map(|token| token.kind).collect();
        let expected = [
            TokenKind::Keyword(Keyword::And),
            TokenKind::Name,
            TokenKind::Keyword(Keyword::LikeTilde),
            TokenKind::TildeName,
        ];
        assert_eq!(kinds, expected);
    }
}
