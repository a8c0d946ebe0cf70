use crate::text::{Decoded, Span};

/// Decodes the TOML string under `span`, quotes included, with the way back to the raw bytes.
///
/// Basic and literal, on one line or several: the first newline of a multi-line string falls away, `\r\n` becomes `\n`,
/// a backslash at a line's end swallows the white space after it. <https://toml.io/en/v1.0.0#string>
pub fn decode(text: &str, span: Span) -> Decoded {
    let raw = span.of(text);
    let quote = if raw.starts_with('\'') { '\'' } else { '"' };
    let triple = if quote == '"' { "\"\"\"" } else { "'''" };
    let multi_line = raw.starts_with(triple);
    let width = if multi_line { 3 } else { raw.starts_with(quote).into() };
    let closing = if raw.len() >= 2 * width && raw.ends_with(quote) { width } else { 0 };
    let inner = Span::new(span.start + width as u32, span.end - closing as u32);
    let mut reader = Reader { text: inner.of(text), at: 0, start: inner.start, out: Decoded::starting_at(inner.start) };
    if multi_line {
        reader.skip_first_newline();
    }
    reader.read(quote == '"');
    reader.out
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Where `text` starts in the whole rule.
    start: u32,
    out: Decoded,
}

impl Reader<'_> {
    fn skip_first_newline(&mut self) {
        let length = if self.text.starts_with("\r\n") { 2 } else { usize::from(self.text.starts_with('\n')) };
        self.at = length;
        self.out = Decoded::starting_at(self.raw(length));
    }

    fn read(&mut self, escapes: bool) {
        while let Some(rest) = self.text.get(self.at..).filter(|rest| !rest.is_empty()) {
            let stop = rest.find(|c| c == '\r' || (escapes && c == '\\')).unwrap_or(rest.len());
            self.out.push_verbatim(rest.get(..stop).unwrap_or(""), self.raw(self.at));
            self.at += stop;
            let rest = rest.get(stop..).unwrap_or("");
            if rest.starts_with("\r\n") {
                self.escape("\n", 2);
            } else if rest.starts_with('\r') {
                self.escape("\r", 1);
            } else if !rest.is_empty() {
                self.backslash(rest);
            }
        }
    }

    fn backslash(&mut self, rest: &str) {
        let code = rest.chars().nth(1);
        let plain = match code {
            Some('b') => "\u{8}",
            Some('t') => "\t",
            Some('n') => "\n",
            Some('f') => "\u{c}",
            Some('r') => "\r",
            Some('"') => "\"",
            Some('\\') => "\\",
            Some('e') => "\u{1b}",
            Some('u') => return self.code_point(rest, 4),
            Some('U') => return self.code_point(rest, 8),
            Some('x') => return self.code_point(rest, 2),
            Some(c) if c.is_whitespace() => {
                // A line-ending backslash: nothing stands for it and the white space after it.
                let skipped = rest.get(1..).map_or(0, |after| after.len() - after.trim_start().len());
                return self.escape("", 1 + skipped);
            }
            _ => {
                self.out.push_verbatim("\\", self.raw(self.at));
                self.at += 1;
                return;
            }
        };
        self.escape(plain, 2);
    }

    fn code_point(&mut self, rest: &str, digits: usize) {
        let hex = rest.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let character = hex.and_then(char::from_u32);
        match character {
            Some(character) => self.escape(character.encode_utf8(&mut [0; 4]), 2 + digits),
            None => self.escape("\u{fffd}", 2),
        }
    }

    fn escape(&mut self, text: &str, raw_length: usize) {
        let span = Span::new(self.raw(self.at), self.raw(self.at + raw_length));
        self.out.push_escape(text, span);
        self.at += raw_length;
    }

    fn raw(&self, at: usize) -> u32 {
        self.start + u32::try_from(at).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str) -> Decoded {
        decode(raw, Span::new(0, raw.len() as u32))
    }

    #[test]
    fn all_four_kinds_of_string() {
        for (raw, expected) in [
            (r#""a\tb\\c\"""#, "a\tb\\c\""),
            (r"'a\tb'", "a\\tb"),
            ("\"\"\"\na\n b\"\"\"", "a\n b"),
            ("'''\r\na\r\nb'''", "a\nb"),
            ("\"\"\"a \\\n   b\"\"\"", "a b"),
            ("\"\"\"\"a\"\"\"\"", "\"a\""),
            (r#""\u00e9\U0001F600""#, "é😀"),
            ("\"\"", ""),
            ("''''''", ""),
        ] {
            assert_eq!(decoded(raw).text(), expected, "{raw}");
        }
    }

    #[test]
    fn places_lead_back_to_the_raw_bytes() {
        let raw = "\"\"\"\r\nab\\\\cd\r\n\\\n  ef\\u0041\"\"\"";
        let decoded = decoded(raw);
        assert_eq!(decoded.text(), "ab\\cd\nefA");
        let under = |needle: &str| {
            let start = decoded.text().find(needle).unwrap() as u32;
            decoded.raw(Span::new(start, start + needle.len() as u32)).of(raw)
        };
        assert_eq!(["ab", "\\", "cd", "\n", "ef", "A"].map(under), ["ab", "\\\\", "cd", "\r\n", "ef", "\\u0041"]);
    }
}
