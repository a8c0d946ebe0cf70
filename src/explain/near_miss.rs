use super::sentence::quoted;
use super::values::scalar_text;
use crate::diagnostic::{Edit, Fix, Place};
use crate::eval::Evaluation;
use crate::events::{Bitmap, Cell, Column};
use crate::order;
use crate::pattern::{Wildcard, distance};
use crate::query::kql::{Leaf, Predicate, Query, Value, ValueKind, quote};
use crate::query::{Node, NodeId, NodeKind};

/// A comparison that alone keeps events from matching, with what to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The comparison.
    pub node: NodeId,
    /// How the value seen differs.
    pub kind: NearMissKind,
    /// The value seen.
    pub seen: String,
    /// How many events have it and would match.
    pub events: u32,
    /// The first of them.
    pub first: u32,
    /// What differs and what to write, one sentence.
    pub sentence: String,
    /// The change; places are bytes of the query text.
    pub fix: Fix,
}

/// How a value seen differs from the value wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NearMissKind {
    /// Only in upper and lower case.
    Case,
    /// A star in quotes is a star; without them it would match.
    QuotedWildcard,
    /// The wanted value is its beginning, up to a dot: `iam` for `iam.amazonaws.com`.
    MissingSuffix,
    /// In a few letters, and no event has the value wanted.
    Spelling,
    /// Altogether: it is the only value the events have, and none has the value wanted.
    OnlyValue,
}

/// At most this many distinct values are compared for one part.
const VALUES: usize = 1000;

/// Comparisons that alone exclude events, each with the closest value the events have; most events first.
pub fn near_misses(query: &Query, evaluation: &Evaluation) -> Vec<NearMiss> {
    let condition = &query.condition;
    let mut misses: Vec<NearMiss> = condition
        .leaves()
        .filter(|(node, leaf)| is_wanted_value(query, node, leaf))
        .filter(|(node, _)| evaluation.only_excludes_count(condition, node.id) > 0)
        .filter_map(|(node, leaf)| near_miss(query, evaluation, node, leaf))
        .collect();
    order::sort_by_key(&mut misses, |miss| (std::cmp::Reverse(miss.events), miss.kind, miss.node));
    misses
}

/// A comparison with one field and one text, below no `not`.
fn is_wanted_value(query: &Query, node: &Node<Leaf>, leaf: &Leaf) -> bool {
    let plain = matches!(&leaf.predicate, Predicate::Is(Value { kind: ValueKind::Text(_), .. }));
    let one_field = leaf.field.as_ref().is_some_and(|field| field.pattern.is_none());
    plain && one_field && query.condition.ancestors(node.id).all(|above| !matches!(above.kind, NodeKind::Not(_)))
}

fn near_miss(query: &Query, evaluation: &Evaluation, node: &Node<Leaf>, leaf: &Leaf) -> Option<NearMiss> {
    let Predicate::Is(value) = &leaf.predicate else { return None };
    let wanted = value.text();
    let column = evaluation.leaf(node.id)?.columns.first()?;
    let seen = seen(column, &evaluation.only_excludes(&query.condition, node.id));
    let in_list = query.condition.ancestors(node.id).any(|above| matches!(above.kind, NodeKind::Or(_)));
    // Where the value wanted does occur, another value is no mistake but another event.
    let never = evaluation.answer(node.id).is_some_and(|answer| answer.yes.count() == 0);
    let only = never && seen.len() == 1 && !in_list;
    let (kind, _, near) = seen
        .iter()
        .filter_map(|near| {
            let (kind, distance) =
                compare(value, &wanted, &near.text).or(only.then_some((NearMissKind::OnlyValue, 0)))?;
            Some((kind, distance, near))
        })
        .min_by(|one, two| (one.0, one.1, &one.2.text).cmp(&(two.0, two.1, &two.2.text)))?;
    let field = leaf.field.as_ref().map_or("", |field| &field.name);
    let (have, wants) = (quoted(&near.text), quoted(&wanted));
    let sentence = match kind {
        NearMissKind::Case => format!("`{field}` is {have}; the rule writes {wants}, and upper and lower case count"),
        NearMissKind::QuotedWildcard => {
            format!("`{field}` is {have}; in quotes `*` is a plain star, without them {wants} would match")
        }
        NearMissKind::MissingSuffix => format!("`{field}` is {have}; the rule writes only {wants}"),
        NearMissKind::Spelling => format!("`{field}` is {have}; the rule writes {wants}"),
        NearMissKind::OnlyValue => {
            format!("`{field}` is {have} in all events that fail only this; the rule wants {wants}")
        }
    };
    let text = match kind {
        NearMissKind::QuotedWildcard => crate::query::kql::unquoted(&wanted),
        _ => quote(&near.text),
    };
    let edit = Edit { place: Place::rule(value.span), text: text.clone() };
    let fix = Fix { title: format!("Write `{text}`"), edits: vec![edit] };
    Some(NearMiss {
        node: node.id,
        kind,
        seen: near.text.clone(),
        events: near.events,
        first: near.first,
        sentence,
        fix,
    })
}

struct Seen {
    text: String,
    events: u32,
    first: u32,
}

/// The values a column holds for these events, in order of appearance.
fn seen(column: &Column, events: &Bitmap) -> Vec<Seen> {
    let mut seen: Vec<Option<Seen>> = column.dictionary.iter().map(|_| None).collect();
    for event in events.ones() {
        let Cell::Values(ids) = column.cell(event) else { continue };
        for id in ids {
            let Some((slot, entry)) = seen.get_mut(*id as usize).zip(column.dictionary.get(*id as usize)) else {
                continue;
            };
            if !entry.searchable {
                continue;
            }
            let text = || scalar_text(&entry.value).to_owned();
            slot.get_or_insert_with(|| Seen { text: text(), events: 0, first: event }).events += 1;
        }
    }
    seen.into_iter().flatten().take(VALUES).collect()
}

/// How a value seen differs from the one wanted, if it is near, and by how many letters.
fn compare(value: &Value, wanted: &str, seen: &str) -> Option<(NearMissKind, usize)> {
    if wanted.is_empty() || seen == wanted {
        return None;
    }
    if seen.to_lowercase() == wanted.to_lowercase() {
        return Some((NearMissKind::Case, 0));
    }
    if value.quoted && wanted.contains('*') && Wildcard::new(wanted).matches(seen) {
        return Some((NearMissKind::QuotedWildcard, 0));
    }
    let longer =
        seen.len() >= wanted.len() && seen.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted));
    if longer && seen.get(wanted.len()..).is_some_and(|rest| rest.starts_with('.')) {
        return Some((NearMissKind::MissingSuffix, seen.len() - wanted.len()));
    }
    let limit = wanted.chars().count() / 4;
    if seen.len().abs_diff(wanted.len()) > limit || seen.len() > 200 {
        return None;
    }
    let distance = distance(seen, wanted);
    (distance <= limit).then_some((NearMissKind::Spelling, distance))
}
