use super::{Found, Subject, element_with_comma, repeated, table, value};
use crate::diagnostic::Severity;
use crate::diagnostic::codes::check::kinds as codes;
use crate::diagnostic::codes::check::query::REFUSED;
use crate::rule::toml::Value;
use crate::rule::{RuleType, Spanned};
use crate::time::Duration;

const DAY: i64 = 86_400_000;

pub(super) fn check(subject: &Subject<'_>, found: &mut Found) {
    index(subject, found);
    match subject.rule().rule_type.map(|rule_type| rule_type.value) {
        Some(RuleType::NewTerms) => new_terms(subject, found),
        Some(RuleType::Threshold) => threshold(subject, found),
        Some(RuleType::ThreatMatch) => threat_match(subject, found),
        Some(RuleType::MachineLearning) => anomalies(subject, found),
        _ => {}
    }
}

fn index(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let Some(rule_type) = rule.rule_type.map(|rule_type| rule_type.value) else { return };
    let written = subject.key("index");
    let view = rule.data_view_id.as_ref().filter(|view| !view.value.is_empty());
    if let (Some(view), false) = (view, rule.index.is_empty()) {
        let place = view.key.unwrap_or(view.span);
        found
            .say(&codes::INDEX_AND_VIEW, place, "the rule has `index` and `data_view_id`")
            .add_note("Remove one of the two");
    }
    let reads_nothing = written.is_none() && rule.data_view_id.is_none();
    match rule_type {
        RuleType::Esql => {
            if let Some(entry) = written.filter(|_| !rule.index.is_empty()) {
                found
                    .say(&codes::ESQL_INDEX, entry.key_span, "an ES|QL rule has no `index`")
                    .add_note("Name the indices after `from` in the query");
            }
        }
        RuleType::MachineLearning | RuleType::ThreatMatch => {}
        _ if reads_nothing => {
            found.say(&codes::NO_INDEX, subject.place(), "the rule has neither `index` nor `data_view_id`");
        }
        _ => {}
    }
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.as_table()?.get(key)?.value.as_str()
}

fn new_terms(subject: &Subject<'_>, found: &mut Found) {
    let (Some(raw), Some(read)) = (table(subject, "new_terms"), &subject.rule().new_terms) else { return };
    let named = raw.get("field").and_then(|entry| Some((entry, entry.value.as_str()?)));
    if let Some((entry, name)) = named.filter(|(_, name)| *name != "new_terms_fields" && !name.is_empty()) {
        found.say(&codes::NEW_TERMS_NAMES, entry.value.span, format!("`field` is `{name}`")).add_fix(
            "Change it to `new_terms_fields`",
            entry.value.span,
            "\"new_terms_fields\"",
        );
    }
    let windows = raw.list("history_window_start");
    if let (Some(entry), [] | [_, _, ..]) = (raw.get("history_window_start"), windows) {
        found
            .say(&codes::NEW_TERMS_NAMES, entry.key_span, format!("there are {} history windows", windows.len()))
            .add_note("Write one");
    }
    let window = windows.first().and_then(|window| text(window, "field").map(|name| (window, name)));
    if let Some((window, name)) = window.filter(|(_, name)| *name != "history_window_start" && !name.is_empty()) {
        let place =
            window.as_table().and_then(|table| table.get("field")).map_or(window.span, |entry| entry.value.span);
        found.say(&codes::NEW_TERMS_NAMES, place, format!("`field` is `{name}`")).add_fix(
            "Change it to `history_window_start`",
            place,
            "\"history_window_start\"",
        );
    }
    for field in repeated(&read.value.fields) {
        let span = element_with_comma(subject.text, field.span);
        found.say(&codes::NEW_TERMS_TWICE, field.span, format!("`{}` is written twice", field.value)).add_fix(
            "Remove it",
            span,
            "",
        );
    }
    let reach = |text: &str| Duration::parse(text.strip_prefix("now-")?).map(Duration::milliseconds);
    let Some(start) = &read.value.history_window_start else { return };
    let from = subject.rule().from.as_ref().map_or("now-6m", |from| &from.value);
    let (Some(history), Some(run)) = (reach(&start.value.value), reach(from)) else { return };
    if history <= run {
        found.say(
            &codes::HISTORY_SHORT,
            start.value.span,
            format!("the history starts no earlier than the run, which starts at `{from}`"),
        );
    } else if !(5 * DAY..=10 * DAY).contains(&history) {
        found.say(&codes::HISTORY_USUAL, start.value.span, "a history of 5 to 10 days is recommended");
    }
}

fn threshold(subject: &Subject<'_>, found: &mut Found) {
    let Some(threshold) = &subject.rule().threshold else { return };
    let fields = &threshold.value.fields;
    let old = subject.oldest_stack().is_some_and(|stack| stack.as_slice() < &[9, 2][..]);
    if let Some(fourth) = fields.get(3).filter(|_| old && fields.len() <= 5) {
        found
            .say(&codes::THRESHOLD_FIELDS, fourth.span, format!("{} fields need stack 9.2 or newer", fields.len()))
            .add_note("Group by three at most, or raise `metadata.min_stack_version`");
    }
    let one = threshold.value.value.filter(|value| value.value == 1 && threshold.value.cardinality.is_empty());
    if let Some(one) = one {
        found.say(&codes::THRESHOLD_ONE, one.span, "each group has at least one event");
    }
}

fn threat_match(subject: &Subject<'_>, found: &mut Found) {
    let rule = &subject.rule().threat_match;
    if let Some(query) = rule.query.as_ref().filter(|query| !query.decoded.text().is_empty() && rule.language.is_none())
    {
        found
            .say(&codes::INDICATOR_LANGUAGE, query.key.unwrap_or(query.span), "`threat_query` has no `threat_language`")
            .add_note("Add `threat_language = \"kuery\"`");
    }
    indicator_query(subject, found);
    for group in &rule.mapping {
        let place = |field: &Spanned<String>| field.span;
        let Some(first) = group.first() else { continue };
        if group.iter().all(|entry| entry.negate) {
            found.say(&codes::INDICATOR_NEGATED, place(&first.field), "no entry of the group must match");
            continue;
        }
        let both = group.iter().find(|entry| {
            let same = |other: &&crate::rule::MappingEntry| {
                other.field.value == entry.field.value && other.value.value == entry.value.value
            };
            entry.negate && group.iter().filter(same).any(|other| !other.negate)
        });
        if let Some(entry) = both {
            let pair = format!("`{}` and `{}` must match and must not", entry.field.value, value(Some(&entry.value)));
            found.say(&codes::INDICATOR_NEGATED, place(&entry.field), pair);
        }
    }
}

/// The loader reads the query that selects indicators as it reads the rule's own.
fn indicator_query(subject: &Subject<'_>, found: &mut Found) {
    let rule = &subject.rule().threat_match;
    let Some(query) = rule.query.as_ref().filter(|query| !query.decoded.text().is_empty()) else { return };
    let text = query.decoded.text();
    let refused = match value(rule.language.as_ref()) {
        _ if subject.metadata_is("query_schema_validation", false) => None,
        "kuery" => super::grammar::refusal(text).map(|refusal| (refusal.span, refusal.fact)),
        "eql" => crate::query::eql::parse(text).diagnostics.into_iter().find_map(|problem| {
            let span = problem.place.filter(|_| problem.severity == Severity::Error)?.span;
            Some((span, problem.message))
        }),
        _ => None,
    };
    if let Some((span, fact)) = refused {
        let message = format!("the rules repository refuses the query: {fact}");
        found.say(&REFUSED, query.decoded.raw(span), message);
    }
}

fn anomalies(subject: &Subject<'_>, found: &mut Found) {
    let Some(score) = subject.rule().machine_learning.anomaly_threshold.as_ref() else { return };
    if !(0..=100).contains(&score.value) {
        found
            .say(&codes::ANOMALY_RANGE, score.span, format!("`anomaly_threshold` is {}", score.value))
            .add_note("It lies between 0 and 100");
    }
}
