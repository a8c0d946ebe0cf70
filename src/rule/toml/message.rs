//! The TOML crate's messages in plain words.

use super::read::Document;
use super::repair::line_of;
use crate::diagnostic::codes::rule as codes;
use crate::diagnostic::{Diagnostic, Place};
use crate::order;
use crate::text::Span;

/// How many breaches of the grammar are listed.
pub const LISTED: usize = 20;

/// What the crate said.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, often an empty place before the next word.
    pub span: Span,
    /// In the crate's words.
    pub message: String,
}

impl Problem {
    /// Whether the crate drops everything after this place.
    pub fn hides_the_rest(&self) -> bool {
        self.message.starts_with("key with no value") || self.message.starts_with("missing value for key")
    }

    fn is_duplicate(&self) -> bool {
        self.message.starts_with("duplicate key") || self.message.starts_with("cannot extend")
    }

    /// The crate points between words; people look at the word there, or at the one before.
    fn shown_place(&self, text: &str) -> Span {
        let span = self.span;
        if !span.is_empty() {
            return span;
        }
        let line = line_of(text, span.start);
        let after = Span::new(span.start, line.end).of(text);
        if self.message.starts_with("missing escaped value") {
            let escaped = after.chars().next().map_or(0, char::len_utf8);
            return Span::new(span.start.saturating_sub(1), span.start + escaped as u32);
        }
        let word = after.find(char::is_whitespace).unwrap_or(after.len());
        if word > 0 {
            return Span::new(span.start, span.start + word as u32);
        }
        let before = Span::new(line.start, span.start).of(text);
        if before.trim().is_empty() || span.start as usize >= text.len() {
            return span;
        }
        let trimmed = before.trim_end();
        let word = trimmed.rsplit(char::is_whitespace).next().unwrap_or(trimmed);
        let end = line.start + trimmed.len() as u32;
        Span::new(end - word.len() as u32, end)
    }

    /// Whether the text ends where more should follow.
    fn is_unfinished(&self, text: &str) -> bool {
        let at_end = self.span.is_empty() && self.span.start as usize >= text.trim_end_matches(' ').len();
        let wants_more = ["unclosed", "string values", "missing", "unquoted keys"]
            .iter()
            .any(|start| self.message.starts_with(start));
        at_end && (wants_more || self.hides_the_rest())
    }
}

/// The start of a message of the crate, the fact in our words, and what to do.
const WORDING: &[(&str, &str, &str)] = &[
    ("key with no value", "this line has no `=`", "Write `key = value`, with quotes around text"),
    ("missing value", "the key has no value", "Write `key = value`, with quotes around text"),
    ("extra `=`", "two `=` in a row", "Remove one of them"),
    ("unclosed table", "the table header is not closed", "Add the missing `]`"),
    ("unclosed array table", "the table header is not closed", "End it with `]]`"),
    ("unclosed array", "the list is not closed", "Add the missing `]`"),
    ("unclosed inline table", "the table is not closed", "Add the missing `}`"),
    ("missing comma between array", "a comma is missing in the list", "Put a comma between the two values"),
    ("missing comma between key", "a comma is missing in the table", "Put a comma between the two keys"),
    ("missing assignment", "a key in the table has no `=`", "Write `{key = value}`"),
    ("extra comma", "a comma with no value before it", "Remove the comma"),
    ("unexpected `=` in array", "a list holds values, not keys", "Close the list with `]` before the next key"),
    (
        "unexpected key or value",
        "nothing may follow the value on its line",
        "Start a new line, or write `\\\"` for a quote inside the text",
    ),
    ("string values must be quoted", "text needs quotes", "Put the value between double quotes"),
    ("invalid boolean", "not a value", "Write `true` or `false` in lower case, or put text between double quotes"),
    (
        "missing escaped value",
        "unknown escape",
        "Write `\\\\` for a backslash, or use single quotes: nothing is an escape there",
    ),
    ("too few unicode", "the escape has too few digits", "`\\u` takes four hexadecimal digits, `\\U` eight"),
    ("invalid multi-line basic string, expected `\"`", "the string is not closed", "Add the closing `\"\"\"`"),
    ("invalid multi-line literal string, expected `'`", "the string is not closed", "Add the closing `'''`"),
    (
        "invalid basic string, expected `\"`",
        "the string is not closed on its line",
        "Add the closing quote, or use `\"\"\"` for several lines",
    ),
    (
        "invalid literal string, expected `'`",
        "the string is not closed on its line",
        "Add the closing quote, or use `'''` for several lines",
    ),
    (
        "invalid basic string",
        "a control character in a string",
        "Remove it, or write it as an escape such as `\\u0000`",
    ),
    (
        "invalid multi-line basic string",
        "a control character in a string",
        "Remove it, or write it as an escape such as `\\u0000`",
    ),
    ("invalid literal string", "a control character in a string", "Remove it"),
    ("invalid multi-line literal string", "a control character in a string", "Remove it"),
    ("unquoted keys cannot be empty", "the key before `=` is missing", "Write `key = value`"),
    (
        "invalid unquoted key",
        "a character that no key may have",
        "Keys are letters, digits, `_` and `-`; put others between quotes",
    ),
    ("unexpected leading zero", "a number starts with 0", "Remove the zeros, or put text between double quotes"),
    ("carriage return", "a carriage return without a newline", "End lines with a newline"),
    ("invalid comment", "a control character in a comment", "Remove it"),
];

/// Turns problems into diagnostics: one a line, at most [`LISTED`].
#[inline(never)]
pub fn report(text: &str, mut problems: Vec<Problem>, document: &mut Document) {
    order::sort_by_key(&mut problems, |problem| problem.span);
    let cut = document.diagnostics.iter().any(|diagnostic| diagnostic.code == &codes::CUT_OFF);
    let is_cut = problems.iter().any(|problem| problem.is_unfinished(text));
    let end = Span::at(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let mut last_line = None;
    // The header of a table that stands twice: so do its keys.
    let mut repeated = None;
    let mut listed = 0;
    let mut left_out: Option<Span> = None;
    for problem in problems {
        let place = problem.shown_place(text);
        let line = line_of(text, place.start);
        let at_cut = cut && document.reliable_until.is_some_and(|until| line.start >= until);
        let is_header = line.of(text).trim_start().starts_with('[');
        let in_repeated = !is_header && repeated.is_some() && header_above(text, line) == repeated;
        let repeats_table = problem.is_duplicate() && in_repeated;
        if last_line == Some(line) || at_cut || repeats_table {
            continue;
        }
        if problem.is_duplicate() && is_header {
            repeated = Some(line);
        }
        last_line = Some(line);
        if problem.message.starts_with("unclosed table") || problem.message.starts_with("unclosed array table") {
            // The keys below the broken header are in no table.
            document.reliable_until.get_or_insert(line.start);
        }
        listed += 1;
        if is_cut && line.end >= end.end {
            let message = "the text ends in the middle of a line";
            let diagnostic = Diagnostic::new(&codes::CUT_OFF, Place::rule(end), message);
            document.broken(text, diagnostic.note("Paste the rest of the rule"));
        } else if listed <= LISTED {
            document.broken(text, diagnostic(text, &problem, place));
        } else {
            left_out.get_or_insert(place);
        }
    }
    if let Some(place) = left_out {
        let message = format!("{} more lines are not TOML", listed - LISTED);
        document.broken(text, Diagnostic::new(&codes::TOO_MANY, Place::rule(place), message));
    }
}

/// The last header above a line.
fn header_above(text: &str, line: Span) -> Option<Span> {
    let mut below = line;
    while below.start > 0 {
        below = line_of(text, below.start - 1);
        if below.of(text).trim_start().starts_with('[') {
            return Some(below);
        }
    }
    None
}

fn diagnostic(text: &str, problem: &Problem, place: Span) -> Diagnostic {
    let message = problem.message.as_str();
    if problem.is_duplicate() {
        let fact = format!("`{}` is written twice", place.of(text));
        return Diagnostic::new(&codes::DUPLICATE_KEY, Place::rule(place), fact)
            .label("the second one")
            .note("Remove one of the two");
    }
    if message.starts_with("cannot recurse") || message.starts_with("recursion limit") {
        let fact = "lists or tables are nested too deeply";
        return Diagnostic::new(&codes::TOO_DEEP, Place::rule(place), fact);
    }
    let message =
        if message.starts_with("string values") && problem.span.is_empty() { "missing value" } else { message };
    let row = WORDING.iter().find(|(start, ..)| message.starts_with(start));
    match row {
        Some((_, fact, advice)) => {
            let diagnostic = Diagnostic::new(&codes::SYNTAX, Place::rule(place), *fact).note(*advice);
            let bare = place.of(text).trim_matches(['“', '”', '„', '‘', '’']);
            let is_text = message.starts_with("string values") && !bare.contains(['"', '\'', '\n', '\\']);
            if is_text { diagnostic.replace_with("Put it between quotes", format!("\"{bare}\"")) } else { diagnostic }
        }
        None => Diagnostic::new(&codes::SYNTAX, Place::rule(place), format!("this is not TOML: {message}")),
    }
}
