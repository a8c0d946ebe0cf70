//! What the verdict for one event would be if one part were answered differently.

use crate::eval::{Evaluation, Truth};
use crate::query::{Condition, NodeId, NodeKind};

/// The answers of all parts for one event, with what each group needs to be answered again at once.
pub(super) struct WhatIf<'q, L> {
    condition: &'q Condition<L>,
    truths: Vec<Truth>,
    /// For each node, how many of its parts are true, and how many unknown.
    counts: Vec<(u32, u32)>,
}

impl<'q, L> WhatIf<'q, L> {
    pub fn new(condition: &'q Condition<L>, evaluation: &Evaluation, event: u32) -> Self {
        let truths: Vec<Truth> = condition.nodes().iter().map(|node| evaluation.truth(node.id, event)).collect();
        let counts = condition.nodes().iter().map(|node| {
            let of = |wanted: Truth| {
                node.parts().iter().filter(|part| truths.get(part.index()) == Some(&wanted)).count() as u32
            };
            (of(Truth::True), of(Truth::Unknown))
        });
        let counts = counts.collect();
        Self { condition, truths, counts }
    }

    pub fn truth(&self, node: NodeId) -> Truth {
        self.truths.get(node.index()).copied().unwrap_or(Truth::Unknown)
    }

    /// Whether another answer of this part alone would change the verdict.
    pub fn is_decisive(&self, node: NodeId) -> bool {
        let Some(root) = self.condition.root() else { return false };
        let verdict = self.truth(root.id);
        let changes = |truth| self.root_if(node, truth).is_some_and(|changed| changed != verdict);
        // Inside a nested group an answer is for one object of a list, so nothing can be said of the event.
        match self.truth(node) {
            Truth::Unknown => changes(Truth::True) || changes(Truth::False),
            truth => changes(truth.negated()),
        }
    }

    fn root_if(&self, node: NodeId, truth: Truth) -> Option<Truth> {
        let (mut changed, mut truth) = (node, truth);
        for above in self.condition.ancestors(node) {
            let (mut yes, mut unknown) = self.counts.get(above.id.index()).copied()?;
            yes -= u32::from(self.truth(changed) == Truth::True);
            unknown -= u32::from(self.truth(changed) == Truth::Unknown);
            yes += u32::from(truth == Truth::True);
            unknown += u32::from(truth == Truth::Unknown);
            let all = above.parts().len() as u32;
            truth = match above.kind {
                NodeKind::And(_) if yes == all => Truth::True,
                NodeKind::And(_) if yes + unknown == all => Truth::Unknown,
                NodeKind::And(_) => Truth::False,
                NodeKind::Or(_) if yes > 0 => Truth::True,
                NodeKind::Or(_) if unknown > 0 => Truth::Unknown,
                NodeKind::Or(_) => Truth::False,
                NodeKind::Not(_) => truth.negated(),
                NodeKind::Nested { .. } | NodeKind::All | NodeKind::Leaf(_) | NodeKind::Broken => return None,
            };
            changed = above.id;
        }
        Some(truth)
    }

    /// The parts the verdict rests on, leaves and nested groups only: for a true `and` all its parts, for a false one
    /// those that are false, and the other way around for `or`.
    pub fn deciding(&self) -> Vec<NodeId> {
        let mut deciding = Vec::new();
        let mut open: Vec<NodeId> = self.condition.root().map(|root| root.id).into_iter().collect();
        while let Some(id) = open.pop() {
            let Some(node) = self.condition.get(id) else { continue };
            match &node.kind {
                NodeKind::And(parts) | NodeKind::Or(parts) => {
                    let truth = self.truth(id);
                    open.extend(parts.iter().rev().filter(|part| self.truth(**part) == truth));
                }
                NodeKind::Not(part) => open.push(*part),
                NodeKind::Nested { .. } | NodeKind::All | NodeKind::Leaf(_) | NodeKind::Broken => deciding.push(id),
            }
        }
        deciding
    }
}
