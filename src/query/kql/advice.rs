//! Warnings about queries that Kibana takes.

use super::TokenKind;
use super::ast::{Leaf, Predicate, Value, ValueKind};
use super::literal::{is_space, unquoted};
use super::optimised::not_optimised;
use super::unlikely::unlikely_character;
use crate::diagnostic::{Diagnostic, Edit, Fix, Place, codes::kql as codes};
use crate::ecs::{FieldType, field_info};
use crate::query::{Condition, Node, NodeKind, Token};
use crate::text::Span;

/// Adds the warnings of a whole query.
pub(super) fn advise(
    text: &str,
    tokens: &[Token<TokenKind>],
    condition: &Condition<Leaf>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    diagnostics.extend(tokens.iter().filter_map(|token| keyword_case(text, token)));
    // After an error a word may only look like a bare term.
    let sound = diagnostics.iter().all(|diagnostic| diagnostic.severity != crate::diagnostic::Severity::Error);
    if sound {
        diagnostics.extend(tokens.iter().filter_map(|token| keyword_in_value(text, token)));
        diagnostics.extend(condition.leaves().filter_map(|(node, leaf)| bare_term(text, node, leaf)));
        diagnostics.extend(not_optimised(text, condition));
    }
    diagnostics.extend(condition.leaves().filter_map(|(_, leaf)| unlikely_character(text, leaf)));
    diagnostics.extend(condition.leaves().filter_map(|(_, leaf)| flattened_wildcard(leaf)));
    diagnostics.extend(condition.leaves().filter_map(|(_, leaf)| split_wildcard(leaf)));
    diagnostics.extend(condition.leaves().filter_map(|(_, leaf)| flattened_range(leaf)));
    diagnostics.extend(quoted_stars(condition));
    diagnostics.extend(condition.leaves().filter_map(|(node, leaf)| null(condition, node, leaf)));
}

/// The rules repository parses keywords in lower case only.
fn keyword_case(text: &str, token: &Token<TokenKind>) -> Option<Diagnostic> {
    let word = token.span.of(text);
    let lower = word.to_ascii_lowercase();
    let is_keyword = matches!(token.kind, TokenKind::And | TokenKind::Or | TokenKind::Not);
    (is_keyword && word != lower).then(|| {
        let message = format!("`{word}` is not in lower case");
        Diagnostic::new(&codes::KEYWORD_CASE, Place::rule(token.span), message)
            .note(format!("Write `{lower}`: Kibana takes both, the tests of the rules repository only this."))
            .replace_with(format!("Replace `{word}` with `{lower}`"), lower)
    })
}

/// `a: b and` at the end, or `a: or b`: the word is no keyword there.
fn keyword_in_value(text: &str, token: &Token<TokenKind>) -> Option<Diagnostic> {
    if token.kind != TokenKind::Unquoted {
        return None;
    }
    let value = token.span.of(text);
    let is_keyword = |word: &str| ["and", "or", "not"].iter().any(|keyword| word.eq_ignore_ascii_case(keyword));
    let (first, last) = (value.split(is_space).next()?, value.rsplit(is_space).next()?);
    let span = if is_keyword(first) && first.len() < value.len() {
        Span::new(token.span.start, token.span.start + first.len() as u32)
    } else if is_keyword(last) {
        Span::new(token.span.end - last.len() as u32, token.span.end)
    } else {
        return None;
    };
    let message = format!("`{}` is read as part of `{value}`", span.of(text));
    let note = "Complete the condition, or put the value in quotes if the word belongs to it.";
    Some(Diagnostic::new(&codes::KEYWORD_IN_VALUE, Place::rule(span), message).note(note))
}

fn bare_term(text: &str, node: &Node<Leaf>, leaf: &Leaf) -> Option<Diagnostic> {
    // `*` alone asks nothing: every event has some field.
    let asks = leaf.field.is_none() && leaf.predicate.value().kind != ValueKind::Exists;
    asks.then(|| {
        let term = node.span.of(text);
        let note = if term.contains('=') {
            "KQL compares with a colon: `field: value`."
        } else {
            "Name the field: `field: value`."
        };
        Diagnostic::new(&codes::BARE_TERM, Place::rule(node.span), format!("`{term}` is looked for in every field"))
            .note(note)
    })
}

fn null(condition: &Condition<Leaf>, node: &Node<Leaf>, leaf: &Leaf) -> Option<Diagnostic> {
    let Predicate::Is(value) = &leaf.predicate else { return None };
    (value.kind == ValueKind::Null).then(|| {
        let diagnostic =
            Diagnostic::new(&codes::NULL_VALUE, Place::rule(value.span), "Elasticsearch cannot search for `null`");
        match &leaf.field {
            None => diagnostic.note("Remove it, or put the word in quotes."),
            Some(field) => {
                let missing = format!("not {}:*", field.name);
                let diagnostic = diagnostic.note(format!("Write `{missing}` for events without the field."));
                // Inside a value list or after `not` no replacement of this part alone is right.
                let negated =
                    condition.ancestors(node.id).next().is_some_and(|above| matches!(above.kind, NodeKind::Not(_)));
                let alone = node.span.contains(field.span) && !negated;
                if alone {
                    Diagnostic { place: Some(Place::rule(node.span)), ..diagnostic }
                        .replace_with(format!("Replace with `{missing}`"), missing)
                } else {
                    diagnostic
                }
            }
        }
    })
}

/// <https://github.com/elastic/elasticsearch/issues/157064>
fn flattened_wildcard(leaf: &Leaf) -> Option<Diagnostic> {
    let field = leaf.field.as_ref()?;
    let Predicate::Is(value) = &leaf.predicate else { return None };
    let ValueKind::Wildcard(pattern) = &value.kind else { return None };
    let only_at_the_end = pattern.parts().skip(1).all(str::is_empty) && pattern.parts().count() == 2;
    let flattened = field_info(&field.name).field_type == FieldType::FlattenedLeaf;
    (flattened && !only_at_the_end).then(|| {
        let message = format!("Elasticsearch may not search the leaf `{}` with this wildcard", field.name);
        Diagnostic::new(&codes::FLATTENED_WILDCARD, Place::rule(value.span), message)
            .note("Try the rule on your cluster, or ask the copy of the field that is one text.")
    })
}

/// Kibana sends a query string for other fields than keywords; in it a space separates terms.
fn split_wildcard(leaf: &Leaf) -> Option<Diagnostic> {
    use FieldType::{ConstantKeyword, Flattened, FlattenedLeaf, Text, Wildcard};
    let (field, value) = (leaf.field.as_ref()?, leaf.predicate.value());
    let ValueKind::Wildcard(pattern) = &value.kind else { return None };
    let field_type = field_info(&field.name).field_type;
    let is_split = matches!(field_type, ConstantKeyword | Flattened | FlattenedLeaf | Text | Wildcard);
    (is_split && pattern.words().len() > 1).then(|| {
        let message = format!("`{pattern}` is split at its spaces: `{}` is no keyword field", field.name);
        Diagnostic::new(&codes::SPLIT_WILDCARD, Place::rule(value.span), message)
            .note("One of its words is enough. Write `*` for a space if all must stand in this order.")
    })
}

/// <https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/index/mapper/flattened/FlattenedFieldMapper.java>
fn flattened_range(leaf: &Leaf) -> Option<Diagnostic> {
    let field = leaf.field.as_ref()?;
    let Predicate::Range(_, value) = &leaf.predicate else { return None };
    (field_info(&field.name).field_type == FieldType::FlattenedLeaf).then(|| {
        let message = format!("Elasticsearch may refuse a range with one bound on the leaf `{}`", field.name);
        Diagnostic::new(&codes::FLATTENED_RANGE, Place::rule(value.span), message)
            .note("The leaf holds text, also where it looks like a number: `9` comes after `10`.")
    })
}

/// `"List*"`: stars that match only a star, all in one message.
fn quoted_stars(condition: &Condition<Leaf>) -> Option<Diagnostic> {
    let mut values =
        condition.leaves().filter(|(_, leaf)| has_quoted_star(leaf)).map(|(_, leaf)| leaf.predicate.value());
    let first = values.next()?;
    let edit = |value: &Value| Edit { place: Place::rule(value.span), text: unquoted(&value.text()) };
    let edits: Vec<Edit> = std::iter::once(edit(first)).chain(values.map(edit)).collect();
    let more = match edits.len() {
        1 => String::new(),
        count => format!(", and in {} more", count - 1),
    };
    let message = format!("`*` in quotes is a plain star: `{}`{more}", first.text());
    let diagnostic = Diagnostic::new(&codes::QUOTED_STAR, Place::rule(first.span), message)
        .note("Without quotes it stands for any text.");
    // A word of several could be read as `and`, `or` or `not`.
    let one_word = edits.iter().all(|edit| !edit.text.contains(is_space));
    Some(if one_word { diagnostic.fix(Fix { title: "Remove the quotes".to_owned(), edits }) } else { diagnostic })
}

/// `"*"` and `"s3:*"` are values of policies, `"\\*\C$"` is one of Windows shares.
fn has_quoted_star(leaf: &Leaf) -> bool {
    let (Some(field), Predicate::Is(Value { quoted: true, kind: ValueKind::Text(text), .. })) =
        (&leaf.field, &leaf.predicate)
    else {
        return false;
    };
    let is_meant = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + 1..).and_then(|after| after.chars().next());
        matches!((before, after), (None | Some(':'), None) | (Some('\\'), Some('\\')))
    };
    field_info(&field.name).field_type != FieldType::Text && !text.match_indices('*').all(|(at, _)| is_meant(at))
}
