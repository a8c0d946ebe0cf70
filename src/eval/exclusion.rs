//! Which events a single part of a query excludes.
//!
//! A part is *favourable* for an event if its answer works towards a match: true, or below an odd number of `not`s
//! false. An event is excluded only by a part if the query does not match it, and would with that part favourable.

use std::rc::Rc;

use super::Evaluation;
use crate::events::Bitmap;
use crate::query::{Condition, NodeId, NodeKind};

/// For each node, how many events only it excludes.
pub(super) fn counts<L>(condition: &Condition<L>, evaluation: &Evaluation) -> Vec<u32> {
    let mut counts = vec![0; condition.nodes().len()];
    walk(condition, evaluation, |node, gate| {
        let mut excluded = gate.clone();
        excluded.minus(evaluation.matched());
        if let Some(count) = counts.get_mut(node.index()) {
            *count = excluded.count();
        }
    });
    counts
}

/// The events only `wanted` excludes.
pub(super) fn only_excluded_by<L>(condition: &Condition<L>, evaluation: &Evaluation, wanted: NodeId) -> Bitmap {
    let mut found = Bitmap::none(evaluation.events());
    walk(condition, evaluation, |node, gate| {
        if node == wanted {
            found = gate.clone();
            found.minus(evaluation.matched());
        }
    });
    found
}

/// Visits every node, parents first, with its gate: the events the query matches once the node is favourable.
fn walk<L>(condition: &Condition<L>, evaluation: &Evaluation, mut visit: impl FnMut(NodeId, &Bitmap)) {
    let Some(root) = condition.root() else { return };
    // Parts inside a nested group are judged for one object of a list, not for an event: they have no gate.
    let mut open = vec![(root.id, true, Rc::new(Bitmap::all(evaluation.events())))];
    while let Some((id, positive, gate)) = open.pop() {
        visit(id, &gate);
        let Some(node) = condition.get(id) else { continue };
        match &node.kind {
            NodeKind::Not(part) => open.push((*part, !positive, gate)),
            NodeKind::And(parts) | NodeKind::Or(parts) => {
                // Below `not`, an `or` must fail with all its parts: it is the conjunction there.
                let all_needed = matches!(node.kind, NodeKind::And(_)) == positive;
                if !all_needed {
                    open.extend(parts.iter().map(|part| (*part, positive, Rc::clone(&gate))));
                    continue;
                }
                let (none_fails, one_fails) = failures(parts, positive, evaluation);
                for part in parts {
                    let mut alone = favourable(*part, positive, evaluation);
                    alone.not();
                    alone.and(&one_fails);
                    alone.or(&none_fails);
                    alone.and(&gate);
                    // Leaves are visited at once, so that a list of thousands does not hold thousands of gates.
                    match condition.get(*part).is_some_and(|node| node.parts().is_empty()) {
                        true => visit(*part, &alone),
                        false => open.push((*part, positive, Rc::new(alone))),
                    }
                }
            }
            NodeKind::Nested { .. } | NodeKind::All | NodeKind::Leaf(_) | NodeKind::Broken => {}
        }
    }
}

/// Events for which every part is favourable, and those for which exactly one is not.
fn failures(parts: &[NodeId], positive: bool, evaluation: &Evaluation) -> (Bitmap, Bitmap) {
    let mut some = Bitmap::none(evaluation.events());
    let mut several = Bitmap::none(evaluation.events());
    for part in parts {
        let mut fails = favourable(*part, positive, evaluation);
        fails.not();
        let mut again = fails.clone();
        again.and(&some);
        several.or(&again);
        some.or(&fails);
    }
    let mut none = some.clone();
    none.not();
    some.minus(&several);
    (none, some)
}

fn favourable(part: NodeId, positive: bool, evaluation: &Evaluation) -> Bitmap {
    match evaluation.answer(part) {
        None => Bitmap::none(evaluation.events()),
        Some(answer) if positive => answer.yes.clone(),
        Some(answer) => answer.no(),
    }
}
