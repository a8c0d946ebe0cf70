use crate::assist::{self, Completions, Hover};
use crate::session::Workspace;
use crate::text::Span;

impl Workspace {
    /// What may be written at byte `offset` of the rule's text; `None` where nothing is known to fit.
    pub fn complete(&mut self, offset: u32) -> Option<Completions> {
        assist::complete(&mut self.known(), offset)
    }

    /// What stands at byte `offset` of the rule's text and what it means.
    pub fn hover(&mut self, offset: u32) -> Option<Hover> {
        assist::hover(&mut self.known(), offset)
    }

    /// Parts of the rule's text that may be folded away.
    pub fn folds(&self) -> Vec<Span> {
        assist::folds(self.text(crate::diagnostic::SourceId::Rule))
    }
}
