use serde::Serialize;
use tsify::Tsify;

use super::{Fix, Place, Range, Verdict};

/// Everything about the selected event.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Detail {
    /// The event's number.
    pub event: u32,
    /// Its record in its text.
    pub record: Place,
    /// Its verdict.
    pub verdict: Verdict,
    /// The verdict in one sentence.
    pub sentence: String,
    /// The query as a tree, each part with its answer; absent where it was not evaluated.
    #[tsify(optional)]
    pub why: Option<WhyNode>,
    /// Parts of the query that decided, in the rule's text.
    pub rule_marks: Vec<Mark>,
    /// Bytes of the events text that decided.
    pub event_marks: Vec<Mark>,
    /// The ECS document, leaves in order.
    pub ecs: Vec<EcsValue>,
    /// Raw keys of the record that are mapped to nothing.
    pub unmapped: Vec<Place>,
}

/// One part of the query and its answer for the selected event.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct WhyNode {
    /// Number of the part, the same in marks.
    pub id: u32,
    /// Its text: for a comparison the query's own words, for a group `and`, `or`, `not`.
    pub text: String,
    /// Where it stands in the rule's text.
    pub range: Range,
    /// Its answer.
    pub truth: Truth,
    /// Whether changing this part alone would change the verdict.
    pub decisive: bool,
    /// Whether the verdict rests on it: it is among the marks.
    pub decides: bool,
    /// The reason in one sentence; empty for groups.
    pub sentence: String,
    /// Values found for its field.
    pub found: Vec<Found>,
    /// Over all events: for how many it is true.
    pub matched: u32,
    /// Over all events: how many only this part excludes.
    pub only_excludes: u32,
    /// What to write instead, where events fail only this part and have a value close to the one wanted.
    #[tsify(optional)]
    pub suggestion: Option<Fix>,
    /// Its parts.
    #[tsify(type = "WhyNode[]")]
    pub children: Vec<WhyNode>,
}

/// The answer of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// It depends on something that was not supplied.
    Unknown,
}

/// A value found for a field.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Found {
    /// The field.
    pub field: String,
    /// The value, or "missing", "unknown: …", "not searchable: …".
    pub text: String,
    /// Whether it satisfies the part.
    pub satisfies: bool,
    /// Where it came from in the events text.
    pub places: Vec<Place>,
}

/// A highlighted range that belongs to a part of the query.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct Mark {
    /// The part's number.
    pub node: u32,
    /// Where.
    pub place: Place,
    /// The part's answer.
    pub truth: Truth,
}

/// A leaf of the ECS document.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct EcsValue {
    /// Dotted name.
    pub field: String,
    /// Its value as text.
    pub value: String,
    /// Type in the field table, empty where it is not in it.
    #[serde(rename = "type")]
    pub field_type: String,
    /// Where it came from.
    pub origin: EcsOrigin,
    /// The bytes it came from or was derived from.
    pub places: Vec<Place>,
    /// The step that made it; empty where it was copied.
    pub step: String,
    /// Longer than `ignore_above`: stored but not searchable.
    pub unsearchable: bool,
}

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum EcsOrigin {
    /// Copied.
    Source,
    /// Made from other values.
    Derived,
    /// The same for every document.
    Constant,
    /// Supplied by the user.
    Enrichment,
    /// Not supplied.
    Unknown,
}
