use super::predicate::{Test, test};
use crate::ecs::{Document, Item, Node, field_info};
use crate::eval::{Answer, Columns, Options, Truth};
use crate::events::Scalar;
use crate::query::kql::Leaf;
use crate::query::{Condition, NodeId, NodeKind};

/// `path: { part }`: true for events that have an object at `path` which satisfies the part on its own.
///
/// `None` where a part of it cannot be decided. Read from whole documents, because a column does not keep which values stood in the same object.
pub(in crate::eval) fn nested(
    condition: &Condition<Leaf>,
    path: &str,
    part: NodeId,
    events: &mut impl Columns,
    options: &Options,
) -> Option<Answer> {
    let group = Group::new(condition, path, part, options)?;
    let count = events.count();
    let mut answer = Answer::same(Truth::False, count);
    let below = format!("{path}.");
    let present = events.field_names().iter().any(|name| name.as_str().starts_with(&below));
    for event in 0..if present { count } else { 0 } {
        if events.with_document(event, |document| group.holds_in(document)) {
            answer.yes.set(event);
        }
    }
    Some(answer)
}

/// The nodes of the group with their leaves made ready.
struct Group<'q> {
    condition: &'q Condition<Leaf>,
    path: &'q str,
    /// The nodes of the group are `first..=last`, in post-order.
    first: usize,
    last: usize,
    /// For each node of the group, the path below the group's and the test of a leaf.
    tests: Vec<Option<(Box<str>, Test)>>,
}

impl<'q> Group<'q> {
    /// `None` where a leaf cannot be decided.
    fn new(condition: &'q Condition<Leaf>, path: &'q str, part: NodeId, options: &Options) -> Option<Self> {
        let last = part.index();
        let mut first = last;
        while let Some(child) = condition.nodes().get(first).and_then(|node| node.parts().first()) {
            first = child.index();
        }
        let mut tests = Vec::new();
        for node in condition.nodes().get(first..=last)? {
            tests.push(match &node.kind {
                NodeKind::Leaf(leaf) => {
                    let field = leaf.field.as_ref().filter(|field| field.pattern.is_none())?;
                    let below = field.name.strip_prefix(path)?.strip_prefix('.')?;
                    let test = test(field_info(&field.name).field_type, &leaf.predicate, options).ok()?;
                    Some((below.into(), test))
                }
                NodeKind::Broken => return None,
                _ => None,
            });
        }
        Some(Self { condition, path, first, last, tests })
    }

    fn holds_in(&self, document: &Document) -> bool {
        let mut objects = Vec::new();
        objects_at(&document.root, self.path, &mut objects);
        objects.into_iter().any(|object| self.holds(object))
    }

    fn holds(&self, object: &[(Box<str>, Item)]) -> bool {
        let mut truths: Vec<bool> = Vec::with_capacity(self.tests.len());
        let nodes = self.condition.nodes().get(self.first..=self.last).unwrap_or(&[]);
        for (node, test) in nodes.iter().zip(&self.tests) {
            let of = |id: &NodeId| {
                id.index().checked_sub(self.first).and_then(|at| truths.get(at)).copied().unwrap_or(false)
            };
            truths.push(match &node.kind {
                NodeKind::All => true,
                NodeKind::And(parts) => parts.iter().all(of),
                NodeKind::Or(parts) => parts.iter().any(of),
                NodeKind::Not(part) => !of(part),
                // A group within: its own objects, below this one.
                NodeKind::Nested { path, part } => self.holds_within(object, path, *part),
                NodeKind::Leaf(_) => test.as_ref().is_some_and(|(path, test)| satisfies(object, path, test)),
                NodeKind::Broken => false,
            });
        }
        truths.last().copied().unwrap_or(false)
    }

    fn holds_within(&self, object: &[(Box<str>, Item)], path: &str, part: NodeId) -> bool {
        let Some(below) = path.strip_prefix(self.path).and_then(|rest| rest.strip_prefix('.')) else { return false };
        let mut first = part.index();
        while let Some(child) = self.condition.nodes().get(first).and_then(|node| node.parts().first()) {
            first = child.index();
        }
        let from = first.saturating_sub(self.first);
        let to = (part.index() + 1).saturating_sub(self.first);
        let prefix = format!("{below}.");
        let inner = self.tests.get(from..to).unwrap_or(&[]).iter().map(|test| {
            let (path, test) = test.as_ref()?;
            Some((path.strip_prefix(&*prefix)?.into(), test.clone()))
        });
        let inner = Group { condition: self.condition, path, first, last: part.index(), tests: inner.collect() };
        let mut objects = Vec::new();
        objects_at(object, below, &mut objects);
        objects.into_iter().any(|object| inner.holds(object))
    }
}

/// Every object at `path` below `entries`, through lists; keys may be nested or dotted.
fn objects_at<'d>(entries: &'d [(Box<str>, Item)], path: &str, objects: &mut Vec<&'d [(Box<str>, Item)]>) {
    for_each_at(entries, path, &mut |item| {
        if let Node::Object(entries) = &item.node {
            objects.push(entries);
        }
    });
}

fn satisfies(object: &[(Box<str>, Item)], path: &str, test: &Test) -> bool {
    let mut found = false;
    for_each_at(object, path, &mut |item| {
        let value = match &item.node {
            Node::Bool(value) => Scalar::Bool(*value),
            Node::Number(text) => Scalar::Number(text.clone()),
            Node::String(text) => Scalar::String(text.clone()),
            Node::Null | Node::Array(_) | Node::Object(_) => return,
        };
        found |= test.holds(&value);
    });
    found
}

/// Visits every single value or object at `path`, through lists on the way and at the end.
fn for_each_at<'d>(entries: &'d [(Box<str>, Item)], path: &str, visit: &mut dyn FnMut(&'d Item)) {
    for (key, item) in entries {
        let Some(rest) = path.strip_prefix(&**key) else { continue };
        if rest.is_empty() {
            each(item, visit);
        } else if let Some(rest) = rest.strip_prefix('.') {
            each(item, &mut |item| {
                if let Node::Object(entries) = &item.node {
                    for_each_at(entries, rest, visit);
                }
            });
        }
    }
}

fn each<'d>(item: &'d Item, visit: &mut dyn FnMut(&'d Item)) {
    match &item.node {
        Node::Array(items) => items.iter().for_each(|item| each(item, visit)),
        _ => visit(item),
    }
}
