use crate::ecs::{Document, Item, Node};
use crate::json::{Kind, NodeRef};

/// A ready document as it stands: nested or dotted keys, nothing added.
pub(super) fn document(object: NodeRef<'_>) -> Document {
    Document { root: entries(object) }
}

fn entries(object: NodeRef<'_>) -> Vec<(Box<str>, Item)> {
    let mut entries: Vec<(Box<str>, Item)> = Vec::new();
    for child in object.children() {
        let key: Box<str> = child.key().unwrap_or_default().into();
        entries.push((key, item(child)));
    }
    entries
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
