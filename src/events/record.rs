use super::Shape;
use crate::text::Span;

/// One event as it stands in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordRef {
    /// What it is.
    pub kind: RecordKind,
    /// The number of its text.
    pub source: u32,
    /// Its bytes in that text; a string token with its quotes where it is [`RecordRef::embedded`].
    pub span: Span,
    /// The record is JSON text inside a JSON string.
    pub embedded: bool,
    /// An object in it has a key twice: the integration refuses such a record.
    pub duplicate_key: bool,
    /// How it stands in its text.
    pub shape: Shape,
}

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// A CloudTrail record, to be mapped to ECS.
    CloudTrail,
    /// A ready document, taken as it is.
    Document,
}
