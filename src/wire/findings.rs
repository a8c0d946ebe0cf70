use serde::Serialize;
use tsify::Tsify;

use super::Verdict;

/// What the rule's type found besides which events its query matches; at most [`MOST_FINDINGS`] things.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct FindingsReport {
    /// What they are.
    pub kind: FindingsKind,
    /// What was looked for, in one sentence.
    pub lead: String,
    /// The fields of [`Finding::values`].
    pub fields: Vec<String>,
    /// The steps of a sequence, as they are written; after them `until …`, where there is one.
    pub steps: Vec<String>,
    /// What was found, the most telling first.
    pub findings: Vec<Finding>,
    /// How many more there are.
    pub more: u32,
}

/// How many findings cross the boundary.
pub const MOST_FINDINGS: usize = 100;
/// How many events of one finding do.
pub const MOST_EVENTS: usize = 12;

/// What the findings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum FindingsKind {
    /// Groups of a threshold rule.
    Threshold,
    /// Terms of a new terms rule.
    NewTerms,
    /// Results of a machine learning job.
    Anomalies,
    /// What a machine learning job looks at, in the events; never the verdict.
    Preview,
    /// Events that fit an indicator.
    Indicators,
    /// Sequences that were begun, those of one key together.
    Sequences,
}

/// One of the things a rule type found. What does not apply is empty or absent.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What it means for the rule.
    pub verdict: Verdict,
    /// The job of a preview.
    pub job: String,
    /// What names it: a group's values, a term, a key.
    pub values: Vec<String>,
    /// Why it counts or not.
    pub sentence: String,
    /// How much it has: events of a group, the score of a result, events of a combination.
    #[tsify(optional)]
    pub has: Option<f64>,
    /// How much it needs, or how much there is.
    #[tsify(optional)]
    pub of: Option<f64>,
    /// First instant of its window.
    pub from: String,
    /// Last instant of its window.
    pub to: String,
    /// Its events.
    pub marks: Vec<FindingMark>,
    /// How many more events it has.
    pub more: u32,
}

/// An event of a finding.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct FindingMark {
    /// Its number; absent for something older that was supplied.
    #[tsify(optional)]
    pub event: Option<u32>,
    /// The step of a sequence it fills, from 1; 0 for none.
    pub step: u32,
    /// Its time; empty where it has none.
    pub time: String,
    /// What it says of itself.
    pub note: String,
}

/// What is missing for a verdict that can be supplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum Supply {
    /// Older events, or terms known to be seen.
    History,
    /// Indicator documents.
    Indicators,
    /// Results of a job, among the events.
    Anomalies,
}

/// What was read of the supplied texts.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct SuppliedReport {
    /// Older events.
    pub older: u32,
    /// Terms known to be seen.
    pub terms: u32,
    /// Indicator documents.
    pub indicators: u32,
    /// What cannot be read, one sentence each.
    pub problems: Vec<String>,
}
