use super::Limits;
use super::reader::{Reader, Sink};
use super::tree::{Kind, Node, Tree};
use crate::diagnostic::{Diagnostic, SourceId};
use crate::text::Span;

/// A value, what is wrong with it, and where it ended.
#[derive(Debug)]
pub struct Parsed {
    /// Everything that could be read.
    pub tree: Tree,
    /// Problems in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// One past the last byte read.
    pub end: u32,
}

impl Parsed {
    /// Whether the value is what the text says, and nothing had to be skipped.
    pub fn is_sound(&self) -> bool {
        use crate::diagnostic::Severity::Error;
        !self.tree.nodes.is_empty() && self.diagnostics.iter().all(|diagnostic| diagnostic.severity != Error)
    }
}

/// Reads one value from `range` of `text`. `source` names the text in messages.
pub fn parse(text: &str, range: Span, source: SourceId, limits: Limits) -> Parsed {
    let mut reader = Reader::new(text, range, source, limits);
    let mut builder = Builder::default();
    // An error inside abandons the value: what was read so far stays in the tree.
    let _ = reader.value(None, &mut builder);
    let end = reader.position();
    let (diagnostics, _) = reader.into_diagnostics();
    Parsed { tree: builder.finish(end), diagnostics, end }
}

/// Makes nodes in document order.
#[derive(Default)]
pub(super) struct Builder {
    tree: Tree,
    /// Ids of the objects and lists that are open.
    open: Vec<u32>,
}

impl Builder {
    /// The tree; what is still open ends at `end`.
    pub(super) fn finish(mut self, end: u32) -> Tree {
        while !self.open.is_empty() {
            self.close(end);
        }
        self.tree
    }

    fn push(&mut self, kind: Kind, span: Span, key: Option<Span>) -> u32 {
        let id = self.tree.nodes.len() as u32;
        self.tree.nodes.push(Node { kind, span, key, end: id + 1 });
        id
    }
}

impl Sink for Builder {
    fn open(&mut self, kind: Kind, start: u32, key: Option<Span>) {
        let id = self.push(kind, Span::at(start), key);
        self.open.push(id);
    }

    fn close(&mut self, end: u32) {
        let past_last = self.tree.nodes.len() as u32;
        let innermost = self.open.pop().and_then(|id| self.tree.nodes.get_mut(id as usize));
        if let Some(node) = innermost {
            node.span.end = end;
            node.end = past_last;
        }
    }

    fn scalar(&mut self, kind: Kind, span: Span, key: Option<Span>) {
        self.push(kind, span, key);
    }
}

#[cfg(test)]
mod tests {
    use super::super::NodeRef;
    use super::*;
    use crate::diagnostic::Place;

    fn read(text: &str) -> Parsed {
        parse(text, Span::from_range(0..text.len()), SourceId::Events(0), Limits::default())
    }

    /// The codes and the text under each place.
    fn problems(text: &str) -> Vec<(&'static str, String)> {
        let under = |place: Option<Place>| place.map_or(String::new(), |place| place.span.of(text).to_owned());
        read(text).diagnostics.iter().map(|problem| (problem.code.id, under(problem.place))).collect()
    }

    #[test]
    fn every_value_keeps_its_place_and_its_text() {
        let text = r#" {"a": [1.0, 9007199254740993, -0.5e+3], "b": {"__proto__": "x\ty"}, "c": null} "#;
        let parsed = read(text);
        assert!(parsed.is_sound());
        let root = parsed.tree.root(text).unwrap();
        let raws: Vec<_> = root.get("a").unwrap().children().map(NodeRef::raw).collect();
        assert_eq!(raws, ["1.0", "9007199254740993", "-0.5e+3"]);
        let proto = root.at(&["b", "__proto__"]).unwrap();
        assert_eq!((proto.raw(), proto.as_str().unwrap().as_ref()), ("\"x\\ty\"", "x\ty"));
        assert_eq!(root.children().filter_map(|child| child.key()).collect::<Vec<_>>(), ["a", "b", "c"]);
    }

    #[test]
    fn errors_stand_where_they_are() {
        for (text, code, under) in [
            ("{\"a\" 1}", "J001", "1"),
            ("{a: 1}", "J001", "a"),
            ("[1,]", "J001", "]"),
            ("[01]", "J001", "1"),
            ("nul", "J002", "nul"),
            ("nil", "J001", "n"),
            ("\"\\x\"", "J001", "\\x"),
            ("\"tab\tinside\"", "J001", "\t"),
            ("[1, \"ab", "J002", "\"ab"),
            ("{\"a\": {", "J002", ""),
            ("{\"a\": 1, \"\\u0061\": 2}", "J003", "\"\\u0061\""),
            ("\"\\ud800x\"", "J004", "\\ud800"),
        ] {
            assert_eq!(problems(text), [(code, under.to_owned())], "in {text}");
        }
    }

    #[test]
    fn messages_say_what_to_change() {
        for (text, note) in [
            ("{\"a\": 1,}", "Remove the comma before it, or write what is missing."),
            ("{'a': 1}", "JSON has straight double quotes: \"."),
            ("{\"a\": None}", "JSON writes true, false and null."),
            ("{\"a\": 1 // why\n}", "JSON has no comments; remove it."),
            ("{\"a\" 1}", "A key is followed by a colon."),
            ("[1 2]", "A comma or a bracket is missing before it."),
            ("{\"a\": 1", "Paste the text whole, or close what is open."),
            ("{\"a\": 1, \"a\": 1}", "Remove one of the two: the integration refuses a record with both."),
        ] {
            assert_eq!(read(text).diagnostics[0].notes, [note], "in {text}");
        }
    }

    #[test]
    fn what_was_read_before_an_error_stays() {
        let text = r#"{"eventName": "ListUsers", "requestParameters": {"userName": "#;
        let parsed = read(text);
        let root = parsed.tree.root(text).unwrap();
        assert_eq!(root.get("eventName").unwrap().as_str().unwrap(), "ListUsers");
    }

    #[test]
    fn depth_is_limited() {
        let text = "[".repeat(100_000);
        assert_eq!(problems(&text), [("J005", "[".to_owned())]);
    }
}
