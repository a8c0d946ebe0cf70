//! What is wrong with a query, and how reading goes on after it.

use std::sync::Arc;

use super::super::TokenKind;
use super::super::ast::Field;
use super::super::literal::is_space;
use super::{Context, Parser};
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Place, codes::kql as codes};
use crate::query::NodeId;
use crate::text::Span;

impl Parser<'_> {
    /// A value followed by a colon: `a:1 b:2` without an operator, or a value such as an ARN without quotes.
    pub(super) fn value_before_colon(&mut self, field: &Arc<Field>, from: Option<Span>) -> NodeId {
        let span = self.cursor.span();
        let text = span.of(self.text);
        let split = text.rfind(is_space).filter(|_| !text.starts_with('"'));
        let Some((space, from)) = split.zip(from) else {
            self.cursor.bump();
            let colon = self.cursor.span();
            self.unexpected(colon, "`:` inside a value".to_owned(), "Put the value in quotes, or write `\\:`.");
            self.skip_values(from.is_none());
            return self.broken(field.span.join(span));
        };
        let second = Span::new(span.start + space as u32, span.end);
        let name = second.of(self.text).trim_start_matches(is_space);
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

    pub(super) fn bad_escapes(&mut self, bad: &[Span]) {
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

    pub(super) fn not_before_value(&mut self, field: &Arc<Field>) -> NodeId {
        let start = self.cursor.span();
        let at = self.diagnostics.len();
        let part = self.not_query(&Context::ValuesOf(field.clone()));
        let message = format!("`not` cannot stand directly after `{}:`", field.name);
        let mut diagnostic = Diagnostic::new(&codes::NOT_BEFORE_VALUE, Place::rule(start), message)
            .note("Write `not` before the field, or `not` and its value in parentheses.");
        let before = self.text.get(..field.span.start as usize).unwrap_or("").trim_end();
        if !before.ends_with("not") {
            let after = self.text.get(start.end as usize..).unwrap_or("");
            let spaces = (after.len() - after.trim_start().len()) as u32;
            diagnostic = diagnostic.fix(Fix {
                title: "Move `not` before the field".to_owned(),
                edits: vec![
                    Edit { place: Place::rule(Span::at(field.span.start)), text: "not ".to_owned() },
                    Edit { place: Place::rule(Span::new(start.start, start.end + spaces)), text: String::new() },
                ],
            });
        }
        self.diagnostics.insert(at, diagnostic);
        part
    }

    pub(super) fn missing_operator(&mut self) {
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
    pub(super) fn missing_and(&mut self, name: Span) {
        let message = format!("`and` or `or` is missing before `{}`", name.of(self.text));
        let edit = Edit { place: Place::rule(Span::at(name.start)), text: "and ".to_owned() };
        let diagnostic = Diagnostic::new(&codes::MISSING_OPERATOR, Place::rule(name), message)
            .note("Put `and` or `or` between the two conditions; a value that holds a colon needs quotes.")
            .fix(Fix { title: "Insert `and`".to_owned(), edits: vec![edit] });
        self.diagnostics.push(diagnostic);
    }

    /// Leaves the rest of a value with colons in it; inside a value list all up to the list's end.
    pub(super) fn skip_values(&mut self, in_list: bool) {
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

    pub(super) fn missing_value(&mut self, field: &Arc<Field>) -> NodeId {
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

    pub(super) fn comparison_without_field(&mut self) -> NodeId {
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
    pub(super) fn missing_operand(&mut self, expected: &str) -> NodeId {
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

    pub(super) fn unclosed(&mut self, open: Span, closing: &str) {
        if self.end_reported {
            return;
        }
        self.end_reported = self.cursor.kind().is_none();
        let message = format!("`{}` is not closed", open.of(self.text));
        let note = format!("Write `{closing}` where the group ends.");
        self.report(&codes::UNCLOSED, open, message).notes.push(note);
    }

    pub(super) fn unexpected(&mut self, span: Span, message: String, note: &str) {
        self.report(&codes::UNEXPECTED, span, message).notes.push(note.to_owned());
    }

    pub(super) fn report(&mut self, code: &'static Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(code, Place::rule(span), message);
        let at = self.diagnostics.len();
        self.diagnostics.push(diagnostic);
        // Just pushed.
        &mut self.diagnostics[at]
    }
}

/// The first words of a text, for a message.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}
