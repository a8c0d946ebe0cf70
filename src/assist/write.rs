use crate::rule::toml::encode;
use crate::text::Span;

/// The string of the rule's text that something is written into, as far as its escapes go.
#[derive(Clone, Copy, Debug)]
pub struct Quotes<'t> {
    /// The rule's text.
    pub text: &'t str,
    /// The string, quotes included; `None` where nothing is quoted: a bare query.
    pub string: Option<Span>,
}

impl Quotes<'_> {
    /// `new` as it must stand in place of `span`; `None` where the string cannot hold it.
    pub fn write(&self, new: &str, span: Span) -> Option<String> {
        let Some(string) = self.string else { return Some(new.to_owned()) };
        let raw = string.of(self.text);
        if raw.starts_with('\'') {
            let end = if raw.starts_with("'''") { "'''" } else { "'" };
            return (!new.contains(end) && (end.len() == 3 || !new.contains('\n'))).then(|| new.to_owned());
        }
        let is_quote = |at: u32| Span::new(at, at + 1).of(self.text) == "\"";
        if raw.starts_with("\"\"\"") && !is_quote(span.end) && !(span.start > 0 && is_quote(span.start - 1)) {
            // A quote at the end is no part of the closing ones as long as something else stands between.
            let mut encoded = encode(&format!("{new} "), raw);
            encoded.pop();
            return Some(encoded);
        }
        Some(encode(new, raw))
    }
}

/// `text` as a TOML string.
pub fn string(text: &str) -> String {
    let mut string = String::from("\"");
    string.push_str(&encode(text, "\""));
    string.push('"');
    string
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_fits_the_string() {
        for (text, at, new, expected) in [
            ("'''x '''", 5, r#""a\b""#, Some(r#""a\b""#)),
            ("'x '", 3, "it's", None),
            ("\"\"\"x \n\"\"\"", 5, r#""a\b""#, Some(r#""a\\b""#)),
            ("\"\"\"x \"\"\"", 5, r#""a""#, Some(r#"\"a\""#)),
            ("\"x \"", 3, r#""a""#, Some(r#"\"a\""#)),
        ] {
            let quotes = Quotes { text, string: Some(Span::from_range(0..text.len())) };
            assert_eq!(quotes.write(new, Span::at(at)).as_deref(), expected, "{new} in {text}");
        }
        assert_eq!(Quotes { text: "a", string: None }.write("\"b\"", Span::at(1)).as_deref(), Some("\"b\""));
    }
}
