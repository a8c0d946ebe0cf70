use crate::pattern::Wildcard;
use crate::query::kql;
use crate::text::Span;

/// A leaf of a query that compares a field with a value, in any language.
pub trait Compares {
    /// What it compares; `None` where it asks something else.
    fn comparison(&self) -> Option<Comparison<'_>>;
}

/// A field and what is asked of it.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'q> {
    /// The field's dotted name.
    pub field: &'q str,
    /// Bytes of the value.
    pub span: Span,
    /// What is asked.
    pub asked: Asked<'q>,
    /// Another value as the language writes it in the place of this one.
    pub write: fn(&str) -> String,
}

/// What is asked of a field.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'q> {
    /// To be this text.
    Exactly(&'q str),
    /// To match this pattern.
    Like(&'q Wildcard),
    /// To exist, to be a number, and so on.
    Other,
}

impl Compares for kql::Leaf {
    fn comparison(&self) -> Option<Comparison<'_>> {
        let field = self.field.as_ref().filter(|field| field.pattern.is_none())?;
        let kql::Predicate::Is(value) = &self.predicate else { return None };
        let asked = match &value.kind {
            kql::ValueKind::Text(text) => Asked::Exactly(text),
            kql::ValueKind::Wildcard(pattern) => Asked::Like(pattern),
            _ => Asked::Other,
        };
        let write = if value.quoted { kql::quote } else { kql::unquoted };
        Some(Comparison { field: &field.name, span: value.span, asked, write })
    }
}
