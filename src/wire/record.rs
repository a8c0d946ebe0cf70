use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{Edit, Range, Truth};

/// A change of the events: the edits that make it are asked for, and the page makes them.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct ChangeQuestion {
    /// What is done.
    pub change: RecordChange,
    /// The event it is done to, or behind; absent where there is none.
    #[tsify(optional)]
    pub event: Option<u32>,
    /// The text that gets the first records.
    pub source: u32,
    /// The records to be added or written in the place of one, in any shape that events are read in.
    pub text: String,
}

/// What is done to a record.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum RecordChange {
    /// It goes.
    Remove,
    /// It is written once more, behind itself.
    Duplicate,
    /// Others are added behind it.
    Insert,
    /// Another is written in its place.
    Replace,
}

/// The edits that make a change.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct ChangeAnswer {
    /// One edit of one text.
    pub edits: Vec<Edit>,
    /// The event to look at afterwards.
    pub event: u32,
    /// How many records come or go.
    pub records: u32,
}

/// A record laid out anew, with its marks: no number and no key is written differently.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct FormattedRecord {
    /// Its text.
    pub text: String,
    /// Bytes that decided.
    pub marks: Vec<FormattedMark>,
}

/// A highlighted range of a formatted record that belongs to a part of the query.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct FormattedMark {
    /// The part's number.
    pub node: u32,
    /// Where in the formatted text.
    pub range: Range,
    /// The part's answer.
    pub truth: Truth,
}
