use crate::assist::{self, Completions, Hover};
use crate::diagnostic::SourceId;
use crate::rule::LARGEST;
use crate::session::Workspace;
use crate::session::table::contains;
use crate::text::Span;

/// Values of a field that are listed: more are not read, they are narrowed by typing.
const VALUES: usize = 50;

/// The most frequent values of a field.
pub struct SeenValues {
    /// Each with the number of events that have it, most frequent first.
    pub values: Vec<(String, u32)>,
    /// Events that were looked at: all, or where these are many a part.
    pub events: u32,
}

impl Workspace {
    /// What may be written at byte `offset` of the rule's text; `None` where nothing is known to fit.
    pub fn complete(&mut self, offset: u32) -> Option<Completions> {
        self.is_readable().then(|| assist::complete(&mut self.known(), offset)).flatten()
    }

    /// What stands at byte `offset` of the rule's text and what it means.
    pub fn hover(&mut self, offset: u32) -> Option<Hover> {
        self.is_readable().then(|| assist::hover(&mut self.known(), offset)).flatten()
    }

    /// The most frequent values of a field in the events, of those that contain `text`, ASCII letters in any case.
    pub fn seen_values(&mut self, field: &str, text: &str) -> SeenValues {
        let assist::Seen { values, events, .. } = assist::seen(&mut self.events, field);
        let texts = values.into_iter().map(|(value, count)| (assist::text(&value).to_owned(), count));
        SeenValues { values: texts.filter(|(value, _)| contains(value, text)).take(VALUES).collect(), events }
    }

    /// Parts of the rule's text that may be folded away.
    pub fn folds(&self) -> Vec<Span> {
        if self.is_readable() { assist::folds(self.text(SourceId::Rule)) } else { Vec::new() }
    }

    /// Whether the text can be a rule at all; megabytes of something else would be outlined for a minute.
    fn is_readable(&self) -> bool {
        self.text(SourceId::Rule).len() <= LARGEST
    }
}
