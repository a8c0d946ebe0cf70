use std::fmt;

use crate::text::{Lower, Span};

/// A pattern in which `*` stands for any text, also none; every other character stands for itself.
///
/// Matching never goes back: the text between two stars is looked for from where the last one was found, so no
/// pattern takes more than one pass over the text for each part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wildcard {
    /// The text before, between and after the stars: always one more than there are stars.
    parts: Box<[Box<str>]>,
}

impl Wildcard {
    /// The pattern with these texts before, between and after its stars.
    pub fn from_parts<T: Into<Box<str>>>(parts: impl IntoIterator<Item = T>) -> Self {
        Self { parts: parts.into_iter().map(Into::into).collect() }
    }

    /// Reads every `*` of `pattern` as a star.
    pub fn new(pattern: &str) -> Self {
        Self::from_parts(pattern.split('*'))
    }

    /// Whether it is a single star.
    pub fn is_any(&self) -> bool {
        self.parts.len() == 2 && self.parts.iter().all(|part| part.is_empty())
    }

    /// Whether it has no star.
    pub fn is_plain(&self) -> bool {
        self.parts.len() == 1
    }

    /// The text every match starts with.
    pub fn prefix(&self) -> &str {
        self.parts.first().map_or("", |part| part)
    }

    /// The texts before, between and after the stars.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.parts.iter().map(|part| &**part)
    }

    /// The patterns that spaces separate.
    pub fn words(&self) -> Vec<Self> {
        let mut words = vec![vec![String::new()]];
        for (at, part) in self.parts.iter().enumerate() {
            if let Some(word) = words.last_mut().filter(|_| at > 0) {
                word.push(String::new());
            }
            for (at, text) in part.split(char::is_whitespace).enumerate() {
                if at > 0 {
                    words.push(vec![String::new()]);
                }
                if let Some(end) = words.last_mut().and_then(|word| word.last_mut()) {
                    end.push_str(text);
                }
            }
        }
        words
            .into_iter()
            .filter(|word| word.len() > 1 || word.iter().any(|part| !part.is_empty()))
            .map(Self::from_parts)
            .collect()
    }

    /// The pattern in lower case.
    pub fn to_lowercase(&self) -> Self {
        Self::from_parts(self.parts().map(Lower::lower))
    }

    /// Where the texts before, between and after the stars stand in a `text` that matches, in bytes of it.
    pub fn places_in(&self, text: &str) -> Vec<Span> {
        let mut places = Vec::new();
        let mut at = 0;
        let last = self.parts.len().saturating_sub(1);
        for (number, part) in self.parts.iter().enumerate().filter(|(_, part)| !part.is_empty()) {
            let rest = text.get(at..).unwrap_or("");
            let found = if number == last && number > 0 { rest.rfind(&**part) } else { rest.find(&**part) };
            let Some(start) = found.map(|offset| at + offset) else { break };
            at = start + part.len();
            places.push(Span::from_range(start..at));
        }
        places
    }

    /// Whether the whole of `text` matches.
    pub fn matches(&self, text: &str) -> bool {
        let [first, between @ .., last] = &*self.parts else {
            return self.parts.first().is_some_and(|only| **only == *text);
        };
        let inside = text.strip_prefix(&**first).and_then(|rest| rest.strip_suffix(&**last));
        let Some(mut rest) = inside else { return false };
        for part in between {
            let Some(at) = rest.find(&**part) else { return false };
            rest = rest.get(at + part.len()..).unwrap_or("");
        }
        true
    }
}

impl fmt::Display for Wildcard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts.join("*"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("ab*", "ab", true),
            ("ab*ba", "aba", false),
            ("ab*ba", "abba", true),
            ("*b*c*", "a.b.c", true),
            ("*c*b*", "a.b.c", false),
            ("a*c", "a\nc", true),
            ("a?c", "abc", false),
            ("é*", "é€", true),
            ("plain", "plain", true),
            ("plain", "plainer", false),
            ("**", "", true),
        ] {
            assert_eq!(Wildcard::new(pattern).matches(text), expected, "{pattern} on {text:?}");
        }
    }

    #[test]
    fn spaces_separate_patterns() {
        let words = |pattern: &str| Wildcard::new(pattern).words();
        assert_eq!(words("*a b c*d "), [Wildcard::new("*a"), Wildcard::new("b"), Wildcard::new("c*d")]);
        assert_eq!(words(" \t"), []);
        assert_eq!(Wildcard::from_parts(["a* b", "c"]).words(), [Wildcard::from_parts(["a*"]), Wildcard::new("b*c")]);
    }

    #[test]
    fn a_pattern_built_to_blow_up_is_one_pass() {
        let text = "a".repeat(50_000);
        let pattern = format!("{}b", "*a".repeat(200));
        assert!(!Wildcard::new(&pattern).matches(&text));
    }
}
