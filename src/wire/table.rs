use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{Label, Verdict};

/// What the event table shows: which events, in which order, with which columns.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct Table {
    /// The fields of its columns.
    pub columns: Vec<String>,
    /// Which events.
    pub filter: TableFilter,
    /// Absent: the order of the texts.
    #[tsify(optional)]
    pub sort: Option<TableSort>,
}

/// Events pass that satisfy all of it.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct TableFilter {
    /// One of these verdicts; any where it is empty.
    pub verdicts: Vec<Verdict>,
    /// All of these.
    pub fields: Vec<FieldFilter>,
    /// This text in the record as it stands, ASCII letters in any case; any where it is empty.
    pub text: String,
    /// One of these labels; any where it is empty.
    pub labels: Vec<Label>,
    /// This answer of a part of the query.
    #[tsify(optional)]
    pub part: Option<PartFilter>,
}

/// A test of one field.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct FieldFilter {
    /// Its name.
    pub field: String,
    /// What is asked of its values.
    pub test: FieldTest,
    /// What they are compared with; empty where there is nothing to compare.
    pub value: String,
}

/// What is asked of the values of a field.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum FieldTest {
    /// One is this value; in a field of addresses it may be a range.
    Is,
    /// There is a value, and none is this one.
    IsNot,
    /// One contains this text, ASCII letters in any case.
    Contains,
    /// There is a value.
    Exists,
    /// There is none.
    Missing,
}

/// The events for which a part of the query has an answer.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct PartFilter {
    /// The part's number.
    pub node: u32,
    /// Its text in the rule, by which it is known when the rule was changed.
    pub text: String,
    /// The answer.
    pub which: PartAnswer,
}

/// An answer of a part of the query.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum PartAnswer {
    /// It is true.
    True,
    /// It is false.
    False,
    /// It cannot be told.
    Unknown,
    /// The event would match if this part alone were answered the other way.
    OnlyExcludes,
}

/// An order of the table; equal events stand in the order of the texts, those without a value last.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct TableSort {
    /// The field of a column, or `verdict`, or empty for the order of the texts.
    pub by: String,
    /// The greatest first.
    pub descending: bool,
}

/// A window of the event table, in table order.
#[derive(Clone, Copy, Debug, Default, Deserialize, Tsify)]
pub struct RowWindow {
    /// First row.
    pub from: u32,
    /// Number of rows.
    pub count: u32,
}

/// The visible part of the event table.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Rows {
    /// Number of the first row.
    pub from: u32,
    /// Rows in the whole table.
    pub total: u32,
    /// The fields of the cells.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The row of the selected event; absent where it is not in the table.
    #[tsify(optional)]
    pub selected: Option<u32>,
    /// How many events pass the filter, its choice of verdicts aside.
    pub verdicts: VerdictCounts,
    /// The query has no part any more that the filter names; it was left out.
    pub part_is_gone: bool,
}

/// How many events have each verdict; all zero for a rule that cannot be evaluated.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub struct VerdictCounts {
    /// They match.
    #[serde(rename = "match")]
    pub matched: u32,
    /// They cannot be decided.
    pub undecided: u32,
    /// They do not.
    pub no_match: u32,
}

/// One event in the table.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Row {
    /// The event's number in input order, from 0.
    pub event: u32,
    /// Its verdict.
    pub verdict: Verdict,
    /// What each column shows, several values after commas; empty where a value is missing.
    pub cells: Vec<String>,
}
