//! What two versions of a rule set differently, besides the query.

use crate::rule::Rule;
use crate::text::Span;

/// A key whose value changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// As rules write it: `new_terms.value`.
    pub key: &'static str,
    /// Before; empty where it was not set.
    pub before: String,
    /// After; empty where it is not set.
    pub after: String,
    /// Where the new value stands.
    pub span: Option<Span>,
}

/// The keys whose values changed, in the order of this table. `before` and `after` come with their texts.
pub fn settings(before: (&Rule, &str), after: (&Rule, &str)) -> Vec<Setting> {
    let rows = KEYS.iter().filter_map(|(key, find)| {
        let (old, new) = (find(before.0), find(after.0));
        let words = |span: Option<Span>, text| span.map_or_else(String::new, |span| value(span.of(text)));
        let (old, text) = (words(old, before.1), words(new, after.1));
        (old != text).then_some(Setting { key, before: old, after: text, span: new })
    });
    rows.collect()
}

type Find = fn(&Rule) -> Option<Span>;

/// Where each key's value stands.
#[rustfmt::skip]
const KEYS: &[(&str, Find)] = &[
    ("type", |rule| Some(rule.rule_type.as_ref()?.span)),
    ("language", |rule| Some(rule.language.as_ref()?.span)),
    ("query", |rule| Some(rule.query.as_ref()?.span)),
    ("filters", |rule| Some(rule.filters.as_ref()?.span)),
    ("index", |rule| list(rule.index.iter().map(|item| item.span))),
    ("from", |rule| Some(rule.from.as_ref()?.span)),
    ("to", |rule| Some(rule.to.as_ref()?.span)),
    ("interval", |rule| Some(rule.interval.as_ref()?.span)),
    ("threshold.field", |rule| list(rule.threshold.as_ref()?.value.fields.iter().map(|item| item.span))),
    ("threshold.value", |rule| Some(rule.threshold.as_ref()?.value.value.as_ref()?.span)),
    ("threshold.cardinality", |rule| list(rule.threshold.as_ref()?.value.cardinality.iter().flat_map(|item| [item.field.span, item.value.span]))),
    ("new_terms.value", |rule| list(rule.new_terms.as_ref()?.value.fields.iter().map(|item| item.span))),
    ("new_terms.history_window_start", |rule| Some(rule.new_terms.as_ref()?.value.history_window_start.as_ref()?.value.span)),
    ("alert_suppression.group_by", |rule| list(rule.alert_suppression.as_ref()?.value.group_by.iter().map(|item| item.span))),
    ("anomaly_threshold", |rule| Some(rule.machine_learning.anomaly_threshold.as_ref()?.span)),
    ("max_signals", |rule| Some(rule.max_signals.as_ref()?.span)),
    ("severity", |rule| Some(rule.severity.as_ref()?.span)),
    ("risk_score", |rule| Some(rule.risk_score.as_ref()?.span)),
    ("name", |rule| Some(rule.name.as_ref()?.span)),
    ("description", |rule| Some(rule.description.as_ref()?.span)),
    ("note", |rule| Some(rule.note.as_ref()?.span)),
    ("false_positives", |rule| list(rule.false_positives.iter().map(|item| item.span))),
    ("references", |rule| list(rule.references.iter().map(|item| item.span))),
    ("tags", |rule| list(rule.tags.iter().map(|item| item.span))),
    ("min_stack_version", |rule| Some(rule.metadata.min_stack_version.as_ref()?.span)),
];

fn list(spans: impl Iterator<Item = Span>) -> Option<Span> {
    spans.reduce(Span::join)
}

/// A value without the quotes around it, on one line.
fn value(raw: &str) -> String {
    let inside = ["\"\"\"", "'''", "\"", "'"].iter().find_map(|quote| {
        let inside = raw.strip_prefix(quote)?.strip_suffix(quote)?;
        (!inside.contains(quote)).then_some(inside)
    });
    super::facts::squeezed(inside.unwrap_or(raw))
}
