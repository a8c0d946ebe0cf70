/// `text` as it must stand inside a string that opens as `raw` does: with escapes in a basic string, as it is in a
/// literal one. A bare query has no quotes and takes it as it is.
pub fn encode(text: &str, raw: &str) -> String {
    if !raw.starts_with('"') {
        return text.to_owned();
    }
    let keeps_quotes = raw.starts_with("\"\"\"") && !text.contains("\"\"\"") && !text.ends_with('"');
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => encoded.push_str("\\\\"),
            '"' if !keeps_quotes => encoded.push_str("\\\""),
            '\n' if !raw.starts_with("\"\"\"") => encoded.push_str("\\n"),
            other => encoded.push(other),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_follow_the_string_they_stand_in() {
        for (raw, text, expected) in [
            ("'''x'''", r#""a\b""#, r#""a\b""#),
            ("\"\"\"x\"\"\"", r#"f:"a\b" or c"#, r#"f:"a\\b" or c"#),
            ("\"\"\"x\"\"\"", r#""a""#, r#"\"a\""#),
            ("\"x\"", r#""a\b""#, r#"\"a\\b\""#),
            ("event.action: x", r#""a""#, r#""a""#),
        ] {
            assert_eq!(encode(text, raw), expected, "{text} in {raw}");
        }
    }
}
