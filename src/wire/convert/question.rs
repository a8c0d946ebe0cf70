use super::{assist, record as records, rows, tuning};
use crate::ecs::FieldPath;
use crate::json::decode_string;
use crate::session::Workspace;
use crate::text::Span;
use crate::wire::{Answer, Match, MatchesQuestion, Question, RecordAnswer};

/// The answer to a question about the workspace as it is.
pub fn answer(workspace: &mut Workspace, question: Question) -> Answer {
    match question {
        Question::Complete(at) => Answer::Complete(assist::complete(workspace, at)),
        Question::Hover(at) => Answer::Hover(assist::hover(workspace, at)),
        Question::Record(asked) => Answer::Record(record(workspace, asked.event)),
        Question::Change(asked) => Answer::Change(records::change(workspace, &asked)),
        Question::Matches(asked) => Answer::Matches(matches(workspace, &asked)),
        Question::Case(asked) => Answer::Case(tuning::with_case(workspace, &asked)),
        Question::Tokens(text) => Answer::Tokens(tuning::tokens(&text)),
        Question::PullRequest(asked) => Answer::PullRequest(tuning::pull_request(workspace, &asked)),
        Question::Redact(asked) => Answer::Redact(tuning::redacted(workspace, asked)),
        Question::Values(asked) => Answer::Values(assist::values(workspace, &asked)),
        Question::Grid(asked) => Answer::Grid(tuning::grid(workspace, asked)),
    }
}

fn record(workspace: &Workspace, event: u32) -> Option<RecordAnswer> {
    let events = workspace.events();
    let record = events.record(event)?;
    let raw = record.span.of(events.text(record.source)).to_owned();
    Some(RecordAnswer { raw, formatted: records::laid_out(events, record).text })
}

fn matches(workspace: &mut Workspace, asked: &MatchesQuestion) -> Vec<Match> {
    let matched: Vec<u32> = workspace.outcome().answer.matched.ones().collect();
    let events = workspace.events();
    let fields: Vec<FieldPath> = asked.fields.iter().map(|name| FieldPath::new(name)).collect();
    let columns = events.columns_of(&matched, &fields);
    let of = |(row, event): (u32, &u32)| {
        let record = events.record(*event)?;
        let text = record.span.of(events.text(record.source));
        let raw = if record.embedded { unquoted(text) } else { text.to_owned() };
        let values = columns.iter().map(|column| rows::text(column, row)).collect();
        Some(Match { event: *event, raw, values })
    };
    (0..).zip(&matched).filter_map(of).collect()
}

/// The text of a JSON string token.
fn unquoted(token: &str) -> String {
    decode_string(token, Span::from_range(0..token.len())).text().to_owned()
}
