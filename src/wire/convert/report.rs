use super::{detail, findings, places, record, rows, rule, tuning};
use crate::session::{self, Workspace};
use crate::wire::{EventsReport, Report, RequestReport, RowWindow, SourceReport, Verdict, VerdictReport, Versions};

/// Which parts of a report are wanted besides the verdict.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// The rule changed.
    pub rule: bool,
    /// The events changed.
    pub events: bool,
    /// The event to explain.
    pub selected: Option<u32>,
    /// The open view shows the rule as a request.
    pub request: bool,
    /// The record of that event is wanted laid out anew.
    pub formatted: bool,
    /// The open view shows what tuning needs.
    pub tuning: bool,
    /// The open view shows what the rule's type found.
    pub findings: bool,
    /// The visible rows.
    pub rows: RowWindow,
}

/// The answer to an update, without the time it took.
pub fn report(workspace: &mut Workspace, wanted: Wanted) -> Report {
    let diagnostics = workspace.diagnostics();
    let outcome = workspace.outcome();
    let verdict = VerdictReport {
        verdict: outcome.answer.verdict.into(),
        sentence: outcome.answer.sentence.clone(),
        window: outcome.window.clone(),
        supply: findings::supply(outcome),
        matched: outcome.answer.matched.count(),
        undecided: outcome.answer.undecided.count(),
        events: outcome.answer.matched.len(),
    };
    Report {
        rule: wanted.rule.then(|| rule::rule(workspace)),
        events: wanted.events.then(|| events(workspace)),
        verdict,
        problems: diagnostics.iter().map(|diagnostic| places::problem(workspace, diagnostic)).collect(),
        rows: rows::rows(workspace, wanted.rows, wanted.selected),
        detail: wanted.selected.and_then(|event| detail::detail(workspace, event)),
        findings: if wanted.findings { findings::findings(workspace) } else { None },
        supplied: findings::supplied(workspace),
        formatted: wanted.selected.filter(|_| wanted.formatted).and_then(|event| record::formatted(workspace, event)),
        request: wanted.request.then(|| request(workspace)),
        cases: tuning::cases(workspace),
        tuning: wanted.tuning.then(|| tuning::tuning(workspace)),
        milliseconds: 0.0,
    }
}

fn events(workspace: &Workspace) -> EventsReport {
    let sources = workspace.events().sources().iter().map(|source| SourceReport {
        name: source.name.clone(),
        shapes: source.shapes.iter().map(|shape| shape.words().to_owned()).collect(),
        events: source.events,
        skipped: source.skipped,
    });
    EventsReport { count: workspace.events().len(), sources: sources.collect() }
}

#[inline(never)]
fn request(workspace: &Workspace) -> RequestReport {
    let request = workspace.request();
    RequestReport { dev_tools: request.dev_tools(), curl: request.curl(), notes: request.notes }
}

/// What the engine is made of.
pub fn versions() -> Versions {
    let versions = session::Versions::current();
    Versions {
        engine: versions.engine.to_owned(),
        integration: versions.integration.to_owned(),
        ecs: versions.ecs.to_owned(),
        user_agents: versions.user_agents.to_owned(),
    }
}

impl From<session::Verdict> for Verdict {
    fn from(verdict: session::Verdict) -> Self {
        match verdict {
            session::Verdict::Match => Self::Match,
            session::Verdict::NoMatch => Self::NoMatch,
            session::Verdict::Undecided => Self::Undecided,
            session::Verdict::Invalid => Self::Invalid,
        }
    }
}
