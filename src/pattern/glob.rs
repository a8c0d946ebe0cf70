/// A pattern in which `*` stands for any text, also none, and `?` for one character; there are no escapes.
/// <https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-syntax-wildcards>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Glob {
    pattern: Box<[char]>,
    ignore_case: bool,
}

impl Glob {
    /// Reads a pattern. Where case is ignored it is that of ASCII letters, as in Elasticsearch's wildcard query.
    /// <https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-wildcard-query>
    pub fn new(pattern: &str, ignore_case: bool) -> Self {
        Self { pattern: pattern.chars().map(|next| fold(next, ignore_case)).collect(), ignore_case }
    }

    /// Whether the whole of `text` matches. Takes at most as many steps as pattern and text have characters, multiplied.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().map(|next| fold(next, self.ignore_case)).collect();
        let (mut at, mut in_text) = (0, 0);
        // Where the last star stands, and how much of the text it has taken so far.
        let mut star: Option<(usize, usize)> = None;
        while let Some(next) = text.get(in_text) {
            match self.pattern.get(at) {
                Some('*') => {
                    star = Some((at, in_text));
                    at += 1;
                }
                Some(wanted) if *wanted == '?' || wanted == next => {
                    at += 1;
                    in_text += 1;
                }
                _ => match star {
                    Some((star_at, taken)) => {
                        star = Some((star_at, taken + 1));
                        at = star_at + 1;
                        in_text = taken + 1;
                    }
                    None => return false,
                },
            }
        }
        self.pattern.iter().skip(at).all(|rest| *rest == '*')
    }
}

fn fold(character: char, ignore_case: bool) -> char {
    if ignore_case { character.to_ascii_lowercase() } else { character }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks_stand_for_text() {
        for (pattern, ignore_case, text, expected) in [
            ("List*", false, "ListUsers", true),
            ("list*", false, "ListUsers", false),
            ("list*", true, "ListUsers", true),
            ("doc?", false, "docs", true),
            ("doc?", false, "doc", false),
            ("*a*b", false, "xaybzb", true),
            ("*a*b", false, "xaybz", false),
            ("a\\*c", false, "a\\bc", true),
            ("É", true, "é", false),
            ("?", false, "€", true),
            ("*", false, "", true),
            ("", false, "", true),
            ("", false, "a", false),
        ] {
            assert_eq!(Glob::new(pattern, ignore_case).matches(text), expected, "{pattern} on {text}");
        }
    }
}
