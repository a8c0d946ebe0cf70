use std::borrow::Cow;

use super::sentence::quoted;
use super::values::scalar_text;
use crate::diagnostic::{Edit, Fix, Place};
use crate::eval::Evaluation;
use crate::events::{Bitmap, Cell, Column};
use crate::order;
use crate::pattern::{Wildcard, distance};
use crate::query::kql::{Predicate, Query, Value, ValueKind, quote};
use crate::query::{Condition, NodeId, NodeKind};
use crate::text::{Lower, Span};

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

/// A comparison of one field with one text.
pub(super) struct Wanted<'q> {
    pub node: NodeId,
    pub field: &'q str,
    pub text: Cow<'q, str>,
    /// Bytes of the value in the query.
    pub value: Span,
    /// Whether a star in it is one only because it is in quotes.
    pub quoted: bool,
    /// Another text as the language writes it in its place.
    pub write: fn(&str) -> String,
}

/// Comparisons that alone exclude events, each with the closest value the events have; most events first.
pub fn near_misses(query: &Query, evaluation: &Evaluation) -> Vec<NearMiss> {
    let condition = &query.condition;
    let wanted = condition.leaves().filter_map(|(node, leaf)| {
        let Predicate::Is(value @ Value { kind: ValueKind::Text(_), .. }) = &leaf.predicate else { return None };
        let field = leaf.field.as_ref().filter(|field| field.pattern.is_none())?;
        let (text, quoted) = (value.text(), value.quoted);
        Some(Wanted { node: node.id, field: &field.name, text, value: value.span, quoted, write: quote })
    });
    closest(wanted.collect(), evaluation, &|id| above(condition, id), &|id| evaluation.only_excludes(condition, id))
}

/// Whether a node stands below `not`, and whether below `or`.
pub(super) fn above<L>(condition: &Condition<L>, id: NodeId) -> (bool, bool) {
    condition.ancestors(id).fold((false, false), |(not, or), node| {
        (not || matches!(node.kind, NodeKind::Not(_)), or || matches!(node.kind, NodeKind::Or(_)))
    })
}

/// The near misses among these comparisons. `above` says whether a node stands below `not` and below `or`; `excluded`
/// gives the events that a node alone excludes.
pub(super) fn closest(
    wanted: Vec<Wanted<'_>>,
    evaluation: &Evaluation,
    above: &dyn Fn(NodeId) -> (bool, bool),
    excluded: &dyn Fn(NodeId) -> Bitmap,
) -> Vec<NearMiss> {
    let found = wanted.iter().filter_map(|wanted| match above(wanted.node) {
        (true, _) => None,
        (false, in_list) => near_miss(wanted, evaluation, in_list, &excluded(wanted.node)),
    });
    let mut misses: Vec<NearMiss> = found.collect();
    order::sort_by_key(&mut misses, |miss| (std::cmp::Reverse(miss.events), miss.kind, miss.node));
    misses
}

fn near_miss(wanted: &Wanted<'_>, evaluation: &Evaluation, in_list: bool, excluded: &Bitmap) -> Option<NearMiss> {
    let column = evaluation.leaf(wanted.node)?.columns.first()?;
    let seen = seen(column, excluded);
    // Where the value wanted does occur, another value is no mistake but another event.
    let never = evaluation.answer(wanted.node).is_some_and(|answer| answer.yes.count() == 0);
    let only = never && seen.len() == 1 && !in_list;
    let (kind, _, near) = seen
        .iter()
        .filter_map(|near| {
            let (kind, distance) = compare(wanted, &near.text).or(only.then_some((NearMissKind::OnlyValue, 0)))?;
            Some((kind, distance, near))
        })
        .min_by(|one, two| (one.0, one.1, &one.2.text).cmp(&(two.0, two.1, &two.2.text)))?;
    let field = wanted.field;
    let (have, wants) = (quoted(&near.text), quoted(&wanted.text));
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
        NearMissKind::QuotedWildcard => crate::query::kql::unquoted(&wanted.text),
        _ => (wanted.write)(&near.text),
    };
    let edit = Edit { place: Place::rule(wanted.value), text: text.clone() };
    let fix = Fix { title: format!("Write `{text}`"), edits: vec![edit] };
    Some(NearMiss {
        node: wanted.node,
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
fn compare(wanted: &Wanted<'_>, seen: &str) -> Option<(NearMissKind, usize)> {
    let (is_quoted, wanted) = (wanted.quoted, &*wanted.text);
    if wanted.is_empty() || seen == wanted {
        return None;
    }
    if seen.lower() == wanted.lower() {
        return Some((NearMissKind::Case, 0));
    }
    if is_quoted && wanted.contains('*') && Wildcard::new(wanted).matches(seen) {
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
