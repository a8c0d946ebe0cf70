//! What could be better about a query, as far as the events at hand tell.

use super::Tree;
use super::facts::WildcardAt;
use crate::diagnostic::{Edit, Fix, Place};
use crate::eval::LeafAnswer;
use crate::events::{Bitmap, Scalar};
use crate::query::{NodeId, NodeKind, kql};
use crate::text::Span;

/// One remark about a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Which kind.
    pub kind: HintKind,
    /// The fact.
    pub message: String,
    /// What to change.
    pub note: &'static str,
    /// Bytes of the query text; of the rule for [`HintKind::WindowGap`].
    pub span: Span,
    /// The events that show it.
    pub events: Bitmap,
    /// A change of the query text.
    pub fix: Option<Fix>,
}

/// The kinds of hints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HintKind {
    /// A value begins with a wildcard.
    LeadingWildcard,
    /// A wildcard stands for a few values in these events.
    FixedSet,
    /// What an exclusion excludes, others exclude already.
    RedundantExclusion,
    /// An exclusion excludes nothing here.
    UnusedExclusion,
    /// An exclusion hides events marked true positive.
    HidesTruePositive,
    /// The rule looks back less than the time between its runs.
    WindowGap,
}

/// At most so many values are a fixed set, and only if more events than values show it, at least [`ENOUGH`].
const FEW: usize = 5;
const ENOUGH: u32 = 3;

/// The hints about every condition of a query, by place. `true_positive`: events the rule is meant to find.
pub fn hints(trees: &[Tree<'_>], true_positive: &Bitmap) -> Vec<Hint> {
    let mut hints = Vec::new();
    for tree in trees {
        wildcards(tree, &mut hints);
        exclusions(tree, true_positive, &mut hints);
    }
    crate::order::sort_by_key(&mut hints, |hint| hint.span);
    hints
}

fn wildcards(tree: &Tree<'_>, hints: &mut Vec<Hint>) {
    for (node, facts) in tree.condition.leaves() {
        let Some(leaf) = tree.evaluation.leaf(node.id) else { continue };
        for wildcard in &facts.wildcards {
            let mut add = |kind, message, note, fix| {
                let events = leaf.answer.yes.clone();
                hints.push(Hint { kind, message, note, span: wildcard.span, events, fix });
            };
            if wildcard.is_leading() {
                add(
                    HintKind::LeadingWildcard,
                    ["`", &wildcard.text, "` begins with a wildcard, which every value has to be read for"].concat(),
                    "Compare with whole values, or with a pattern that begins with text.",
                    None,
                );
            }
            // With several patterns in one comparison it is not known which of them a value satisfied.
            let Some(values) = fixed_set(leaf).filter(|_| facts.wildcards.len() == 1) else { continue };
            let list = values.iter().map(|value| kql::quote(value)).collect::<Vec<_>>().join(" or ");
            let message = ["`", &wildcard.text, "` stands only for ", &list, " in these events"].concat();
            let of_kql = wildcard_fix(wildcard, &list, values.len()).filter(|_| facts.is_kql);
            add(HintKind::FixedSet, message, "List the values, if no others are meant.", of_kql);
        }
    }
}

fn wildcard_fix(wildcard: &WildcardAt, list: &str, values: usize) -> Option<Fix> {
    let text = if values == 1 { list.to_owned() } else { ["(", list, ")"].concat() };
    let edit = Edit { place: Place::rule(wildcard.span), text };
    Some(Fix { title: ["Write ", list].concat(), edits: vec![edit] })
}

/// The few values that satisfy a comparison, if enough events show that there are no others.
fn fixed_set(leaf: &LeafAnswer) -> Option<Vec<&str>> {
    let mut values: Vec<&str> = Vec::new();
    for (column, satisfied) in leaf.columns.iter().zip(&leaf.satisfied) {
        for (entry, _) in column.dictionary.iter().zip(satisfied).filter(|(_, satisfied)| **satisfied) {
            match &entry.value {
                Scalar::String(text) if values.len() < FEW => values.push(text),
                _ => return None,
            }
        }
    }
    let count = leaf.answer.yes.count();
    (!values.is_empty() && count >= ENOUGH && count as usize > values.len()).then_some(values)
}

fn exclusions(tree: &Tree<'_>, true_positive: &Bitmap, hints: &mut Vec<Hint>) {
    let units = units(tree);
    let (excluding, wanting): (Vec<NodeId>, Vec<NodeId>) = units.into_iter().partition(|id| tree.excludes(*id));
    let mut candidates = Bitmap::all(tree.evaluation.events());
    wanting.iter().for_each(|id| candidates.and(&tree.favoured(*id)));
    if candidates.count() == 0 {
        return;
    }
    let hits: Vec<Bitmap> = excluding
        .iter()
        .map(|id| {
            let mut hit = tree.opposed(*id);
            hit.and(&candidates);
            hit
        })
        .collect();
    for (at, (id, hit)) in excluding.iter().zip(&hits).enumerate() {
        let Some(node) = tree.condition.get(*id) else { continue };
        let clause = tree.clause(*id);
        let mut add = |kind, message: String, note, events: Bitmap| {
            hints.push(Hint { kind, message, note, span: node.span, events, fix: None });
        };
        if hit.count() == 0 {
            let message = ["`", &clause, "` excludes none of the events the rest of the query finds"].concat();
            add(HintKind::UnusedExclusion, message, "Keep it only for events that are not here.", hit.clone());
            continue;
        }
        let mut hidden = hit.clone();
        hidden.and(true_positive);
        if hidden.count() > 0 {
            let message = [
                "`",
                &clause,
                "` hides ",
                &hidden.count().to_string(),
                if hidden.count() == 1 { " event" } else { " events" },
                " marked true positive",
            ]
            .concat();
            add(HintKind::HidesTruePositive, message, "Narrow the exclusion so that they are found.", hidden);
        }
        // Of two that exclude the same the first stays.
        let covers =
            |(other, bits): &(usize, &Bitmap)| *other != at && within(hit, bits) && (!within(bits, hit) || *other < at);
        let by_one = hits.iter().enumerate().find(covers).and_then(|(other, _)| excluding.get(other));
        let mut rest = hit.clone();
        hits.iter().enumerate().filter(|(other, _)| *other < at).for_each(|(_, bits)| rest.minus(bits));
        hits.iter()
            .enumerate()
            .filter(|(other, bits)| *other > at && !within(bits, hit))
            .for_each(|(_, bits)| rest.minus(bits));
        let covering = match by_one {
            Some(other) => ["`", &tree.clause(*other), "` excludes"].concat(),
            None if rest.count() == 0 => "the others together exclude".to_owned(),
            None => continue,
        };
        let message = ["What `", &clause, "` excludes here, ", &covering, " already"].concat();
        add(HintKind::RedundantExclusion, message, "Remove it, if the other is to stay.", hit.clone());
    }
}

fn within(inner: &Bitmap, outer: &Bitmap) -> bool {
    let mut rest = inner.clone();
    rest.minus(outer);
    rest.count() == 0
}

/// The clauses that must all favour a match, in the order of the query.
fn units(tree: &Tree<'_>) -> Vec<NodeId> {
    let mut units = Vec::new();
    let mut open: Vec<NodeId> = tree.condition.root().map(|root| root.id).into_iter().collect();
    while let Some(id) = open.pop() {
        let Some(node) = tree.condition.get(id) else { continue };
        match &node.kind {
            NodeKind::Not(part) => open.push(*part),
            NodeKind::And(parts) | NodeKind::Or(parts) if tree.needs_all(id) => open.extend(parts.iter().rev()),
            _ => units.push(id),
        }
    }
    units
}
