//! The strings and numbers of a JSON text, found without parsing it: it may be damaged, or many values one after another.

use std::borrow::Cow;

use crate::json::decode_string;
use crate::text::Span;

/// A string without its quotes, or a number.
pub struct Piece<'t> {
    /// The whole text.
    text: &'t str,
    /// Where it stands.
    pub span: Span,
    /// Its bytes, escapes as they are.
    pub raw: &'t str,
    /// The key it is the value of, or stands in a list of.
    pub key: &'t str,
    /// The key of the object around it.
    pub parent: &'t str,
    /// Whether it is a value in quotes; else a key or a number.
    pub is_value: bool,
    /// Whether it is a key.
    pub is_key: bool,
}

impl<'t> Piece<'t> {
    /// Its text, escapes undone.
    pub fn decoded(&self) -> Cow<'t, str> {
        if !self.is_value || !self.raw.contains('\\') {
            return Cow::Borrowed(self.raw);
        }
        let quoted = Span::new(self.span.start - 1, self.span.end + 1);
        Cow::Owned(decode_string(self.text, quoted).text().to_owned())
    }
}

/// Visits every string and number of `text` in order.
pub fn walk<'t>(text: &'t str, visit: &mut dyn FnMut(Piece<'t>)) {
    let bytes = text.as_bytes();
    // The key of each open object or list, and whether it is an object.
    let mut open: Vec<(&'t str, bool)> = Vec::new();
    let mut key = "";
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'{' | b'[' => open.push((key, *byte == b'{')),
            b'}' | b']' => {
                key = open.pop().map_or("", |(key, _)| key);
            }
            b'"' => {
                let end = end_of_string(bytes, at);
                let raw = text.get(at..end).unwrap_or("");
                at = (end + 1).min(bytes.len());
                let rest = bytes.get(at..).unwrap_or_default();
                let is_key = rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
                if is_key {
                    key = raw;
                }
                let parent = around(&open);
                let span = Span::from_range(start + 1..end);
                visit(Piece { text, span, raw, key, parent, is_value: !is_key, is_key });
            }
            b'0'..=b'9' => {
                while bytes.get(at).is_some_and(|byte| byte.is_ascii_digit() || b".eE+-".contains(byte)) {
                    at += 1;
                }
                let raw = text.get(start..at).unwrap_or("");
                let parent = around(&open);
                let span = Span::from_range(start..at);
                visit(Piece { text, span, raw, key, parent, is_value: false, is_key: false });
            }
            _ => {}
        }
    }
}

/// The key of the innermost object, lists looked through.
fn around<'t>(open: &[(&'t str, bool)]) -> &'t str {
    open.iter().rev().find(|(_, object)| *object).map_or("", |(key, _)| key)
}

fn end_of_string(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}
