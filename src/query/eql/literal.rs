//! Strings of EQL and what their escapes stand for.

use super::TokenKind;
use crate::text::Span;

/// What stands in a string.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Unescaped {
    /// The text it stands for.
    pub text: String,
    /// Escapes that stand for nothing, as places in the query.
    pub bad: Vec<Span>,
    /// Escapes that were undone, as places in the query.
    pub escapes: Vec<Span>,
}

/// Undoes the escapes of a string token.
/// <https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-syntax-escape-characters>
pub fn unescape(text: &str, kind: TokenKind, span: Span) -> Unescaped {
    let token = span.of(text);
    if kind == TokenKind::RawString {
        let inside = token.strip_prefix("\"\"\"").and_then(|rest| rest.strip_suffix("\"\"\"")).unwrap_or(token);
        return Unescaped { text: inside.to_owned(), ..Unescaped::default() };
    }
    let opening = token.len() - token.trim_start_matches('?').len() + 1;
    let closing = usize::from(kind != TokenKind::Unclosed && token.len() > opening);
    let inside = token.get(opening..token.len() - closing).unwrap_or("");
    if token.starts_with('?') {
        return Unescaped { text: inside.to_owned(), ..Unescaped::default() };
    }
    let mut found = Unescaped::default();
    let mut at = 0;
    while let Some(next) = inside.get(at..).and_then(|rest| rest.chars().next()) {
        if next != '\\' {
            found.text.push(next);
            at += next.len_utf8();
            continue;
        }
        let rest = inside.get(at..).unwrap_or("");
        let place = |length: usize| Span::from_range(at..at + length).shifted(span.start + opening as u32);
        match escape(rest) {
            Some((character, length)) => {
                found.text.push(character);
                found.escapes.push(place(length));
                at += length;
            }
            None => {
                let length = 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
                found.text.push_str(rest.get(..length).unwrap_or(""));
                found.bad.push(place(length));
                at += length;
            }
        }
    }
    found
}

/// The character an escape stands for, and its length in bytes.
fn escape(rest: &str) -> Option<(char, usize)> {
    let character = match rest.chars().nth(1)? {
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'f' => '\u{c}',
        'r' => '\r',
        '"' => '"',
        '\'' => '\'',
        '\\' => '\\',
        'u' => {
            let digits = rest.strip_prefix("\\u{")?.split_once('}')?.0;
            let fits = (2..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let code = u32::from_str_radix(digits, 16).ok().filter(|_| fits)?;
            return Some((char::from_u32(code)?, digits.len() + 4));
        }
        _ => return None,
    };
    Some((character, 2))
}

/// The name a backquoted token stands for.
pub fn backquoted(token: &str) -> String {
    let inside = token.strip_prefix('`').map_or(token, |rest| rest.strip_suffix('`').unwrap_or(rest));
    inside.replace("``", "`")
}

/// Text as a string of the query.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if character.is_control() => quoted.push_str(&format!("\\u{{{:02x}}}", u32::from(character))),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::super::lex;
    use super::*;

    #[test]
    fn strings_stand_for_their_text() {
        for (token, text, bad) in [
            (r#""a\\b\"c\n""#, "a\\b\"c\n", 0),
            (r#""\u{202E}\u{41}""#, "\u{202e}A", 0),
            (r#""\u{4}""#, "\\u{4}", 1),
            (r#""a\.b""#, "a\\.b", 1),
            (r#""""a\"b"""""#, "a\\\"b\"", 0),
            (r#""""a\b""""#, "a\\b", 0),
            ("?'a\\.b'", "a\\.b", 0),
        ] {
            let kind = lex(token).tokens[0].kind;
            let found = unescape(token, kind, Span::from_range(0..token.len()));
            assert_eq!((found.text.as_str(), found.bad.len()), (text, bad), "{token}");
        }
    }

    #[test]
    fn quoted_text_reads_back() {
        let text = "a\"b\\c\u{1}\n";
        let token = quote(text);
        assert_eq!(unescape(&token, TokenKind::String, Span::from_range(0..token.len())).text, text);
    }
}
