use crate::text::Span;

/// A value with the place it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its raw bytes in the rule's text, quotes and brackets included. For a table header, the header's line.
    pub span: Span,
    /// The key before it; `None` for an element of a list.
    pub key: Option<Span>,
}

impl<T> Spanned<T> {
    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span, key: self.key }
    }
}
