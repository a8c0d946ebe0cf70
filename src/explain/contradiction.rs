use crate::diagnostic::{Diagnostic, Place, codes::kql as codes};
use crate::ecs::{FieldType, field_info};
use crate::query::kql::{Leaf, Predicate, Query, ValueKind};
use crate::query::{Condition, Node, NodeId, NodeKind};
use crate::text::Span;

/// Conditions that must both hold and exclude each other, so that the `and` around them can never be true.
/// `text` is the query's text.
pub fn contradictions(text: &str, query: &Query) -> Vec<Diagnostic> {
    if query.is_sound() { of_condition(text, &query.condition) } else { Vec::new() }
}

/// As [`contradictions`], of a condition that was read well.
pub(super) fn of_condition(text: &str, condition: &Condition<Leaf>) -> Vec<Diagnostic> {
    let whole = condition.root().map(|root| root.id);
    let mut diagnostics = Vec::new();
    for node in condition.nodes() {
        let parent_is_and =
            condition.ancestors(node.id).next().is_some_and(|above| matches!(above.kind, NodeKind::And(_)));
        if !matches!(node.kind, NodeKind::And(_)) || parent_is_and {
            continue;
        }
        let demands = Demands::of(condition, node);
        if let Some((one, other)) = demands.conflict() {
            let scope = if Some(node.id) == whole { "no event can match" } else { "this part can never be true" };
            let (first, second) = if one <= other { (one, other) } else { (other, one) };
            let words = |span: Span| span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            let message = format!("{scope}: `{}` and `{}` exclude each other", words(first), words(second));
            let diagnostic = Diagnostic::new(&codes::CONTRADICTION, Place::rule(second), message);
            diagnostics.push(diagnostic.note("Remove or change one of the two, or join them with `or`."));
        }
    }
    diagnostics
}

/// What an `and` demands at once, `and`s inside it included.
#[derive(Default)]
struct Demands<'q> {
    /// One of these values of one field.
    wanted: Vec<Wanted<'q>>,
    /// None of the values of a field satisfies this.
    excluded: Vec<(Span, &'q Leaf)>,
}

struct Wanted<'q> {
    span: Span,
    field: &'q str,
    one_of: Vec<&'q Leaf>,
}

impl<'q> Demands<'q> {
    fn of(condition: &'q Condition<Leaf>, and: &'q Node<Leaf>) -> Self {
        let mut demands = Self::default();
        // The parts still to read, each with whether it must be true.
        let mut open: Vec<(NodeId, bool)> = vec![(and.id, true)];
        while let Some((id, positive)) = open.pop() {
            let Some(node) = condition.get(id) else { continue };
            match &node.kind {
                NodeKind::And(parts) if positive => open.extend(parts.iter().rev().map(|part| (*part, true))),
                NodeKind::Or(parts) if !positive => open.extend(parts.iter().rev().map(|part| (*part, false))),
                NodeKind::Not(part) => open.push((*part, !positive)),
                NodeKind::Leaf(leaf) if !positive => demands.excluded.push((with_not(condition, node), leaf)),
                NodeKind::Leaf(_) | NodeKind::Or(_) => demands.wanted.extend(Wanted::of(condition, node)),
                _ => {}
            }
        }
        demands
    }

    fn conflict(&self) -> Option<(Span, Span)> {
        for (at, wanted) in self.wanted.iter().enumerate() {
            // A value that is wanted, and excluded by another part.
            let all_excluded = wanted.one_of.iter().all(|leaf| self.excluded.iter().any(|(_, no)| excludes(no, leaf)));
            let excluder =
                || self.excluded.iter().find(|(_, no)| wanted.one_of.first().is_some_and(|leaf| excludes(no, leaf)));
            if let Some((span, _)) = all_excluded.then(excluder).flatten() {
                return Some((wanted.span, *span));
            }
            // Two values that a field with a single value cannot both have.
            let others = self.wanted.iter().skip(at + 1).filter(|other| other.field == wanted.field);
            for other in others.filter(|_| has_one_value(wanted.field)) {
                let compatible = |one: &&Leaf| other.one_of.iter().any(|two| can_be_both(one, two));
                if !wanted.one_of.iter().any(compatible) {
                    return Some((wanted.span, other.span));
                }
            }
        }
        None
    }
}

impl<'q> Wanted<'q> {
    /// A comparison, or an `or` of comparisons with one and the same field.
    fn of(condition: &'q Condition<Leaf>, node: &'q Node<Leaf>) -> Option<Self> {
        let mut one_of = Vec::new();
        let mut open = vec![node.id];
        while let Some(id) = open.pop() {
            match &condition.get(id)?.kind {
                NodeKind::Or(parts) => open.extend(parts.iter().rev()),
                NodeKind::Leaf(leaf) => one_of.push(leaf),
                _ => return None,
            }
        }
        let field = &*one_of.first()?.field.as_ref()?.name;
        let same = one_of
            .iter()
            .all(|leaf| leaf.field.as_ref().is_some_and(|other| *other.name == *field && other.pattern.is_none()));
        same.then_some(Self { span: node.span, field, one_of })
    }
}

/// The place of a comparison with the `not` in front of it.
fn with_not(condition: &Condition<Leaf>, node: &Node<Leaf>) -> Span {
    let above = condition.ancestors(node.id).next().filter(|above| matches!(above.kind, NodeKind::Not(_)));
    above.map_or(node.span, |above| above.span)
}

/// Whether every value that satisfies `wanted` satisfies `no` as well, so that excluding `no` excludes it.
fn excludes(no: &Leaf, wanted: &Leaf) -> bool {
    let (Some(excluded), Some(field)) = (&no.field, &wanted.field) else { return false };
    if excluded.name != field.name || excluded.pattern.is_some() {
        return false;
    }
    let Predicate::Is(no) = &no.predicate else { return false };
    match (&no.kind, &wanted.predicate) {
        (ValueKind::Exists, _) => true,
        (_, Predicate::Range(..)) => false,
        (ValueKind::Wildcard(pattern), Predicate::Is(wanted)) => {
            matches!(&wanted.kind, ValueKind::Text(text) if is_exact(&field.name) && pattern.matches(text))
                || no.kind == wanted.kind
        }
        (_, Predicate::Is(wanted)) => no.kind == wanted.kind && no.quoted == wanted.quoted,
    }
}

/// Whether one value can satisfy both.
fn can_be_both(one: &Leaf, two: &Leaf) -> bool {
    let (Predicate::Is(one), Predicate::Is(two)) = (&one.predicate, &two.predicate) else { return true };
    match (&one.kind, &two.kind) {
        (ValueKind::Text(one), ValueKind::Text(two)) => one == two,
        (ValueKind::Text(text), ValueKind::Wildcard(pattern))
        | (ValueKind::Wildcard(pattern), ValueKind::Text(text)) => pattern.matches(text),
        _ => true,
    }
}

/// Text compared as it stands. ECS says of the fields of its table whether they hold lists; of others nobody does.
fn has_one_value(field: &str) -> bool {
    is_exact(field) && !field_info(field).array
}

fn is_exact(field: &str) -> bool {
    matches!(field_info(field).field_type, FieldType::Keyword | FieldType::ConstantKeyword | FieldType::Wildcard)
}
