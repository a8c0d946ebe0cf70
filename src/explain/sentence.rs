//! The sentences about single parts.

use super::{Found, FoundState, Reason};
use crate::eval::Truth;
use crate::query::kql::{Leaf, Predicate, ValueKind};

/// How many values a sentence names.
const VALUES: usize = 3;
/// How many characters of a value or a condition a sentence repeats.
pub(super) const CHARACTERS: usize = 60;

/// A leaf's answer in one sentence. `excluded`: an odd number of `not`s stands above it, so the rule wants it false.
pub(super) fn sentence(leaf: &Leaf, truth: Truth, reason: &Reason, found: &[Found], excluded: bool) -> String {
    let field = leaf.field.as_ref().map_or("any field".to_owned(), |field| format!("`{}`", field.name));
    let wanted = wanted(leaf);
    let rule = if excluded { "the rule excludes" } else { "the rule wants" };
    let holds = values(found, truth);
    match reason {
        Reason::Group => String::new(),
        Reason::Always => "Every event satisfies it".to_owned(),
        Reason::Satisfied if leaf.predicate.value().kind == ValueKind::Exists => {
            let tail = if excluded { ", the rule excludes events that have it" } else { "" };
            format!("{field} exists: {holds}{tail}")
        }
        Reason::Satisfied => {
            let satisfying = found.iter().find(|found| found.satisfies);
            let named = satisfying.map_or(field, |found| format!("`{}`", found.field));
            let exact = satisfying.is_some_and(|found| found.text == leaf.predicate.value().text());
            match (exact, excluded) {
                (true, false) => format!("{named} is {holds}"),
                (true, true) => format!("{named} is {holds}, which the rule excludes"),
                (false, _) => format!("{named} is {holds}, {rule} {wanted}"),
            }
        }
        Reason::OtherValue => format!("{field} is {holds}, {rule} {wanted}"),
        Reason::OtherCase => format!("{field} is {holds}, {rule} {wanted}; upper and lower case count"),
        Reason::Missing if leaf.field.is_none() => format!("No field holds {wanted}"),
        Reason::Missing => format!("{field} is missing, {rule} {wanted}"),
        Reason::Unknown { needs } if needs.is_empty() => format!("{field} is not known"),
        Reason::Unknown { needs } => format!("{field} is not known: add {needs}"),
        Reason::NotSearchable { characters, limit } => {
            format!(
                "{field} is not searchable: {} characters, limit {}",
                grouped(*characters),
                grouped(*limit as usize)
            )
        }
        Reason::UnknownField => format!("No event has {field}"),
        Reason::NotIndexed => format!("{field} is stored but not searchable"),
        Reason::BadValue { takes } => format!("{field} takes {takes}"),
        Reason::Broken => "It could not be read".to_owned(),
    }
}

/// What a leaf asks for, in the rule's words.
fn wanted(leaf: &Leaf) -> String {
    let value = leaf.predicate.value();
    match (&leaf.predicate, &value.kind) {
        (Predicate::Is(_), ValueKind::Exists) => "any value".to_owned(),
        (Predicate::Is(_), _) => quoted(&value.text()),
        (Predicate::Range(operator, _), _) => format!("{} {}", operator.symbol(), quoted(&value.text())),
    }
}

/// The values a sentence names: those that satisfy a true part, all of a false one.
fn values(found: &[Found], truth: Truth) -> String {
    let chosen = found.iter().filter(|found| found.state == FoundState::Value);
    let chosen: Vec<&Found> = chosen.filter(|found| found.satisfies || truth != Truth::True).collect();
    let named: Vec<String> = chosen.iter().take(VALUES).map(|found| quoted(&found.text)).collect();
    let more = chosen.len().saturating_sub(VALUES);
    if more > 0 { format!("{} and {more} more", named.join(", ")) } else { named.join(", ") }
}

/// Text in backticks, shortened.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or("")),
        None => format!("`{text}`"),
    }
}

/// A number with commas between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
