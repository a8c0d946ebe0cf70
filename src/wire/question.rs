use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{
    AtQuestion, CaseAnswer, CaseQuestion, ChangeAnswer, ChangeQuestion, CompletionsAnswer, CountedValue, GridAnswer,
    GridQuestion, HoverAnswer, PullRequestAnswer, PullRequestQuestion, RedactAnswer, RedactQuestion, Token,
};

/// Something the page wants to know once, besides the report that follows every change.
///
/// An object with one member, named like the question; so is its [`Answer`].
#[derive(Clone, Debug, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum Question {
    /// One record, whether or not its text is in an editor.
    Record(RecordQuestion),
    /// The edits that add or remove records.
    Change(ChangeQuestion),
    /// The events the rule matches, to take them elsewhere.
    Matches(MatchesQuestion),
    /// A test case of open events.
    Case(CaseQuestion),
    /// The colours of another rule, whose text this is.
    Tokens(String),
    /// The text of a pull request.
    PullRequest(PullRequestQuestion),
    /// All texts with what names people and accounts replaced.
    Redact(RedactQuestion),
    /// Many rules over the open events.
    Grid(GridQuestion),
    /// What may be written at a place of the rule.
    Complete(AtQuestion),
    /// What stands at a place of the rule and what it means.
    Hover(AtQuestion),
    /// Which values a field has in the events.
    Values(ValuesQuestion),
}

/// The answer to a [`Question`], under the same name.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// `None` where there is no such event.
    Record(Option<RecordAnswer>),
    /// `None` where there is nothing to remove or to add.
    Change(Option<ChangeAnswer>),
    /// In the order of the texts.
    Matches(Vec<Match>),
    /// The text of the test cases with the new one.
    Case(CaseAnswer),
    /// Ascending, not overlapping.
    Tokens(Vec<Token>),
    /// Markdown, diff and rule.
    PullRequest(PullRequestAnswer),
    /// The texts, and whether the rule still answers the same.
    Redact(RedactAnswer),
    /// A row for each rule.
    Grid(GridAnswer),
    /// `None` where nothing is known to fit.
    Complete(Option<CompletionsAnswer>),
    /// `None` where nothing is known of it.
    Hover(Option<HoverAnswer>),
    /// The most frequent of them.
    Values(ValuesAnswer),
}

/// Which record.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
pub struct RecordQuestion {
    /// Number of the event, in the order of the texts.
    pub event: u32,
}

/// One record.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct RecordAnswer {
    /// As it stands in the text it came from.
    pub raw: String,
    /// Laid out anew, out of the JSON string it may stand in.
    pub formatted: String,
}

/// The values of a field.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct ValuesQuestion {
    /// Its name.
    pub field: String,
    /// What they contain, ASCII letters in any case.
    pub text: String,
}

/// The most frequent values of a field.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct ValuesAnswer {
    /// Most frequent first.
    pub values: Vec<CountedValue>,
    /// How many events were looked at: all, or where these are many a part.
    pub events: u32,
}

/// What is wanted of each match besides its record.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct MatchesQuestion {
    /// ECS fields, as columns of a table.
    pub fields: Vec<String>,
}

/// One event the rule matches.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct Match {
    /// Its number, in the order of the texts.
    pub event: u32,
    /// The record as it stands in its text; JSON inside a JSON string is unpacked.
    pub raw: String,
    /// The values of the fields asked for, several of them with commas between; empty where there is none.
    pub values: Vec<String>,
}
