use crate::eval::Truth;
use crate::query::NodeId;
use crate::text::Span;

/// One part of the query and its answer for one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its number.
    pub id: NodeId,
    /// Its text: for a comparison the query's own words, for a group `and`, `or`, `not`.
    pub text: String,
    /// Bytes of the query text.
    pub span: Span,
    /// Its answer.
    pub truth: Truth,
    /// Whether the opposite answer of this part alone would change the verdict.
    pub decisive: bool,
    /// Whether the verdict rests on it: see [`super::Explanation::marks`].
    pub decides: bool,
    /// Why it has this answer.
    pub reason: Reason,
    /// The reason as one sentence; empty for groups.
    pub sentence: String,
    /// The values of its field in this event.
    pub found: Vec<Found>,
    /// For how many events it is true.
    pub matched: u32,
    /// How many events only it excludes; 0 for an alternative, which never excludes alone.
    pub only_excludes: u32,
    /// Its parts.
    pub parts: Vec<NodeId>,
}

/// Why a part has its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A group: its parts say.
    Group,
    /// It is true for every event.
    Always,
    /// A value satisfies it.
    Satisfied,
    /// There are values, and none satisfies it.
    OtherValue,
    /// A value differs only in upper and lower case.
    OtherCase,
    /// The field has no value.
    Missing,
    /// The value exists in production but was not supplied.
    Unknown {
        /// What to supply.
        needs: Box<str>,
    },
    /// The value is longer than what is indexed.
    NotSearchable {
        /// Characters of the value.
        characters: usize,
        /// Characters that are indexed at most.
        limit: u32,
    },
    /// No event and no table has the field.
    UnknownField,
    /// The field is stored without an index.
    NotIndexed,
    /// Elasticsearch refuses the value for this field.
    BadValue {
        /// What the field takes.
        takes: &'static str,
    },
    /// It could not be read; a diagnostic says why.
    Broken,
}

/// A value found for the field of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The field.
    pub field: String,
    /// The value as text, or what to supply where it is not known.
    pub text: String,
    /// What it is.
    pub state: FoundState,
    /// Whether it satisfies the part.
    pub satisfies: bool,
    /// The bytes of the record it came from.
    pub spans: Vec<Span>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundState {
    /// A value.
    Value,
    /// A value longer than what is indexed.
    NotSearchable,
    /// A value that was not supplied.
    Unknown,
}
