//! What evaluating finds out about a query: unknown fields, values that do not fit.

use super::kind::Kind;
use super::matcher::Matcher;
use super::pushed::Pushed;
use super::value::Value;
use crate::diagnostic::{Diagnostic, Place, Severity, codes::eql as codes};
use crate::eval::{LeafAnswer, Refusal, kql};
use crate::query::Node;
use crate::query::eql::{Expression, ExpressionKind, Field, Leaf, Matching, Pattern};

/// The messages of one leaf.
pub(super) fn messages(node: &Node<Leaf>, leaf: &Leaf, answer: &LeafAnswer) -> Vec<Diagnostic> {
    let Leaf::Test(expression) = leaf else { return Vec::new() };
    let kind = |field: &Field| {
        let column = answer.columns.iter().find(|column| column.field.as_str() == &*field.name);
        column.map_or(Kind::Unknown, |column| Kind::of(column))
    };
    let mut found: Vec<Diagnostic> = expression
        .fields()
        .into_iter()
        .filter_map(|field| match kind(field) {
            Kind::Unknown if !field.optional => Some(unknown_field(field)),
            Kind::Analysed => Some(analysed(field)),
            _ => None,
        })
        .collect();
    found.extend(regexes(expression));
    let Some(pushed) = Pushed::new(expression) else { return found };
    let kind = kind(pushed.field);
    let bad_regex = found.iter().any(|problem| problem.code == &codes::REGEX);
    match &answer.refusal {
        Some(Refusal::BadValue { takes }) if !bad_regex => {
            let message = format!("`{}` takes {takes}", pushed.field.name);
            let diagnostic = Diagnostic::new(&codes::VALUE_TYPE, Place::rule(node.span), message);
            found.push(
                diagnostic.note("Write a value of the field's type; Elasticsearch refuses the query as it stands."),
            );
        }
        None => found.extend(pushed.values().iter().find_map(|value| converted(kind, value, node, pushed.field))),
        Some(_) => {}
    }
    found
}

/// A field of a key that no event and no table has.
pub(super) fn unknown_field(field: &Field) -> Diagnostic {
    let message = format!("the type of `{}` is unknown: no event and no field table has it", field.name);
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_FIELD, Place::rule(field.span), message);
    match kql::nearest(&field.name) {
        Some(nearest) => diagnostic
            .note(format!("Did you mean `{nearest}`?"))
            .replace_with(format!("Replace with `{nearest}`"), nearest),
        None => Diagnostic { severity: Severity::Info, ..diagnostic }
            .note("Write `?` before it where an index may lack it; an event that has it settles the matter."),
    }
}

fn analysed(field: &Field) -> Diagnostic {
    let message = format!("`{}` is analysed text, which EQL does not search", field.name);
    let diagnostic = Diagnostic::new(&codes::TEXT_FIELD, Place::rule(field.span), message);
    match field.name.strip_suffix(".text") {
        Some(keyword) => {
            diagnostic.note(format!("Use `{keyword}`.")).replace_with(format!("Replace with `{keyword}`"), keyword)
        }
        None => diagnostic.note("Use a keyword field that holds the same."),
    }
}

fn regexes(expression: &Expression) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = match &expression.kind {
        ExpressionKind::Matches { how: Matching::Regex, patterns, .. } => {
            patterns.iter().filter_map(bad_regex).collect()
        }
        _ => Vec::new(),
    };
    found.extend(expression.parts().into_iter().flat_map(regexes));
    found
}

fn bad_regex(pattern: &Pattern) -> Option<Diagnostic> {
    let problem = Matcher::new(Matching::Regex, &pattern.text, false).err()?;
    let message = format!("this regular expression is not evaluated: {problem}");
    let note = "The syntax is Lucene's; the expression matches the whole value.";
    Some(Diagnostic::new(&codes::REGEX, Place::rule(pattern.span), message).note(note))
}

/// Elasticsearch reads a value as the field's type; that is said, never done silently.
fn converted(kind: Kind, value: &Value, node: &Node<Leaf>, field: &Field) -> Option<Diagnostic> {
    let how = match (kind, value) {
        (Kind::Text, Value::Integer(_) | Value::Decimal(_) | Value::Bool(_)) => "text",
        (Kind::Number, Value::Text(_)) => "a number",
        _ => return None,
    };
    let message = format!("`{}` holds {how}, so `{}` is compared as {how}", field.name, value.written()?);
    let diagnostic = Diagnostic::new(&codes::VALUE_TYPE, Place::rule(node.span), message);
    Some(diagnostic.note("Write the value as the field holds it."))
}
