//! Which clauses keep an event from matching.

use super::Tree;
use crate::query::{NodeId, NodeKind};

/// The clauses that stand against a match of `event`, in the order of the query; none where the condition holds.
///
/// Of alternatives that all fail the nearest is named: the one with the fewest clauses against it. A list of values is
/// one clause.
pub(super) fn blame(tree: &Tree<'_>, event: u32) -> Vec<NodeId> {
    tree.condition.root().map_or_else(Vec::new, |root| below(tree, root.id, event))
}

fn below(tree: &Tree<'_>, id: NodeId, event: u32) -> Vec<NodeId> {
    let Some(node) = tree.condition.get(id).filter(|_| !tree.favours(id, event)) else { return Vec::new() };
    match &node.kind {
        NodeKind::Not(part) => below(tree, *part, event),
        NodeKind::And(parts) | NodeKind::Or(parts) => {
            let needs_all = tree.needs_all(id);
            if !needs_all && parts.iter().all(|part| tree.is_plain(*part)) {
                return vec![id];
            }
            let mut found: Vec<NodeId> = Vec::new();
            for (at, part) in parts.iter().enumerate() {
                let part = below(tree, *part, event);
                if needs_all {
                    found.extend(part);
                } else if at == 0 || part.len() < found.len() {
                    found = part;
                }
            }
            found
        }
        NodeKind::Nested { .. } | NodeKind::All | NodeKind::Leaf(_) | NodeKind::Broken => vec![id],
    }
}
