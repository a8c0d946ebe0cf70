use super::{Document, Item, Node, Origin};
use crate::{json, order};

/// Documents as JSON: keys sorted by their bytes at every level, numbers as they were written, unknown items left out.
impl Document {
    /// Indented by two spaces, without a newline at the end.
    pub fn to_json(&self) -> String {
        write(self, Layout::Indented)
    }

    /// On one line, without a newline at the end.
    pub fn to_json_line(&self) -> String {
        write(self, Layout::Line)
    }
}

impl Node {
    /// The value as JSON on one line.
    pub fn to_json_line(&self) -> String {
        let mut writer = Writer { out: String::new(), layout: Layout::Line, depth: 0 };
        writer.node(self);
        writer.out
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Layout {
    Line,
    Indented,
}

fn write(document: &Document, layout: Layout) -> String {
    let mut writer = Writer { out: String::new(), layout, depth: 0 };
    writer.object(&document.root);
    writer.out
}

struct Writer {
    out: String,
    layout: Layout,
    depth: usize,
}

impl Writer {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Null => self.out.push_str("null"),
            Node::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Node::Number(text) => self.out.push_str(text),
            Node::String(text) => self.string(text),
            Node::Array(items) => self.list('[', ']', &items.iter().collect::<Vec<_>>(), |writer, item| {
                writer.node(&item.node);
            }),
            Node::Object(entries) => self.object(entries),
        }
    }

    fn object(&mut self, entries: &[(Box<str>, Item)]) {
        let mut known: Vec<_> = entries.iter().filter(|(_, item)| !is_unknown(item)).collect();
        order::sort_by(&mut known, |(left, _), (right, _)| left.cmp(right));
        self.list('{', '}', &known, |writer, (key, item)| {
            writer.string(key);
            writer.out.push_str(if writer.layout == Layout::Line { ":" } else { ": " });
            writer.node(&item.node);
        });
    }

    fn list<T>(&mut self, open: char, close: char, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.out.push(open);
        self.depth += 1;
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            self.new_line();
            write(self, item);
        }
        self.depth -= 1;
        if !items.is_empty() {
            self.new_line();
        }
        self.out.push(close);
    }

    fn new_line(&mut self) {
        if self.layout == Layout::Indented {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", self.depth));
        }
    }

    fn string(&mut self, text: &str) {
        json::write_string(&mut self.out, text);
    }
}

/// Whether nothing is known at or below the item: such an object would be written as `{}`, which no document holds.
fn is_unknown(item: &Item) -> bool {
    match (&item.origin, &item.node) {
        (Origin::Unknown { .. }, _) => true,
        (_, Node::Object(entries)) => !entries.is_empty() && entries.iter().all(|(_, item)| is_unknown(item)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ecs::FieldPath;
    use crate::text::Span;

    fn document() -> Document {
        let mut document = Document::default();
        let constant = |node| Item { node, origin: Origin::Constant { step: "test" } };
        document.set("source.ip", constant(Node::String("192.0.2.1".into())));
        document.set("event.original", constant(Node::String("a \"b\"\n\u{1}".into())));
        document.set("event.duration", constant(Node::Number("1.0".into())));
        let needs = "geography of 192.0.2.1".into();
        let unknown = Item { node: Node::Null, origin: Origin::Unknown { needs, from: vec![Span::new(1, 4)] } };
        document.set("source.geo", unknown.clone());
        document.set("user_agent.os", unknown);
        document.set("tags", constant(Node::Array(vec![constant(Node::Bool(true)), constant(Node::Null)])));
        document
    }

    #[test]
    fn keys_are_sorted_and_unknown_items_left_out() {
        let expected =
            r#"{"event":{"duration":1.0,"original":"a \"b\"\n\u0001"},"source":{"ip":"192.0.2.1"},"tags":[true,null]}"#;
        assert_eq!(document().to_json_line(), expected);
    }

    #[test]
    fn indentation_is_two_spaces() {
        let mut document = document();
        document.root.retain(|(key, _)| &**key == "tags");
        assert_eq!(document.to_json(), "{\n  \"tags\": [\n    true,\n    null\n  ]\n}");
        assert_eq!(Document::default().to_json(), "{}");
    }

    #[test]
    fn fields_at_and_below_an_unknown_item_are_unknown() {
        let document = document();
        for (path, unknown) in [
            ("source.geo", true),
            ("source.geo.country_name", true),
            ("source", false),
            ("source.ip", false),
            ("source.geography", false),
        ] {
            assert_eq!(document.unknown_at(&FieldPath::new(path)).is_some(), unknown, "for {path}");
        }
    }
}
