use ::toml::Spanned as TomlSpanned;
use ::toml::de::{DeTable, DeValue};

use super::message::{self, Problem};
use super::tree::{Entry, Table, Value, ValueKind};
use super::{repair, version};
use crate::diagnostic::codes::rule as codes;
use crate::diagnostic::{Diagnostic, Place, sort_by_place};
use crate::order;
use crate::rule::highlight::Lexed;
use crate::text::Span;

/// A document as far as it could be read.
#[derive(Debug, Default)]
pub(in crate::rule) struct Document {
    /// Every key that could be read.
    pub root: Table,
    /// Breaches of the TOML 1.0 grammar, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// Keys whose line is broken: their absence is no news.
    pub broken_keys: Vec<String>,
    /// Where the text is cut or no longer listed: from here on values are not what the author meant, and keys are missing.
    pub reliable_until: Option<u32>,
}

/// Reads TOML. `is_key` knows the keys of a rule, which is how a forgotten closing quote is found.
///
/// The crate stops at a line without `=` and reads an unclosed string or list to the end; such places are reported, blanked
/// out and the rest is read again, so that one mistake hides no other.
pub(in crate::rule) fn read(text: &str, lexed: &Lexed, is_key: &dyn Fn(&str) -> bool) -> Document {
    let mut document = Document::default();
    let repaired = repair::repair(text, lexed, is_key, &mut document);
    let mut problems = Vec::new();
    let mut source = repaired;
    for _ in 0..2 {
        let (table, errors) = DeTable::parse_recoverable(&source);
        for error in errors {
            let span = Span::from_range(error.span().unwrap_or(0..0));
            let problem = Problem { span, message: error.message().to_owned() };
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
        document.root = convert_table(table.get_ref());
        match repair::without_lines_that_lack_a_value(&source, &problems) {
            Some(shorter) => source = shorter,
            None => break,
        }
    }
    if !problems.is_empty() {
        message::report(text, problems, &mut document);
    }
    version::check(text, &lexed.tokens, &mut document.diagnostics);
    sort_by_place(&mut document.diagnostics);
    document
}

fn convert_table(table: &DeTable<'_>) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: Span::from_range(key.span()),
            value: convert(value),
        })
        .collect();
    order::sort_by_key(&mut entries, |entry| entry.key_span);
    Table { entries }
}

/// Recursion is bounded by the crate's own depth limit of 80.
fn convert(value: &TomlSpanned<DeValue<'_>>) -> Value {
    let kind = match value.get_ref() {
        DeValue::String(text) => ValueKind::String(text.to_string()),
        DeValue::Integer(number) => ValueKind::Integer(integer(number.as_str(), number.radix())),
        DeValue::Float(number) => ValueKind::Float(float(number.as_str())),
        DeValue::Boolean(value) => ValueKind::Boolean(*value),
        DeValue::Datetime(_) => ValueKind::Datetime,
        DeValue::Array(values) => ValueKind::List(values.iter().map(convert).collect()),
        DeValue::Table(table) => ValueKind::Table(convert_table(table)),
    };
    Value { span: Span::from_range(value.span()), kind }
}

fn float(text: &str) -> f64 {
    let infinite = if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY };
    crate::number::read(text).unwrap_or(if text.ends_with("inf") { infinite } else { f64::NAN })
}

fn integer(digits: &str, radix: u32) -> i64 {
    let clamped = if digits.starts_with('-') { i64::MIN } else { i64::MAX };
    if digits.is_empty() { 0 } else { i64::from_str_radix(digits, radix).unwrap_or(clamped) }
}

impl Document {
    /// Records a message and the key of the line it stands on.
    pub(super) fn broken(&mut self, text: &str, diagnostic: Diagnostic) {
        if let Some(Place { span, .. }) = diagnostic.place {
            let line = repair::line_of(text, span.start);
            let key = line.of(text).trim_start();
            let end = key.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(key.len());
            self.broken_keys.extend(key.get(..end).filter(|key| !key.is_empty()).map(str::to_owned));
        }
        let is_partial = diagnostic.code == &codes::CUT_OFF || diagnostic.code == &codes::TOO_MANY;
        if let (true, Some(place)) = (is_partial, diagnostic.place) {
            let line = repair::line_of(text, place.span.start);
            self.reliable_until = Some(self.reliable_until.map_or(line.start, |until| until.min(line.start)));
        }
        self.diagnostics.push(diagnostic);
    }
}
