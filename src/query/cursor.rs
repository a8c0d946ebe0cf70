use crate::text::Span;

/// A piece of query text and what it is in its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<K> {
    /// What it is.
    pub kind: K,
    /// Bytes of the query text.
    pub span: Span,
}

/// A place between tokens, for a recursive-descent parser.
#[derive(Clone, Debug)]
pub struct Cursor<'t, K> {
    tokens: &'t [Token<K>],
    at: usize,
    /// Length of the text: where the end stands in messages.
    end: u32,
}

impl<'t, K: Copy + PartialEq> Cursor<'t, K> {
    /// Before the first token of a text of `end` bytes.
    pub fn new(tokens: &'t [Token<K>], end: u32) -> Self {
        Self { tokens, at: 0, end }
    }

    /// What comes next; `None` at the end.
    pub fn kind(&self) -> Option<K> {
        self.nth(0)
    }

    /// What comes `ahead` tokens after the next one.
    pub fn nth(&self, ahead: usize) -> Option<K> {
        self.tokens.get(self.at + ahead).map(|token| token.kind)
    }

    /// Where the next token stands; at the end the empty span there.
    pub fn span(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::at(self.end), |token| token.span)
    }

    /// Where the last token taken ended.
    pub fn last_end(&self) -> u32 {
        self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.span.end)
    }

    /// Takes the next token.
    pub fn bump(&mut self) -> Option<Token<K>> {
        let token = self.tokens.get(self.at).copied();
        self.at += usize::from(token.is_some());
        token
    }

    /// Takes the next token if it is of this kind.
    pub fn eat(&mut self, kind: K) -> Option<Token<K>> {
        if self.kind() == Some(kind) { self.bump() } else { None }
    }

    /// Leaves all that remains.
    pub fn skip_to_end(&mut self) {
        self.at = self.tokens.len();
    }

    /// How many tokens were taken; a loop that does not raise it makes no progress and must stop.
    pub fn position(&self) -> usize {
        self.at
    }
}
