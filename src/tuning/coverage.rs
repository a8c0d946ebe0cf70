use super::Tree;
use crate::query::{NodeId, NodeKind};
use crate::text::Span;

/// How often one part of a query had which answer, and how often it decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The number of its [`Tree`].
    pub tree: usize,
    /// The part.
    pub node: NodeId,
    /// How deep it stands; `not` takes no level.
    pub depth: u32,
    /// Its text with its field; for a group `and` or `or`.
    pub text: String,
    /// Bytes of the query text.
    pub span: Span,
    /// Whether a `not` above it turns it around.
    pub negated: bool,
    /// What was counted.
    pub tally: Tally,
    /// The first event for which it is true, and the first for which it is false.
    pub first: (Option<u32>, Option<u32>),
}

/// Numbers of events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// For which it is true.
    pub holds: u32,
    /// For which it is false.
    pub fails: u32,
    /// For which it cannot be told.
    pub unknown: u32,
    /// Only it excludes.
    pub alone: u32,
    /// Match, and would not with this part alone answered the other way.
    pub needed: u32,
}

impl Tally {
    /// Adds those of other events.
    pub fn add(&mut self, other: &Self) {
        self.holds += other.holds;
        self.fails += other.fails;
        self.unknown += other.unknown;
        self.alone += other.alone;
        self.needed += other.needed;
    }
}

/// Every part in the order of the query, groups before their parts. `not` belongs to what it turns around.
pub fn coverage(trees: &[Tree<'_>]) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for (number, tree) in trees.iter().enumerate() {
        let needed = tree.evaluation.needed_counts(&tree.condition);
        let mut open: Vec<(NodeId, u32)> = tree.condition.root().map(|root| (root.id, 0)).into_iter().collect();
        while let Some((id, depth)) = open.pop() {
            let Some(node) = tree.condition.get(id) else { continue };
            let deeper = depth + u32::from(!matches!(node.kind, NodeKind::Not(_)));
            if !matches!(node.kind, NodeKind::Nested { .. }) {
                open.extend(node.parts().iter().rev().map(|part| (*part, deeper)));
            }
            if matches!(node.kind, NodeKind::Not(_) | NodeKind::All) {
                continue;
            }
            let Some(answer) = tree.evaluation.answer(id) else { continue };
            let (yes, no) = (&answer.yes, answer.no());
            clauses.push(Clause {
                tree: number,
                node: id,
                depth,
                text: tree.title(id),
                span: node.span,
                negated: !tree.is_wanted(id),
                tally: Tally {
                    holds: yes.count(),
                    fails: no.count(),
                    unknown: answer.unknown.count(),
                    alone: tree.evaluation.only_excludes_count(&tree.condition, id),
                    needed: needed.get(id.index()).copied().unwrap_or(0),
                },
                first: (yes.ones().next(), no.ones().next()),
            });
        }
    }
    clauses
}
