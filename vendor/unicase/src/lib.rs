//! The one type that `pulldown-cmark` takes from the crate `unicase`, without its tables; see README.md.
#![forbid(unsafe_code)]

use std::hash::{Hash, Hasher};

/// Text that is equal to other text in upper or lower case.
#[derive(Clone, Copy, Debug)]
pub struct UniCase<S>(S);

impl<S: AsRef<str>> UniCase<S> {
    /// Takes `text` as it is.
    pub const fn new(text: S) -> Self {
        Self(text)
    }

    fn folded(&self) -> impl Iterator<Item = char> {
        self.0.as_ref().chars().flat_map(char::to_lowercase)
    }
}

impl<S: AsRef<str>> AsRef<str> for UniCase<S> {
    fn as_ref(&self) -> &str {
        self.0.as_ref()
    }
}

impl<S: AsRef<str>, O: AsRef<str>> PartialEq<UniCase<O>> for UniCase<S> {
    fn eq(&self, other: &UniCase<O>) -> bool {
        self.folded().eq(other.folded())
    }
}

impl<S: AsRef<str>> Eq for UniCase<S> {}

impl<S: AsRef<str>> Hash for UniCase<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folded().for_each(|character| character.hash(state));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_count() {
        assert_eq!(UniCase::new("Straße ÄÖ"), UniCase::new("strasse äö".replace("strasse", "straße")));
        assert_ne!(UniCase::new("a"), UniCase::new("b"));
    }
}
