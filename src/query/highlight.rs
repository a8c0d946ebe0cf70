use crate::text::Span;

/// A coloured piece of query text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Bytes of the query text.
    pub span: Span,
    /// What it is.
    pub kind: HighlightKind,
}

/// What a piece of query text is, for its colour. The names are those of the page's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HighlightKind {
    /// Field name.
    Field,
    /// `and`, `or`, `not`
    Keyword,
    /// Comparison operator.
    Operator,
    /// Quoted or unquoted value.
    Value,
    /// `*` that stands for any text.
    Wildcard,
    /// Escape sequence.
    Escape,
    /// Number.
    Number,
    /// `true`, `false`, `null`
    Constant,
    /// Brackets.
    Punctuation,
    /// Function name.
    Function,
    /// Comment.
    Comment,
    /// What cannot be read.
    Invalid,
}
