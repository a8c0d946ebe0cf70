use crate::text::lower;

/// A pattern of the `wildcard` query: `*` is any text, `?` one character, `\` makes the next character plain.
/// <https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-wildcard-query>
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    tokens: Vec<Token>,
    ignore_case: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Plain(char),
    One,
    Any,
}

impl Pattern {
    pub fn new(text: &str, ignore_case: bool) -> Self {
        let mut tokens = Vec::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            tokens.push(match character {
                '*' => Token::Any,
                '?' => Token::One,
                '\\' => Token::Plain(characters.next().unwrap_or('\\')),
                plain => Token::Plain(plain),
            });
        }
        Self { tokens, ignore_case }
    }

    /// The texts that start with `text`.
    pub fn prefix(text: &str, ignore_case: bool) -> Self {
        let tokens = text.chars().map(Token::Plain).chain([Token::Any]).collect();
        Self { tokens, ignore_case }
    }

    /// Whether the whole of `text` matches. Going back never leaves the last star, so the work is at most the product
    /// of the two lengths.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut token) = (0, 0);
        let mut star: Option<(usize, usize)> = None;
        loop {
            match (self.tokens.get(token), text.get(at)) {
                (None, None) => return true,
                (Some(Token::Any), _) => {
                    star = Some((token + 1, at));
                    token += 1;
                }
                (Some(Token::One), Some(_)) => (at, token) = (at + 1, token + 1),
                (Some(Token::Plain(wanted)), Some(found)) if self.same(*wanted, *found) => {
                    (at, token) = (at + 1, token + 1);
                }
                _ => match star {
                    Some((after, from)) if from < text.len() => {
                        star = Some((after, from + 1));
                        (at, token) = (from + 1, after);
                    }
                    _ => return false,
                },
            }
        }
    }

    fn same(&self, one: char, other: char) -> bool {
        one == other || (self.ignore_case && lower(one) == lower(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, text, sensitive, insensitive) in [
            ("*.exe", "C:\\a.EXE", false, true),
            ("?:\\\\*\\\\a.exe", "C:\\x\\a.exe", true, true),
            ("a?c", "ac", false, false),
            ("a\\*c", "a*c", true, true),
            ("a\\*c", "abc", false, false),
            ("*a*b*c", "xaybzc", true, true),
            ("", "", true, true),
            ("*", "", true, true),
        ] {
            let found = (Pattern::new(pattern, false).matches(text), Pattern::new(pattern, true).matches(text));
            assert_eq!(found, (sensitive, insensitive), "{pattern} on {text}");
        }
        assert!(Pattern::prefix("ab*", false).matches("ab*c"));
        assert!(!Pattern::prefix("ab*", false).matches("abc"));
    }
}
