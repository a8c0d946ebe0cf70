use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{EventsText, Fix, Range, Verdict};

/// What is known of events, by their numbers.
#[derive(Clone, Debug, Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub struct Labels {
    /// Events the rule is meant to find.
    pub true_positive: Vec<u32>,
    /// Events it should stay silent about.
    pub false_positive: Vec<u32>,
}

/// How the test cases fare; absent from a report where there are none.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct CasesSummary {
    /// Cases in the file.
    pub total: u32,
    /// Those whose verdict is the expected one.
    pub passed: u32,
    /// The others.
    pub failed: u32,
}

/// What the Tune view shows.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct TuningReport {
    /// The version before beside this one; absent where there is none or one cannot be evaluated.
    #[tsify(optional)]
    pub comparison: Option<ComparisonReport>,
    /// Why the version before cannot be evaluated; absent where it can, or there is none.
    #[tsify(optional)]
    pub previous_problem: Option<String>,
    /// Every part of the query, in its order, groups before their parts.
    pub clauses: Vec<ClauseReport>,
    /// What could be better about the query.
    pub hints: Vec<Hint>,
    /// The test cases, in the order of their file.
    pub cases: Vec<CaseReport>,
}

/// Two versions of the rule over the same events.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct ComparisonReport {
    /// The difference in one sentence.
    pub sentence: String,
    /// Alerts.
    pub alerts: Counts,
    /// Events that are part of alerts.
    pub events: Counts,
    /// The same for each label: true positives, false positives, those without a label.
    pub labels: Vec<LabelCounts>,
    /// Keys the two set differently.
    pub settings: Vec<SettingChange>,
    /// Events only the version before alerts on.
    pub lost: Change,
    /// Events only this version alerts on.
    pub gained: Change,
    /// The first events both alert on.
    pub kept: Vec<u32>,
}

/// How many before and after. What one version cannot decide and the other alerts on is neither lost nor gained.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct Counts {
    /// Of the version before.
    pub before: u32,
    /// Of this version.
    pub after: u32,
    /// Of both.
    pub kept: u32,
    /// Only of this version.
    pub gained: u32,
    /// Only of the version before.
    pub lost: u32,
    /// Percent fewer after, to one decimal; negative for more. Absent where there were none before.
    #[tsify(optional)]
    pub reduction: Option<f64>,
}

/// The counts of one label.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct LabelCounts {
    /// Which.
    pub label: Label,
    /// Events that have it.
    pub total: u32,
    /// Alerts with such an event.
    pub alerts: Counts,
    /// Such events that are part of alerts.
    pub events: Counts,
}

/// A label of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum Label {
    /// The rule is meant to find it.
    TruePositive,
    /// It should stay silent.
    FalsePositive,
    /// Not labelled.
    None,
}

/// A key of the rule whose value changed.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct SettingChange {
    /// As rules write it: `new_terms.value`.
    pub key: String,
    /// Before; empty where it was not set.
    pub before: String,
    /// After; empty where it is not set.
    pub after: String,
    /// Where it stands in the rule; absent where it is not set.
    #[tsify(optional)]
    pub range: Option<Range>,
}

/// Events that one version alerts on and the other does not.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Change {
    /// How many.
    pub count: u32,
    /// The first of them.
    pub events: Vec<u32>,
    /// What makes the difference, most events first.
    pub reasons: Vec<ChangeReason>,
}

/// A clause or a key of the version that does not alert.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ChangeReason {
    /// The clause with its field, or the key.
    pub text: String,
    /// Whether it is a clause of the query; else a key such as `from`.
    pub clause: bool,
    /// Where it stands: for lost events in the rule, for gained ones in the version before. Absent for a key that is not set.
    #[tsify(optional)]
    pub range: Option<Range>,
    /// Why the first of the events does not alert there.
    pub sentence: String,
    /// How many events it keeps from alerting.
    pub count: u32,
    /// How many of them nothing else keeps from it.
    pub alone: u32,
    /// How many of them are true positives.
    pub true_positives: u32,
    /// How many of them are false positives.
    pub false_positives: u32,
    /// The first of them.
    pub events: Vec<u32>,
}

/// One part of the query over all events, and over the events of all test cases.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ClauseReport {
    /// The step of a sequence it belongs to, from 0.
    pub step: u32,
    /// How deep it stands.
    pub depth: u32,
    /// Its text with its field; for a group `and` or `or`.
    pub text: String,
    /// Whether it is turned around by a `not` above it.
    pub negated: bool,
    /// Where it stands in the rule.
    pub range: Range,
    /// Over the events.
    pub events: Tally,
    /// Over the events of the test cases.
    pub cases: Tally,
    /// The first event for which it is true.
    #[tsify(optional)]
    pub first_true: Option<u32>,
    /// The first event for which it is false.
    #[tsify(optional)]
    pub first_false: Option<u32>,
}

/// Numbers of events.
#[derive(Clone, Copy, Debug, Default, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// The part is true.
    pub holds: u32,
    /// It is false.
    pub fails: u32,
    /// It cannot be told.
    pub unknown: u32,
    /// Only it excludes them.
    pub alone: u32,
    /// They match, and would not with this part alone answered the other way.
    pub needed: u32,
}

/// What could be better about the query.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Hint {
    /// Which kind.
    pub kind: HintKind,
    /// The fact.
    pub message: String,
    /// What to change.
    pub note: String,
    /// Where in the rule.
    pub range: Range,
    /// How many events show it.
    pub count: u32,
    /// The first of them.
    pub events: Vec<u32>,
    /// A mechanical change.
    #[tsify(optional)]
    pub fix: Option<Fix>,
}

/// The kinds of hints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum HintKind {
    /// A value begins with a wildcard.
    LeadingWildcard,
    /// A wildcard stands for a few values in these events.
    FixedSet,
    /// What an exclusion excludes, others exclude already.
    RedundantExclusion,
    /// An exclusion excludes nothing here.
    UnusedExclusion,
    /// An exclusion hides events marked true positive.
    HidesTruePositive,
    /// The rule runs less often than it looks back: events between are never seen.
    WindowGap,
}

/// A test case and how it fares.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct CaseReport {
    /// Its name.
    pub name: String,
    /// Why it is expected; empty where the file does not say.
    pub why: String,
    /// What is expected.
    pub expected: Expected,
    /// What the rule answers.
    pub found: Verdict,
    /// Whether that is the same.
    pub passed: bool,
    /// The rule's answer in one sentence.
    pub sentence: String,
    /// Number of events.
    pub events: u32,
    /// Where it stands in the text of the cases.
    pub range: Range,
}

/// The verdict a case expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// The rule alerts.
    Match,
    /// It does not.
    NoMatch,
    /// It cannot be told.
    Undecided,
}

/// Asks for the text of a pull request.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct PullRequestQuestion {
    /// `updated_date`: `YYYY/MM/DD`. Whoever asks has a clock.
    pub date: String,
    /// A link to what the author sees; left out where there is none.
    #[tsify(optional)]
    pub link: Option<String>,
    /// The rule's path in its repository, for the diff; left out: `rule.toml`.
    #[tsify(optional)]
    pub path: Option<String>,
}

/// The text of a pull request. With a version before it is a tuning, else a new rule.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct PullRequestAnswer {
    /// Markdown.
    pub markdown: String,
    /// What changes in the rule, as a unified diff with `updated_date` set; empty for a new rule.
    pub diff: String,
    /// The rule with `updated_date` set; for a new rule `creation_date` too, where it is empty.
    pub rule: String,
}

/// Makes a test case of events.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct CaseQuestion {
    /// Its name.
    pub name: String,
    /// Why it is expected.
    pub why: String,
    /// What is expected.
    pub expected: Expected,
    /// Numbers of the events.
    pub events: Vec<u32>,
}

/// The text of the cases with the new case at its end; nothing else in it changes.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct CaseAnswer {
    /// The new text; absent where the present one cannot be read.
    #[tsify(optional)]
    pub text: Option<String>,
    /// Why there is none.
    pub problem: String,
}

/// Asks for the texts redacted.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
pub struct RedactQuestion {
    /// Whether the test cases go along; they are evaluated too then.
    pub cases: bool,
}

/// Every text with its account ids, addresses, keys and names replaced.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RedactAnswer {
    /// The rule.
    pub rule: String,
    /// The version before; empty for none.
    pub previous: String,
    /// The events.
    pub events: Vec<RedactedText>,
    /// What was supplied of the time before.
    pub history: Vec<RedactedText>,
    /// Indicator documents.
    pub indicators: Vec<RedactedText>,
    /// The test cases; empty for none.
    pub cases: String,
    /// What is known of addresses; empty for nothing.
    pub enrichment: String,
    /// Whether every event has the verdict it had, with both versions.
    pub same_verdict: bool,
    /// That in one sentence.
    pub sentence: String,
    /// How many different values were replaced: `12 account ids`.
    pub replaced: Vec<String>,
}

/// A text with its name.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct RedactedText {
    /// Its name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Runs many rules over the open events.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct GridQuestion {
    /// The rules: a file's name and its text.
    pub rules: Vec<EventsText>,
    /// The first event to give the cells of.
    pub from: u32,
    /// How many.
    pub count: u32,
}

/// Many rules over the same events.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct GridAnswer {
    /// A row for each rule, in the order of the question.
    pub rows: Vec<GridRow>,
}

/// One rule.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct GridRow {
    /// The file's name.
    pub file: String,
    /// The rule's name; empty where it has none.
    pub name: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// In one sentence.
    pub sentence: String,
    /// Events its query matches.
    pub matched: u32,
    /// Events that cannot be decided.
    pub undecided: u32,
    /// Alerts.
    pub alerts: u32,
    /// Events in alerts that are marked true positive.
    pub true_positives: u32,
    /// Events in alerts that are marked false positive.
    pub false_positives: u32,
    /// The first event it alerts on, else the first it cannot decide.
    #[tsify(optional)]
    pub first: Option<u32>,
    /// Events in alerts, one number for each events text.
    pub sources: Vec<u32>,
    /// A character for each event asked for: `m` it alerts on, `u` undecided, `-` neither.
    pub cells: String,
}
