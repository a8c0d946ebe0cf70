use super::facts::{Facts, squeezed};
use crate::eval::{Evaluation, Truth};
use crate::events::Bitmap;
use crate::query::{Condition, NodeId, NodeKind};

/// A condition of a query with its answers: the whole query, or a step of a sequence.
pub struct Tree<'a> {
    /// Its parts.
    pub condition: Condition<Facts>,
    /// Their answers.
    pub evaluation: &'a Evaluation,
    /// The query's text.
    pub text: &'a str,
}

impl Tree<'_> {
    /// Whether a match wants the part to be true: an even number of `not`s stands above it.
    pub fn is_wanted(&self, id: NodeId) -> bool {
        self.condition.ancestors(id).filter(|above| matches!(above.kind, NodeKind::Not(_))).count() % 2 == 0
    }

    /// Whether the answer works towards a match.
    pub fn favours(&self, id: NodeId, event: u32) -> bool {
        let wanted = if self.is_wanted(id) { Truth::True } else { Truth::False };
        self.evaluation.truth(id, event) == wanted
    }

    /// The events for which the answer works towards a match.
    pub fn favoured(&self, id: NodeId) -> Bitmap {
        match self.evaluation.answer(id) {
            None => Bitmap::none(self.evaluation.events()),
            Some(answer) if self.is_wanted(id) => answer.yes.clone(),
            Some(answer) => answer.no(),
        }
    }

    /// The events for which the answer works against a match; where it cannot be told it does not.
    pub fn opposed(&self, id: NodeId) -> Bitmap {
        match self.evaluation.answer(id) {
            None => Bitmap::none(self.evaluation.events()),
            Some(answer) if self.is_wanted(id) => answer.no(),
            Some(answer) => answer.yes.clone(),
        }
    }

    /// Whether the parts of a group must all favour a match for it to do so.
    pub fn needs_all(&self, id: NodeId) -> bool {
        let Some(node) = self.condition.get(id) else { return false };
        matches!(node.kind, NodeKind::And(_)) == self.is_wanted(id)
    }

    /// Whether it is a comparison, or a comparison turned around.
    pub fn is_plain(&self, id: NodeId) -> bool {
        match self.condition.get(id).map(|node| &node.kind) {
            Some(NodeKind::Not(part)) => self.is_plain(*part),
            Some(NodeKind::And(_) | NodeKind::Or(_)) | None => false,
            Some(_) => true,
        }
    }

    /// Whether a match wants it not to hold: an exclusion.
    pub fn excludes(&self, id: NodeId) -> bool {
        let negated =
            matches!(self.condition.get(id).map(|node| &node.kind), Some(NodeKind::Leaf(facts)) if facts.negated);
        self.is_wanted(id) == negated
    }

    /// The text of a part as a clause of its own: with its field, and with the `not` above it.
    pub fn clause(&self, id: NodeId) -> String {
        let text = self.words(id);
        if self.is_wanted(id) { text } else { ["not ", &text].concat() }
    }

    /// The text of a part, with its field.
    pub fn words(&self, id: NodeId) -> String {
        let Some(node) = self.condition.get(id) else { return String::new() };
        let words = squeezed(node.span.of(self.text));
        match &node.kind {
            NodeKind::Leaf(facts) => facts.text.clone(),
            NodeKind::And(parts) | NodeKind::Or(parts) if parts.iter().all(|part| self.is_plain(*part)) => {
                // The values of one field: the field stands before the parentheses.
                match self.field_before(parts, &words) {
                    Some(field) => [field, ": (", &words, ")"].concat(),
                    None => words,
                }
            }
            _ => words,
        }
    }

    /// The text of a part in a list of all parts: a group whose parts stand below it is only `and` or `or`.
    pub fn title(&self, id: NodeId) -> String {
        match self.condition.get(id).map(|node| &node.kind) {
            Some(NodeKind::And(_)) => "and".to_owned(),
            Some(NodeKind::Or(_)) => "or".to_owned(),
            _ => self.words(id),
        }
    }

    fn field_before(&self, parts: &[NodeId], words: &str) -> Option<&str> {
        let first = self.condition.get(*parts.first()?)?;
        match &first.kind {
            NodeKind::Leaf(facts) if !facts.field.is_empty() && !words.contains(&*facts.field) => Some(&facts.field),
            _ => None,
        }
    }
}
