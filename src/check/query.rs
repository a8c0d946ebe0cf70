use super::{Found, Subject};
use crate::diagnostic::codes::check::query as codes;
use crate::ecs::{FieldType, field_info, fields};
use crate::order::Map;
use crate::query::kql::{Leaf, Predicate, Query, ValueKind};
use crate::query::{Node, NodeKind};
use crate::rule::{QueryText, RuleType, Spanned};
use crate::text::Span;

pub(super) fn check(subject: &Subject<'_>, found: &mut Found) {
    eql_fields(subject, found);
    grouped(subject, found);
    broad(subject, found);
    if let Some((text, query)) = subject.rule().query.as_ref().zip(subject.kql) {
        wildcards(text, query, found);
        twice(text, query, found);
    }
}

/// The fields that EQL takes its category and order from.
fn eql_fields(subject: &Subject<'_>, found: &mut Found) {
    let eql = &subject.rule().eql;
    let validated = !subject.metadata_is("query_schema_validation", false);
    let named = [&eql.event_category_override, &eql.timestamp_field, &eql.tiebreaker_field];
    for field in named.into_iter().flatten().filter(|field| validated && !field.value.is_empty()) {
        let unknown = matches!(field_info(&field.value).field_type, FieldType::Unknown | FieldType::FlattenedLeaf);
        if unknown || field.value.starts_with("aws.") {
            found.say(&codes::NOT_ECS, field.span, format!("ECS has no field `{}`", field.value));
        }
    }
}

/// Fields that alerts, terms and groups are made of.
fn grouped(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let suppression = rule.alert_suppression.as_ref().map_or(&[][..], |suppression| &suppression.value.group_by);
    let terms = rule.new_terms.as_ref().map_or(&[][..], |terms| &terms.value.fields);
    let threshold = rule.threshold.as_ref().map_or(&[][..], |threshold| &threshold.value.fields);
    let of_esql = rule.rule_type.is_some_and(|kind| kind.value == RuleType::Esql);
    for field in suppression.iter().filter(|_| !of_esql).chain(terms).chain(threshold) {
        if is_misspelt(field) {
            found.say(&codes::GROUP_FIELD, field.span, format!("`{}` is not in the table of fields", field.value));
        }
    }
}

/// Whether no table knows the field although its first part is one of ECS: other data sets have fields of their own.
fn is_misspelt(field: &Spanned<String>) -> bool {
    let name = field.value.as_str();
    let top = name.split('.').next().unwrap_or(name);
    let same_top = |known: &str| known.strip_prefix(top).is_some_and(|rest| rest.starts_with('.'));
    field_info(name).field_type == FieldType::Unknown && fields().any(|(known, _)| same_top(known))
}

fn broad(subject: &Subject<'_>, found: &mut Found) {
    for index in
        subject.rule().index.iter().filter(|index| ["*", "logs-*", "metrics-*", "-*"].contains(&index.value.as_str()))
    {
        found
            .say(&codes::INDEX_BROAD, index.span, format!("`{}` reads every data set", index.value))
            .add_note("Name the data set: `logs-aws.cloudtrail-*`");
    }
}

fn wildcards(text: &QueryText, query: &Query, found: &mut Found) {
    let leading = |leaf: &Leaf| matches!(&leaf.predicate.value().kind, ValueKind::Wildcard(pattern) if pattern.to_string().starts_with('*'));
    let mut places =
        query.condition.leaves().filter(|(_, leaf)| leading(leaf)).map(|(_, leaf)| leaf.predicate.value().span);
    let Some(first) = places.next() else { return };
    let more = places.count();
    let message = match more {
        0 => "the value starts with a wildcard".to_owned(),
        more => format!("this value and {more} more start with a wildcard"),
    };
    found.say(&codes::LEADING_WILDCARD, text.decoded.raw(first), message);
}

/// Values that a list of one field holds twice.
fn twice(text: &QueryText, query: &Query, found: &mut Found) {
    let nodes = query.condition.nodes();
    for node in nodes {
        let NodeKind::Or(parts) = &node.kind else { continue };
        let mut seen: Map<(&str, &ValueKind), ()> = Map::default();
        for leaf in parts.iter().filter_map(|part| leaf(nodes.get(part.index())?)) {
            let (Some(field), Predicate::Is(value)) = (&leaf.field, &leaf.predicate) else { continue };
            if !seen.insert((&*field.name, &value.kind), ()) {
                let place: Span = text.decoded.raw(value.span);
                found.say(&codes::ENTRY_TWICE, place, "the list holds this value already");
            }
        }
    }
}

fn leaf(node: &Node<Leaf>) -> Option<&Leaf> {
    match &node.kind {
        NodeKind::Leaf(leaf) => Some(leaf),
        _ => None,
    }
}
