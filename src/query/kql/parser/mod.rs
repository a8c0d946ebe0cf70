mod recover;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::ast::{Field, Leaf, Predicate, Query, RangeOperator, Value, ValueKind};
use super::literal::{read_quoted, read_unquoted};
use super::{TokenKind, advice, highlight, lex};
use crate::diagnostic::{Diagnostic, Place, codes::kql as codes, sort_by_place};
use crate::pattern::Wildcard;
use crate::query::{Condition, Cursor, NodeId, NodeKind, Token};
use crate::text::Span;

/// How deep parentheses and braces may be nested.
pub const MAX_DEPTH: u32 = 100;

/// Reads a query. Never fails: what cannot be read is a message and a [`NodeKind::Broken`] node, and reading goes on.
pub fn parse(text: &str) -> Query {
    let tokens = lex(text);
    let mut parser = Parser {
        text,
        cursor: Cursor::new(&tokens, Span::from_range(0..text.len()).end),
        condition: Condition::new(),
        diagnostics: Vec::new(),
        depth: 0,
        paths: Vec::new(),
        end_reported: false,
        split_at: None,
    };
    parser.query();
    let Parser { condition, mut diagnostics, .. } = parser;
    advice::advise(text, &tokens, &condition, &mut diagnostics);
    sort_by_place(&mut diagnostics);
    Query { condition, highlights: highlight::highlight(text, &tokens), diagnostics }
}

struct Parser<'t> {
    text: &'t str,
    cursor: Cursor<'t, TokenKind>,
    condition: Condition<Leaf>,
    diagnostics: Vec<Diagnostic>,
    depth: u32,
    /// The full paths of the `field: {` groups we are in.
    paths: Vec<String>,
    /// Whether the end of the text was already reported as the problem: what else it leaves open has the same cause.
    end_reported: bool,
    /// Where the next token's own text starts, after its first words were read as the value before a missing `and`.
    split_at: Option<u32>,
}

/// The two grammars that share `or`, `and`, `not` and parentheses: whole conditions, and the values of one field.
#[derive(Clone)]
enum Context {
    Conditions,
    ValuesOf(Arc<Field>),
}

impl Parser<'_> {
    /// `query = [ or_query ]`
    fn query(&mut self) {
        if self.cursor.kind().is_none() {
            self.condition.push(Span::at(0), NodeKind::All);
            return;
        }
        let mut parts = vec![self.or_query(&Context::Conditions)];
        while let Some(kind) = self.cursor.kind() {
            // Only an extra closing sign can stand here: everything else was read as an operand.
            let span = self.cursor.span();
            self.unexpected(span, format!("`{}` closes nothing", span.of(self.text)), "Remove it, or open it earlier.");
            self.cursor.bump();
            let more = !matches!(kind, TokenKind::And | TokenKind::Or) && self.starts_operand();
            if matches!(self.cursor.kind(), Some(TokenKind::And | TokenKind::Or)) {
                self.cursor.bump();
                parts.push(self.or_query(&Context::Conditions));
            } else if more {
                parts.push(self.or_query(&Context::Conditions));
            }
        }
        self.group(parts, NodeKind::And);
    }

    /// `or_query = and_query { "or" and_query }`, and `or_list`.
    fn or_query(&mut self, context: &Context) -> NodeId {
        let mut parts = vec![self.and_query(context)];
        while self.cursor.eat(TokenKind::Or).is_some() {
            parts.push(self.and_query(context));
        }
        self.group(parts, NodeKind::Or)
    }

    /// `and_query = not_query { "and" not_query }`, and `and_list`.
    fn and_query(&mut self, context: &Context) -> NodeId {
        let mut parts = vec![self.not_query(context)];
        loop {
            if self.cursor.eat(TokenKind::And).is_none() {
                if !self.starts_operand() {
                    break;
                }
                if self.split_at.is_none() {
                    self.missing_operator();
                }
            }
            let before = self.cursor.position();
            parts.push(self.not_query(context));
            if self.cursor.position() == before {
                break;
            }
        }
        self.group(parts, NodeKind::And)
    }

    /// `not_query = [ "not" ] sub_query`, and `not_list`.
    fn not_query(&mut self, context: &Context) -> NodeId {
        let Some(not) = self.cursor.eat(TokenKind::Not) else { return self.operand(context) };
        while let Some(again) = self.cursor.eat(TokenKind::Not) {
            self.report(&codes::UNEXPECTED, again.span, "`not` stands twice")
                .notes
                .push("Kibana takes a single `not`; remove both, or use parentheses: `not (not …)`.".to_owned());
        }
        let part = self.operand(context);
        let span = self.span_of(part).join(not.span);
        self.condition.push(span, NodeKind::Not(part))
    }

    fn operand(&mut self, context: &Context) -> NodeId {
        match context {
            Context::Conditions => self.sub_query(),
            Context::ValuesOf(field) => self.list(field, None),
        }
    }

    /// `sub_query = "(" or_query ")" | nested | range | comparison | value`
    fn sub_query(&mut self) -> NodeId {
        match self.cursor.kind() {
            Some(TokenKind::OpenParenthesis) => self.parenthesised(&Context::Conditions),
            Some(kind) if kind.is_literal() => match self.cursor.nth(1) {
                Some(TokenKind::Colon) => self.comparison(),
                Some(operator) if operator.is_range() => self.range(),
                _ => self.bare_value(),
            },
            Some(kind) if kind == TokenKind::Colon || kind.is_range() => self.comparison_without_field(),
            Some(TokenKind::OpenBrace) => {
                let span = self.cursor.span();
                let note = "Write the field of the list before it: `field: { … }`.";
                self.report(&codes::MISSING_FIELD, span, "`{` without a field").notes.push(note.to_owned());
                self.parenthesised(&Context::Conditions)
            }
            _ => self.missing_operand("a condition"),
        }
    }

    /// `"(" or_query ")"`, `"(" or_list ")"` and, after `field ":"`, `"{" or_query "}"`.
    fn parenthesised(&mut self, context: &Context) -> NodeId {
        let Some(open) = self.cursor.bump() else { return self.broken(self.cursor.span()) };
        if self.depth >= MAX_DEPTH {
            if !self.end_reported {
                let message = format!("nested deeper than {MAX_DEPTH} levels");
                let note = "Remove parentheses that group nothing.";
                self.report(&codes::TOO_DEEP, open.span, message).notes.push(note.to_owned());
            }
            self.end_reported = true;
            self.cursor.skip_to_end();
            return self.broken(open.span);
        }
        let (close, closing) = if open.kind == TokenKind::OpenBrace {
            (TokenKind::CloseBrace, "}")
        } else {
            (TokenKind::CloseParenthesis, ")")
        };
        self.depth += 1;
        let part = self.or_query(context);
        self.depth -= 1;
        if self.cursor.eat(close).is_none() {
            self.unclosed(open.span, closing);
        }
        part
    }

    /// `comparison = field ":" list`, and `nested = field ":" "{" or_query "}"`.
    fn comparison(&mut self) -> NodeId {
        let field = self.field();
        let colon = self.cursor.bump().map_or(field.span, |token| token.span);
        match self.cursor.kind() {
            Some(TokenKind::OpenBrace) => self.nested(&field),
            Some(TokenKind::Not) => self.not_before_value(&field),
            Some(kind) if kind.is_range() => {
                let operator = self.cursor.span();
                let symbol = operator.of(self.text);
                let message = format!("`:` before `{symbol}`");
                let note = format!("A range has no colon: `{} {symbol} …`.", field.name);
                let diagnostic = Diagnostic::new(&codes::UNEXPECTED, Place::rule(colon), message).note(note);
                self.diagnostics.push(diagnostic.replace_with("Remove the colon", ""));
                self.range_value(&field)
            }
            _ => self.list(&field, Some(field.span)),
        }
    }

    /// `nested = field ":" "{" or_query "}"`, from the brace on.
    fn nested(&mut self, field: &Arc<Field>) -> NodeId {
        self.paths.push(field.name.to_string());
        let part = self.parenthesised(&Context::Conditions);
        self.paths.pop();
        let span = Span::new(field.span.start, self.cursor.last_end());
        self.condition.push(span, NodeKind::Nested { path: field.name.clone(), part })
    }

    /// `range = field ( "<" | "<=" | ">" | ">=" ) literal`
    fn range(&mut self) -> NodeId {
        let field = self.field();
        self.range_value(&field)
    }

    fn range_value(&mut self, field: &Arc<Field>) -> NodeId {
        let operator = match self.cursor.bump().map(|token| token.kind) {
            Some(TokenKind::Less) => RangeOperator::Less,
            Some(TokenKind::LessOrEqual) => RangeOperator::LessOrEqual,
            Some(TokenKind::Greater) => RangeOperator::Greater,
            _ => RangeOperator::GreaterOrEqual,
        };
        if !self.cursor.kind().is_some_and(TokenKind::is_literal) {
            return self.missing_value(field);
        }
        let value = self.value();
        let span = field.span.join(value.span);
        let predicate = Predicate::Range(operator, value);
        self.condition.push(span, NodeKind::Leaf(Leaf { field: Some(field.clone()), predicate }))
    }

    /// `list = "(" or_list ")" | value`. The node starts at `from` where the field stands directly before it.
    fn list(&mut self, field: &Arc<Field>, from: Option<Span>) -> NodeId {
        match self.cursor.kind() {
            Some(TokenKind::OpenParenthesis) => {
                let part = self.parenthesised(&Context::ValuesOf(field.clone()));
                if let Some(from) = from {
                    let whole = Span::new(from.start, self.cursor.last_end());
                    self.condition.widen(part, whole);
                }
                part
            }
            Some(kind) if kind.is_literal() => {
                if self.cursor.nth(1) == Some(TokenKind::Colon) {
                    return self.value_before_colon(field, from);
                }
                let value = self.value();
                let span = from.map_or(value.span, |from| from.join(value.span));
                let leaf = Leaf { field: Some(field.clone()), predicate: Predicate::Is(value) };
                self.condition.push(span, NodeKind::Leaf(leaf))
            }
            _ => self.missing_value(field),
        }
    }

    /// A term without a field.
    fn bare_value(&mut self) -> NodeId {
        let value = self.value();
        let span = value.span;
        self.condition.push(span, NodeKind::Leaf(Leaf { field: None, predicate: Predicate::Is(value) }))
    }

    /// `field = literal`, with the path of the `{` groups around it.
    fn field(&mut self) -> Arc<Field> {
        let value = self.value();
        let own = value.text();
        let name = match self.paths.last() {
            Some(path) => format!("{path}.{own}"),
            None => own.into_owned(),
        };
        let starred = matches!(value.kind, ValueKind::Wildcard(_) | ValueKind::Exists);
        let pattern = starred.then(|| Wildcard::new(&name));
        Arc::new(Field { name: name.into(), pattern, span: value.span })
    }

    /// `literal = quoted | unquoted`
    fn value(&mut self) -> Value {
        let Some(token) = self.cursor.bump() else {
            return Value { span: self.cursor.span(), quoted: false, kind: ValueKind::Text("".into()) };
        };
        let start = self.split_at.take().unwrap_or(token.span.start);
        let token = Token { span: Span::new(start, token.span.end), ..token };
        let quoted = token.kind != TokenKind::Unquoted;
        if token.kind == TokenKind::Unclosed {
            self.report(
                &codes::UNCLOSED,
                Span::new(token.span.start, token.span.start + 1),
                "this quote is not closed",
            )
            .notes
            .push("Write `\"` where the value ends; a quote inside the value is written `\\\"`.".to_owned());
            self.end_reported = true;
        }
        let kind = if quoted {
            ValueKind::Text(read_quoted(self.text, token.span))
        } else {
            let mut bad = Vec::new();
            let kind = read_unquoted(self.text, token.span, |span| bad.push(span));
            self.bad_escapes(&bad);
            kind
        };
        Value { span: token.span, quoted, kind }
    }

    fn starts_operand(&self) -> bool {
        self.cursor.kind().is_some_and(|kind| {
            kind.is_literal()
                || kind.is_range()
                || matches!(kind, TokenKind::OpenParenthesis | TokenKind::OpenBrace | TokenKind::Colon | TokenKind::Not)
        })
    }

    /// One part stands for itself; several become a node.
    fn group(&mut self, parts: Vec<NodeId>, kind: fn(Vec<NodeId>) -> NodeKind<Leaf>) -> NodeId {
        match parts.as_slice() {
            [only] => *only,
            [first, .., last] => {
                let span = self.span_of(*first).join(self.span_of(*last));
                self.condition.push(span, kind(parts))
            }
            [] => self.broken(self.cursor.span()),
        }
    }

    fn broken(&mut self, span: Span) -> NodeId {
        self.condition.push(span, NodeKind::Broken)
    }

    fn span_of(&self, id: NodeId) -> Span {
        self.condition.get(id).map_or(self.cursor.span(), |node| node.span)
    }
}
