//! Which events a single part of a query decides.
//!
//! A part is *favourable* for an event if its answer works towards a match: true, or below an odd number of `not`s
//! false. An event is excluded only by a part if the query does not match it, and would with that part favourable; it
//! needs a part if the query matches it, and would not with that part unfavourable.

use std::rc::Rc;

use super::Evaluation;
use crate::events::Bitmap;
use crate::query::{Condition, NodeId, NodeKind};

/// For each node, how many events only it excludes.
pub(super) fn counts<L>(condition: &Condition<L>, evaluation: &Evaluation) -> Vec<u32> {
    let mut counts = vec![0; condition.nodes().len()];
    walk(condition, evaluation, true, &mut |node, gate| {
        let mut excluded = gate.clone();
        excluded.minus(evaluation.matched());
        if let Some(count) = counts.get_mut(node.index()) {
            *count = excluded.count();
        }
    });
    counts
}

/// For each node, how many matches need it.
pub(super) fn needed<L>(condition: &Condition<L>, evaluation: &Evaluation) -> Vec<u32> {
    let mut counts = vec![0; condition.nodes().len()];
    walk(condition, evaluation, false, &mut |node, gate| {
        let mut needing = gate.clone();
        needing.and(evaluation.matched());
        if let Some(count) = counts.get_mut(node.index()) {
            *count = needing.count();
        }
    });
    counts
}

/// The events only `wanted` excludes.
pub(super) fn only_excluded_by<L>(condition: &Condition<L>, evaluation: &Evaluation, wanted: NodeId) -> Bitmap {
    let mut found = Bitmap::none(evaluation.events());
    walk(condition, evaluation, true, &mut |node, gate| {
        if node == wanted {
            found = gate.clone();
            found.minus(evaluation.matched());
        }
    });
    found
}

/// Visits every node, parents first, with its gate: where the node is to `favour` a match, the events the query matches
/// once it does; else those the query does not match once it does not.
fn walk<L>(condition: &Condition<L>, evaluation: &Evaluation, favour: bool, visit: &mut dyn FnMut(NodeId, &Bitmap)) {
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
                // What is to fail passes an `and` as it is, and must be alone in an `or`.
                if all_needed != favour {
                    open.extend(parts.iter().map(|part| (*part, positive, Rc::clone(&gate))));
                    continue;
                }
                let (none_fails, one_fails) = failures(parts, positive, favour, evaluation);
                for part in parts {
                    let mut alone = against(*part, positive, favour, evaluation);
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

/// Events for which no part stands against what is asked, and those for which exactly one does.
fn failures(parts: &[NodeId], positive: bool, favour: bool, evaluation: &Evaluation) -> (Bitmap, Bitmap) {
    let mut some = Bitmap::none(evaluation.events());
    let mut several = Bitmap::none(evaluation.events());
    for part in parts {
        let fails = against(*part, positive, favour, evaluation);
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

/// Events for which the part is not favourable, or, where it is to fail, those for which it is.
fn against(part: NodeId, positive: bool, favour: bool, evaluation: &Evaluation) -> Bitmap {
    let mut events = favourable(part, positive, evaluation);
    if favour {
        events.not();
    }
    events
}

fn favourable(part: NodeId, positive: bool, evaluation: &Evaluation) -> Bitmap {
    match evaluation.answer(part) {
        None => Bitmap::none(evaluation.events()),
        Some(answer) if positive => answer.yes.clone(),
        Some(answer) => answer.no(),
    }
}
