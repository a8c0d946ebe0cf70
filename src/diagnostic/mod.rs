//! Messages as data: what is wrong, where it stands, what to change.
//!
//! Every kind of message has a [`Code`] in the [`codes`] registry. A code's id is never reused, and its example is run
//! by a test (`tests/diagnostics.rs`) that expects exactly this code from it.

mod code;
pub mod codes;

pub use code::{Code, Example, Severity};

use crate::order;
use crate::text::Span;

/// One message. `message` is a terse fact, `label` says what stands at the place, `notes` say what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of message.
    pub code: &'static Code,
    /// How bad it is; the code's severity unless something changed it.
    pub severity: Severity,
    /// The fact, one sentence without a full stop.
    pub message: String,
    /// Where it stands; `None` only where there is no text to point at.
    pub place: Option<Place>,
    /// What stands at the place, shown beside it.
    pub label: Option<String>,
    /// What to change, one sentence each.
    pub notes: Vec<String>,
    /// A mechanical change that resolves the message.
    pub fix: Option<Fix>,
}

/// A span in one of the open texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The text.
    pub source: SourceId,
    /// Bytes of that text.
    pub span: Span,
}

/// Which of the open texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceId {
    /// The rule.
    Rule,
    /// An events text, by its number in the order given, from 0.
    Events(u32),
    /// What the user supplied about addresses, as JSON.
    Enrichment,
    /// The test cases, as JSON.
    Cases,
}

/// A change of one text, applied in place without reformatting the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, in the imperative: "Replace `colour` with `color`".
    pub title: String,
    /// Replacements, ascending and not overlapping.
    pub edits: Vec<Edit>,
}

/// Replaces the bytes under `place` with `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
}

/// Puts messages into the order of their places, those without a place first. Messages of one place keep their order.
pub fn sort_by_place(diagnostics: &mut Vec<Diagnostic>) {
    order::sort_by_key(diagnostics, |diagnostic| diagnostic.place);
}

impl Place {
    /// `span` of the rule.
    pub const fn rule(span: Span) -> Self {
        Self { source: SourceId::Rule, span }
    }

    /// `span` of the events text with this number.
    pub const fn events(source: u32, span: Span) -> Self {
        Self { source: SourceId::Events(source), span }
    }
}

impl Diagnostic {
    /// A message of this kind at `place`.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            place: Some(place),
            label: None,
            notes: Vec::new(),
            fix: None,
        }
    }

    /// A message for which there is no text to point at.
    pub fn without_place(code: &'static Code, message: impl Into<String>) -> Self {
        Self { place: None, ..Self::new(code, Place::rule(Span::default()), message) }
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a sentence about what to change.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        let note = note.into();
        if !note.is_empty() {
            self.notes.push(note);
        }
        self
    }

    /// Adds a mechanical change: the place of the message becomes `text`.
    #[must_use]
    pub fn replace_with(self, title: impl Into<String>, text: impl Into<String>) -> Self {
        let Some(place) = self.place else { return self };
        self.fix(Fix { title: title.into(), edits: vec![Edit { place, text: text.into() }] })
    }

    /// Adds a mechanical change.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
