use super::parser::Builder;
use super::reader::Sink;
use super::scan;
use super::string::key_equals;
use super::tree::{Kind, Tree};
use crate::text::Span;

/// Which parts of a value are wanted: a tree of keys. Lists are looked through: a key below a list is wanted of each element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    /// Everything below is wanted.
    whole: bool,
    members: Vec<(Box<str>, Projection)>,
}

impl Projection {
    /// Wants everything.
    pub fn whole() -> Self {
        Self { whole: true, members: Vec::new() }
    }

    /// Wants these paths of keys and everything below them.
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a [&'a str]>) -> Self {
        let mut projection = Self::default();
        paths.into_iter().for_each(|path| projection.add(path));
        projection
    }

    /// Wants this path of keys as well, and everything below it.
    pub fn add(&mut self, path: &[&str]) {
        if self.whole {
            return;
        }
        let Some((key, rest)) = path.split_first() else {
            *self = Self::whole();
            return;
        };
        match self.members.iter_mut().find(|(member, _)| **member == **key) {
            Some((_, member)) => member.add(rest),
            None => {
                let mut member = Self::default();
                member.add(rest);
                self.members.push(((*key).into(), member));
            }
        }
    }

    #[inline(always)]
    fn member(&self, text: &str, key: Span) -> Option<&Self> {
        if self.whole {
            return Some(self);
        }
        self.members.iter().find(|(member, _)| key_equals(text, key, member)).map(|(_, member)| member)
    }
}

/// The wanted parts of the value at `span` of `text`, in document order. The text must have been checked before
/// ([`super::Reader`]): what is not wanted is only counted through to its closing bracket.
pub fn parse_projected(text: &str, span: Span, projection: &Projection) -> Tree {
    let mut cursor = Cursor::new(text, span);
    let mut builder = Builder::default();
    cursor.skip_space();
    if !projection.whole && projection.members.is_empty() {
        // Nothing inside is wanted: only what it is and where it stands.
        let end = cursor.text.get(..span.end as usize).unwrap_or("").trim_end().len();
        let kind = cursor.peek().map_or(Kind::Null, kind);
        builder.scalar(kind, Span::from_range(cursor.at..end), None);
        return builder.finish(span.end);
    }
    cursor.build(projection, &mut builder);
    builder.finish(span.end)
}

/// Walks through a text that was checked before.
pub(super) struct Cursor<'t> {
    pub text: &'t str,
    bytes: &'t [u8],
    pub at: usize,
}

impl<'t> Cursor<'t> {
    /// At the start of `span`, with nothing behind its end.
    pub fn new(text: &'t str, span: Span) -> Self {
        let bytes = text.as_bytes().get(..span.end as usize).unwrap_or_default();
        Self { text, bytes, at: span.start as usize }
    }

    #[inline(always)]
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Builds one value without recursion: `wanted` holds the projection of each open object or list.
    fn build(&mut self, projection: &Projection, builder: &mut Builder) {
        let mut wanted = Vec::new();
        let mut here = projection;
        let mut key = None;
        loop {
            self.skip_space();
            let start = self.at;
            match self.bytes.get(start) {
                Some(first @ (b'{' | b'[')) => {
                    let kind = kind(*first);
                    builder.open(kind, start as u32, key);
                    wanted.push((kind, here));
                    self.at += 1;
                }
                Some(first) => {
                    let kind = kind(*first);
                    self.skip_value();
                    builder.scalar(kind, Span::from_range(start..self.at), key);
                }
                None => return,
            }
            // On to the next wanted value; close what ends on the way.
            loop {
                let Some((kind, inside)) = wanted.last().copied() else { return };
                self.skip_space();
                match self.bytes.get(self.at) {
                    None => return,
                    Some(b'}' | b']') => {
                        self.at += 1;
                        builder.close(self.at as u32);
                        wanted.pop();
                        continue;
                    }
                    Some(b',') => self.at += 1,
                    Some(_) => {}
                }
                self.skip_space();
                if matches!(self.bytes.get(self.at), Some(b'}' | b']') | None) {
                    continue;
                }
                if kind == Kind::Array {
                    (key, here) = (None, inside);
                    break;
                }
                let (span, _) = self.key();
                if let Some(member) = inside.member(self.text, span) {
                    (key, here) = (Some(span), member);
                    break;
                }
                self.skip_value();
            }
        }
    }

    /// A key, and whether it has an escape; then it stands at the value.
    #[inline(always)]
    pub fn key(&mut self) -> (Span, bool) {
        let start = self.at;
        let escaped = self.skip_string();
        let span = Span::from_range(start..self.at);
        self.skip_space();
        self.at += usize::from(self.bytes.get(self.at) == Some(&b':'));
        self.skip_space();
        (span, escaped)
    }

    #[inline(always)]
    pub fn skip_space(&mut self) {
        if self.bytes.get(self.at).is_some_and(|byte| *byte <= b' ') {
            self.at = scan::after_space(self.bytes, self.at);
        }
    }

    pub fn skip_value(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.bytes.get(self.at) {
                None => return,
                Some(b'"') => _ = self.skip_string(),
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') => {
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                Some(b',' | b':' | b' ' | b'\n' | b'\r' | b'\t') => {
                    self.at = scan::after_space(self.bytes, self.at + 1);
                    continue;
                }
                Some(_) => {
                    self.at += 1;
                    while self
                        .bytes
                        .get(self.at)
                        .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
                    {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Whether the string has an escape.
    #[inline(always)]
    fn skip_string(&mut self) -> bool {
        self.at += 1;
        let mut escaped = false;
        loop {
            self.at = scan::quote_or_escape(self.bytes, self.at);
            match self.bytes.get(self.at) {
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                Some(_) => {
                    self.at += 1;
                    return escaped;
                }
                None => return escaped,
            }
        }
    }
}

fn kind(first: u8) -> Kind {
    match first {
        b'{' => Kind::Object,
        b'[' => Kind::Array,
        b'"' => Kind::String,
        b't' => Kind::Bool(true),
        b'f' => Kind::Bool(false),
        b'n' => Kind::Null,
        _ => Kind::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, parse};
    use super::*;
    use crate::diagnostic::SourceId;

    #[test]
    fn only_what_is_wanted_is_built() {
        let text =
            r#" {"a": {"b": [1, {"c": 2, "x": "}]"}], "d": null}, "e\u0066": "\"{", "z": [[{}], "\\"], "k": true} "#;
        let span = Span::from_range(1..text.len() - 1);
        for (paths, expected) in [
            (&[&["k"] as &[&str]] as &[&[&str]], "k"),
            (&[&["a", "b", "c"]], "a b c"),
            (&[&["ef"], &["a", "d"]], "a d ef"),
            (&[&["none"]], ""),
            (&[&["a"], &["a", "b"]], "a b c x d"),
        ] {
            let tree = parse_projected(text, span, &Projection::of(paths.iter().copied()));
            let keys: Vec<_> = tree
                .nodes
                .iter()
                .filter_map(|node| node.key)
                .map(|key| super::super::string::plain(text, key))
                .collect();
            assert_eq!(keys.join(" "), expected);
            let root = tree.root(text).unwrap();
            assert_eq!(root.span(), span);
        }
        let whole = parse_projected(text, span, &Projection::whole());
        let parsed = parse(text, span, SourceId::Events(0), Limits::default());
        assert!(parsed.is_sound());
        let shape =
            |tree: &Tree| tree.nodes.iter().map(|node| (node.kind, node.span, node.key, node.end)).collect::<Vec<_>>();
        assert_eq!(shape(&whole), shape(&parsed.tree));
    }
}
