use std::borrow::Cow;

use super::string::{decode_string, key_equals, plain};
use crate::text::Span;

/// What a JSON value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number; its text is under the span.
    Number,
    /// A string; the span includes the quotes.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

/// One parsed value, as nodes in document order: a node is followed by its descendants, then by its next sibling.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub span: Span,
    /// The key's token with its quotes; `None` for the root and list elements.
    pub key: Option<Span>,
    /// Index one past the last descendant.
    pub end: u32,
}

/// A value in a [`Tree`], with the source text it was read from. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'t> {
    tree: &'t Tree,
    source: &'t str,
    id: u32,
}

impl Tree {
    /// The outermost value; `None` where nothing could be read. `source` must be the text the tree was parsed from.
    pub fn root<'t>(&'t self, source: &'t str) -> Option<NodeRef<'t>> {
        (!self.nodes.is_empty()).then_some(NodeRef { tree: self, source, id: 0 })
    }
}

impl<'t> NodeRef<'t> {
    #[inline(always)]
    fn node(self) -> &'t Node {
        // Ids are only made from indices of existing nodes.
        &self.tree.nodes[self.id as usize]
    }

    /// What it is.
    #[inline(always)]
    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// The bytes of the value, quotes included.
    #[inline(always)]
    pub fn span(self) -> Span {
        self.node().span
    }

    /// The bytes of its key, quotes included.
    pub fn key_span(self) -> Option<Span> {
        self.node().key
    }

    /// Its key, escapes undone; `None` for the root and list elements.
    pub fn key(self) -> Option<Cow<'t, str>> {
        self.node().key.map(|span| plain(self.source, span))
    }

    /// The text of the value as it stands in the source.
    pub fn raw(self) -> &'t str {
        self.span().of(self.source)
    }

    /// The members of an object or the elements of a list, in order. Empty for anything else.
    pub fn children(self) -> impl Iterator<Item = NodeRef<'t>> {
        let end = self.node().end;
        let mut next = self.id + 1;
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let child = NodeRef { id: next, ..self };
            next = child.node().end;
            Some(child)
        })
    }

    /// The member of an object with this key; the last one where the key is written twice.
    pub fn get(self, key: &str) -> Option<NodeRef<'t>> {
        if self.kind() != Kind::Object {
            return None;
        }
        self.children().filter(|child| child.node().key.is_some_and(|span| key_equals(self.source, span, key))).last()
    }

    /// The value at a path of keys, through objects only.
    pub fn at(self, path: &[&str]) -> Option<NodeRef<'t>> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The text of a string, escapes undone; `None` for anything else.
    pub fn as_str(self) -> Option<Cow<'t, str>> {
        (self.kind() == Kind::String).then(|| plain(self.source, self.span()))
    }

    /// The text of a string with a map back to its raw bytes; `None` for anything else.
    pub fn as_decoded(self) -> Option<crate::text::Decoded> {
        (self.kind() == Kind::String).then(|| decode_string(self.source, self.span()))
    }
}
