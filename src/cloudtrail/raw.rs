//! The record as the pipeline sees it after its first pruning, without a pruned copy being made.

use crate::ecs::{Item, Node};
use crate::json::{Kind, NodeRef};
use crate::text::Span;

/// Whether the pipeline's first pruning keeps this value: it removes `null`, `""`, `"-"`, `"none"` and, children
/// first, the objects and lists that are or became empty.
pub fn is_kept(node: NodeRef<'_>) -> bool {
    match node.kind() {
        Kind::Null => false,
        Kind::Bool(_) | Kind::Number => true,
        Kind::String => !matches!(node.as_str().as_deref(), Some("" | "-" | "none")),
        Kind::Array | Kind::Object => node.children().any(is_kept),
    }
}

/// The members or elements that pruning keeps.
pub fn children(node: NodeRef<'_>) -> impl Iterator<Item = NodeRef<'_>> {
    node.children().filter(|child| is_kept(*child))
}

/// The value at a dotted path of keys, through objects only; `None` where pruning removes it.
pub fn at<'t>(node: NodeRef<'t>, path: &str) -> Option<NodeRef<'t>> {
    path.split('.').try_fold(node, |node, key| node.get(key)).filter(|node| is_kept(*node))
}

/// A pruned copy in which every value knows its bytes.
pub fn copy(node: NodeRef<'_>) -> Item {
    let value = match node.kind() {
        Kind::Null => Node::Null,
        Kind::Bool(value) => Node::Bool(value),
        Kind::Number => Node::Number(node.raw().into()),
        Kind::String => Node::String(node.as_str().unwrap_or_default().into()),
        Kind::Array => Node::Array(children(node).map(copy).collect()),
        Kind::Object => Node::Object(children(node).map(copy_member).collect()),
    };
    Item::source(value, node.span())
}

/// A pruned copy of a member of an object, with its key.
pub fn copy_member(member: NodeRef<'_>) -> (Box<str>, Item) {
    (member.key().unwrap_or_default().into(), copy(member))
}

/// The bytes behind a part of a string's text.
pub fn part(node: NodeRef<'_>, start: usize, end: usize) -> Span {
    node.as_decoded().map_or(node.span(), |decoded| decoded.raw(Span::from_range(start..end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;
    use crate::ecs::Document;
    use crate::json::{Limits, parse};

    fn pruned(text: &str) -> String {
        let parsed = parse(text, Span::from_range(0..text.len()), SourceId::Events(0), Limits::default());
        let mut document = Document::default();
        let root = parsed.tree.root(text).unwrap();
        if is_kept(root) {
            document.set("json", copy(root));
        }
        document.to_json_line()
    }

    #[test]
    fn empty_values_go_children_first() {
        for (record, expected) in [
            (r#"{"a": null, "b": 1}"#, r#"{"json":{"b":1}}"#),
            (r#"{"a": "-", "b": "none", "c": "None", "d": " "}"#, r#"{"json":{"c":"None","d":" "}}"#),
            (r#"{"a": {"b": [{"c": ""}, []]}, "d": [null, 0, false]}"#, r#"{"json":{"d":[0,false]}}"#),
            (r#"{"a": {"b": [{}]}}"#, "{}"),
            (r#"{"a": "\u002d"}"#, "{}"),
        ] {
            assert_eq!(pruned(record), expected, "for {record}");
        }
    }
}
