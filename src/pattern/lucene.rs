use std::fmt::Write;

use regex_lite::{Regex, RegexBuilder};

/// A regular expression in Lucene's syntax, which matches the whole text.
/// <https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax>
#[derive(Clone, Debug)]
pub struct LuceneRegex {
    regex: Regex,
}

impl LuceneRegex {
    /// Reads an expression; else says in words what cannot be read or evaluated. Where case is ignored it is that of
    /// ASCII letters, as in Elasticsearch's regexp query.
    pub fn new(pattern: &str, ignore_case: bool) -> Result<Self, String> {
        let translated = translate(pattern)?;
        let regex = RegexBuilder::new(&translated).case_insensitive(ignore_case).dot_matches_new_line(true).build();
        regex.map(|regex| Self { regex }).map_err(|_| "a bracket, brace or repetition in it does not fit".to_owned())
    }

    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

/// The same expression for a matcher that searches: anchored, and with Lucene's own operators written out. `^` and `$` are
/// ordinary characters in Lucene.
fn translate(pattern: &str) -> Result<String, String> {
    let mut translated = String::from(r"\A(?:");
    let mut characters = pattern.chars();
    while let Some(next) = characters.next() {
        match next {
            '\\' => match characters.next() {
                Some(class @ ('d' | 'D' | 'w' | 'W' | 's' | 'S')) => _ = write!(translated, "\\{class}"),
                Some(literal) => push(&mut translated, literal),
                None => return Err("it ends in a backslash".to_owned()),
            },
            '"' => {
                let rest = characters.as_str();
                let (literal, after) = rest.split_once('"').ok_or("a quote in it is not closed")?;
                literal.chars().for_each(|character| push(&mut translated, character));
                characters = after.chars();
            }
            '[' => class(&mut translated, &mut characters)?,
            '@' => translated.push_str("(?:.*)"),
            '#' => translated.push_str("[^\\s\\S]"),
            '~' => return Err("`~` negates what follows; write `\\~` for the character".to_owned()),
            '&' => return Err("`&` means both sides; write `\\&` for the character".to_owned()),
            '<' => return Err("`<` starts a range of numbers; write `\\<` for the character".to_owned()),
            '(' => {
                if characters.as_str().starts_with('?') {
                    return Err("Lucene has no groups that start with `(?`".to_owned());
                }
                translated.push_str("(?:");
            }
            '{' => {
                // `{1,3}`: a comma is no character of the text here.
                let (bounds, after) = characters.as_str().split_once('}').ok_or("a `{` in it is not closed")?;
                _ = write!(translated, "{{{bounds}}}");
                characters = after.chars();
            }
            '.' | '?' | '*' | '+' | '|' | ')' | '}' => translated.push(next),
            _ => push(&mut translated, next),
        }
    }
    translated.push_str(r")\z");
    Ok(translated)
}

/// The inside of `[…]`, from after its bracket up to the one that closes it.
fn class(translated: &mut String, characters: &mut std::str::Chars<'_>) -> Result<(), String> {
    translated.push('[');
    if let Some(rest) = characters.as_str().strip_prefix('^') {
        translated.push('^');
        *characters = rest.chars();
    }
    let mut first = true;
    loop {
        match characters.next().ok_or("a `[` in it is not closed")? {
            ']' if !first => break,
            '\\' => match characters.next().ok_or("it ends in a backslash")? {
                class @ ('d' | 'D' | 'w' | 'W' | 's' | 'S') => _ = write!(translated, "\\{class}"),
                literal => push(translated, literal),
            },
            '-' => translated.push('-'),
            literal => push(translated, literal),
        }
        first = false;
    }
    translated.push(']');
    Ok(())
}

/// A character that stands for itself.
fn push(translated: &mut String, character: char) {
    if character.is_ascii_punctuation() {
        translated.push('\\');
    }
    translated.push(character);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_syntax_is_lucenes() {
        for (pattern, ignore_case, text, expected) in [
            ("List.*", false, "ListUsers", true),
            ("List", false, "ListUsers", false),
            ("list.*?", true, "ListUsers", true),
            ("^List.*$", false, "ListUsers", false),
            ("^a$", false, "^a$", true),
            ("a.c", false, "a\nc", true),
            ("[a-c]{2}x?", false, "bcx", true),
            ("[0-9]{1,3}(\\.[0-9]{1,3}){3}", false, "192.0.2.1", true),
            ("[ ]{3,}", false, "  ", false),
            ("\\.[a-z0-9_\\-][a-z0-9_\\-\\.]{1,254}", false, ".a-b.c", true),
            ("[^a-c]", false, "d", true),
            ("a|b.", false, "bc", true),
            ("a\\.b", false, "axb", false),
            ("\"a.b\"c", false, "a.bc", true),
            ("\"a.b\"c", false, "axbc", false),
            ("\\d+-\\w+", false, "12-ab", true),
            ("a@z", false, "a--z", true),
            ("a#", false, "a#", false),
            ("a\\#", false, "a#", true),
            ("(ab)+", false, "abab", true),
        ] {
            let found = LuceneRegex::new(pattern, ignore_case).map(|regex| regex.matches(text));
            assert_eq!(found, Ok(expected), "{pattern} on {text}");
        }
    }

    #[test]
    fn what_lucene_reads_otherwise_is_said() {
        for pattern in ["a~b", "a&b", "<1-5>", "(?:a)", "[a", "a\\", "\"a", "(a", "a**{"] {
            assert!(LuceneRegex::new(pattern, false).is_err(), "{pattern}");
        }
    }
}
