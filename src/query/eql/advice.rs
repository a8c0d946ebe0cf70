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
    let of_cloudtrail = expression.fields().iter().any(|field| field.name.starts_with("aws."));
    let searched = |text: &str, span: Span| searched(text, span, of_cloudtrail);
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
