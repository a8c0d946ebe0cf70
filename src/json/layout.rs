use crate::text::Span;

/// A JSON text laid out anew: every token as it was written, in its order, so that no number and no key changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaidOut {
    /// The new text.
    pub text: String,
    /// Where each token starts in the old text and in the new, ascending.
    tokens: Vec<(u32, u32)>,
}

/// Deeper levels are not indented further: a text of a thousand levels would become a million spaces.
const DEEPEST: usize = 40;

impl LaidOut {
    /// Two spaces for each level, `indent` before each line but the first.
    pub fn indented(text: &str, span: Span, indent: &str) -> Self {
        lay_out(text, span, Some(indent))
    }

    /// On one line.
    pub fn line(text: &str, span: Span) -> Self {
        lay_out(text, span, None)
    }

    /// Where bytes of the old text stand in the new; `None` where they were no part of it.
    pub fn moved(&self, span: Span) -> Option<Span> {
        let of = |offset: u32| {
            let at = self.tokens.partition_point(|(old, _)| *old <= offset).checked_sub(1)?;
            let (old, new) = self.tokens.get(at)?;
            Some(new + (offset - old))
        };
        let last = of(span.end.checked_sub(1)?)?;
        Some(Span::new(of(span.start)?, last + 1))
    }
}

fn lay_out(text: &str, span: Span, indent: Option<&str>) -> LaidOut {
    let bytes = text.as_bytes().get(..(span.end as usize).min(text.len())).unwrap_or_default();
    let mut laid = LaidOut { text: String::with_capacity(span.len() as usize), tokens: Vec::new() };
    let mut at = span.start as usize;
    let mut depth = 0_usize;
    // An object or list has just opened: nothing stands in it yet.
    let mut fresh = false;
    let new_line = |out: &mut String, depth: usize| {
        if let Some(indent) = indent {
            out.push('\n');
            out.push_str(indent);
            (0..depth.min(DEEPEST)).for_each(|_| out.push_str("  "));
        }
    };
    while let Some(byte) = bytes.get(at) {
        let end = match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {
                at += 1;
                continue;
            }
            b'"' => string_end(bytes, at),
            b'{' | b'[' | b'}' | b']' | b',' | b':' => at + 1,
            _ => word_end(bytes, at),
        };
        let closes = matches!(byte, b'}' | b']');
        depth -= usize::from(closes && depth > 0);
        if closes != fresh && (closes || fresh) {
            new_line(&mut laid.text, depth);
        }
        fresh = matches!(byte, b'{' | b'[');
        depth += usize::from(fresh);
        laid.tokens.push((at as u32, laid.text.len() as u32));
        laid.text.push_str(text.get(at..end).unwrap_or_default());
        match byte {
            b',' => new_line(&mut laid.text, depth),
            b':' => laid.text.push(' '),
            _ => {}
        }
        if *byte == b',' && indent.is_none() {
            laid.text.push(' ');
        }
        at = end;
    }
    laid
}

/// One past the string that starts at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'"' => return end + 1,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    bytes.len()
}

/// One past the number or word that starts at `at`.
fn word_end(bytes: &[u8], at: usize) -> usize {
    let ends =
        |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'"' | b'{' | b'[' | b'}' | b']' | b',' | b':');
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(ends).map_or(bytes.len(), |length| at + length.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{ \"b\":1.0e2,\"a\" : [ ],\n\"c\":[true,{\"d\":\"x, \\\"y\\\": {\"}], \"e\": {}}";

    #[test]
    fn tokens_keep_their_text_and_order() {
        let laid = LaidOut::indented(TEXT, Span::from_range(0..TEXT.len()), "");
        let expected = "{\n  \"b\": 1.0e2,\n  \"a\": [],\n  \"c\": [\n    true,\n    {\n      \"d\": \"x, \\\"y\\\": {\"\n    }\n  ],\n  \"e\": {}\n}";
        assert_eq!(laid.text, expected);
        let line = LaidOut::line(TEXT, Span::from_range(0..TEXT.len()));
        assert_eq!(line.text, "{\"b\": 1.0e2, \"a\": [], \"c\": [true, {\"d\": \"x, \\\"y\\\": {\"}], \"e\": {}}");
        assert_eq!(LaidOut::indented(expected, Span::from_range(0..expected.len()), "").text, expected);
    }

    #[test]
    fn places_move_with_their_tokens() {
        let before = "[1] ";
        let text = format!("{before}{TEXT}");
        let span = Span::from_range(before.len()..text.len());
        let laid = LaidOut::indented(&text, span, "    ");
        for piece in ["1.0e2", "\"b\"", "true", "\"x, \\\"y\\\": {\"", "\\\"y\\\"", "x"] {
            let start = text.find(piece).unwrap();
            let moved = laid.moved(Span::from_range(start..start + piece.len())).unwrap();
            assert_eq!(moved.of(&laid.text), piece);
        }
        let whole = laid.moved(span).unwrap();
        assert_eq!(whole.of(&laid.text), laid.text);
        assert_eq!(laid.moved(Span::new(0, 1)), None);
    }

    #[test]
    fn broken_and_deep_text_is_laid_out_too() {
        let deep = "[".repeat(1000);
        assert!(LaidOut::indented(&deep, Span::from_range(0..deep.len()), "").text.len() < 100_000);
        for broken in ["}", "\"a", "{\"a\": \"b\\", "é:ü", ""] {
            let laid = LaidOut::indented(broken, Span::from_range(0..broken.len()), "");
            assert_eq!(laid.text.replace(char::is_whitespace, ""), broken.replace(char::is_whitespace, ""));
        }
    }
}
