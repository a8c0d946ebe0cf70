use crate::diagnostic::SourceId;
use crate::events::{Bitmap, SourceText};
use crate::session::{self, CaseResult, Compared, Input, Reason, Verdict as Found, Workspace};
use crate::tuning;
use crate::wire::convert::{places, rule};
use crate::wire::{
    CaseAnswer, CaseQuestion, CaseReport, CasesSummary, Change, ChangeReason, ClauseReport, ComparisonReport, Counts,
    Expected, GridAnswer, GridQuestion, GridRow, Hint, HintKind, Label, LabelCounts, Labels, PullRequestAnswer,
    PullRequestQuestion, Range, RedactAnswer, RedactQuestion, RedactedText, SettingChange, Tally, Token, TuningReport,
};

/// How many events of a list cross.
const EVENTS: usize = 1000;

/// What the Tune view shows.
#[inline(never)]
pub fn tuning(workspace: &mut Workspace) -> TuningReport {
    let compared = workspace.compared();
    let clauses = workspace.coverage();
    let of_cases = workspace.case_coverage();
    let hints = workspace.hints();
    let cases = workspace.case_results().to_vec();
    TuningReport {
        comparison: compared.as_ref().map(|compared| comparison(workspace, compared)),
        previous_problem: workspace.previous_problem(),
        clauses: clauses
            .iter()
            .enumerate()
            .map(|(at, clause)| clause_report(workspace, clause, of_cases.get(at)))
            .collect(),
        hints: hints.iter().map(|found| hint(workspace, found)).collect(),
        cases: cases.iter().map(|result| case(workspace, result)).collect(),
    }
}

/// How the test cases fare.
pub fn cases(workspace: &mut Workspace) -> Option<CasesSummary> {
    let results = workspace.case_results();
    let (total, passed) = (results.len(), results.iter().filter(|result| result.passed()).count());
    let summary = CasesSummary { total: total as u32, passed: passed as u32, failed: (total - passed) as u32 };
    (!workspace.text(SourceId::Cases).is_empty()).then_some(summary)
}

fn case(workspace: &Workspace, result: &CaseResult) -> CaseReport {
    CaseReport {
        name: result.case.name.clone(),
        why: result.case.why.clone(),
        expected: match result.case.expected {
            tuning::Expected::Match => Expected::Match,
            tuning::Expected::NoMatch => Expected::NoMatch,
            tuning::Expected::Undecided => Expected::Undecided,
        },
        found: result.found.into(),
        passed: result.passed(),
        sentence: result.sentence.clone(),
        events: result.events,
        range: places::range(workspace, SourceId::Cases, result.case.span),
    }
}

/// The text of the test cases with one more.
pub fn with_case(workspace: &Workspace, question: &CaseQuestion) -> CaseAnswer {
    let expected = match question.expected {
        Expected::Match => tuning::Expected::Match,
        Expected::NoMatch => tuning::Expected::NoMatch,
        Expected::Undecided => tuning::Expected::Undecided,
    };
    match workspace.with_case((&question.name, &question.why), expected, &question.events) {
        Ok(text) => CaseAnswer { text: Some(text), problem: String::new() },
        Err(problem) => CaseAnswer { text: None, problem: problem.to_owned() },
    }
}

fn hint(workspace: &Workspace, hint: &tuning::Hint) -> Hint {
    Hint {
        kind: match hint.kind {
            tuning::HintKind::LeadingWildcard => HintKind::LeadingWildcard,
            tuning::HintKind::FixedSet => HintKind::FixedSet,
            tuning::HintKind::RedundantExclusion => HintKind::RedundantExclusion,
            tuning::HintKind::UnusedExclusion => HintKind::UnusedExclusion,
            tuning::HintKind::HidesTruePositive => HintKind::HidesTruePositive,
            tuning::HintKind::WindowGap => HintKind::WindowGap,
        },
        message: hint.message.clone(),
        note: hint.note.to_owned(),
        range: places::range(workspace, SourceId::Rule, hint.span),
        count: hint.events.count(),
        events: first(&hint.events),
        fix: hint.fix.as_ref().map(|fix| places::fix(workspace, fix)),
    }
}

impl From<Label> for tuning::Label {
    fn from(label: Label) -> Self {
        match label {
            Label::TruePositive => Self::TruePositive,
            Label::FalsePositive => Self::FalsePositive,
            Label::None => Self::None,
        }
    }
}

impl From<Labels> for tuning::Labels {
    fn from(labels: Labels) -> Self {
        Self { true_positive: labels.true_positive, false_positive: labels.false_positive }
    }
}

fn comparison(workspace: &Workspace, compared: &Compared) -> ComparisonReport {
    let found = &compared.comparison;
    let in_rule = |span| places::range(workspace, SourceId::Rule, span);
    let in_previous = |span| {
        let (from, to) = workspace.previous().map_or((0, 0), |previous| previous.utf16(span));
        Range { from, to }
    };
    let labels = found.labels.iter().map(|label| LabelCounts {
        label: match label.label {
            tuning::Label::TruePositive => Label::TruePositive,
            tuning::Label::FalsePositive => Label::FalsePositive,
            tuning::Label::None => Label::None,
        },
        total: label.total,
        alerts: counts(&label.alerts),
        events: counts(&label.events),
    });
    let settings = compared.settings.iter().map(|setting| SettingChange {
        key: setting.key.to_owned(),
        before: setting.before.clone(),
        after: setting.after.clone(),
        range: setting.span.map(in_rule),
    });
    ComparisonReport {
        sentence: compared.sentence.clone(),
        alerts: counts(&found.alerts),
        events: counts(&found.events),
        labels: labels.collect(),
        settings: settings.collect(),
        lost: change(workspace, &found.lost, &compared.lost, &in_rule),
        gained: change(workspace, &found.gained, &compared.gained, &in_previous),
        kept: first(&found.kept),
    }
}

fn counts(counts: &tuning::Counts) -> Counts {
    let tuning::Counts { before, after, kept, gained, lost } = *counts;
    let reduction = counts.reduction().map(|tenths| tenths as f64 / 10.0);
    Counts { before, after, kept, gained, lost, reduction }
}

fn change(
    workspace: &Workspace,
    change: &tuning::Change,
    reasons: &[Reason],
    range: &dyn Fn(crate::text::Span) -> Range,
) -> Change {
    let labelled = |events: &Bitmap, label| {
        let mut labelled = workspace.labels().events(label, events.len());
        labelled.and(events);
        labelled.count()
    };
    let reasons = change.reasons.iter().zip(reasons).map(|(difference, reason)| ChangeReason {
        text: reason.text.clone(),
        clause: matches!(difference.what, tuning::What::Clause(..)),
        range: reason.span.map(range),
        sentence: reason.sentence.clone(),
        count: difference.events.count(),
        alone: difference.alone,
        true_positives: labelled(&difference.events, tuning::Label::TruePositive),
        false_positives: labelled(&difference.events, tuning::Label::FalsePositive),
        events: first(&difference.events),
    });
    Change { count: change.events.count(), events: first(&change.events), reasons: reasons.collect() }
}

fn first(events: &Bitmap) -> Vec<u32> {
    events.ones().take(EVENTS).collect()
}

fn clause_report(workspace: &Workspace, clause: &tuning::Clause, of_cases: Option<&tuning::Tally>) -> ClauseReport {
    let span = workspace.query_text().map_or(clause.span, |query| query.raw(clause.span));
    let tally = |tally: &tuning::Tally| Tally {
        holds: tally.holds,
        fails: tally.fails,
        unknown: tally.unknown,
        alone: tally.alone,
        needed: tally.needed,
    };
    ClauseReport {
        step: clause.tree as u32,
        depth: clause.depth,
        text: clause.text.clone(),
        negated: clause.negated,
        range: places::range(workspace, SourceId::Rule, span),
        events: tally(&clause.tally),
        cases: of_cases.map(tally).unwrap_or_default(),
        first_true: clause.first.0,
        first_false: clause.first.1,
    }
}

/// Every rule of the question over the open events. The workspace has its own rule again afterwards.
pub fn grid(workspace: &mut Workspace, question: GridQuestion) -> GridAnswer {
    let own = workspace.text(SourceId::Rule).to_owned();
    let rows = question.rules.into_iter().map(|rule| {
        workspace.set_rule(Input::Rule(&rule.text));
        let name = workspace.rule().rule.name.as_ref().map_or_else(String::new, |name| name.value.clone());
        let answer = workspace.outcome().answer.clone();
        let labelled = |label| {
            let mut labelled = workspace.labels().events(label, answer.alerting.len());
            labelled.and(&answer.alerting);
            labelled.count()
        };
        let mut start = 0;
        let sources = workspace.events().sources().iter().map(|source| {
            let end = start + source.events;
            let inside = answer.alerting.ones().filter(|event| (start..end).contains(event)).count();
            start = end;
            inside as u32
        });
        let end = question.from.saturating_add(question.count).min(answer.alerting.len());
        let cell = |event| match answer.of(event) {
            Found::Match => 'm',
            Found::Undecided => 'u',
            Found::NoMatch | Found::Invalid => '-',
        };
        GridRow {
            verdict: answer.verdict.into(),
            sentence: answer.sentence.clone(),
            matched: answer.matched.count(),
            undecided: answer.undecided.count(),
            alerts: answer.alerts().len() as u32,
            true_positives: labelled(tuning::Label::TruePositive),
            false_positives: labelled(tuning::Label::FalsePositive),
            first: answer.alerting.ones().next().or_else(|| answer.undecided.ones().next()),
            sources: sources.collect(),
            cells: (question.from..end).map(cell).collect(),
            file: rule.name,
            name,
        }
    });
    let rows = rows.collect();
    workspace.set_rule(Input::Rule(&own));
    GridAnswer { rows }
}

/// The colours of a rule that is not the open one.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut workspace = Workspace::default();
    workspace.set_rule(Input::Rule(text));
    rule::tokens(&workspace)
}

/// The text of a pull request.
pub fn pull_request(workspace: &mut Workspace, question: &PullRequestQuestion) -> PullRequestAnswer {
    let (link, path) = (question.link.as_deref().unwrap_or(""), question.path.as_deref().unwrap_or("rule.toml"));
    let session::PullRequest { markdown, diff, rule } = workspace.pull_request(&question.date, link, path);
    PullRequestAnswer { markdown, diff, rule }
}

/// Every text redacted.
pub fn redacted(workspace: &mut Workspace, question: RedactQuestion) -> RedactAnswer {
    let redacted = workspace.redacted(question.cases);
    let named = |texts: Vec<SourceText>| -> Vec<RedactedText> {
        texts.into_iter().map(|one| RedactedText { name: one.name, text: one.text }).collect()
    };
    RedactAnswer {
        same_verdict: redacted.changed == 0,
        sentence: redacted.sentence(),
        rule: redacted.rule,
        previous: redacted.previous,
        events: named(redacted.events),
        history: named(redacted.history),
        indicators: named(redacted.indicators),
        cases: redacted.cases,
        enrichment: redacted.enrichment,
        replaced: redacted.replaced,
    }
}
