use super::keys::Keys;
use super::lexer::Lexer;
use super::{Abandoned, Kind, Limits};
use crate::diagnostic::codes::json as codes;
use crate::diagnostic::{Diagnostic, Place, SourceId};
use crate::text::Span;

/// Walks through a text value by value and checks it on the way. Nothing is built: what the caller does not step into is
/// skipped in one pass, however deep it is.
pub struct Reader<'t> {
    pub(super) lexer: Lexer<'t>,
    open: Vec<Open>,
    keys: Keys<'t>,
}

/// What a pass over a value makes of it.
pub(super) trait Sink {
    /// An object or list starts.
    fn open(&mut self, kind: Kind, start: u32, key: Option<Span>);
    /// The innermost object or list ends.
    fn close(&mut self, end: u32);
    /// Anything else.
    fn scalar(&mut self, kind: Kind, span: Span, key: Option<Span>);
}

/// Only the check.
impl Sink for () {
    fn open(&mut self, _: Kind, _: u32, _: Option<Span>) {}
    fn close(&mut self, _: u32) {}
    fn scalar(&mut self, _: Kind, _: Span, _: Option<Span>) {}
}

#[derive(Clone, Copy)]
struct Open {
    object: bool,
    /// Nothing was read in it yet.
    fresh: bool,
    /// Where its keys start.
    keys: usize,
}

impl<'t> Reader<'t> {
    /// A reader at the start of `range` of `text`. `source` names the text in messages.
    pub fn new(text: &'t str, range: Span, source: SourceId, limits: Limits) -> Self {
        Self { lexer: Lexer::new(text, range, source, limits), open: Vec::new(), keys: Keys::default() }
    }

    /// The byte the reader stands at.
    pub fn position(&self) -> u32 {
        self.lexer.at as u32
    }

    /// How many objects and lists are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// How many keys were written twice so far.
    pub fn duplicate_keys(&self) -> u32 {
        self.lexer.duplicate_keys
    }

    /// Skips white space and returns the next byte; `None` at the end.
    pub fn peek(&mut self) -> Option<u8> {
        self.lexer.skip_space();
        self.lexer.peek()
    }

    /// Steps over `byte` if it comes next.
    pub fn eat(&mut self, byte: u8) -> bool {
        self.lexer.skip_space();
        self.lexer.eat(byte)
    }

    /// Reports that something else stands here than `what`.
    pub fn expected(&mut self, what: &str) -> Abandoned {
        self.lexer.unexpected(what)
    }

    /// Skips one value and returns its place.
    pub fn skip_value(&mut self) -> Result<Span, Abandoned> {
        self.value(None, &mut ())
    }

    /// Steps into the object or list that comes next; [`Reader::next_key`] or [`Reader::next_element`] go on from there.
    pub fn enter(&mut self) -> Result<(), Abandoned> {
        self.lexer.skip_space();
        match self.lexer.peek() {
            Some(b'{') => self.push(true),
            Some(b'[') => self.push(false),
            _ => Err(self.lexer.unexpected("`{` or `[`")),
        }
    }

    /// The next key of the object the reader is in, quotes included; `None` after the last, which leaves the object.
    /// The reader then stands at the value.
    pub fn next_key(&mut self) -> Result<Option<Span>, Abandoned> {
        if self.next()? { self.key().map(Some) } else { Ok(None) }
    }

    /// Whether the list the reader is in has another element; if not, the reader leaves the list.
    pub fn next_element(&mut self) -> Result<bool, Abandoned> {
        self.next()
    }

    /// Goes on at byte `at` as if only the `depth` outermost objects and lists were open. The next value needs no comma.
    pub fn resume(&mut self, at: u32, depth: usize) {
        self.lexer.at = at as usize;
        if let Some(open) = self.open.get(depth) {
            self.keys.close(open.keys);
        }
        self.open.truncate(depth);
    }

    /// Forgets the comma that would have to come next: after [`Reader::resume`] at an element.
    pub fn expect_element(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.fresh = true;
        }
    }

    /// Gives the last message another place and text: the caller knows the cause of an early end.
    pub fn blame(&mut self, span: Span, message: &str) {
        let last = self.lexer.diagnostics.last_mut().filter(|last| *last.code == codes::CUT_OFF);
        if let Some((last, place)) = last.and_then(|last| last.place.map(|place| (last, place))) {
            last.message = message.to_owned();
            last.notes = vec!["Close it, or remove it.".to_owned()];
            last.place = Some(Place { span, ..place });
        }
    }

    /// Takes the last message back: it only follows from the one before.
    pub fn retract(&mut self) {
        match self.lexer.unreported {
            0 => _ = self.lexer.diagnostics.pop(),
            more => self.lexer.unreported = more - 1,
        }
    }

    /// The messages so far; those after the first [`Limits::problems`] are only counted.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.lexer.diagnostics
    }

    /// Takes the messages, and how many more there were.
    pub fn into_diagnostics(self) -> (Vec<Diagnostic>, u32) {
        (self.lexer.diagnostics, self.lexer.unreported)
    }

    /// Reads one value into `sink`, without recursion.
    pub(super) fn value(&mut self, mut key: Option<Span>, sink: &mut impl Sink) -> Result<Span, Abandoned> {
        let floor = self.open.len();
        self.lexer.skip_space();
        let start = self.lexer.at;
        loop {
            let here = self.lexer.at as u32;
            match self.lexer.peek() {
                Some(b'"') => {
                    let span = self.lexer.string()?;
                    sink.scalar(Kind::String, span, key);
                }
                Some(byte @ (b'{' | b'[')) => {
                    let object = byte == b'{';
                    self.push(object)?;
                    sink.open(if object { Kind::Object } else { Kind::Array }, here, key);
                }
                _ => {
                    let (kind, span) = self.lexer.number_or_word()?;
                    sink.scalar(kind, span, key);
                }
            }
            // Close what ends here, until another value comes.
            loop {
                if self.open.len() == floor {
                    return Ok(Span::from_range(start..self.lexer.at));
                }
                if self.next()? {
                    break;
                }
                sink.close(self.lexer.at as u32);
            }
            key = match self.open.last() {
                Some(open) if open.object => Some(self.key()?),
                _ => None,
            };
        }
    }

    fn push(&mut self, object: bool) -> Result<(), Abandoned> {
        if self.open.len() >= self.lexer.limits.depth as usize {
            return Err(self.lexer.too_deep());
        }
        self.open.push(Open { object, fresh: true, keys: self.keys.len() });
        self.lexer.at += 1;
        Ok(())
    }

    /// Whether the innermost object or list has another member; if not, it is left.
    fn next(&mut self) -> Result<bool, Abandoned> {
        self.lexer.skip_space();
        let Some(open) = self.open.last_mut() else { return Ok(false) };
        let fresh = std::mem::replace(&mut open.fresh, false);
        let (close, keys) = (if open.object { b'}' } else { b']' }, open.keys);
        if self.lexer.eat(close) {
            self.keys.close(keys);
            self.open.pop();
            return Ok(false);
        }
        if !fresh {
            if !self.lexer.eat(b',') {
                return Err(self.lexer.unexpected(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" }));
            }
            self.lexer.skip_space();
        }
        Ok(true)
    }

    /// Reads a key and its colon, and stands at the value.
    fn key(&mut self) -> Result<Span, Abandoned> {
        let span = self.lexer.key()?;
        let from = self.open.last().map_or(0, |open| open.keys);
        if self.keys.add(self.lexer.text, from, span, self.lexer.escaped) {
            self.lexer.duplicate_key(span);
        }
        Ok(span)
    }
}
