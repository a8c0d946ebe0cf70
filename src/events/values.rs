//! The values of one field of one document, as Elasticsearch would index them.

use std::borrow::Cow;

use super::Scalar;
use crate::ecs::{FieldType, Item, Node, Origin};
use crate::number;

/// What is found at a field.
pub(super) trait Found {
    /// A value.
    fn value(&mut self, value: Borrowed<'_>);
    /// A value that exists in production but is not known here.
    fn unknown(&mut self, needs: &str);
}

/// A [`Scalar`] that was not copied yet.
pub(super) enum Borrowed<'a> {
    Bool(bool),
    Number(&'a str),
    String(Cow<'a, str>),
}

impl Borrowed<'_> {
    pub fn to_scalar(&self) -> Scalar {
        match self {
            Self::Bool(value) => Scalar::Bool(*value),
            Self::Number(text) => Scalar::Number((*text).into()),
            Self::String(text) => Scalar::String(text.as_ref().into()),
        }
    }
}

/// Everything at `path` below `entries`: keys may be nested or dotted, lists of objects are looked through.
pub(super) fn collect(entries: &[(Box<str>, Item)], path: &str, field_type: FieldType, found: &mut impl Found) {
    for (key, item) in entries {
        let Some(rest) = path.strip_prefix(&**key) else { continue };
        if rest.is_empty() {
            leaf(item, field_type, found);
        } else if let Some(rest) = rest.strip_prefix('.') {
            below(item, rest, field_type, found);
        }
    }
}

fn below(item: &Item, rest: &str, field_type: FieldType, found: &mut impl Found) {
    if let Origin::Unknown { needs, .. } = &item.origin {
        return found.unknown(needs);
    }
    match &item.node {
        Node::Object(entries) => collect(entries, rest, field_type, found),
        Node::Array(items) => items.iter().for_each(|item| below(item, rest, field_type, found)),
        _ => {}
    }
}

fn leaf(item: &Item, field_type: FieldType, found: &mut impl Found) {
    if let Origin::Unknown { needs, .. } = &item.origin {
        return found.unknown(needs);
    }
    match &item.node {
        Node::Array(items) => items.iter().for_each(|item| leaf(item, field_type, found)),
        // A query on a flattened field itself looks at all its leaves.
        Node::Object(entries) if field_type == FieldType::Flattened => {
            entries.iter().for_each(|(_, item)| leaf(item, field_type, found));
        }
        Node::Null | Node::Object(_) => {}
        Node::Bool(value) => found.value(indexed_bool(*value, field_type)),
        Node::Number(text) => found.value(indexed_number(text, field_type)),
        Node::String(text) => found.value(indexed_string(text, field_type)),
    }
}

/// Keyword-like fields hold the text of a number or of `true`.
fn holds_text(field_type: FieldType) -> bool {
    use FieldType::*;
    matches!(field_type, Keyword | ConstantKeyword | Wildcard | Text | Ip | Flattened | FlattenedLeaf)
}

fn indexed_bool(value: bool, field_type: FieldType) -> Borrowed<'static> {
    if holds_text(field_type) {
        return Borrowed::String(Cow::Borrowed(if value { "true" } else { "false" }));
    }
    Borrowed::Bool(value)
}

fn indexed_number(text: &str, field_type: FieldType) -> Borrowed<'_> {
    if holds_text(field_type) { Borrowed::String(Cow::Borrowed(text)) } else { Borrowed::Number(text) }
}

/// Numbers and booleans may be written as strings.
fn indexed_string(text: &str, field_type: FieldType) -> Borrowed<'_> {
    match (field_type, text) {
        (FieldType::Boolean, "true") => Borrowed::Bool(true),
        (FieldType::Boolean, "false") => Borrowed::Bool(false),
        (FieldType::Long | FieldType::Double, text) if is_number(text) => Borrowed::Number(text),
        _ => Borrowed::String(Cow::Borrowed(text)),
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().next().is_some_and(|first| first == b'-' || first.is_ascii_digit()) && number::read(text).is_some()
}
