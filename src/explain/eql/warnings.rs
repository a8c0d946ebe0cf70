//! What the warnings of all languages need of an EQL query: its conditions in the words of KQL, where both mean the same.

use std::sync::Arc;

use crate::cloudtrail::vocabulary::Vocabulary;
use crate::diagnostic::Diagnostic;
use crate::eval::eql::Evaluated;
use crate::explain::near_miss::{NearMiss, Wanted, above, closest};
use crate::explain::{contradiction, vocabulary};
use crate::pattern::Wildcard;
use crate::query::eql::{self, Comparison, Expression, ExpressionKind, Leaf, Literal, Matching, Query, QueryKind};
use crate::query::kql::{self, Predicate, Value, ValueKind};
use crate::query::{Condition, Node, NodeId, NodeKind};
use crate::text::Span;

/// Conditions of one step that exclude each other. `text` is the query's text.
#[inline(never)]
pub fn contradictions(text: &str, query: &Query) -> Vec<Diagnostic> {
    let filters = if query.is_sound() { query.filters() } else { Vec::new() };
    let of = |filter: &eql::EventFilter| contradiction::of_condition(text, &in_kql(&filter.condition, None));
    filters.into_iter().flat_map(of).collect()
}

/// Services and actions that CloudTrail does not have; see [`vocabulary::unknown_vocabulary`].
#[inline(never)]
pub fn unknown_vocabulary(query: &Query, known: &Vocabulary, reads_cloudtrail: bool) -> Vec<Diagnostic> {
    let filters = if query.is_sound() { query.filters() } else { Vec::new() };
    let of = |filter: &eql::EventFilter| {
        let condition = in_kql(&filter.condition, Some(known));
        vocabulary::unknown_vocabulary(&condition, known, reads_cloudtrail, &query.diagnostics)
    };
    filters.into_iter().flat_map(of).collect()
}

/// Comparisons of a query for single events that alone exclude events, each with the closest value the events have.
#[inline(never)]
pub fn near_misses(query: &Query, evaluated: &Evaluated) -> Vec<NearMiss> {
    let (QueryKind::Event(filter), Some(evaluation)) = (&query.kind, evaluated.filters.first()) else {
        return Vec::new();
    };
    let condition = &filter.condition;
    let wanted = condition.leaves().filter_map(|(node, leaf)| {
        let Leaf::Test(Expression { kind: ExpressionKind::Compare(Comparison::Equal, sides), .. }) = leaf else {
            return None;
        };
        let (ExpressionKind::Field(field), ExpressionKind::Literal(Literal::Text(text))) =
            (&sides[0].kind, &sides[1].kind)
        else {
            return None;
        };
        let (text, value) = ((**text).into(), sides[1].span);
        Some(Wanted { node: node.id, field: &field.name, text, value, quoted: false, write: eql::quote })
    });
    closest(wanted.collect(), evaluation, &|id| above(condition, id), &|id| evaluation.only_excludes(condition, id))
}

/// The condition with leaves of KQL; what KQL cannot say is [`NodeKind::Broken`], of which nothing is known. With a
/// vocabulary, text compared without regard to case is written as the vocabulary writes it; without one it is left out.
fn in_kql(condition: &Condition<Leaf>, known: Option<&Vocabulary>) -> Condition<kql::Leaf> {
    let mut translated = Condition::new();
    let mut ids: Vec<NodeId> = Vec::with_capacity(condition.nodes().len());
    for node in condition.nodes() {
        let of = |id: &NodeId| ids.get(id.index()).copied();
        let kind = match &node.kind {
            NodeKind::All => NodeKind::All,
            NodeKind::And(parts) => NodeKind::And(parts.iter().filter_map(of).collect()),
            NodeKind::Or(parts) => NodeKind::Or(parts.iter().filter_map(of).collect()),
            NodeKind::Not(part) => of(part).map_or(NodeKind::Broken, NodeKind::Not),
            NodeKind::Leaf(Leaf::Test(test)) => leaf(test, node, known, &mut translated).unwrap_or(NodeKind::Broken),
            NodeKind::Leaf(Leaf::Category(_)) | NodeKind::Nested { .. } | NodeKind::Broken => NodeKind::Broken,
        };
        ids.push(translated.push(node.span, kind));
    }
    translated
}

/// A comparison of a field with text as leaves of KQL: one, or an `or` of several, or the opposite of one.
fn leaf(
    test: &Expression,
    node: &Node<Leaf>,
    known: Option<&Vocabulary>,
    to: &mut Condition<kql::Leaf>,
) -> Option<NodeKind<kql::Leaf>> {
    let text = |of: &Expression| match &of.kind {
        ExpressionKind::Literal(Literal::Text(text)) => Some((ValueKind::Text(text.clone()), of.span)),
        _ => None,
    };
    let (field, negated, ignore_case, values): (_, _, _, Option<Vec<(ValueKind, Span)>>) = match &test.kind {
        ExpressionKind::Compare(operator @ (Comparison::Equal | Comparison::NotEqual), sides) => {
            let [left, right] = &**sides;
            let is_null = right.kind == ExpressionKind::Literal(Literal::Null);
            let value = if is_null { Some((ValueKind::Exists, right.span)) } else { text(right) };
            (left, (*operator == Comparison::NotEqual) != is_null, false, value.map(|value| vec![value]))
        }
        ExpressionKind::OneOf { value, list, ignore_case } => {
            (&**value, false, *ignore_case, list.iter().map(text).collect())
        }
        ExpressionKind::Matches { value, how: Matching::Equal | Matching::Like, ignore_case, patterns } => {
            let kind = |pattern: &eql::Pattern| match (&*pattern.text, pattern.text.contains('*')) {
                (text, _) if text.contains('?') => None,
                (text, true) if !ignore_case => Some((ValueKind::Wildcard(Wildcard::new(text)), pattern.span)),
                (_, true) => None,
                (text, false) => Some((ValueKind::Text(text.into()), pattern.span)),
            };
            (&**value, false, *ignore_case, patterns.iter().map(kind).collect())
        }
        _ => return None,
    };
    let ExpressionKind::Field(field) = &field.kind else { return None };
    // The vocabulary is about these two fields; for the others a search through all its names would be for nothing.
    let known = known.filter(|_| ["event.provider", "event.action"].contains(&&*field.name));
    let field = Arc::new(kql::Field { name: field.name.clone(), pattern: None, span: field.span });
    let mut parts = Vec::new();
    for (kind, span) in values? {
        let kind = match (kind, known) {
            (ValueKind::Text(_), None) if ignore_case => return None,
            (ValueKind::Text(text), Some(known)) if ignore_case => ValueKind::Text(in_known_case(text, known)),
            (kind, _) => kind,
        };
        let predicate = Predicate::Is(Value { span, quoted: true, kind });
        parts.push(NodeKind::Leaf(kql::Leaf { field: Some(field.clone()), predicate }));
    }
    let whole = match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            let ids = parts.into_iter().chain(last).map(|part| to.push(node.span, part)).collect();
            NodeKind::Or(ids)
        }
    };
    Some(if negated { NodeKind::Not(to.push(node.span, whole)) } else { whole })
}

/// The text as the vocabulary writes it, where that is only another case.
fn in_known_case(text: Box<str>, known: &Vocabulary) -> Box<str> {
    let provider = known.nearest_provider(&text);
    let names = [provider.as_deref(), known.nearest_action(&text)];
    match names.into_iter().flatten().find(|name| name.eq_ignore_ascii_case(&text)) {
        Some(name) => name.into(),
        None => text,
    }
}
