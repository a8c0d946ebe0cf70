use super::string::plain;
use super::{Abandoned, Kind, Limits, scan};
use crate::diagnostic::codes::json as codes;
use crate::diagnostic::{Code, Diagnostic, Place, SourceId};
use crate::text::Span;

/// The tokens of a text, and what is wrong with them.
pub(super) struct Lexer<'t> {
    pub text: &'t str,
    /// The text up to where the reader may go.
    bytes: &'t [u8],
    pub at: usize,
    source: SourceId,
    pub limits: Limits,
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the last key has an escape.
    pub escaped: bool,
    /// Messages beyond the limit.
    pub unreported: u32,
    /// Keys that were written twice.
    pub duplicate_keys: u32,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str, range: Span, source: SourceId, limits: Limits) -> Self {
        let end = (range.end as usize).min(text.len());
        let bytes = text.as_bytes().get(..end).unwrap_or_default();
        Self {
            text,
            bytes,
            at: range.start as usize,
            source,
            limits,
            diagnostics: Vec::new(),
            unreported: 0,
            duplicate_keys: 0,
            escaped: false,
        }
    }

    #[inline(always)]
    pub fn skip_space(&mut self) {
        if self.peek().is_some_and(|byte| byte <= b' ') {
            self.at = scan::after_space(self.bytes, self.at);
        }
    }

    #[inline(always)]
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline(always)]
    pub fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// A key and its colon.
    pub fn key(&mut self) -> Result<Span, Abandoned> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in double quotes"));
        }
        self.escaped = false;
        let span = self.string()?;
        self.skip_space();
        if !self.eat(b':') {
            return Err(self.unexpected("`:`"));
        }
        self.skip_space();
        Ok(span)
    }

    /// A string; the span includes the quotes.
    #[inline(always)]
    pub fn string(&mut self) -> Result<Span, Abandoned> {
        let start = self.at;
        self.at += 1;
        loop {
            self.at = scan::string_stop(self.bytes, self.at);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Span::from_range(start..self.at));
                }
                Some(b'\\') => self.escape()?,
                Some(b'\n' | b'\r') => {
                    let message = "this string is not closed on its line";
                    return Err(self.report(&codes::SYNTAX, start..self.at, message));
                }
                Some(_) => {
                    let message = "a control character inside a string; write it as an escape";
                    return Err(self.report(&codes::SYNTAX, self.at..self.at + 1, message));
                }
                None => return Err(self.cut_off(start, "this string is not closed")),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Abandoned> {
        self.escaped = true;
        let start = self.at;
        match self.bytes.get(start + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => {
                let Some(unit) = self.unit(start) else { return Err(self.bad_escape(start)) };
                self.at += 6;
                match unit {
                    0xD800..0xDC00 if matches!(self.unit(self.at), Some(0xDC00..0xE000)) => self.at += 6,
                    0xD800..0xE000 => {
                        let message = "half of a surrogate pair; it is read as U+FFFD";
                        self.report(&codes::LONE_SURROGATE, start..self.at, message);
                    }
                    _ => {}
                }
            }
            None => return Err(self.cut_off(start, "the text ends inside an escape")),
            _ => return Err(self.bad_escape(start)),
        }
        Ok(())
    }

    fn bad_escape(&mut self, start: usize) -> Abandoned {
        if self.bytes.len() < start + 6 && self.bytes.get(start + 1) == Some(&b'u') {
            return self.cut_off(start, "the text ends inside an escape");
        }
        let length = self.text.get(start + 1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let message = "not a JSON escape; a backslash itself is written `\\\\`";
        self.report(&codes::SYNTAX, start..start + 1 + length, message)
    }

    /// The four hexadecimal digits of a `\u` escape at `at`.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
        digits.iter().try_fold(0, |unit, digit| Some(unit << 4 | char::from(*digit).to_digit(16)?))
    }

    /// A number, `true`, `false` or `null`.
    pub fn number_or_word(&mut self) -> Result<(Kind, Span), Abandoned> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'-' | b'0'..=b'9') => {
                self.number()?;
                Kind::Number
            }
            Some(b't') => self.word("true", Kind::Bool(true))?,
            Some(b'f') => self.word("false", Kind::Bool(false))?,
            Some(b'n') => self.word("null", Kind::Null)?,
            _ => return Err(self.unexpected("a value")),
        };
        Ok((kind, Span::from_range(start..self.at)))
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

    fn word(&mut self, word: &str, kind: Kind) -> Result<Kind, Abandoned> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(kind);
        }
        if word.as_bytes().starts_with(rest) {
            return Err(self.cut_off(self.at, &format!("the text ends inside `{word}`")));
        }
        Err(self.unexpected("a value"))
    }

    pub fn unexpected(&mut self, expected: &str) -> Abandoned {
        let rest = self.text.get(self.at..self.bytes.len());
        let Some(found) = rest.and_then(|rest| rest.chars().next()) else {
            return self.cut_off(self.at, &format!("the text ends where {expected} was expected"));
        };
        let name = if found.is_control() { format!("U+{:04X}", found as u32) } else { format!("`{found}`") };
        let message = format!("expected {expected}, found {name}");
        let abandoned = self.report(&codes::SYNTAX, self.at..self.at + found.len_utf8(), message);
        self.note(hint(expected, found));
        abandoned
    }

    /// Says what to change about the last message.
    fn note(&mut self, note: Option<&str>) {
        // Beyond the limit the last message is not the one meant.
        if self.unreported == 0
            && let Some((last, note)) = self.diagnostics.last_mut().zip(note)
        {
            last.notes.push(note.to_owned());
        }
    }

    pub fn too_deep(&mut self) -> Abandoned {
        let message = format!("more than {} levels of objects and lists", self.limits.depth);
        self.report(&codes::TOO_DEEP, self.at..self.at + 1, message)
    }

    pub fn duplicate_key(&mut self, key: Span) {
        self.duplicate_keys = self.duplicate_keys.saturating_add(1);
        // The second value wins, as in most parsers, but the integration would refuse the record.
        let message = format!("the key `{}` is written twice in this object", plain(self.text, key));
        self.report(&codes::DUPLICATE_KEY, key.range(), message);
        self.note(Some("Remove one of the two: the integration refuses a record with both."));
    }

    fn cut_off(&mut self, at: usize, message: &str) -> Abandoned {
        self.at = self.bytes.len();
        let abandoned = self.report(&codes::CUT_OFF, at..self.at, message);
        self.note(Some("Paste the text whole, or close what is open."));
        abandoned
    }

    fn report(&mut self, code: &'static Code, range: std::ops::Range<usize>, message: impl Into<String>) -> Abandoned {
        if self.diagnostics.len() < self.limits.problems as usize {
            let place = Place { source: self.source, span: Span::from_range(range) };
            self.diagnostics.push(Diagnostic::new(code, place, message));
        } else {
            self.unreported = self.unreported.saturating_add(1);
        }
        Abandoned
    }
}

/// What to change where `found` stands instead of what was expected.
fn hint(expected: &str, found: char) -> Option<&'static str> {
    match found {
        '}' | ']' if expected.starts_with('a') => Some("Remove the comma before it, or write what is missing."),
        '\'' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' => Some("JSON has straight double quotes: \"."),
        'T' | 'F' | 'N' | 'u' => Some("JSON writes true, false and null."),
        '/' | '#' => Some("JSON has no comments; remove it."),
        _ if expected == "`:`" => Some("A key is followed by a colon."),
        _ if expected.starts_with('`') => Some("A comma or a bracket is missing before it."),
        _ => None,
    }
}
