use super::FieldPath;
use crate::text::Span;

/// A document tree in which every value knows where it came from.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Document {
    /// Top-level entries in insertion order.
    pub root: Vec<(Box<str>, Item)>,
}

/// A value and where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The value.
    pub node: Node,
    /// Where it came from.
    pub origin: Origin,
}

/// A value. Numbers keep the text they were written with.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// Number as written.
    Number(Box<str>),
    /// Text after escapes were undone.
    String(Box<str>),
    /// List.
    Array(Vec<Item>),
    /// Object, entries in insertion order.
    Object(Vec<(Box<str>, Item)>),
}

/// Where a value came from. Spans are bytes of the record's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Copied or moved from these bytes (value tokens, with their quotes).
    Source(Span),
    /// Made by the named step from these bytes.
    Derived {
        /// The mapping step, as named in its table.
        step: &'static str,
        /// What it read.
        from: Vec<Span>,
    },
    /// The same for every document; set by the named step.
    Constant {
        /// The mapping step, as named in its table.
        step: &'static str,
    },
    /// Supplied by the user for this address.
    Enrichment {
        /// The address it was looked up for.
        from: Vec<Span>,
    },
    /// Would come from an enrichment that was not supplied: the value exists in production but is not known here.
    Unknown {
        /// What to supply, for example "ASN for 203.0.113.7".
        needs: Box<str>,
        /// The address it would be looked up for.
        from: Vec<Span>,
    },
}

impl Document {
    /// The item at `path`, through objects only; keys that contain dots are tried as written.
    pub fn get(&self, path: &FieldPath) -> Option<&Item> {
        get_in(&self.root, path.as_str())
    }

    /// As [`Document::get`], for a path that is written in the code.
    pub fn find(&self, path: &str) -> Option<&Item> {
        get_in(&self.root, path)
    }

    /// The unknown item at `path` or at an object above it: an enrichment that was not supplied would fill `path`.
    pub fn unknown_at(&self, path: &FieldPath) -> Option<&Item> {
        let path = path.as_str();
        let ends = path.match_indices('.').map(|(dot, _)| dot).chain([path.len()]);
        ends.filter_map(|end| self.find(path.get(..end)?)).find(|item| matches!(item.origin, Origin::Unknown { .. }))
    }

    /// Appends `item` to the list at `path`, which is made if nothing stands there; its origin is then `origin`.
    pub fn push(&mut self, path: &str, item: Item, origin: Origin) {
        let (entries, rest) = self.object_above(path);
        match entries.iter_mut().find(|(key, _)| **key == *rest) {
            Some((_, Item { node: Node::Array(items), .. })) => items.push(item),
            Some((_, slot)) => *slot = Item { node: Node::Array(vec![item]), origin },
            None => entries.push((rest.into(), Item { node: Node::Array(vec![item]), origin })),
        }
    }

    /// Puts `item` at `path`, making the objects on the way. An entry on the way that is no object is replaced.
    pub fn set(&mut self, path: &str, item: Item) {
        let (entries, rest) = self.object_above(path);
        match entries.iter_mut().find(|(key, _)| **key == *rest) {
            Some((_, slot)) => *slot = item,
            None => entries.push((rest.into(), item)),
        }
    }

    /// The object that holds the last part of `path`, made if need be, and that part.
    fn object_above<'p>(&mut self, path: &'p str) -> (&mut Vec<(Box<str>, Item)>, &'p str) {
        let mut entries = &mut self.root;
        let mut rest = path;
        while let Some((head, tail)) = rest.split_once('.') {
            entries = object_at(entries, head);
            rest = tail;
        }
        (entries, rest)
    }

    /// Every leaf below the root, arrays collapsed, with its dotted name, in document order.
    pub fn leaves(&self) -> Vec<(String, &Item)> {
        let mut leaves = Vec::new();
        for (key, item) in &self.root {
            item.collect_leaves(key.to_string(), &mut leaves);
        }
        leaves
    }
}

impl Item {
    /// Copied from these bytes.
    pub fn source(node: Node, span: Span) -> Self {
        Self { node, origin: Origin::Source(span) }
    }

    /// Appends the leaves at and below this item under `name`.
    pub fn collect_leaves<'a>(&'a self, name: String, leaves: &mut Vec<(String, &'a Item)>) {
        match &self.node {
            Node::Array(items) => items.iter().for_each(|item| item.collect_leaves(name.clone(), leaves)),
            Node::Object(entries) => {
                for (key, item) in entries {
                    item.collect_leaves(format!("{name}.{key}"), leaves);
                }
            }
            _ => leaves.push((name, self)),
        }
    }
}

fn get_in<'a>(entries: &'a [(Box<str>, Item)], path: &str) -> Option<&'a Item> {
    if let Some((_, item)) = entries.iter().find(|(key, _)| **key == *path) {
        return Some(item);
    }
    path.match_indices('.').find_map(|(dot, _)| {
        let (head, tail) = (path.get(..dot)?, path.get(dot + 1..)?);
        let (_, item) = entries.iter().find(|(key, _)| **key == *head)?;
        match &item.node {
            Node::Object(inner) => get_in(inner, tail),
            _ => None,
        }
    })
}

fn object_at<'a>(entries: &'a mut Vec<(Box<str>, Item)>, key: &str) -> &'a mut Vec<(Box<str>, Item)> {
    let at = match entries.iter().position(|(existing, _)| **existing == *key) {
        Some(at) => at,
        None => {
            entries.push((key.into(), Item { node: Node::Null, origin: Origin::Constant { step: "object" } }));
            entries.len() - 1
        }
    };
    let node = &mut entries[at].1.node;
    loop {
        match node {
            Node::Object(inner) => return inner,
            _ => *node = Node::Object(Vec::new()),
        }
    }
}
