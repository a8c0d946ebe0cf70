use crate::assist::{self, Completions, Hover};
use crate::diagnostic::SourceId;
use crate::rule::LARGEST;
use crate::session::Workspace;
use crate::text::Span;

impl Workspace {
    /// What may be written at byte `offset` of the rule's text; `None` where nothing is known to fit.
    pub fn complete(&mut self, offset: u32) -> Option<Completions> {
        self.is_readable().then(|| assist::complete(&mut self.known(), offset)).flatten()
    }

    /// What stands at byte `offset` of the rule's text and what it means.
    pub fn hover(&mut self, offset: u32) -> Option<Hover> {
        self.is_readable().then(|| assist::hover(&mut self.known(), offset)).flatten()
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
