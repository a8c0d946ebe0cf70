//! The other version of the rule, labels and test cases of the open workspace.

mod compared;
mod version;

use crate::session::{Verdict, Workspace};
use crate::tuning::{self, Clause, Labels};

pub use compared::{Compared, Reason};
pub use version::Version;

/// What tuning adds to a workspace.
#[derive(Default)]
pub(super) struct Tuning {
    pub previous: Option<Version>,
    pub labels: Labels,
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

    /// How often each part of the query had which answer, in the order of the query.
    pub fn coverage(&mut self) -> Vec<Clause> {
        self.outcome();
        let Some(outcome) = &self.outcome else { return Vec::new() };
        tuning::coverage(&version::trees(&self.parsed.rule, self.query.as_ref(), outcome))
    }
}
