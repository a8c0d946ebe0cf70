use std::borrow::Cow;

use crate::text::{Decoded, Span};

/// The text of the string token at `span` (quotes included), with a map back to its raw bytes.
/// Escapes were checked when the token was read; half of a surrogate pair becomes U+FFFD.
pub fn decode_string(source: &str, span: Span) -> Decoded {
    let inner = inner(span);
    let raw = inner.of(source);
    let mut decoded = Decoded::starting_at(inner.start);
    let mut at = 0;
    while let Some(offset) = raw.get(at..).and_then(|rest| rest.find('\\')) {
        let escape = at + offset;
        decoded.push_verbatim(raw.get(at..escape).unwrap_or(""), inner.start + at as u32);
        let (character, length) = read_escape(raw.get(escape..).unwrap_or(""));
        let escape_span = Span::from_range(escape..escape + length).shifted(inner.start);
        decoded.push_escape(character.encode_utf8(&mut [0; 4]), escape_span);
        at = escape + length;
    }
    decoded.push_verbatim(raw.get(at..).unwrap_or(""), inner.start + at as u32);
    decoded
}

/// The text of the string token at `span`, borrowed where it has no escape.
pub(super) fn plain(source: &str, span: Span) -> Cow<'_, str> {
    let raw = inner(span).of(source);
    if raw.contains('\\') { Cow::Owned(decode_string(source, span).text().to_owned()) } else { Cow::Borrowed(raw) }
}

/// Whether the string token at `span` spells `key`.
#[inline(always)]
pub(super) fn key_equals(source: &str, span: Span, key: &str) -> bool {
    let (raw, wanted) = (source.as_bytes().get(inner(span).range()).unwrap_or_default(), key.as_bytes());
    // Most keys differ in the first letter; up to an escape a key is what it spells.
    let same = raw.iter().zip(wanted).take_while(|(one, other)| one == other && **one != b'\\').count();
    match raw.get(same) {
        None => same == wanted.len(),
        Some(b'\\') => plain(source, span) == key,
        Some(_) => false,
    }
}

fn inner(span: Span) -> Span {
    Span::new(span.start + 1, span.end.saturating_sub(1).max(span.start + 1))
}

/// The character an escape at the start of `raw` stands for, and its length in bytes.
fn read_escape(raw: &str) -> (char, usize) {
    let simple = match raw.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return read_unicode(raw),
        _ => return (raw.chars().nth(1).unwrap_or('\\'), 1 + raw.chars().nth(1).map_or(0, char::len_utf8)),
    };
    (simple, 2)
}

fn read_unicode(raw: &str) -> (char, usize) {
    let unit = |at: usize| {
        let digits = raw.get(at + 2..at + 6).filter(|_| raw.get(at..at + 2) == Some("\\u"))?;
        u32::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(0) else { return (char::REPLACEMENT_CHARACTER, 2) };
    if (0xD800..0xDC00).contains(&first)
        && let Some(second) = unit(6).filter(|second| (0xDC00..0xE000).contains(second))
    {
        let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 12);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_compared_by_what_they_spell() {
        for (raw, key, same) in [
            ("\"\"", "", true),
            ("\"ab\"", "ab", true),
            ("\"ab\"", "abc", false),
            ("\"abc\"", "ab", false),
            ("\"a\\u0062\"", "ab", true),
            ("\"a\\n\"", "a\\n", false),
            ("\"a\\\\n\"", "a\\n", true),
            ("\"a\\\\\"", "a\\", true),
        ] {
            assert_eq!(key_equals(raw, Span::from_range(0..raw.len()), key), same, "{raw} {key}");
        }
    }

    #[test]
    fn escapes_are_undone_and_lead_back() {
        for (raw, expected) in [
            (r#""plain""#, "plain"),
            (r#""a\"b\\c\/d""#, "a\"b\\c/d"),
            (r#""\u0041\n\ud834\udd1e""#, "A\n𝄞"),
            (r#""half \ud834 pair""#, "half \u{fffd} pair"),
            (r#""__proto__""#, "__proto__"),
        ] {
            let span = Span::from_range(0..raw.len());
            let decoded = decode_string(raw, span);
            assert_eq!(decoded.text(), expected);
            assert_eq!(decoded.raw(Span::from_range(0..expected.len())), Span::new(1, span.end - 1));
        }
    }
}
