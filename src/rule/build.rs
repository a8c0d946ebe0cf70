//! A rule's tree as values. What is missing or of the wrong type is left out; the schema check reports it.

use super::schema::{truth, whole_number};
use super::toml::{Table, Value, ValueKind, decode};
use super::{
    AlertSuppression, Cardinality, EqlOptions, HistoryWindow, Investigate, Language, MachineLearning, MappingEntry,
    Metadata, NewTerms, Osquery, Provider, QueryText, Rule, RuleType, Spanned, Tactic, Technique, Threat, ThreatMatch,
    Threshold, Transform,
};
use crate::text::Span;
use crate::time::{Duration, Unit};

/// Reads the tables `metadata`, `rule` and `transform` of `root`, which was read from `text`.
pub fn build(text: &str, root: &Table) -> Rule {
    let empty = Table::default();
    let rule = root.table("rule").unwrap_or(&empty);
    let rule_type = word(rule, "type", RuleType::parse);
    Rule {
        metadata: metadata(root),
        name: string(rule, "name"),
        rule_id: string(rule, "rule_id"),
        rule_type,
        language: word(rule, "language", Language::parse).or_else(|| implied_language(rule_type)),
        query: query(text, rule, "query"),
        index: strings(rule, "index"),
        data_view_id: string(rule, "data_view_id"),
        filters: spanned(rule, "filters", |value| Some(value.clone())),
        threshold: table(rule, "threshold", threshold),
        new_terms: table(rule, "new_terms", new_terms),
        eql: EqlOptions {
            event_category_override: string(rule, "event_category_override"),
            timestamp_field: string(rule, "timestamp_field"),
            tiebreaker_field: string(rule, "tiebreaker_field"),
        },
        machine_learning: MachineLearning {
            anomaly_threshold: integer(rule, "anomaly_threshold"),
            job_ids: strings(rule, "machine_learning_job_id"),
        },
        threat_match: threat_match(text, rule),
        alert_suppression: table(rule, "alert_suppression", alert_suppression),
        from: string(rule, "from"),
        to: string(rule, "to"),
        interval: string(rule, "interval"),
        timestamp_override: string(rule, "timestamp_override"),
        max_signals: integer(rule, "max_signals"),
        severity: string(rule, "severity"),
        risk_score: integer(rule, "risk_score"),
        building_block_type: string(rule, "building_block_type"),
        license: string(rule, "license"),
        author: strings(rule, "author"),
        tags: strings(rule, "tags"),
        description: string(rule, "description"),
        note: string(rule, "note"),
        setup: string(rule, "setup"),
        false_positives: strings(rule, "false_positives"),
        references: strings(rule, "references"),
        threat: rule.list("threat").iter().filter_map(threat).collect(),
        investigation_fields: rule
            .table("investigation_fields")
            .map_or_else(Vec::new, |fields| strings(fields, "field_names")),
        timeline_id: string(rule, "timeline_id"),
        timeline_title: string(rule, "timeline_title"),
        transform: root.table("transform").map(transform),
    }
}

fn metadata(root: &Table) -> Metadata {
    let Some((entry, table)) = root.get("metadata").and_then(|entry| Some((entry, entry.value.as_table()?))) else {
        return Metadata::default();
    };
    Metadata {
        span: Some(entry.value.span),
        creation_date: string(table, "creation_date"),
        updated_date: string(table, "updated_date"),
        maturity: string(table, "maturity"),
        integration: strings(table, "integration"),
        min_stack_version: string(table, "min_stack_version"),
        min_stack_comments: string(table, "min_stack_comments"),
        deprecation_date: string(table, "deprecation_date"),
        deprecated_reason: string(table, "deprecated_reason"),
    }
}

fn implied_language(rule_type: Option<Spanned<RuleType>>) -> Option<Spanned<Language>> {
    let language = match rule_type?.value {
        RuleType::Eql => Language::Eql,
        RuleType::Esql => Language::Esql,
        RuleType::MachineLearning => return None,
        RuleType::Query | RuleType::SavedQuery | RuleType::Threshold | RuleType::NewTerms | RuleType::ThreatMatch => {
            Language::Kuery
        }
    };
    rule_type.map(|rule_type| rule_type.map(|_| language))
}

fn query(text: &str, table: &Table, key: &str) -> Option<QueryText> {
    let entry = table.get(key)?;
    entry.value.as_str()?;
    let span = entry.value.span;
    Some(QueryText { decoded: decode(text, span), span, key: Some(entry.key_span) })
}

#[inline(never)]
fn threshold(table: &Table) -> Threshold {
    let cardinality = |value: &Value| {
        let table = value.as_table()?;
        Some(Cardinality { field: string(table, "field")?, value: integer(table, "value")? })
    };
    Threshold {
        fields: strings(table, "field"),
        value: integer(table, "value"),
        cardinality: table.list("cardinality").iter().filter_map(cardinality).collect(),
    }
}

#[inline(never)]
fn new_terms(table: &Table) -> NewTerms {
    let window = table.list("history_window_start").first().and_then(Value::as_table);
    NewTerms {
        fields: strings(table, "value"),
        history_window_start: window.and_then(|window| Some(HistoryWindow { value: string(window, "value")? })),
    }
}

#[inline(never)]
fn alert_suppression(table: &Table) -> AlertSuppression {
    let duration = table.table("duration").and_then(|duration| {
        let unit = string(duration, "unit")?.value.chars().next().and_then(Unit::from_letter)?;
        Some(Duration { count: integer(duration, "value")?.value, unit })
    });
    AlertSuppression {
        group_by: strings(table, "group_by"),
        missing_fields_strategy: string(table, "missing_fields_strategy"),
        duration,
    }
}

#[inline(never)]
fn threat_match(text: &str, rule: &Table) -> ThreatMatch {
    let entry = |value: &Value| {
        let table = value.as_table()?;
        let negate = table.get("negate").and_then(|entry| truth(&entry.value)).unwrap_or(false);
        Some(MappingEntry { field: string(table, "field")?, value: string(table, "value")?, negate })
    };
    let mapping = rule.list("threat_mapping").iter().filter_map(Value::as_table);
    ThreatMatch {
        index: strings(rule, "threat_index"),
        query: query(text, rule, "threat_query"),
        language: string(rule, "threat_language"),
        indicator_path: string(rule, "threat_indicator_path"),
        mapping: mapping.map(|table| table.list("entries").iter().filter_map(entry).collect()).collect(),
        filters: spanned(rule, "threat_filters", |value| Some(value.clone())),
    }
}

fn threat(value: &Value) -> Option<Threat> {
    let block = value.as_table()?;
    let tactic = block.table("tactic").map(|table| Tactic {
        id: string(table, "id"),
        name: string(table, "name"),
        reference: string(table, "reference"),
    });
    Some(Threat {
        span: value.span,
        framework: string(block, "framework"),
        tactic,
        techniques: techniques(block, "technique", "subtechnique"),
    })
}

fn techniques(table: &Table, key: &str, below: &str) -> Vec<Technique> {
    let technique = |table: &Table| Technique {
        id: string(table, "id"),
        name: string(table, "name"),
        reference: string(table, "reference"),
        subtechniques: if below.is_empty() { Vec::new() } else { techniques(table, below, "") },
    };
    table.list(key).iter().filter_map(Value::as_table).map(technique).collect()
}

#[inline(never)]
fn transform(table: &Table) -> Transform {
    let text = |table: &Table, key: &str| string(table, key).map(|text| text.value);
    let provider = |table: &Table| Provider {
        field: text(table, "field").unwrap_or_default(),
        value: text(table, "value").unwrap_or_default(),
        excluded: table.get("excluded").and_then(|entry| entry.value.as_bool()).unwrap_or(false),
        query_type: text(table, "queryType").unwrap_or_default(),
    };
    let providers = |value: &Value| match &value.kind {
        ValueKind::List(values) => values.iter().filter_map(Value::as_table).map(provider).collect(),
        _ => Vec::new(),
    };
    let investigate = |table: &Table| Investigate {
        label: text(table, "label").unwrap_or_default(),
        description: text(table, "description").unwrap_or_default(),
        providers: table.list("providers").iter().map(providers).collect(),
        relative_from: text(table, "relativeFrom"),
        relative_to: text(table, "relativeTo"),
    };
    let osquery = |table: &Table| Osquery {
        label: text(table, "label").unwrap_or_default(),
        query: text(table, "query").unwrap_or_default(),
    };
    Transform {
        investigate: table.list("investigate").iter().filter_map(Value::as_table).map(investigate).collect(),
        osquery: table.list("osquery").iter().filter_map(Value::as_table).map(osquery).collect(),
    }
}

fn spanned<T>(table: &Table, key: &str, read: impl FnOnce(&Value) -> Option<T>) -> Option<Spanned<T>> {
    let entry = table.get(key)?;
    Some(Spanned { value: read(&entry.value)?, span: entry.value.span, key: Some(entry.key_span) })
}

fn table<T>(parent: &Table, key: &str, read: impl FnOnce(&Table) -> T) -> Option<Spanned<T>> {
    spanned(parent, key, |value| value.as_table().map(read))
}

fn string(table: &Table, key: &str) -> Option<Spanned<String>> {
    spanned(table, key, |value| value.as_str().map(str::to_owned))
}

fn word<T>(table: &Table, key: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Spanned<T>> {
    spanned(table, key, |value| value.as_str().and_then(parse))
}

/// A whole number, or what the loader reads as one.
fn integer(table: &Table, key: &str) -> Option<Spanned<i64>> {
    spanned(table, key, whole_number)
}

/// A list of texts, or one text.
fn strings(table: &Table, key: &str) -> Vec<Spanned<String>> {
    let element =
        |value: &Value, key: Option<Span>| Some(Spanned { value: value.as_str()?.to_owned(), span: value.span, key });
    match table.get(key) {
        Some(entry) if entry.value.as_str().is_some() => {
            element(&entry.value, Some(entry.key_span)).into_iter().collect()
        }
        Some(_) => table.list(key).iter().filter_map(|value| element(value, None)).collect(),
        None => Vec::new(),
    }
}
