//! Analysed text: words in lower case, as Elasticsearch's standard analyser makes them from ASCII text.
//! <https://www.elastic.co/docs/reference/text-analysis/analysis-standard-analyzer>

use crate::pattern::Wildcard;
use crate::text::lower;

/// The words of a text, lower-cased.
///
/// Letters, digits and `_` make words; `.`, `'` and `:` between letters, and `.` and `,` between digits, do not split them.
/// <https://unicode.org/reports/tr29/#Word_Boundaries>
pub(super) fn words(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, character) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| characters.get(before));
        let joins = before.zip(characters.get(at + 1)).is_some_and(|(before, after)| match character {
            '.' => (before.is_alphabetic() && after.is_alphabetic()) || (before.is_numeric() && after.is_numeric()),
            '\'' | '\u{2019}' | ':' => before.is_alphabetic() && after.is_alphabetic(),
            ',' => before.is_numeric() && after.is_numeric(),
            _ => false,
        });
        if character.is_alphanumeric() || *character == '_' || joins {
            word.push(lower(*character));
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether the words of a phrase stand in `text` side by side.
pub(super) fn has_phrase(text: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && text.windows(phrase.len()).any(|window| window == phrase)
}

/// Whether one of the words of `text` matches one of the space-separated patterns: Kibana's `query_string` on text.
pub(super) fn has_match(text: &[String], pattern: &Wildcard) -> bool {
    pattern.to_lowercase().words().iter().any(|pattern| text.iter().any(|word| pattern.matches(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_split_into_words() {
        for (text, expected) in [
            ("Requested AssumeRole, denied!", &["requested", "assumerole", "denied"][..]),
            ("aws-cli/2.15.0 md/x_y", &["aws", "cli", "2.15.0", "md", "x_y"]),
            ("iam.amazonaws.com it's", &["iam.amazonaws.com", "it's"]),
            ("s3.amazonaws.com arn:aws", &["s3", "amazonaws.com", "arn:aws"]),
            ("a. b", &["a", "b"]),
            ("...", &[]),
        ] {
            assert_eq!(words(text), expected, "in {text}");
        }
    }
}
