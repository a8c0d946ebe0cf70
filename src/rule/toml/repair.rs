//! Makes a copy of a broken text, of the same length, that the TOML crate reads further.

use super::message::Problem;
use super::read::Document;
use crate::diagnostic::codes::rule as codes;
use crate::diagnostic::{Diagnostic, Place};
use crate::rule::highlight::{Lexed, TokenKind, lex};
use crate::text::{LineIndex, Span};

/// How many unclosed strings and lists are looked for.
const ROUNDS: usize = 8;

/// How many levels of lists, tables and dotted keys are read.
const DEEPEST: usize = 40;

/// Reports strings and lists that are never closed, and blanks them out where the key after them can be found.
#[inline(never)]
pub fn repair(text: &str, lexed: &Lexed, is_key: &dyn Fn(&str) -> bool, document: &mut Document) -> String {
    let mut source = text.to_owned();
    if let Some((opening, value)) = too_deep(text, lexed) {
        let message = format!("lists and tables are nested deeper than {DEEPEST} levels");
        document.broken(text, Diagnostic::new(&codes::TOO_DEEP, Place::rule(opening), message));
        document.reliable_until = Some(value.start);
        blank(&mut source, Span::new(value.start, u32::try_from(text.len()).unwrap_or(u32::MAX)));
        return source;
    }
    let mut open = first_open(text, lexed, is_key);
    for _ in 0..ROUNDS {
        let Some(opening) = open else { return source };
        let Some(restart) = next_key(&source, line_of(&source, opening.start).end, is_key) else { break };
        let message = format!("this {} is never closed", kind_of(opening.of(text)));
        let line = LineIndex::new(text).line_column(text, restart).line;
        let note = format!("Close it before line {line}, where the next key stands");
        let diagnostic = Diagnostic::new(&codes::NEVER_CLOSED, Place::rule(opening), message).note(note);
        document.broken(text, diagnostic);
        blank(&mut source, Span::new(line_of(text, opening.start).start, restart));
        let lexed = lex(&source);
        open = first_open(&source, &lexed, is_key);
    }
    if let Some(opening) = open {
        let line = LineIndex::new(text).line_column(text, opening.start).line;
        let message = format!("the text ends inside a {} that starts on line {line}", kind_of(opening.of(text)));
        let end = Span::at(u32::try_from(text.len()).unwrap_or(u32::MAX));
        let note = "Paste the rest of the rule, or close what is open";
        document.broken(text, Diagnostic::new(&codes::CUT_OFF, Place::rule(end), message).note(note));
        document.reliable_until = Some(line_of(text, opening.start).start);
    }
    source
}

/// The text without the lines at which the crate gives up; `None` if there is none.
pub fn without_lines_that_lack_a_value(source: &str, problems: &[Problem]) -> Option<String> {
    let mut copy = source.to_owned();
    for problem in problems.iter().filter(|problem| problem.hides_the_rest()) {
        let line = line_of(source, problem.span.start);
        blank(&mut copy, line);
    }
    (copy != source).then_some(copy)
}

/// The line around `offset`, without its newline.
pub fn line_of(text: &str, offset: u32) -> Span {
    let at = (offset as usize).min(text.len());
    let before = text.as_bytes().get(..at).unwrap_or(&[]);
    let after = text.as_bytes().get(at..).unwrap_or(&[]);
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    let end = after.iter().position(|byte| *byte == b'\n').map_or(text.len(), |newline| at + newline);
    Span::from_range(start..end)
}

/// Where the first line after `from` starts that looks like a key of a rule or a table header.
fn next_key(text: &str, from: u32, is_key: &dyn Fn(&str) -> bool) -> Option<u32> {
    let mut at = from as usize;
    for line in text.get(at..)?.split_inclusive('\n') {
        let trimmed = line.trim_end();
        let key = trimmed.split_once(" =").map(|(key, _)| key).is_some_and(is_key);
        let inner = trimmed.trim_matches(['[', ']']);
        let name = inner.split('.').next().unwrap_or("");
        let header =
            trimmed.starts_with('[') && trimmed.ends_with(']') && ["rule", "metadata", "transform"].contains(&name);
        if key || header {
            return u32::try_from(at).ok();
        }
        at += line.len();
    }
    None
}

/// The bracket or dot that nests too deeply, and the line on which its value or key starts. The crate's own limit of 80
/// levels holds for what it builds, not for the stack it needs to skip the rest.
fn too_deep(text: &str, lexed: &Lexed) -> Option<(Span, Span)> {
    let mut open: Vec<Span> = Vec::new();
    let mut dots = 0;
    let mut end = 0;
    for token in &lexed.tokens {
        // A dotted key stands on one line; prose that lost its quotes has dots on many.
        if Span::new(end, token.span.start).of(text).contains('\n') {
            dots = 0;
        }
        end = token.span.end;
        let is_header = token.kind == TokenKind::Table && token.span.of(text).matches('.').count() >= DEEPEST;
        match token.span.of(text) {
            "[" | "{" if token.kind == TokenKind::Punctuation => open.push(token.span),
            "]" | "}" if token.kind == TokenKind::Punctuation => drop(open.pop()),
            "." if token.kind == TokenKind::Punctuation => dots += 1,
            "=" => dots = 0,
            _ => {}
        }
        if open.len() > DEEPEST || dots > DEEPEST || is_header {
            let outermost = open.first().copied().unwrap_or(token.span);
            return Some((token.span, line_of(text, outermost.start)));
        }
    }
    None
}

/// The first opening without its counterpart.
fn first_open(text: &str, lexed: &Lexed, is_key: &dyn Fn(&str) -> bool) -> Option<Span> {
    let inside = [runs_over_lines(text, lexed, is_key), runs_into_key(text, lexed, is_key)];
    inside.into_iter().flatten().min_by_key(|opening| opening.start).or(lexed.open.first().copied())
}

/// The quote of a key's value that goes on over the next lines, as only three quotes allow.
fn runs_over_lines(text: &str, lexed: &Lexed, is_key: &dyn Fn(&str) -> bool) -> Option<Span> {
    lexed.cut.iter().copied().find(|opening| {
        let line = line_of(text, opening.start);
        let before = Span::new(line.start, opening.start).of(text).trim_end();
        if !before.strip_suffix('=').is_some_and(|key| is_key(key.trim())) {
            return false;
        }
        let next = next_key(text, line.end, is_key);
        let between = next.map_or("", |next| Span::new(line.end, next).of(text));
        between.lines().any(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
    })
}

/// The opening quotes of a string that ends with the opening quotes of the next one: `setup = \"\"\"` stands inside it.
fn runs_into_key(text: &str, lexed: &Lexed, is_key: &dyn Fn(&str) -> bool) -> Option<Span> {
    let mut opening: Option<Span> = None;
    let (mut line_start, mut end) = (0, 0);
    for token in &lexed.tokens {
        let continues = token.span.start == end && opening.is_some();
        // Each byte is looked at once: a line may have any number of tokens.
        let new = Span::new(end, token.span.end).of(text);
        line_start = new.rfind('\n').map_or(line_start, |newline| end + newline as u32 + 1);
        end = token.span.end;
        if !continues {
            let raw = token.span.of(text);
            let quotes = ["\"\"\"", "'''"].iter().any(|quotes| raw.starts_with(quotes));
            let is_string = token.kind == TokenKind::String && quotes;
            opening = is_string.then(|| Span::new(token.span.start, token.span.start + 3));
        }
        let line = Span::new(line_start, token.span.end);
        let starts_inside = opening.is_some_and(|opening| line.start > opening.start);
        let before = line.of(text).strip_suffix("\"\"\"").or(line.of(text).strip_suffix("'''"));
        let key = before.and_then(|before| before.trim_end().strip_suffix('=')).map(str::trim_end);
        if starts_inside && key.is_some_and(is_key) {
            return opening;
        }
    }
    None
}

fn kind_of(opening: &str) -> &'static str {
    match opening {
        "[" => "list",
        "{" => "table",
        _ => "string",
    }
}

/// Overwrites with spaces; line ends stay.
fn blank(text: &mut String, span: Span) {
    let blanked: String = span.of(text).bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(span.range(), &blanked);
}
