//! Asks the engine, as the page and the command line do.

mod vocabulary;

use rule_playground::diagnostic::{Diagnostic, SourceId};
use rule_playground::events::SourceText;
use rule_playground::session::{Input, Verdict, Workspace};

/// What the engine answers to a rule and events.
pub struct Answer {
    /// `match`, `no_match`, `undecided` or `invalid`
    pub verdict: String,
    /// The verdict in one sentence.
    pub sentence: String,
    /// Events read.
    pub events: u32,
    /// Events the query matches.
    pub matched: Vec<u32>,
    /// Events that cannot be decided.
    pub undecided: Vec<u32>,
    /// All messages, by place, as `J001 events 2:5`: code, text, line, column.
    pub problems: Vec<String>,
}

/// Runs `rule` over `events`.
pub fn answer(rule: Input<'_>, events: &str) -> Answer {
    let mut workspace = Workspace::default();
    workspace.set_vocabulary(vocabulary::vocabulary());
    workspace.set_rule(rule);
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text: events.to_owned() }]);
    let problems = workspace.diagnostics();
    let problems = problems.iter().map(|problem| show(&workspace, problem)).collect();
    let events = workspace.events().len();
    let answer = &workspace.outcome().answer;
    Answer {
        verdict: word(answer.verdict).to_owned(),
        sentence: answer.sentence.clone(),
        events,
        matched: answer.matched.ones().collect(),
        undecided: answer.undecided.ones().collect(),
        problems,
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Match => "match",
        Verdict::NoMatch => "no_match",
        Verdict::Undecided => "undecided",
        Verdict::Invalid => "invalid",
    }
}

fn show(workspace: &Workspace, problem: &Diagnostic) -> String {
    let Some(place) = problem.place else { return problem.code.id.to_owned() };
    let text = match place.source {
        SourceId::Rule => "rule",
        SourceId::Events(_) => "events",
        SourceId::Enrichment => "enrichment",
    };
    let at = workspace.located(place.source).line_column(workspace.text(place.source), place.span.start);
    format!("{} {text} {}:{}", problem.code.id, at.line, at.column)
}
