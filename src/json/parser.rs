use super::string::plain;
use super::tree::{Kind, Node, Tree};
use crate::diagnostic::codes::json as codes;
use crate::diagnostic::{Code, Diagnostic, Place, SourceId};
use crate::text::Span;

/// What the reader accepts at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Levels of objects and lists. Elasticsearch stops at 1000; CloudTrail records stay below 20.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 512 }
    }
}

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
    let end = range.end.min(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let mut reader =
        Reader { text, end, at: range.start, source, limits, tree: Tree::default(), diagnostics: Vec::new() };
    reader.skip_space();
    // An error inside abandons the value: what was read so far stays in the tree.
    let _ = reader.value(None, 0);
    Parsed { tree: reader.tree, diagnostics: reader.diagnostics, end: reader.at }
}

struct Reader<'t> {
    text: &'t str,
    end: u32,
    at: u32,
    source: SourceId,
    limits: Limits,
    tree: Tree,
    diagnostics: Vec<Diagnostic>,
}

/// The value cannot be read further; the reason is among the diagnostics.
struct Abandoned;

impl Reader<'_> {
    fn value(&mut self, key: Option<Span>, depth: u32) -> Result<(), Abandoned> {
        let start = self.at;
        match self.peek() {
            Some(b'{') => self.container(Kind::Object, key, depth),
            Some(b'[') => self.container(Kind::Array, key, depth),
            Some(b'"') => {
                let span = self.string()?;
                self.push(Kind::String, span, key);
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                self.push(Kind::Number, Span::new(start, self.at), key);
                Ok(())
            }
            Some(b't') => self.word("true", Kind::Bool(true), key),
            Some(b'f') => self.word("false", Kind::Bool(false), key),
            Some(b'n') => self.word("null", Kind::Null, key),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn container(&mut self, kind: Kind, key: Option<Span>, depth: u32) -> Result<(), Abandoned> {
        let start = self.at;
        if depth >= self.limits.depth {
            let message = format!("more than {} levels of objects and lists", self.limits.depth);
            return Err(self.report(&codes::TOO_DEEP, Span::new(start, start + 1), message));
        }
        let close = if kind == Kind::Object { b'}' } else { b']' };
        let id = self.push(kind, Span::new(start, start), key);
        self.at += 1;
        let result = self.members(kind, close, id, depth);
        let end = self.tree.nodes.len() as u32;
        if let Some(node) = self.tree.nodes.get_mut(id) {
            node.span.end = self.at;
            node.end = end;
        }
        result
    }

    fn members(&mut self, kind: Kind, close: u8, id: usize, depth: u32) -> Result<(), Abandoned> {
        self.skip_space();
        if self.eat(close) {
            return Ok(());
        }
        loop {
            self.skip_space();
            let key = if kind == Kind::Object { Some(self.key(id)?) } else { None };
            self.value(key, depth + 1)?;
            self.skip_space();
            if self.eat(close) {
                return Ok(());
            }
            if !self.eat(b',') {
                let expected = if kind == Kind::Object { "`,` or `}`" } else { "`,` or `]`" };
                return Err(self.unexpected(expected));
            }
        }
    }

    fn key(&mut self, object: usize) -> Result<Span, Abandoned> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in double quotes"));
        }
        let span = self.string()?;
        if self.has_key(object, span) {
            let name = plain(self.text, span).into_owned();
            // The second value wins, as in most parsers, but the integration would refuse the record.
            self.report(&codes::DUPLICATE_KEY, span, format!("the key `{name}` is written twice in this object"));
        }
        self.skip_space();
        if !self.eat(b':') {
            return Err(self.unexpected("`:`"));
        }
        self.skip_space();
        Ok(span)
    }

    /// Whether the open object already has this key. Its finished members are siblings up to the end of the tree.
    fn has_key(&self, object: usize, key: Span) -> bool {
        let wanted = plain(self.text, key);
        let mut id = object + 1;
        while let Some(node) = self.tree.nodes.get(id) {
            if node.key.is_some_and(|span| plain(self.text, span) == wanted) {
                return true;
            }
            id = node.end as usize;
        }
        false
    }

    /// Reads a string token and returns its span, quotes included.
    fn string(&mut self) -> Result<Span, Abandoned> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Span::new(start, self.at));
                }
                Some(b'\\') => self.escape()?,
                Some(byte) if byte < 0x20 => {
                    let span = Span::new(self.at, self.at + 1);
                    let message = "a control character inside a string; write it as an escape".to_owned();
                    return Err(self.report(&codes::SYNTAX, span, message));
                }
                Some(_) => self.at += 1,
                None => return Err(self.cut_off(start, "this string is not closed")),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Abandoned> {
        let start = self.at;
        match self.byte(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => {
                let Some(unit) = self.unit(start) else { return Err(self.bad_escape(start)) };
                self.at += 6;
                match unit {
                    0xD800..0xDC00 if matches!(self.unit(self.at), Some(0xDC00..0xE000)) => self.at += 6,
                    0xD800..0xE000 => {
                        let message = "half of a surrogate pair; it is read as U+FFFD".to_owned();
                        self.report(&codes::LONE_SURROGATE, Span::new(start, self.at), message);
                    }
                    _ => {}
                }
            }
            None => return Err(self.cut_off(start, "the text ends inside an escape")),
            _ => return Err(self.bad_escape(start)),
        }
        Ok(())
    }

    fn bad_escape(&mut self, start: u32) -> Abandoned {
        let message = "not a JSON escape; a backslash itself is written `\\\\`".to_owned();
        self.report(&codes::SYNTAX, Span::new(start, (start + 2).min(self.end)), message)
    }

    /// The four hexadecimal digits of a `\u` escape at `at`.
    fn unit(&self, at: u32) -> Option<u32> {
        let text = self.text.get(at as usize..(at + 6).min(self.end) as usize)?;
        let digits = text.strip_prefix("\\u").filter(|digits| digits.len() == 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        u32::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self) -> Result<(), Abandoned> {
        self.eat(b'-');
        if self.eat(b'0') {
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.unexpected("no digit after a leading zero"));
            }
        } else {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Abandoned> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected("a digit")) } else { Ok(()) }
    }

    fn word(&mut self, word: &str, kind: Kind, key: Option<Span>) -> Result<(), Abandoned> {
        let span = Span::new(self.at, self.at + word.len() as u32);
        if span.end > self.end || span.of(self.text) != word {
            return Err(self.unexpected("a value"));
        }
        self.at = span.end;
        self.push(kind, span, key);
        Ok(())
    }

    fn push(&mut self, kind: Kind, span: Span, key: Option<Span>) -> usize {
        let id = self.tree.nodes.len();
        self.tree.nodes.push(Node { kind, span, key, end: id as u32 + 1 });
        id
    }

    fn unexpected(&mut self, expected: &str) -> Abandoned {
        let Some(found) = self.text.get(self.at as usize..self.end as usize).and_then(|rest| rest.chars().next())
        else {
            return self.cut_off(self.at, &format!("the text ends where {expected} was expected"));
        };
        let span = Span::new(self.at, self.at + found.len_utf8() as u32);
        let found = if found.is_control() { format!("U+{:04X}", found as u32) } else { format!("`{found}`") };
        self.report(&codes::SYNTAX, span, format!("expected {expected}, found {found}"))
    }

    fn cut_off(&mut self, at: u32, message: &str) -> Abandoned {
        self.at = self.end;
        self.report(&codes::CUT_OFF, Span::new(at, self.end), message.to_owned())
    }

    fn report(&mut self, code: &'static Code, span: Span, message: String) -> Abandoned {
        self.diagnostics.push(Diagnostic::new(code, Place { source: self.source, span }, message));
        Abandoned
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += u32::from(found);
        found
    }

    fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    fn byte(&self, at: u32) -> Option<u8> {
        if at >= self.end { None } else { self.text.as_bytes().get(at as usize).copied() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    use super::super::NodeRef;

    #[test]
    fn errors_stand_where_they_are() {
        for (text, code, under) in [
            ("{\"a\" 1}", "J001", "1"),
            ("{a: 1}", "J001", "a"),
            ("[1,]", "J001", "]"),
            ("[01]", "J001", "1"),
            ("nul", "J001", "n"),
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
