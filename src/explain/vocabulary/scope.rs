use super::{Asked, Compares, Comparison};
use crate::query::{Condition, NodeId, NodeKind};

pub const PROVIDER: &str = "event.provider";
pub const ACTION: &str = "event.action";
const DATA_SETS: [&str; 2] = ["event.dataset", "data_stream.dataset"];
const CLOUDTRAIL: &str = "aws.cloudtrail";

/// What an `and` demands of one event, with what the `and`s around it demand. What stands under `not` demands nothing.
#[derive(Clone, Debug)]
pub struct Scope<'q> {
    /// Whether its events are CloudTrail's, as far as it says.
    pub reads_cloudtrail: bool,
    /// One of these services, also those of the scopes around; empty where none is named.
    pub providers: Vec<Comparison<'q>>,
    /// Those of them that are named here.
    pub own_providers: Vec<Comparison<'q>>,
    /// One of these actions, named here.
    pub actions: Vec<Comparison<'q>>,
}

impl<'q> Scope<'q> {
    /// The service named here, where it is one.
    pub fn only_provider(&self) -> Option<&Comparison<'q>> {
        self.own_providers.first().filter(|_| self.own_providers.len() == 1)
    }
}

/// Every scope of a condition, the outer ones first.
pub fn scopes<L: Compares>(condition: &Condition<L>, reads_cloudtrail: bool) -> Vec<Scope<'_>> {
    let outermost = Scope { reads_cloudtrail, providers: Vec::new(), own_providers: Vec::new(), actions: Vec::new() };
    let mut open: Vec<(NodeId, Scope<'_>)> = condition.root().map(|root| (root.id, outermost)).into_iter().collect();
    let mut scopes = Vec::new();
    while let Some((id, around)) = open.pop() {
        let mut scope = Scope { own_providers: Vec::new(), actions: Vec::new(), ..around };
        let mut alternatives = Vec::new();
        for part in conjuncts(condition, id) {
            let Some(values) = values_of_one_field(condition, part) else {
                alternatives.push(part);
                continue;
            };
            match values.first().map(|first| first.field) {
                Some(PROVIDER) => scope.own_providers = values,
                Some(ACTION) => scope.actions.extend(values),
                Some(field) if DATA_SETS.contains(&field) => {
                    scope.reads_cloudtrail =
                        values.iter().all(|value| matches!(value.asked, Asked::Exactly(CLOUDTRAIL)));
                }
                _ => {}
            }
        }
        if !scope.own_providers.is_empty() {
            scope.providers.clone_from(&scope.own_providers);
        }
        for part in alternatives.into_iter().rev() {
            if let Some(NodeKind::Or(parts)) = condition.get(part).map(|node| &node.kind) {
                open.extend(parts.iter().rev().map(|part| (*part, scope.clone())));
            }
        }
        scopes.push(scope);
    }
    scopes
}

/// The parts that must all hold, through `and`s inside `and`s.
fn conjuncts<L>(condition: &Condition<L>, id: NodeId) -> Vec<NodeId> {
    let mut parts = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        match condition.get(id).map(|node| &node.kind) {
            Some(NodeKind::And(inner)) => open.extend(inner.iter().rev()),
            _ => parts.push(id),
        }
    }
    parts
}

/// A comparison, or an `or` of comparisons with one and the same field.
fn values_of_one_field<L: Compares>(condition: &Condition<L>, id: NodeId) -> Option<Vec<Comparison<'_>>> {
    let mut values: Vec<Comparison<'_>> = Vec::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        match &condition.get(id)?.kind {
            NodeKind::Or(parts) => open.extend(parts.iter().rev()),
            NodeKind::Leaf(leaf) => values.push(leaf.comparison()?),
            _ => return None,
        }
    }
    let field = values.first()?.field;
    values.iter().all(|value| value.field == field).then_some(values)
}
