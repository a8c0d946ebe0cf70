//! Which tables, keys and values stand in a rule's text, from its tokens alone: it holds while the text is being typed and
//! no TOML reader would take it.

use std::rc::Rc;

use crate::order;
use crate::rule::{TokenKind, tokens};
use crate::text::Span;

/// The pieces of a rule's text, and what may be written at one place of it.
pub struct Outline {
    /// In the order of the text.
    pub pieces: Vec<Piece>,
    /// What may be written at the place asked for, if no piece stands there.
    pub gap: Gap,
    /// Parts that may be folded away: long strings, lists and tables, from the end of their first line on.
    pub folds: Vec<Span>,
}

/// A table's header, a key, or a value.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Which.
    pub kind: PieceKind,
    /// Its bytes, quotes and brackets included.
    pub span: Span,
    /// Dotted path of the table, of the key, or of the key the value belongs to; lists leave no trace in it.
    pub path: Rc<str>,
    /// The table it stands in: keys of one table have one number.
    pub table: u32,
    /// Whether that table is written in braces.
    pub inline: bool,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// `[table]`, perhaps without its closing bracket.
    Header,
    /// A key, or one part of a dotted one.
    Key,
    /// A string, perhaps without its closing quote.
    Text,
    /// Any other value.
    Word,
}

/// What may be written where nothing stands.
#[derive(Clone, Debug)]
pub enum Gap {
    /// A key of the table at `path`.
    Key {
        /// The table.
        path: Rc<str>,
        /// Its number.
        table: u32,
        /// Whether it is written in braces.
        inline: bool,
    },
    /// A value of the key at `path`.
    Value {
        /// The key.
        path: Rc<str>,
    },
    /// Nothing that is known.
    Nothing,
}

/// Reads `text`; the gap is the one at byte `offset`.
pub fn outline(text: &str, offset: u32) -> Outline {
    let base = Frame { is_list: false, path: "".into(), table: 0, start: 0 };
    let mut scanner = Scanner {
        text,
        tables: 0,
        base,
        open: Vec::new(),
        key: String::new(),
        expect: Expect::Key,
        end: 0,
        header: None,
        skip_to: 0,
        outline: Outline { pieces: Vec::new(), gap: Gap::Nothing, folds: Vec::new() },
    };
    let mut is_before = true;
    for token in tokens(text) {
        if is_before && token.span.start >= offset {
            scanner.outline.gap = scanner.gap(offset);
            is_before = false;
        }
        scanner.token(token.kind, token.span);
    }
    if is_before {
        scanner.outline.gap = scanner.gap(offset);
    }
    scanner.end_table(text.len() as u32);
    scanner.fold_strings();
    scanner.outline
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Key,
    Equals,
    Value,
    End,
}

/// An open list or table.
struct Frame {
    is_list: bool,
    path: Rc<str>,
    table: u32,
    start: u32,
}

struct Scanner<'t> {
    text: &'t str,
    tables: u32,
    /// The table of the last header.
    base: Frame,
    open: Vec<Frame>,
    /// The key being read, dots included.
    key: String,
    expect: Expect,
    /// Where the last token ended.
    end: u32,
    /// Where the last header ended.
    header: Option<u32>,
    /// Tokens before it belong to a header.
    skip_to: u32,
    outline: Outline,
}

impl Scanner<'_> {
    fn token(&mut self, kind: TokenKind, span: Span) {
        if span.start < self.skip_to {
            return;
        }
        self.pass_lines(span.start);
        let written = span.of(self.text);
        let first = written.as_bytes().first().copied();
        let continues = self.outline.pieces.last().is_some_and(|last| {
            last.kind == PieceKind::Text && last.span.end == span.start && self.expect == Expect::End
        });
        match kind {
            TokenKind::Comment => {}
            TokenKind::Table => self.open_table(span),
            TokenKind::Punctuation | TokenKind::Invalid if first == Some(b'[') && self.starts_header() => {
                let line = self.text.get(span.start as usize..).and_then(|rest| rest.lines().next()).unwrap_or("");
                let length = line.find(['#', '=']).map_or(line, |end| line.get(..end).unwrap_or("")).trim_end().len();
                self.open_table(Span::new(span.start, span.start + length as u32));
            }
            TokenKind::String | TokenKind::Escape | TokenKind::Invalid if continues => {
                if let Some(last) = self.outline.pieces.last_mut() {
                    last.span.end = span.end;
                }
            }
            TokenKind::Punctuation => self.punctuation(written, span),
            TokenKind::Key | TokenKind::Invalid if matches!(self.expect, Expect::Key | Expect::Equals) => {
                self.read_key(written, span);
            }
            _ => {
                let is_text = matches!(kind, TokenKind::String | TokenKind::Escape);
                self.push(if is_text { PieceKind::Text } else { PieceKind::Word }, span, self.value_path());
                self.expect = Expect::End;
            }
        }
        self.end = self.end.max(span.end);
    }

    /// A new line begins a new key where no bracket is open.
    fn pass_lines(&mut self, to: u32) {
        if self.open.is_empty() && Span::new(self.end, to).of(self.text).contains('\n') {
            self.expect = Expect::Key;
            self.key.clear();
        }
    }

    fn starts_header(&self) -> bool {
        self.open.is_empty() && self.expect == Expect::Key && self.key.is_empty()
    }

    fn read_key(&mut self, written: &str, span: Span) {
        if !self.key.is_empty() {
            self.key.push('.');
        }
        self.key.push_str(written.trim_matches(['"', '\'']));
        let path = self.value_path();
        self.push(PieceKind::Key, span, path);
        self.expect = Expect::Equals;
    }

    fn punctuation(&mut self, written: &str, span: Span) {
        match written {
            "=" => {
                if self.open.last().is_some_and(|frame| frame.is_list) {
                    self.leave_unclosed_list();
                }
                self.expect = Expect::Value;
            }
            "[" | "{" => {
                let path = self.value_path();
                self.tables += 1;
                let is_list = written == "[";
                self.open.push(Frame { is_list, path, table: self.tables, start: span.start });
                self.expect = if is_list { Expect::Value } else { Expect::Key };
                if !is_list {
                    self.key.clear();
                }
            }
            "]" | "}" => {
                if let Some(frame) = self.open.pop() {
                    self.fold(frame.start + 1, span.start);
                }
                self.expect = Expect::End;
            }
            "," => {
                let in_list = self.open.last().is_none_or(|frame| frame.is_list);
                self.expect = if in_list { Expect::Value } else { Expect::Key };
                if !in_list {
                    self.key.clear();
                }
            }
            _ => {}
        }
    }

    /// `=` in a list: the word before it is the next key, and the list was never closed.
    fn leave_unclosed_list(&mut self) {
        self.open.clear();
        let Some(last) = self.outline.pieces.pop() else { return };
        self.key.clear();
        self.read_key(last.span.of(self.text), last.span);
    }

    fn open_table(&mut self, span: Span) {
        self.end_table(span.start);
        self.open.clear();
        self.key.clear();
        self.tables += 1;
        let name: String = span.of(self.text).chars().filter(|c| !"[]\"' ".contains(*c)).collect();
        let path: Rc<str> = name.into();
        self.base = Frame { is_list: false, path: Rc::clone(&path), table: self.tables, start: span.start };
        self.push(PieceKind::Header, span, path);
        self.header = Some(span.end);
        self.expect = Expect::End;
        self.skip_to = span.end;
        self.end = span.end;
    }

    fn end_table(&mut self, end: u32) {
        if let Some(start) = self.header.take() {
            let length = Span::new(start, end).of(self.text).trim_end().len();
            self.fold(start, start + length as u32);
        }
    }

    fn push(&mut self, kind: PieceKind, span: Span, path: Rc<str>) {
        let frame = self.open.iter().rev().find(|frame| !frame.is_list);
        let (table, inline) = (frame.unwrap_or(&self.base).table, frame.is_some());
        self.outline.pieces.push(Piece { kind, span, path, table, inline });
    }

    /// The path of the value, or of the key as far as it was read.
    fn value_path(&self) -> Rc<str> {
        let frame = self.open.last().unwrap_or(&self.base);
        if frame.is_list || self.key.is_empty() {
            return Rc::clone(&frame.path);
        }
        if frame.path.is_empty() {
            return self.key.as_str().into();
        }
        let mut path = String::from(&*frame.path);
        path.push('.');
        path.push_str(&self.key);
        path.into()
    }

    fn gap(&mut self, offset: u32) -> Gap {
        self.pass_lines(offset.max(self.end));
        let frame = self.open.last().unwrap_or(&self.base);
        match self.expect {
            Expect::Key if !frame.is_list && self.key.is_empty() => {
                Gap::Key { path: Rc::clone(&frame.path), table: frame.table, inline: !self.open.is_empty() }
            }
            Expect::Value => Gap::Value { path: self.value_path() },
            _ => Gap::Nothing,
        }
    }

    fn fold_strings(&mut self) {
        for at in 0..self.outline.pieces.len() {
            let Some(piece) = self.outline.pieces.get(at).filter(|piece| piece.kind == PieceKind::Text) else {
                continue;
            };
            let closing = if piece.span.of(self.text).ends_with(['"', '\'']) { 3 } else { 0 };
            self.fold(piece.span.start, piece.span.end.saturating_sub(closing));
        }
        order::sort(&mut self.outline.folds);
    }

    /// Lets `from..to` be folded if it spans lines; from the end of its first line on.
    fn fold(&mut self, from: u32, to: u32) {
        let Some(newline) = Span::new(from, to).of(self.text).find('\n') else { return };
        let from = from + newline as u32;
        let from = from - u32::from(Span::new(from.saturating_sub(1), from).of(self.text) == "\r");
        if from < to {
            self.outline.folds.push(Span::new(from, to));
        }
    }
}
