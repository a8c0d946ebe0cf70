use std::borrow::Cow;

use super::super::raw;
use super::hash_map::in_hash_order;
use super::number::number_text;
use crate::json::{Kind, NodeRef};
use crate::text::Span;

/// A pruned value as Java's `toString()` prints it: `{k=v, k=v}` in hash order, `[a, b]`, strings without quotes.
pub fn value_text(node: NodeRef<'_>) -> String {
    payload_text(node, None)
}

/// As [`value_text`], without the member `removed`, which an earlier step moved away. The map remembers it in the size
/// of its table, as Java's does.
pub fn payload_text(node: NodeRef<'_>, removed: Option<&str>) -> String {
    let mut printer = Printer::default();
    printer.value(node, removed);
    printer.text
}

/// The bytes behind `part` of the text that [`payload_text`] makes: keys and values, in the order of the text.
pub fn payload_places(node: NodeRef<'_>, removed: Option<&str>, part: Span) -> Vec<Span> {
    let mut printer = Printer { wanted: Some(part), ..Printer::default() };
    printer.value(node, removed);
    printer.places
}

#[derive(Default)]
struct Printer {
    text: String,
    /// Bytes of the text whose places are collected.
    wanted: Option<Span>,
    places: Vec<Span>,
}

impl Printer {
    fn value(&mut self, node: NodeRef<'_>, removed: Option<&str>) {
        match node.kind() {
            Kind::Null => {}
            Kind::Bool(value) => self.piece(if value { "true" } else { "false" }, node.span()),
            Kind::Number => self.piece(&number_text(node.raw()), node.span()),
            Kind::String => self.piece(&node.as_str().unwrap_or_default(), node.span()),
            Kind::Array => {
                self.text.push('[');
                for (at, element) in raw::children(node).enumerate() {
                    self.separate(at);
                    self.value(element, None);
                }
                self.text.push(']');
            }
            Kind::Object => self.map(node, removed),
        }
    }

    fn map(&mut self, node: NodeRef<'_>, removed: Option<&str>) {
        let mut keys = 0;
        let mut entries: Vec<(Cow<'_, str>, NodeRef<'_>)> = Vec::new();
        for member in node.children() {
            keys += 1;
            let key = member.key().unwrap_or_default();
            if raw::is_kept(member) && removed != Some(&*key) {
                entries.push((key, member));
            }
        }
        self.text.push('{');
        for (at, (key, member)) in in_hash_order(entries, keys).into_iter().enumerate() {
            self.separate(at);
            self.piece(&key, member.key_span().unwrap_or(member.span()));
            self.text.push('=');
            self.value(member, None);
        }
        self.text.push('}');
    }

    fn piece(&mut self, text: &str, place: Span) {
        let start = self.text.len();
        self.text.push_str(text);
        let piece = Span::from_range(start..self.text.len());
        if self.wanted.is_some_and(|wanted| wanted.start < piece.end && piece.start < wanted.end) {
            self.places.push(place);
        }
    }

    fn separate(&mut self, at: usize) {
        if at > 0 {
            self.text.push_str(", ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;
    use crate::json::{Limits, parse};

    fn text_of(json: &str, removed: Option<&str>) -> String {
        let parsed = parse(json, Span::from_range(0..json.len()), SourceId::Events(0), Limits::default());
        payload_text(parsed.tree.root(json).unwrap(), removed)
    }

    #[test]
    fn values_are_printed_as_java_does() {
        for (json, expected) in [
            (r#""as it \"is\"""#, "as it \"is\""),
            ("7", "7"),
            (r#"{"b": [1, "x", {"c": false}], "a": {"d": 1.50}}"#, "{a={d=1.5}, b=[1, x, {c=false}]}"),
            (r#"{"a": null, "b": ["", "-"], "c": {"d": {}}, "e": "none", "f": "x=1, y"}"#, "{f=x=1, y}"),
        ] {
            assert_eq!(text_of(json, None), expected, "for {json}");
        }
    }

    #[test]
    fn a_removed_member_still_sizes_the_table() {
        // `q` (113) falls into bucket 1 of 16, with `a` (97); into bucket 17 of 32. Thirteen keys take 32 buckets.
        let json = r#"{"q":1,"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1}"#;
        let text = text_of(json, Some("l"));
        assert!(text.starts_with("{a=1, b=1") && text.ends_with("k=1, q=1}"), "{text}");
        let twelve = json.replace(r#","l":1"#, "");
        assert!(text_of(&twelve, None).starts_with("{q=1, a=1, b=1"));
    }
}
