use super::ast::{EventFilter, Pipe, Query, QueryKind};
use super::lexer::{Keyword, Lexed, Sign, TokenKind, lex};
use super::{advice, highlight, literal, lower};
use crate::diagnostic::{Code, Diagnostic, Place, codes::eql as codes};
use crate::order;
use crate::query::{Condition, Cursor, NodeKind, Token};
use crate::text::{Lower, Span};

/// How deep parentheses, calls and `not` may be nested.
pub const MAX_DEPTH: u32 = 100;

/// Reads a query. Never fails: what cannot be read is a message, and reading goes on after it where that makes sense.
#[inline(never)]
pub fn parse(text: &str) -> Query {
    let lexed = lex(text);
    let mut parser = Parser::new(text, &lexed);
    let kind = parser.statement();
    let pipes = parser.pipes();
    let mut diagnostics = parser.diagnostics;
    let mut query = Query { kind, pipes, highlights: highlight::highlight(text, &lexed), diagnostics: Vec::new() };
    if diagnostics.is_empty() {
        advice::advise(&query, &mut diagnostics);
    }
    order::sort_by_key(&mut diagnostics, |diagnostic| diagnostic.place);
    query.diagnostics = diagnostics;
    query
}

/// The state of reading; the grammar's rules are its methods, here and in the neighbouring files.
pub(super) struct Parser<'t> {
    pub text: &'t str,
    pub cursor: Cursor<'t, TokenKind>,
    pub diagnostics: Vec<Diagnostic>,
    pub depth: u32,
    /// A message was given and nothing was read since that stands on its own: what follows has the same cause.
    pub failed: bool,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, lexed: &'t Lexed) -> Self {
        let end = Span::from_range(0..text.len()).end;
        let cursor = Cursor::new(&lexed.tokens, end);
        let mut parser = Self { text, cursor, diagnostics: Vec::new(), depth: 0, failed: false };
        if let Some(span) = lexed.unclosed_comment {
            parser.report(&codes::UNCLOSED, span, "this comment is not closed", "Write `*/` where it ends.");
            parser.failed = true;
        }
        parser
    }

    /// `query = event | sequence | sample`
    fn statement(&mut self) -> QueryKind {
        match self.cursor.kind() {
            Some(TokenKind::Keyword(Keyword::Sequence)) => self.sequence(),
            Some(TokenKind::Keyword(Keyword::Sample)) => self.sample(),
            Some(TokenKind::Keyword(Keyword::Join)) => {
                let span = self.cursor.span();
                let note = "Write `sequence` where the order matters and `sample` where it does not.";
                self.report(&codes::NOT_SUPPORTED, span, "Elasticsearch does not have `join`", note);
                self.cursor.skip_to_end();
                QueryKind::Event(broken_filter(span))
            }
            _ => QueryKind::Event(self.event_filter(false)),
        }
    }

    /// `event = ( "any" | category ) "where" expression`, up to the bracket that closes a step, a pipe or the end.
    pub fn event_filter(&mut self, in_step: bool) -> EventFilter {
        let start = self.cursor.span();
        let category = self.category();
        if self.cursor.eat(TokenKind::Keyword(Keyword::Where)).is_none() {
            let span = self.cursor.span();
            let message = format!("`where` is missing{}", self.found());
            let note = "An event query is `category where condition`; `any where true` takes every event.";
            self.fail(&codes::UNEXPECTED, span, message, note);
        }
        let expression = self.expression();
        let closes =
            |kind| kind == TokenKind::Sign(Sign::Pipe) || in_step && kind == TokenKind::Sign(Sign::CloseBracket);
        if self.cursor.kind().is_some_and(|kind| !closes(kind)) {
            self.left_over();
            while self.cursor.kind().is_some_and(|kind| !closes(kind)) {
                self.cursor.bump();
            }
        }
        let span = Span::new(start.start, self.cursor.last_end().max(start.start));
        EventFilter { condition: lower::lower(self, category, expression), span }
    }

    /// The category and its place; `None` for `any`.
    fn category(&mut self) -> Option<(Box<str>, Span)> {
        let span = self.cursor.span();
        match self.cursor.kind() {
            Some(TokenKind::Keyword(Keyword::Any)) => {
                self.cursor.bump();
                None
            }
            Some(TokenKind::Name) => {
                self.cursor.bump();
                Some((span.of(self.text).into(), span))
            }
            Some(kind) if is_string(kind) => {
                let token = self.cursor.bump();
                token.map(|token| (self.string(token), span))
            }
            Some(TokenKind::Backquoted) => {
                self.cursor.bump();
                let name = literal::backquoted(span.of(self.text));
                let note = "An event category with special characters stands in double quotes.";
                self.report(&codes::UNEXPECTED, span, "an event category takes no backquotes", note);
                Some((name.into(), span))
            }
            _ => {
                let message = format!("an event category is missing{}", self.found());
                let note = "Start with a category such as `iam`, or with `any`: `any where condition`.";
                self.fail(&codes::UNEXPECTED, span, message, note);
                None
            }
        }
    }

    /// Something stands where a condition should have ended.
    fn left_over(&mut self) {
        let span = self.cursor.span();
        let word = span.of(self.text);
        let lower = word.lower();
        match self.cursor.kind() {
            Some(TokenKind::Sign(Sign::Assign)) => self.single_equals(),
            Some(TokenKind::Name) if matches!(&*lower, "and" | "or" | "not" | "in" | "like" | "regex") => {
                let message = format!("`{word}` is not in lower case");
                let note = format!("EQL's keywords are lower case: write `{lower}`.");
                if !self.failed {
                    let diagnostic = Diagnostic::new(&codes::UNEXPECTED, Place::rule(span), message).note(note);
                    self.diagnostics.push(diagnostic.replace_with(format!("Replace with `{lower}`"), lower));
                    self.failed = true;
                }
            }
            Some(TokenKind::Keyword(Keyword::Of)) => {
                let note = "Elasticsearch has no `child of`, `descendant of` and `event of`; write a sequence.";
                self.fail(&codes::NOT_SUPPORTED, span, "Elasticsearch does not relate processes", note);
            }
            Some(TokenKind::Sign(Sign::Close)) => {
                self.fail(&codes::UNEXPECTED, span, "`)` closes nothing", "Remove it, or open it earlier.");
            }
            Some(TokenKind::Sign(Sign::OpenBracket)) => {
                let note = "Elasticsearch does not reach single values of a list; compare the field itself.";
                self.fail(&codes::NOT_SUPPORTED, span, "Elasticsearch has no list positions", note);
            }
            Some(TokenKind::Sign(
                Sign::Equal | Sign::NotEqual | Sign::Less | Sign::LessOrEqual | Sign::Greater | Sign::GreaterOrEqual,
            )) => {
                let note = "Join two comparisons with `and`: `a < b and b < c`.";
                self.fail(&codes::UNEXPECTED, span, "comparisons cannot be chained", note);
            }
            Some(TokenKind::Unclosed | TokenKind::OldString | TokenKind::Invalid) => self.unreadable(),
            _ => {
                let message = format!("`{word}` is not expected here");
                self.fail(&codes::UNEXPECTED, span, message, "Put `and` or `or` between two conditions.");
            }
        }
    }

    /// `= `, which only Endgame's EQL takes.
    pub fn single_equals(&mut self) {
        let span = self.cursor.span();
        if self.failed {
            return;
        }
        let note = "`==` is equal with case, `:` without it and with wildcards.";
        let diagnostic = Diagnostic::new(&codes::SINGLE_EQUALS, Place::rule(span), "`=` does not compare").note(note);
        self.diagnostics.push(diagnostic.replace_with("Replace with `==`", "=="));
    }

    /// `{ "|" pipe }`
    fn pipes(&mut self) -> Vec<Pipe> {
        let mut pipes = Vec::new();
        self.failed = false;
        while self.cursor.eat(TokenKind::Sign(Sign::Pipe)).is_some() {
            self.failed = false;
            pipes.extend(self.pipe());
            while self.cursor.kind().is_some_and(|kind| kind != TokenKind::Sign(Sign::Pipe)) {
                let span = self.cursor.span();
                let message = format!("`{}` is not expected here", span.of(self.text));
                self.fail(&codes::UNEXPECTED, span, message, "A pipe is `| head 10` or `| tail 10`.");
                self.cursor.bump();
            }
        }
        if self.cursor.kind().is_some() {
            let span = self.cursor.span();
            let message = format!("`{}` is not expected here", span.of(self.text));
            self.fail(&codes::UNEXPECTED, span, message, "Only pipes may follow: `| head 10`.");
        }
        pipes
    }

    /// `pipe = ( "head" | "tail" ) number`
    fn pipe(&mut self) -> Option<Pipe> {
        let span = self.cursor.span();
        let name = span.of(self.text);
        if self.cursor.eat(TokenKind::Name).is_none() {
            self.fail(&codes::UNEXPECTED, span, "a pipe is missing after `|`", "Write `head 10` or `tail 10`.");
            return None;
        }
        let pipe: fn(u32) -> Pipe = match name {
            "head" => Pipe::Head,
            "tail" => Pipe::Tail,
            _ => {
                let message = format!("Elasticsearch does not have the pipe `{name}`");
                let note = "It has `head` and `tail`; put other conditions after `where`.";
                self.fail(&codes::NOT_SUPPORTED, span, message, note);
                return None;
            }
        };
        let number = self.cursor.span();
        let count = self.cursor.eat(TokenKind::Integer).and_then(|_| number.of(self.text).parse().ok());
        if count.is_none() {
            let message = format!("`{name}` needs a number");
            self.fail(&codes::UNEXPECTED, number, message, "Write how many: `| head 10`.");
        }
        count.map(pipe)
    }

    // Tokens that are the same everywhere.

    /// The text of a string; its bad escapes are messages.
    pub fn string(&mut self, token: Token<TokenKind>) -> Box<str> {
        match token.kind {
            TokenKind::OldString => {
                let text = literal::unescape(self.text, token.kind, token.span).text;
                let note = "Strings stand in double quotes, raw strings in three of them.";
                let diagnostic = Diagnostic::new(
                    &codes::OLD_STRING,
                    Place::rule(token.span),
                    "Elasticsearch does not take this form of string",
                );
                let fix = diagnostic.note(note).replace_with("Use double quotes", literal::quote(&text));
                self.diagnostics.push(fix);
                return text.into();
            }
            TokenKind::Unclosed => {
                let quote = Span::new(token.span.start, token.span.start + 1);
                let note = "Write `\"` where it ends; a quote inside it is written `\\\"`.";
                self.report(&codes::UNCLOSED, quote, "this quote is not closed", note);
                self.failed = true;
            }
            _ => {}
        }
        let found = literal::unescape(self.text, token.kind, token.span);
        for span in &found.bad {
            let escape = span.of(self.text);
            let note = "Write `\\\\` for a backslash, or put the text in three quotes.";
            let message = format!("`{escape}` is no escape");
            let diagnostic = Diagnostic::new(&codes::BAD_ESCAPE, Place::rule(*span), message).note(note);
            self.diagnostics.push(diagnostic.replace_with("Double the backslash", format!("\\{escape}")));
        }
        found.text.into()
    }

    /// A token that begins nothing, or a string in the wrong place.
    pub fn unreadable(&mut self) {
        let span = self.cursor.span();
        match self.cursor.kind() {
            Some(TokenKind::Unclosed | TokenKind::OldString) => {
                if let Some(token) = self.cursor.bump() {
                    self.string(token);
                }
                self.failed = true;
            }
            _ => {
                let message = format!("`{}` has no meaning in EQL", span.of(self.text));
                self.fail(&codes::UNEXPECTED, span, message, "Remove it, or put it in quotes.");
            }
        }
    }

    /// " before `x`", for messages about something missing.
    pub fn found(&self) -> String {
        match self.cursor.kind() {
            Some(_) => format!(" before `{}`", self.cursor.span().of(self.text)),
            None => " at the end".to_owned(),
        }
    }

    /// A message whose consequences are not reported as well.
    pub fn fail(&mut self, code: &'static Code, span: Span, message: impl Into<String>, note: &str) {
        if !self.failed {
            self.report(code, span, message, note);
        }
        self.failed = true;
    }

    pub fn report(&mut self, code: &'static Code, span: Span, message: impl Into<String>, note: &str) {
        self.diagnostics.push(Diagnostic::new(code, Place::rule(span), message).note(note));
    }
}

/// Whether a token is text in quotes of any form.
pub(super) fn is_string(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::String | TokenKind::RawString | TokenKind::OldString | TokenKind::Unclosed)
}

/// A filter of which nothing is known.
pub(super) fn broken_filter(span: Span) -> EventFilter {
    let mut condition = Condition::new();
    condition.push(span, NodeKind::Broken);
    EventFilter { condition, span }
}
