use std::collections::BTreeSet;

use crate::ecs::{Document, FieldPath, Item, Node, Origin, fields};

/// The dotted names of everything that has a value in any of several documents.
#[derive(Default)]
pub(super) struct FieldNames {
    names: BTreeSet<String>,
    /// Where unknown values stand; below them every field of the table counts.
    unknown: BTreeSet<String>,
}

impl FieldNames {
    /// Adds the names in `document`; lists are looked through.
    pub fn add(&mut self, document: &Document) {
        self.members(&document.root, &mut String::new());
    }

    /// The names, sorted.
    pub fn finish(mut self) -> impl Iterator<Item = FieldPath> {
        for path in &self.unknown {
            let is_below = |name: &str| {
                name.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            self.names.extend(fields().map(|(name, _)| name).filter(|name| is_below(name)).map(str::to_owned));
        }
        self.names.into_iter().map(|name| FieldPath::new(&name))
    }

    fn members(&mut self, entries: &[(Box<str>, Item)], path: &mut String) {
        for (key, item) in entries {
            let length = path.len();
            if length > 0 {
                path.push('.');
            }
            path.push_str(key);
            self.value(item, path);
            path.truncate(length);
        }
    }

    fn value(&mut self, item: &Item, path: &mut String) {
        let names = match (&item.origin, &item.node) {
            (Origin::Unknown { .. }, _) => &mut self.unknown,
            (_, Node::Null) => return,
            (_, Node::Array(items)) => return items.iter().for_each(|item| self.value(item, path)),
            (_, Node::Object(entries)) => return self.members(entries, path),
            _ => &mut self.names,
        };
        if !names.contains(path.as_str()) {
            names.insert(path.clone());
        }
    }
}
