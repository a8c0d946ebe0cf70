//! The other version of the rule, labels and test cases of the open workspace.

mod cases;
mod compared;
mod pull_request;
mod redacted;
mod version;

use crate::ecs::FieldPath;
use crate::eval::rule_types::Schedule;
use crate::events::{Bitmap, Cell, Scalar};
use crate::session::{Verdict, Workspace};
use crate::time::Timestamp;
use crate::tuning::{self, Hint, HintKind, Label, Labels};

pub use cases::CaseResult;
pub use compared::{Compared, Reason};
pub use pull_request::PullRequest;
pub use redacted::Redacted;
pub use version::Version;

/// What tuning adds to a workspace.
#[derive(Default)]
pub(super) struct Tuning {
    pub previous: Option<Version>,
    pub labels: Labels,
    pub cases: cases::CasesFile,
}

impl Tuning {
    /// The events or what they mean have changed.
    pub fn forget_outcome(&mut self) {
        if let Some(previous) = &mut self.previous {
            previous.outcome = None;
        }
    }
}

impl Workspace {
    /// What could be better about the rule's query and schedule, by place. Places are bytes of the rule.
    pub fn hints(&mut self) -> Vec<Hint> {
        self.outcome();
        let Some(outcome) = &self.outcome else { return Vec::new() };
        let rule = &self.parsed.rule;
        let positive = self.tuning.labels.events(Label::TruePositive, self.events.len());
        let mut hints = tuning::hints(&version::trees(rule, self.query.as_ref(), outcome), &positive);
        for hint in &mut hints {
            hint.fix = hint.fix.as_ref().map(|fix| self.fix_in_rule(fix));
            hint.span = self.query_text().map_or(hint.span, |query| query.raw(hint.span));
        }
        let schedule = Schedule::new(rule, None);
        let at = Timestamp(0);
        let looks_back = at.0 - schedule.run_ending(at).start.0;
        let span = rule.from.as_ref().or(rule.interval.as_ref()).map(|text| text.span);
        if let Some(span) = span.filter(|_| looks_back < schedule.interval.milliseconds()) {
            let interval = schedule.interval;
            hints.push(Hint {
                kind: HintKind::WindowGap,
                message: format!(
                    "The rule searches from `{}` on and runs every {}{}: events in between are never seen",
                    schedule.from_text,
                    interval.count,
                    interval.unit.letter()
                ),
                note: "Look back further than the time between runs, by a minute or more.",
                span,
                events: Bitmap::none(self.events.len()),
                fix: None,
            });
        }
        hints
    }

    /// Sets the version of the rule to compare with; an empty text takes it away.
    pub fn set_previous(&mut self, text: &str) {
        self.tuning.previous = (!text.trim().is_empty()).then(|| Version::new(text));
    }

    /// The version of the rule to compare with.
    pub fn previous(&self) -> Option<&Version> {
        self.tuning.previous.as_ref()
    }

    /// Replaces what is known of the events.
    pub fn set_labels(&mut self, labels: Labels) {
        self.tuning.labels = labels;
        self.table.labels_changed();
    }

    /// The id of each event, empty where it has none.
    pub fn event_ids(&mut self) -> Vec<String> {
        let column = self.events.column(&FieldPath::new("event.id"));
        let text = |event| match column.cell(event) {
            Cell::Values([id, ..]) => column.dictionary.get(*id as usize).map(|entry| &entry.value),
            _ => None,
        };
        let ids = (0..self.events.len()).map(|event| match text(event) {
            Some(Scalar::String(id)) => id.to_string(),
            _ => String::new(),
        });
        ids.collect()
    }

    /// What is known of the events.
    pub fn labels(&self) -> &Labels {
        &self.tuning.labels
    }

    /// Why the version before cannot be evaluated; `None` where it can, or there is none.
    pub fn previous_problem(&mut self) -> Option<String> {
        self.evaluate_previous();
        let answer = &self.tuning.previous.as_ref()?.outcome.as_ref()?.answer;
        (answer.verdict == Verdict::Invalid).then(|| answer.sentence.clone())
    }
}
