//! Warnings about queries that Elasticsearch takes.

use super::ast::{Comparison, Expression, ExpressionKind, Leaf, Literal, Matching, Query};
use super::function::FunctionId;
use super::literal;
use crate::diagnostic::{Diagnostic, Place, codes::eql as codes};
use crate::text::Span;

/// Adds the warnings of a whole query.
pub(super) fn advise(query: &Query, diagnostics: &mut Vec<Diagnostic>) {
    for filter in query.filters() {
        for (_, leaf) in filter.condition.leaves() {
            if let Leaf::Test(expression) = leaf {
                advise_expression(expression, diagnostics);
            }
        }
    }
}

fn advise_expression(expression: &Expression, diagnostics: &mut Vec<Diagnostic>) {
    let fields = expression.fields();
    let of_cloudtrail = fields.iter().any(|field| field.name.starts_with("aws."));
    let printed = fields.iter().find(|field| is_printed(&field.name)).map(|field| &*field.name);
    let searched = |text: &str, span: Span| {
        searched(text, span, of_cloudtrail).or_else(|| printed.and_then(|field| json_fragment(text, span, field)))
    };
    let compared = |side: &Expression| match &side.kind {
        ExpressionKind::Literal(Literal::Text(text)) => searched(text, side.span),
        _ => None,
    };
    match &expression.kind {
        ExpressionKind::Matches { how, patterns, .. } if *how != Matching::Regex => {
            diagnostics.extend(patterns.iter().filter_map(|pattern| searched(&pattern.text, pattern.span)));
        }
        ExpressionKind::Call { function, arguments, .. } if looks_for_text(function.id) => {
            let texts = arguments.iter().filter_map(|argument| match &argument.kind {
                ExpressionKind::Literal(Literal::Text(text)) => Some((text, argument.span)),
                _ => None,
            });
            diagnostics.extend(texts.filter_map(|(text, span)| searched(text, span)));
        }
        ExpressionKind::OneOf { list, .. } => diagnostics.extend(list.iter().filter_map(compared)),
        ExpressionKind::Compare(operator, sides) => {
            diagnostics.extend(sides.iter().filter_map(compared));
            if matches!(operator, Comparison::Equal | Comparison::NotEqual) {
                diagnostics.extend(sides.iter().filter_map(literal_star));
            }
        }
        _ => {}
    }
    expression.parts().into_iter().for_each(|part| advise_expression(part, diagnostics));
}

fn looks_for_text(function: FunctionId) -> bool {
    use FunctionId::{Between, EndsWith, IndexOf, StartsWith, StringContains, Wildcard};
    matches!(function, Between | EndsWith | IndexOf | StartsWith | StringContains | Wildcard)
}

/// Text the data can hardly contain: a backslash before a quotation mark or bracket is left from an escape of JSON, and
/// control characters come from an escape that was meant literally.
fn searched(text: &str, span: Span, of_cloudtrail: bool) -> Option<Diagnostic> {
    // Paths and registry keys have a backslash before a brace, CloudTrail's fields have none.
    let left_over = |pair: &[u8]| match pair {
        [b'\\', b'"'] => true,
        [b'\\', next] => of_cloudtrail && next.is_ascii_punctuation() && *next != b'\\',
        _ => false,
    };
    let what = if text.as_bytes().windows(2).any(left_over) {
        "a backslash before a punctuation mark"
    } else if text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t')) {
        "a control character"
    } else {
        return None;
    };
    let message = format!("the text searched for contains {what}: {}", shown(text));
    let note = "The escapes of the query are undone before it is searched for; write only what the field holds.";
    Some(Diagnostic::new(&codes::SEARCHED_TEXT, Place::rule(span), message).note(note))
}

/// Fields that hold `{key=value, key=value}`, and their keys with values of their own. The mapping writes no quotes there.
fn is_printed(field: &str) -> bool {
    let Some(name) = field.strip_prefix("aws.cloudtrail.") else { return false };
    name.starts_with("flattened.")
        || matches!(name, "request_parameters" | "response_elements" | "additional_eventdata" | "service_event_details")
}

/// `"key":` in a field whose text is never JSON, unless the key is one of a policy: AWS takes policies as JSON text.
fn json_fragment(text: &str, span: Span, field: &str) -> Option<Diagnostic> {
    const OF_POLICIES: [&str; 10] =
        ["Action", "AWS", "Condition", "Effect", "NotAction", "Principal", "Resource", "Sid", "Statement", "Version"];
    let pieces: Vec<&str> = text.split('"').collect();
    let starts_value = |after: &str| after.trim_start_matches(['\\', ' ']).starts_with(':');
    let key = pieces.windows(2).position(|pair| matches!(pair, [_, after] if starts_value(after)))?;
    let key = pieces.get(key).copied().unwrap_or("").trim_end_matches('\\');
    if OF_POLICIES.iter().any(|name| name.ends_with(key)) && !key.is_empty() {
        return None;
    }
    let message = format!("`{field}` is no JSON, so this is not in it: {}", shown(text));
    let note = "The mapping prints objects without quotes, as {key=value, key=value}: write `key=value`.";
    Some(Diagnostic::new(&codes::JSON_FRAGMENT, Place::rule(span), message).note(note))
}

/// The text as it is searched for, on one line.
fn shown(text: &str) -> String {
    let visible = text.chars().map(|character| match character.is_control() {
        true => format!("\\u{{{:02x}}}", u32::from(character)),
        false => character.to_string(),
    });
    format!("`{}`", visible.collect::<String>())
}

/// `== "a*"`: a star that matches only a star.
fn literal_star(side: &Expression) -> Option<Diagnostic> {
    let ExpressionKind::Literal(Literal::Text(text)) = &side.kind else { return None };
    text.contains('*').then(|| {
        let message = format!("`*` is an ordinary character here: {}", literal::quote(text));
        let note = "`==` and `!=` know no wildcards; write `like` with case, `:` without it.";
        Diagnostic::new(&codes::LITERAL_STAR, Place::rule(side.span), message).note(note)
    })
}
