//! Asks the engine, as the page and the command line do.

mod vocabulary;

use rule_playground::diagnostic::{Diagnostic, SourceId};
use rule_playground::events::SourceText;
use rule_playground::session::{Alert, Input, Verdict, Workspace};
use rule_playground::time::Timestamp;
use rule_playground::wire::{self, FindingsReport};

/// What the engine answers to a rule and events.
#[allow(dead_code, reason = "not every test asks for everything")]
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
    /// What the rule alerts on: `0 2 user.name=alice`.
    pub alerts: Vec<String>,
    /// For each event why it matches or not.
    pub about: Vec<String>,
    /// What the rule's type found: its lead, then each finding as `match 203.0.113.7: sentence`.
    pub findings: Vec<String>,
    /// All messages, by place, as `J001 events 2:5`: code, text, line, column.
    pub problems: Vec<String>,
}

/// What is supplied besides rule and events.
#[derive(Default)]
pub struct Supplied<'a> {
    /// The time the rule runs at.
    pub now: Option<&'a str>,
    /// Older events, or a list of known terms.
    pub history: Option<&'a str>,
    /// Indicator documents.
    pub indicators: Option<&'a str>,
}

/// Runs `rule` over `events`.
pub fn answer(rule: Input<'_>, events: &str, supplied: &Supplied<'_>) -> Answer {
    let source = |name: &str, text: &str| SourceText { name: name.to_owned(), text: text.to_owned() };
    let mut workspace = Workspace::default();
    workspace.set_vocabulary(vocabulary::vocabulary());
    workspace.set_rule(rule);
    workspace.set_events(vec![source("events", events)]);
    workspace.set_now(supplied.now.map(|now| Timestamp::parse(now.trim()).unwrap()));
    workspace.set_indicators(supplied.indicators.iter().map(|text| source("indicators", text)).collect());
    workspace.set_history(supplied.history.iter().map(|text| source("history", text)).collect());
    assert_eq!(workspace.supplied_problems(), Vec::<String>::new());
    let problems = workspace.diagnostics();
    let problems = problems.iter().map(|problem| show(&workspace, problem)).collect();
    let events = workspace.events().len();
    let about = (0..events).map(|event| about(&mut workspace, event)).collect();
    let findings = wire::findings(&mut workspace).map(|found| findings(&found)).unwrap_or_default();
    let answer = &workspace.outcome().answer;
    Answer {
        verdict: word(answer.verdict).to_owned(),
        sentence: answer.sentence.clone(),
        events,
        matched: answer.matched.ones().collect(),
        undecided: answer.undecided.ones().collect(),
        alerts: answer.alerts().iter().map(alert).collect(),
        about,
        findings,
        problems,
    }
}

fn findings(report: &FindingsReport) -> Vec<String> {
    let found = report.findings.iter().map(|finding| {
        let verdict = word(finding.verdict.into());
        let mut names = vec![verdict.to_owned()];
        names.extend(finding.values.iter().filter(|value| !value.is_empty()).cloned());
        if let (Some(has), Some(of)) = (finding.has, finding.of) {
            names.push(format!("{has}/{of}"));
        }
        format!("{}: {}", names.join(" "), finding.sentence)
    });
    std::iter::once(report.lead.clone()).chain(found).collect()
}

fn about(workspace: &mut Workspace, event: u32) -> String {
    let explanation = workspace.explain(event).map(|explanation| explanation.sentence);
    explanation.or_else(|| workspace.outcome().about(event)).unwrap_or_default()
}

fn alert(alert: &Alert) -> String {
    let events = alert.events.iter().map(u32::to_string);
    events.chain(alert.fields.iter().map(|(name, value)| format!("{name}={value}"))).collect::<Vec<_>>().join(" ")
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
        SourceId::Cases => "cases",
    };
    let at = workspace.located(place.source).line_column(workspace.text(place.source), place.span.start);
    format!("{} {text} {}:{}", problem.code.id, at.line, at.column)
}
