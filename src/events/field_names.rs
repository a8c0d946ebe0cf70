use crate::ecs::{Document, FieldPath, Item, Node, Origin, fields};
use crate::order::{self, Map};

/// The dotted names of everything that has a value in any of several documents.
#[derive(Default)]
pub(super) struct FieldNames {
    names: Map<String, ()>,
    /// Where unknown values stand; below them every field of the table counts.
    unknown: Map<String, ()>,
}

impl FieldNames {
    /// Adds the names in `document`; lists are looked through.
    pub fn add(&mut self, document: &Document) {
        self.members(&document.root, &mut String::new());
    }

    /// The names, sorted.
    pub fn finish(mut self) -> impl Iterator<Item = FieldPath> {
        for (path, ()) in self.unknown.entries() {
            let is_below = |name: &str| {
                name.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            let below = fields().map(|(name, _)| name).filter(|name| is_below(name));
            below.for_each(|name| _ = self.names.insert(name.to_owned(), ()));
        }
        let mut names = self.names.into_entries();
        order::sort(&mut names);
        names.into_iter().map(|(name, ())| FieldPath::new(&name))
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
        if !names.contains_key(path.as_str()) {
            names.insert(path.clone(), ());
        }
    }
}
