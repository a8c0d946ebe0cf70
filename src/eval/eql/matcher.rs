use crate::pattern::{Glob, LuceneRegex};
use crate::query::eql::Matching;

/// A text, wildcard or regular expression that a whole text is matched with.
#[derive(Clone, Debug)]
pub(super) enum Matcher {
    Glob(Glob),
    Regex(LuceneRegex),
}

impl Matcher {
    /// Reads a pattern; else says in words why it cannot be evaluated.
    pub fn new(how: Matching, pattern: &str, ignore_case: bool) -> Result<Self, String> {
        match how {
            Matching::Equal | Matching::Like => Ok(Self::Glob(Glob::new(pattern, ignore_case))),
            Matching::Regex => LuceneRegex::new(pattern, ignore_case).map(Self::Regex),
        }
    }

    pub fn matches(&self, text: &str) -> bool {
        match self {
            Self::Glob(glob) => glob.matches(text),
            Self::Regex(regex) => regex.matches(text),
        }
    }
}
