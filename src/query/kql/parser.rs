use std::sync::Arc;

use super::ast::{Field, Leaf, Predicate, Query, RangeOperator, Value, ValueKind};
use super::literal::{read_quoted, read_unquoted};
use super::{TokenKind, advice, highlight, lex};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Place, codes::kql as codes};
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
    diagnostics.sort_by_key(|diagnostic| diagnostic.place);
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

    /// A value followed by a colon: `a:1 b:2` without an operator, or a value such as an ARN without quotes.
    fn value_before_colon(&mut self, field: &Arc<Field>, from: Option<Span>) -> NodeId {
        let span = self.cursor.span();
        let text = span.of(self.text);
        let split = text.rfind(super::literal::is_space).filter(|_| !text.starts_with('"'));
        let Some((space, from)) = split.zip(from) else {
            self.cursor.bump();
            let colon = self.cursor.span();
            self.unexpected(colon, "`:` inside a value".to_owned(), "Put the value in quotes, or write `\\:`.");
            self.skip_values(from.is_none());
            return self.broken(field.span.join(span));
        };
        let second = Span::new(span.start + space as u32, span.end);
        let name = second.of(self.text).trim_start_matches(super::literal::is_space);
        let insert = Span::at(second.end - name.len() as u32);
        let head = Span::new(span.start, second.start).of(self.text);
        if head.eq_ignore_ascii_case("and") || head.eq_ignore_ascii_case("or") {
            let message = format!("`{}` is compared with nothing before `{head}`", field.name);
            let note = "Write a value, or `*` to ask whether the field exists.";
            self.report(&codes::MISSING_VALUE, from, message).notes.push(note.to_owned());
        } else {
            self.missing_and(Span::new(insert.start, span.end));
        }
        // The token stays: what is left of it is the field of the next comparison.
        self.split_at = Some(insert.start);
        self.broken(from.join(Span::new(span.start, second.start)))
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

    // What is wrong, and how reading goes on.

    fn bad_escapes(&mut self, bad: &[Span]) {
        let Some(first) = bad.first() else { return };
        let edits = bad.iter().map(|span| Edit { place: Place::rule(*span), text: "\\\\".to_owned() }).collect();
        let diagnostic = Diagnostic::new(
            &codes::BAD_ESCAPE,
            Place::rule(*first),
            "a backslash outside quotes must escape something",
        )
        .note("Write `\\\\` for a backslash, or put the value in quotes.")
        .fix(Fix { title: "Double the backslash".to_owned(), edits });
        self.diagnostics.push(diagnostic);
    }

    fn not_before_value(&mut self, field: &Arc<Field>) -> NodeId {
        let start = self.cursor.span();
        let at = self.diagnostics.len();
        let part = self.not_query(&Context::ValuesOf(field.clone()));
        let span = Span::new(start.start, self.cursor.last_end());
        let message = format!("`not` cannot stand directly after `{}:`", field.name);
        let diagnostic = Diagnostic::new(&codes::NOT_BEFORE_VALUE, Place::rule(start), message)
            .note("Put `not` and its value in parentheses.")
            .fix(Fix {
                title: "Add parentheses".to_owned(),
                edits: vec![
                    Edit { place: Place::rule(Span::at(start.start)), text: "(".to_owned() },
                    Edit { place: Place::rule(Span::at(span.end)), text: ")".to_owned() },
                ],
            });
        self.diagnostics.insert(at, diagnostic);
        part
    }

    fn missing_operator(&mut self) {
        let span = self.cursor.span();
        let word = span.of(self.text).split_whitespace().next().unwrap_or("");
        let after = self.text.get(..span.start as usize).unwrap_or("");
        let keyword = ["and", "or", "not"].into_iter().find(|keyword| word.eq_ignore_ascii_case(keyword));
        let glued = matches!(self.cursor.nth(1), Some(TokenKind::OpenParenthesis)) || after.ends_with([')', '"']);
        let (message, note) = match keyword {
            Some("not") => (
                "`and` or `or` is missing before `not`".to_owned(),
                "Write `and not`; a value that holds the word `not` needs quotes.".to_owned(),
            ),
            Some(keyword) if glued => {
                (format!("`{keyword}` needs a space on both sides"), "Put a space before and after it.".to_owned())
            }
            _ => (
                format!("`and` or `or` is missing before `{}`", shortened(span.of(self.text))),
                "Put `and` or `or` between the two conditions.".to_owned(),
            ),
        };
        self.report(&codes::MISSING_OPERATOR, span, message).notes.push(note);
    }

    /// Two comparisons without a keyword between them; the second starts with `name`.
    fn missing_and(&mut self, name: Span) {
        let message = format!("`and` or `or` is missing before `{}`", name.of(self.text));
        let edit = Edit { place: Place::rule(Span::at(name.start)), text: "and ".to_owned() };
        let diagnostic = Diagnostic::new(&codes::MISSING_OPERATOR, Place::rule(name), message)
            .note("Put `and` or `or` between the two conditions; a value that holds a colon needs quotes.")
            .fix(Fix { title: "Insert `and`".to_owned(), edits: vec![edit] });
        self.diagnostics.push(diagnostic);
    }

    /// Leaves the rest of a value with colons in it; inside a value list all up to the list's end.
    fn skip_values(&mut self, in_list: bool) {
        let mut open = 0_u32;
        while let Some(kind) = self.cursor.kind() {
            match kind {
                TokenKind::OpenParenthesis if in_list => open += 1,
                TokenKind::CloseParenthesis if open > 0 => open -= 1,
                TokenKind::CloseParenthesis => return,
                _ if in_list || kind == TokenKind::Colon || kind.is_literal() => {}
                _ => return,
            }
            self.cursor.bump();
        }
        // What is still open has the same cause.
        self.end_reported |= in_list;
    }

    fn missing_value(&mut self, field: &Arc<Field>) -> NodeId {
        let span = self.cursor.span();
        let end = self.cursor.last_end();
        if !self.end_reported {
            let found = span.of(self.text);
            let message = match found {
                "" => format!("`{}` is compared with nothing", field.name),
                _ => format!("`{}` is compared with nothing before `{}`", field.name, shortened(found)),
            };
            let note = "Write a value, or `*` to ask whether the field exists.";
            self.report(&codes::MISSING_VALUE, Span::new(field.span.start, end), message).notes.push(note.to_owned());
            self.end_reported |= found.is_empty();
        }
        self.broken(Span::new(field.span.start.min(end), end))
    }

    fn comparison_without_field(&mut self) -> NodeId {
        let Some(operator) = self.cursor.bump() else { return self.broken(self.cursor.span()) };
        let message = format!("`{}` without a field before it", operator.span.of(self.text));
        let note = "Write the field's name before it; a value that holds this sign needs quotes.";
        self.report(&codes::MISSING_FIELD, operator.span, message).notes.push(note.to_owned());
        match self.cursor.kind() {
            Some(kind) if kind.is_literal() => {
                let value = self.value();
                self.broken(operator.span.join(value.span))
            }
            Some(TokenKind::OpenParenthesis) => self.parenthesised(&Context::Conditions),
            _ => self.broken(operator.span),
        }
    }

    /// Something else stands where an operand must. A keyword is left for the caller, so that `a and or b` goes on.
    fn missing_operand(&mut self, expected: &str) -> NodeId {
        let span = self.cursor.span();
        if !self.end_reported {
            let found = span.of(self.text);
            let message = if found.is_empty() {
                self.end_reported = true;
                format!("the query ends where {expected} should stand")
            } else {
                format!("`{found}` stands where {expected} should stand")
            };
            self.report(&codes::UNEXPECTED, span, message).notes.push("Write `field: value` here.".to_owned());
        }
        self.broken(span)
    }

    fn unclosed(&mut self, open: Span, closing: &str) {
        if self.end_reported {
            return;
        }
        self.end_reported = self.cursor.kind().is_none();
        let message = format!("`{}` is not closed", open.of(self.text));
        let note = format!("Write `{closing}` where the group ends.");
        self.report(&codes::UNCLOSED, open, message).notes.push(note);
    }

    fn unexpected(&mut self, span: Span, message: String, note: &str) {
        self.report(&codes::UNEXPECTED, span, message).notes.push(note.to_owned());
    }

    fn report(&mut self, code: &'static Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(code, Place::rule(span), message);
        let at = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        &mut self.diagnostics[at]
    }

    // Building.

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

/// The first words of a text, for a message.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes and the text under each place.
    fn problems(text: &str) -> Vec<(&'static str, String)> {
        let under = |place: Option<Place>| place.map_or(String::new(), |place| place.span.of(text).to_owned());
        parse(text).diagnostics.iter().map(|problem| (problem.code.id, under(problem.place))).collect()
    }

    /// The tree in one line: leaves as `field=value`, stars as `*`.
    fn tree(text: &str) -> String {
        let query = parse(text);
        let mut lines: Vec<String> = Vec::new();
        for node in query.condition.nodes() {
            let parts = node.parts().iter().map(|part| lines[part.index()].clone()).collect::<Vec<_>>().join(" ");
            lines.push(match &node.kind {
                NodeKind::All => "all".to_owned(),
                NodeKind::And(_) => format!("(and {parts})"),
                NodeKind::Or(_) => format!("(or {parts})"),
                NodeKind::Not(_) => format!("(not {parts})"),
                NodeKind::Nested { path, .. } => format!("({path}: {parts})"),
                NodeKind::Broken => "broken".to_owned(),
                NodeKind::Leaf(leaf) => {
                    let field = leaf.field.as_ref().map_or("", |field| &field.name);
                    let operator = match leaf.predicate {
                        Predicate::Range(operator, _) => operator.symbol(),
                        Predicate::Is(_) => "=",
                    };
                    format!("{field}{operator}{}", leaf.predicate.value().text())
                }
            });
        }
        lines.pop().unwrap()
    }

    #[test]
    fn trees_follow_the_grammar() {
        for (text, expected) in [
            ("", "all"),
            (" \n", "all"),
            ("a:1 and b:2 or not c:3", "(or (and a=1 b=2) (not c=3))"),
            ("a:1 AND (b:2 Or c:3)", "(and a=1 (or b=2 c=3))"),
            ("a:(x and not (y or z*))", "(and a=x (not (or a=y a=z*)))"),
            ("a:(not x)", "(not a=x)"),
            ("a : two words", "a=two words"),
            ("\"a b\" : \"*\"", "a b=*"),
            ("l:{ a:1 and m:{ b:2 } }", "(l: (and l.a=1 (l.m: l.m.b=2)))"),
            ("a >= 4 and @timestamp<\"now-1d/d\"", "(and a>=4 @timestamp<now-1d/d)"),
            ("free text and \"more\"", "(and =free text =more)"),
            ("a.*:1", "a.*=1"),
        ] {
            assert_eq!(tree(text), expected, "in {text:?}");
        }
    }

    #[test]
    fn errors_stand_where_they_are() {
        for (text, expected) in [
            ("a:1)", &[("K001", ")")][..]),
            ("(a:1", &[("K002", "(")]),
            ("((a:1", &[("K002", "(")]),
            ("a:\"x", &[("K002", "\"")]),
            ("a:{ b:1", &[("K002", "{")]),
            ("a:", &[("K003", "a:")]),
            ("a:()", &[("K003", "a:(")]),
            ("(a:) and b:", &[("K003", "a:"), ("K003", "b:")]),
            ("a >", &[("K003", "a >")]),
            ("a:1 b:2", &[("K004", "b")]),
            ("a:\"1\" b:\"2\"", &[("K004", "b")]),
            ("a:1 and(b:2)", &[("K004", "(")]),
            ("(a:1)or b:2", &[("K004", "or b")]),
            ("a:(1 2 \"3\")", &[("K004", "\"3\"")]),
            ("a: not x", &[("K005", "not")]),
            ("not not a:1", &[("K001", "not")]),
            ("a:C:\\W", &[("K001", ":")]),
            ("a:C\\:\\W", &[("K006", "\\")]),
            (":x", &[("K008", ":")]),
            ("a: > 5", &[("K001", ":")]),
            ("{ a:1 }", &[("K008", "{")]),
            ("a:1 and ", &[("K001", "")]),
            ("a:1 and", &[("K023", "and")]),
            ("a:1 or or b:2", &[("K023", "or")]),
            ("a:1 AND b:2", &[("K020", "AND")]),
            ("word", &[("K021", "word")]),
            ("a:null", &[("K022", "a:null")]),
            ("not ", &[("K001", "")]),
            ("*", &[]),
        ] {
            let expected: Vec<_> = expected.iter().map(|(code, under)| (*code, (*under).to_owned())).collect();
            assert_eq!(problems(text), expected, "in {text:?}");
        }
    }

    #[test]
    fn several_errors_are_found_at_once() {
        let text = "a: not x and b: and c:(1 or \"2) and d:3";
        let codes: Vec<_> = problems(text).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["K005", "K003", "K002"]);
        assert_eq!(problems(&"a:1 b:2 ".repeat(3)).len(), 5);
    }

    #[test]
    fn depth_is_limited() {
        assert_eq!(problems(&"(".repeat(100_000)), [("K007", "(".to_owned())]);
        assert_eq!(problems(&"a:(".repeat(50_000)), [("K001", ":".to_owned())]);
        assert_eq!(problems(&"a:{".repeat(50_000)), [("K007", "{".to_owned())]);
        let deep = format!("{}a:1{}", "(".repeat(100), ")".repeat(100));
        assert_eq!(problems(&deep), []);
    }

    #[test]
    fn long_queries_are_read_without_deep_recursion() {
        let many = ["a:1"; 10_000].join(" or ");
        assert_eq!(parse(&many).condition.nodes().len(), 10_001);
        assert_eq!(problems(&"a:1 ".repeat(10_000)).len(), 9_999);
        for noise in ["not ", "{", "}", ")", ":", "<", "\"", "\\", "a:not ", "a:(not ", "* "] {
            parse(&noise.repeat(20_000));
        }
    }

    #[test]
    fn spans_cover_the_words_of_each_part() {
        let text = "not a:(x or \"y z\") and l:{ b > 5 }";
        let query = parse(text);
        let spans: Vec<_> = query.condition.nodes().iter().map(|node| node.span.of(text)).collect();
        assert_eq!(spans, ["x", "\"y z\"", "a:(x or \"y z\")", "not a:(x or \"y z\")", "b > 5", "l:{ b > 5 }", text]);
    }
}
