use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::pattern::Wildcard;
use crate::query::{Condition, Highlight};
use crate::text::Span;

/// A parsed query.
#[derive(Clone, Debug)]
pub struct Query {
    /// What it asks.
    pub condition: Condition<Leaf>,
    /// The colours of its text, ascending and not overlapping.
    pub highlights: Vec<Highlight>,
    /// What is wrong with it, by place. Places are bytes of the query text; see [`crate::query::relocate()`].
    pub diagnostics: Vec<Diagnostic>,
}

/// A comparison of one field with one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// The field; `None` for a bare term, which is looked for in every field.
    pub field: Option<Arc<Field>>,
    /// What is asked of it.
    pub predicate: Predicate,
}

/// A field as the query names it. In a value list many leaves share one.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its full dotted name; stars as `*`.
    pub name: Box<str>,
    /// The name as a pattern, where it has stars.
    pub pattern: Option<Wildcard>,
    /// Where the query names it.
    pub span: Span,
}

/// What a leaf asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    /// `field: value`
    Is(Value),
    /// `field > value` and the like.
    Range(RangeOperator, Value),
}

/// `<`, `<=`, `>`, `>=`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RangeOperator {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A value as the query writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Where it stands, quotes included.
    pub span: Span,
    /// Whether it is in quotes: on analysed text that makes it a phrase.
    pub quoted: bool,
    /// What it is.
    pub kind: ValueKind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Text, escapes undone. Numbers, addresses and dates are text until a field's type says what they are.
    Text(Box<str>),
    /// Text with stars.
    Wildcard(Wildcard),
    /// A single star: the field has any value.
    Exists,
    /// `true` or `false` without quotes.
    Bool(bool),
    /// `null` without quotes.
    Null,
}

impl Query {
    /// Whether it can be evaluated: no message is an error.
    pub fn is_sound(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error)
    }
}

impl RangeOperator {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Whether a value that compares to the operand as `ordering` satisfies it.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

impl Predicate {
    /// The value it compares with.
    pub fn value(&self) -> &Value {
        match self {
            Self::Is(value) | Self::Range(_, value) => value,
        }
    }
}

impl Value {
    /// The value as plain text: constants as they are written, stars as `*`.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match &self.kind {
            ValueKind::Text(text) => text.as_ref().into(),
            ValueKind::Wildcard(pattern) => pattern.to_string().into(),
            ValueKind::Exists => "*".into(),
            ValueKind::Bool(true) => "true".into(),
            ValueKind::Bool(false) => "false".into(),
            ValueKind::Null => "null".into(),
        }
    }
}
