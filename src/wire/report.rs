use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{
    Buttons, CasesSummary, Detail, FindingsReport, FormattedRecord, HighlightedField, Markdown, Rows, SuppliedReport,
    Supply, TuningReport,
};

/// The answer to an update.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The rule; absent where its text did not change in this update.
    #[tsify(optional)]
    pub rule: Option<RuleReport>,
    /// The events; absent where they did not change in this update.
    #[tsify(optional)]
    pub events: Option<EventsReport>,
    /// The answer for the whole set.
    pub verdict: VerdictReport,
    /// All messages, by place.
    pub problems: Vec<Problem>,
    /// The visible part of the event table.
    pub rows: Rows,
    /// The selected event; absent where there is none.
    #[tsify(optional)]
    pub detail: Option<Detail>,
    /// What the rule's type found; absent where it looks at each event on its own, or the view does not show it.
    #[tsify(optional)]
    pub findings: Option<FindingsReport>,
    /// What was read of the supplied texts.
    pub supplied: SuppliedReport,
    /// Its record laid out anew; absent where it is not shown so.
    #[tsify(optional)]
    pub formatted: Option<FormattedRecord>,
    /// The rule as an Elasticsearch request; absent where the view does not show it.
    #[tsify(optional)]
    pub request: Option<RequestReport>,
    /// How the test cases fare; absent where there are none.
    #[tsify(optional)]
    pub cases: Option<CasesSummary>,
    /// Two versions, coverage, hints, test cases; absent where the view does not show them.
    #[tsify(optional)]
    pub tuning: Option<TuningReport>,
    /// Milliseconds spent on this update.
    pub milliseconds: f64,
}

/// The rule as a request to the user's own cluster.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RequestReport {
    /// For Kibana's Dev Tools; empty where there is none.
    pub dev_tools: String,
    /// The same for a shell; empty where there is none.
    pub curl: String,
    /// What the request leaves out, or why there is none.
    pub notes: Vec<String>,
}

/// The rule as an analyst sees it, and its colours.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct RuleReport {
    /// `name`, empty where there is none.
    pub name: String,
    /// `rule_id`
    pub rule_id: String,
    /// `type`
    #[serde(rename = "type")]
    pub rule_type: String,
    /// `language`, empty for machine learning.
    pub language: String,
    /// `severity`
    pub severity: String,
    /// `risk_score`
    #[tsify(optional)]
    pub risk_score: Option<f64>,
    /// `description`: Markdown of one paragraph.
    pub description: String,
    /// `tags`
    pub tags: Vec<String>,
    /// `note`
    pub guide: Markdown,
    /// `setup`
    pub setup: Markdown,
    /// What placeholders in the two stand for.
    pub buttons: Buttons,
    /// `false_positives`: Markdown, too.
    pub false_positives: Vec<String>,
    /// `references`: only http and https addresses have a link in the page.
    pub references: Vec<String>,
    /// `investigation_fields.field_names`
    pub investigation_fields: Vec<HighlightedField>,
    /// `threat`
    pub threat: Vec<Threat>,
    /// Colours of the rule's text, ascending, not overlapping.
    pub tokens: Vec<Token>,
    /// Parts of the rule's text that may be folded away, from the end of their first line on, by place.
    pub folds: Vec<Range>,
    /// Where the query stands in the rule's text.
    #[tsify(optional)]
    pub query: Option<Range>,
}

/// One block of `threat`.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Threat {
    /// `MITRE ATT&CK` or `MITRE ATLAS`
    pub framework: String,
    /// Tactic.
    pub tactic: Technique,
    /// Techniques, each followed by its sub-techniques.
    pub techniques: Vec<Technique>,
}

/// A tactic, technique or sub-technique.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
pub struct Technique {
    /// `T1078.004`
    pub id: String,
    /// `Cloud Accounts`
    pub name: String,
    /// Its page.
    pub reference: String,
}

/// A coloured piece of text.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct Token {
    /// Where.
    pub range: Range,
    /// What.
    pub kind: TokenKind,
}

/// What a piece of text is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// TOML table header.
    Table,
    /// TOML key.
    Key,
    /// TOML string outside the query.
    String,
    /// Number.
    Number,
    /// `true`, `false`, `null`
    Constant,
    /// Comment.
    Comment,
    /// Brackets, commas, colons.
    Punctuation,
    /// Field name in a query.
    Field,
    /// Keyword of a query language.
    Keyword,
    /// Comparison operator of a query language.
    Operator,
    /// Quoted or unquoted value in a query.
    Value,
    /// `*` in a query value.
    Wildcard,
    /// Escape sequence.
    Escape,
    /// Function name in a query.
    Function,
    /// What cannot be read.
    Invalid,
}

/// The events that were read.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct EventsReport {
    /// How many, over all texts.
    pub count: u32,
    /// The texts.
    pub sources: Vec<SourceReport>,
}

/// One events text.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct SourceReport {
    /// Its name.
    pub name: String,
    /// The shapes found in it, in words: "CloudTrail log file (Records)".
    pub shapes: Vec<String>,
    /// Events read from it.
    pub events: u32,
    /// Objects that are no CloudTrail record and no document.
    pub skipped: u32,
}

/// The answer for the whole set.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct VerdictReport {
    /// In one word.
    pub verdict: Verdict,
    /// In one sentence.
    pub sentence: String,
    /// Which window decided, in one sentence.
    pub window: String,
    /// What is missing and can be supplied.
    #[tsify(optional)]
    pub supply: Option<Supply>,
    /// Events the query matches.
    pub matched: u32,
    /// Events that cannot be decided.
    pub undecided: u32,
    /// Events read.
    pub events: u32,
}

/// Never a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It matches.
    Match,
    /// It does not.
    NoMatch,
    /// It cannot be told from what is given.
    Undecided,
    /// The rule cannot be evaluated as it stands.
    Invalid,
}

/// A message.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Problem {
    /// Stable code.
    pub code: String,
    /// How bad.
    pub severity: Severity,
    /// The fact.
    pub message: String,
    /// Where; absent where there is no text to point at.
    #[tsify(optional)]
    pub place: Option<Place>,
    /// What stands at the place.
    #[tsify(optional)]
    pub label: Option<String>,
    /// What to change.
    pub notes: Vec<String>,
    /// Why messages of this code are given.
    pub explanation: String,
    /// A mechanical change.
    #[tsify(optional)]
    pub fix: Option<Fix>,
}

/// How bad a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Cannot be used as it stands.
    Error,
    /// Will hardly do what it says.
    Warning,
    /// Good to know.
    Info,
}

/// Which text: the rule, or an events text by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Source {
    /// The rule.
    Rule,
    /// An events text.
    Events {
        /// Its number, from 0.
        index: u32,
    },
    /// What the user supplied about addresses.
    Enrichment,
    /// The test cases.
    Cases,
}

/// A range of one text.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
pub struct Place {
    /// The text.
    pub source: Source,
    /// UTF-16 offsets.
    pub range: Range,
    /// Line of its start, from 1.
    pub line: u32,
    /// Column of its start in characters, from 1.
    pub column: u32,
}

/// UTF-16 offsets, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct Range {
    /// First unit.
    pub from: u32,
    /// One past the last.
    pub to: u32,
}

/// A mechanical change.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Fix {
    /// In the imperative.
    pub title: String,
    /// Ascending, not overlapping, all in one text.
    pub edits: Vec<Edit>,
}

/// Replaces a range of a text.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Edit {
    /// What is replaced.
    pub place: Place,
    /// By what.
    pub text: String,
}
