use crate::pattern::Wildcard;
use crate::text::Span;

use super::ast::ValueKind;

/// Kibana's whitespace.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n' | '\u{a0}')
}

/// Characters that need a backslash in unquoted text.
pub(super) fn is_special(character: char) -> bool {
    matches!(character, '\\' | '(' | ')' | ':' | '<' | '>' | '"' | '*' | '{' | '}')
}

/// An escape sequence in unquoted text.
pub(super) struct Escape<'t> {
    /// Bytes, the backslash included.
    pub length: usize,
    /// What it stands for.
    pub text: EscapeText<'t>,
}

/// What an escape stands for.
pub(super) enum EscapeText<'t> {
    /// A character it names.
    Character(char),
    /// The text after the backslash.
    Same(&'t str),
}

/// The escape `rest` starts with; `None` where the backslash starts none. As in Kibana, `\n` wins over `\not`.
pub(super) fn escape(rest: &str) -> Option<Escape<'_>> {
    let after = rest.strip_prefix('\\')?;
    if let Some(escape) = control_or_unicode(after) {
        return Some(escape);
    }
    let first = after.chars().next()?;
    let same = |length: usize| {
        let text = EscapeText::Same(after.get(..length).unwrap_or(""));
        Some(Escape { length: 1 + length, text })
    };
    if is_special(first) {
        return same(first.len_utf8());
    }
    let word = ["or", "and", "not"]
        .into_iter()
        .find(|word| after.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))?;
    same(word.len())
}

/// The escape `rest` starts with inside quotes; any other backslash stands for itself.
pub(super) fn quoted_escape(rest: &str) -> Option<Escape<'_>> {
    let after = rest.strip_prefix('\\')?;
    let protected = after.get(..1).filter(|next| matches!(*next, "\\" | "\""));
    control_or_unicode(after).or(protected.map(|same| Escape { length: 2, text: EscapeText::Same(same) }))
}

fn control_or_unicode(after: &str) -> Option<Escape<'_>> {
    let character = match after.as_bytes().first()? {
        b't' => '\t',
        b'r' => '\r',
        b'n' => '\n',
        b'u' => {
            let digits = after.get(1..5).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
            let code = u32::from_str_radix(digits, 16).ok()?;
            // Half of a surrogate pair is a character in JavaScript only.
            let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            return Some(Escape { length: 6, text: EscapeText::Character(character) });
        }
        _ => return None,
    };
    Some(Escape { length: 2, text: EscapeText::Character(character) })
}

/// Reads an unquoted token: escapes undone, stars kept apart, constants recognised. `on_bad_escape` gets the place of
/// every backslash that starts no escape; it is read as itself.
pub(super) fn read_unquoted(text: &str, span: Span, mut on_bad_escape: impl FnMut(Span)) -> ValueKind {
    let raw = span.of(text);
    let mut parts = vec![String::new()];
    let mut at = 0;
    while let Some(next) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        let (length, text) = match (next, escape(raw.get(at..).unwrap_or(""))) {
            ('*', _) => {
                parts.push(String::new());
                at += 1;
                continue;
            }
            ('\\', Some(escape)) => (escape.length, escape.text),
            (_, _) => (next.len_utf8(), EscapeText::Character(next)),
        };
        if next == '\\' && length == 1 {
            on_bad_escape(Span::from_range(at..at + 1).shifted(span.start));
        }
        if let Some(part) = parts.last_mut() {
            text.append_to(part);
        }
        at += length;
    }
    classify(parts)
}

/// Kibana trims what stands between the escapes, then looks for constants and stars.
fn classify(mut parts: Vec<String>) -> ValueKind {
    if let Some(first) = parts.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(last) = parts.last_mut() {
        *last = last.trim_end().to_owned();
    }
    match parts.as_slice() {
        [only] => match only.as_str() {
            "null" => ValueKind::Null,
            "true" => ValueKind::Bool(true),
            "false" => ValueKind::Bool(false),
            text => ValueKind::Text(text.into()),
        },
        _ => {
            let pattern = Wildcard::from_parts(parts);
            if pattern.is_any() { ValueKind::Exists } else { ValueKind::Wildcard(pattern) }
        }
    }
}

/// Reads a token in quotes, whose closing quote may be missing.
pub(super) fn read_quoted(text: &str, span: Span) -> Box<str> {
    let raw = span.of(text);
    let inner = raw.strip_prefix('"').unwrap_or(raw);
    let mut value = String::with_capacity(inner.len());
    let mut at = 0;
    while let Some(next) = inner.get(at..).and_then(|rest| rest.chars().next()) {
        if next == '"' {
            break;
        }
        match quoted_escape(inner.get(at..).unwrap_or("")) {
            Some(escape) => {
                escape.text.append_to(&mut value);
                at += escape.length;
            }
            None => {
                value.push(next);
                at += next.len_utf8();
            }
        }
    }
    value.into()
}

/// `text` as a value in quotes.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            '\n' => quoted.push_str("\\n"),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// `text` as a value without quotes; its stars are wildcards.
pub fn unquoted(text: &str) -> String {
    let mut unquoted = String::with_capacity(text.len());
    for character in text.chars() {
        if is_special(character) && character != '*' {
            unquoted.push('\\');
        }
        unquoted.push(character);
    }
    unquoted
}

impl EscapeText<'_> {
    fn append_to(&self, text: &mut String) {
        match self {
            Self::Character(character) => text.push(*character),
            Self::Same(same) => text.push_str(same),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unquoted(text: &str) -> ValueKind {
        read_unquoted(text, Span::from_range(0..text.len()), |_| {})
    }

    #[test]
    fn escapes_are_undone_as_kibana_does() {
        for (text, expected) in [
            (r"a\:b", "a:b"),
            (r"a\*b", "a*b"),
            (r"\and x \OR", "and x OR"),
            (r"tab\tend", "tab\tend"),
            (r"x\u0041", "xA"),
            (r"\not", "ot"),
            (r"C:\Windows", r"C:\Windows"),
        ] {
            assert_eq!(unquoted(text), ValueKind::Text(expected.into()), "in {text}");
        }
        for (text, expected) in [
            (r#""a\"b\\c""#, r#"a"b\c"#),
            (r#""C:\Windows""#, r"C:\Windows"),
            (r#""\u0041\t*""#, "A\t*"),
            (r#""""#, ""),
            (r#""open"#, "open"),
        ] {
            let span = Span::from_range(0..text.len());
            assert_eq!(&*read_quoted(text, span), expected, "in {text}");
        }
    }

    #[test]
    fn stars_and_constants_are_recognised() {
        assert_eq!(unquoted("*"), ValueKind::Exists);
        assert_eq!(unquoted("**"), ValueKind::Wildcard(Wildcard::new("**")));
        assert_eq!(unquoted("a* b"), ValueKind::Wildcard(Wildcard::new("a* b")));
        assert_eq!(unquoted("null"), ValueKind::Null);
        assert_eq!(unquoted("TRUE"), ValueKind::Text("TRUE".into()));
    }
}
