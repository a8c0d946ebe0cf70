use crate::ecs::{Document, FieldPath, Item, Node};
use crate::json::{Kind, NodeRef};

/// A ready document as it stands: nested or dotted keys, nothing added.
pub(super) fn document(object: NodeRef<'_>) -> Document {
    Document { root: entries(object) }
}

/// A ready document as far as these fields need it.
pub(super) fn document_with(object: NodeRef<'_>, fields: &[FieldPath]) -> Document {
    let fields: Vec<&str> = fields.iter().map(FieldPath::as_str).collect();
    Document { root: wanted_entries(object, &fields) }
}

fn entries(object: NodeRef<'_>) -> Vec<(Box<str>, Item)> {
    object.children().map(|child| (child.key().unwrap_or_default().into(), item(child))).collect()
}

fn item(value: NodeRef<'_>) -> Item {
    let node = match value.kind() {
        Kind::Null => Node::Null,
        Kind::Bool(value) => Node::Bool(value),
        Kind::Number => Node::Number(value.raw().into()),
        Kind::String => Node::String(value.as_str().unwrap_or_default().into()),
        Kind::Array => Node::Array(value.children().map(item).collect()),
        Kind::Object => Node::Object(entries(value)),
    };
    Item::source(node, value.span())
}

/// The members of `object` that are, or lead to, one of these dotted names.
fn wanted_entries(object: NodeRef<'_>, names: &[&str]) -> Vec<(Box<str>, Item)> {
    let mut entries = Vec::new();
    for child in object.children() {
        let Some(key) = child.key() else { continue };
        let mut below = Vec::new();
        let mut whole = false;
        for rest in names.iter().filter_map(|name| name.strip_prefix(key.as_ref())) {
            whole |= rest.is_empty();
            below.extend(rest.strip_prefix('.'));
        }
        if whole {
            entries.push((key.into(), item(child)));
        } else if !below.is_empty() {
            entries.push((key.into(), wanted_item(child, &below)));
        }
    }
    entries
}

fn wanted_item(value: NodeRef<'_>, names: &[&str]) -> Item {
    let node = match value.kind() {
        Kind::Array => Node::Array(value.children().map(|element| wanted_item(element, names)).collect()),
        Kind::Object => Node::Object(wanted_entries(value, names)),
        _ => return item(value),
    };
    Item::source(node, value.span())
}
