use super::{Found, FoundState};
use crate::ecs::{Document, FieldType, Item, Node, Origin, text_parent};
use crate::eval::LeafAnswer;
use crate::events::{Cell, Column, Scalar};
use crate::text::Span;

/// The values a leaf looked at in one event, with the bytes they came from.
pub(super) fn found(leaf: &LeafAnswer, leaves: &[(String, &Item)], event: u32) -> Vec<Found> {
    let mut all = Vec::new();
    for (at, column) in leaf.columns.iter().enumerate() {
        let satisfied = leaf.satisfied.get(at).map_or(&[][..], Vec::as_slice);
        let field = column.field.as_str();
        match column.cell(event) {
            Cell::Missing => {}
            Cell::Unknown(needs) => all.push(Found {
                field: field.to_owned(),
                text: needs.to_owned(),
                state: FoundState::Unknown,
                satisfies: false,
                spans: unknown_spans(leaves, field),
            }),
            Cell::Values(ids) => {
                let mut seen: Vec<u32> = Vec::new();
                for id in ids {
                    if seen.contains(id) {
                        continue;
                    }
                    seen.push(*id);
                    all.extend(value(column, *id, satisfied, leaves));
                }
            }
        }
    }
    all
}

fn value(column: &Column, id: u32, satisfied: &[bool], leaves: &[(String, &Item)]) -> Option<Found> {
    let entry = column.dictionary.get(id as usize)?;
    let text = scalar_text(&entry.value);
    let state = if entry.searchable { FoundState::Value } else { FoundState::NotSearchable };
    let satisfies = satisfied.get(id as usize).copied().unwrap_or(false);
    let field = column.field.as_str();
    let path = text_parent(field).unwrap_or(field);
    let whole = column.info.field_type == FieldType::Flattened;
    let at_path = leaves.iter().filter(|(name, _)| name == path || (whole && is_below(name, path)));
    let spans =
        at_path.filter(|(_, item)| same_text(item, text)).flat_map(|(_, item)| spans_of(&item.origin)).collect();
    Some(Found { field: field.to_owned(), text: text.to_owned(), state, satisfies, spans })
}

/// The text of a value.
pub(super) fn scalar_text(value: &Scalar) -> &str {
    match value {
        Scalar::Bool(true) => "true",
        Scalar::Bool(false) => "false",
        Scalar::Number(text) | Scalar::String(text) => text,
    }
}

/// Every leaf of a document, by its dotted name.
pub(super) fn leaves(document: &Document) -> Vec<(String, &Item)> {
    document.leaves()
}

fn same_text(item: &Item, text: &str) -> bool {
    match &item.node {
        Node::Bool(value) => text == if *value { "true" } else { "false" },
        Node::Number(value) | Node::String(value) => **value == *text,
        Node::Null | Node::Array(_) | Node::Object(_) => false,
    }
}

fn unknown_spans(leaves: &[(String, &Item)], field: &str) -> Vec<Span> {
    let unknown = leaves.iter().filter(|(_, item)| matches!(item.origin, Origin::Unknown { .. }));
    unknown
        .filter(|(name, _)| name == field || is_below(field, name))
        .flat_map(|(_, item)| spans_of(&item.origin))
        .collect()
}

fn is_below(name: &str, parent: &str) -> bool {
    name.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.'))
}

fn spans_of(origin: &Origin) -> Vec<Span> {
    match origin {
        Origin::Source(span) => vec![*span],
        Origin::Derived { from, .. } | Origin::Enrichment { from } | Origin::Unknown { from, .. } => from.clone(),
        Origin::Constant { .. } => Vec::new(),
    }
}
