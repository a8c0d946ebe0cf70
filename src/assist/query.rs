//! What may be written at a place of a query.

use super::fields::fields;
use super::item::{Completions, Item, ItemKind};
use super::language::Language;
use super::piece::{Kind, Piece, compared, enclosing};
use super::providers::providers_around;
use super::rank::{rank, ranked};
use super::seen::{counted, seen, text};
use super::site::QueryPlace;
use super::{Known, eql, kql};
use crate::ecs::{FieldType, field_info};
use crate::events::Scalar;
use crate::query;
use crate::text::Span;

const LOGIC: &[&str] = &["and", "or"];
const KQL_COMPARISONS: &[&str] = &[":", ">=", "<=", ">", "<"];
const EQL_COMPARISONS: &[&str] =
    &["==", "!=", ":", "in (", "in~ (", "like ", "like~ ", "regex ", "regex~ ", "not in (", ">=", "<=", ">", "<"];
const STARTS: &[&str] = &["any where ", "sequence", "sample by "];
const STEPS: &[&str] = &["any where "];
const AFTER_STEP: &[&str] = &["[", "by ", "with runs=", "until [", "| "];
const AFTER_SEQUENCE: &[&str] = &["by ", "with maxspan=", "["];

/// What may stand at a place.
#[derive(Default)]
struct Spot<'p> {
    words: &'static [&'static str],
    fields: bool,
    functions: bool,
    category: bool,
    /// The field whose value stands here.
    value_of: Option<&'p str>,
    /// The path of the nested field around.
    above: String,
}

/// The word at the cursor.
struct Current {
    /// What is replaced.
    span: Span,
    /// What was typed of it, without quotes.
    typed: String,
    /// Whether it is in quotes.
    quoted: bool,
}

/// What may be written at a place of a query, in bytes of the rule's text.
pub fn complete(known: &mut Known<'_>, place: &QueryPlace<'_>) -> Completions {
    let query = place.decoded.text();
    let before = query.get(..place.at as usize).unwrap_or(query);
    if place.language == Language::Other {
        let start = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || "_.@-".contains(c))).map_or(0, |at| at + 1);
        let current = Current {
            span: Span::from_range(start..before.len()),
            typed: before.get(start..).unwrap_or("").to_owned(),
            quoted: false,
        };
        let items = fields(known, &current.typed, "");
        return written(place, &current, false, items);
    }
    let Some((mut pieces, all)) = read(place.language, before, query) else { return Completions::default() };
    let mut current = current(place, &mut pieces);
    let mut spot = match place.language {
        Language::Eql => eql_spot(&pieces),
        _ => kql_spot(&pieces),
    };
    // In KQL a value may have several words, and the last of them may be the next keyword.
    let has_words = current.typed.contains(char::is_whitespace);
    if place.language == Language::Kql && has_words && !current.quoted && spot.value_of.is_some() {
        let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
        current.span.start = place.at - last.len() as u32;
        current.typed = last.to_owned();
        spot = Spot { words: LOGIC, ..Spot::default() };
    }
    // Keywords need a space before them.
    let is_glued = current.typed.is_empty() && pieces.last().is_some_and(|last| last.span.end == place.at);
    if is_glued && spot.words == LOGIC {
        return Completions::default();
    }
    if current.quoted && spot.value_of.is_none() && !spot.category {
        return Completions::default();
    }
    let mut items = Vec::new();
    if let Some(field) = spot.value_of {
        items.extend(values(known, field, &current, &providers_around(&all, place.at), place.language));
    }
    if spot.category {
        for (value, count) in &seen(known.events, "event.category").values {
            items.push(Item::new(ItemKind::SeenValue, &[text(value), " where "].concat(), &counted(*count)));
        }
    }
    if spot.fields {
        items.extend(fields(known, &current.typed, &spot.above));
    }
    if spot.functions {
        for function in query::eql::FUNCTIONS {
            let name = function.name;
            let (signature, sentence) = known.notes.and_then(|notes| notes.function(name)).unwrap_or(("", ""));
            let item = Item::new(ItemKind::Function, name, signature).about(sentence);
            items.push(item.template(&[name, "(|)"].concat()));
        }
    }
    for word in spot.words {
        let is_name = word.starts_with(|c: char| c.is_ascii_alphabetic());
        let name = if is_name { word.trim_end_matches([' ', '(', '[', '=']) } else { word.trim_end() };
        let about = known.notes.and_then(|notes| notes.word(name)).unwrap_or("");
        let mut item = Item::new(ItemKind::Keyword, name, "").about(about);
        item.insert = (*word).to_owned();
        items.push(item);
    }
    let eager = spot.value_of.is_some();
    written(place, &current, eager, items)
}

/// The pieces before the cursor and all of them; `None` in a comment.
fn read(language: Language, before: &str, query: &str) -> Option<(Vec<Piece>, Vec<Piece>)> {
    match language {
        Language::Eql => Some((eql::pieces(before)?, eql::pieces(query).unwrap_or_default())),
        _ => Some((kql::pieces(before), kql::pieces(query))),
    }
}

/// The items as they must be written, best first.
fn written(place: &QueryPlace<'_>, current: &Current, eager: bool, mut items: Vec<Item>) -> Completions {
    let span = place.decoded.raw(current.span);
    items.retain_mut(|item| {
        let Some(insert) = place.quotes.write(&item.insert, span) else { return false };
        if let Some(cursor) = &mut item.cursor {
            *cursor = (insert.len() as u32).saturating_sub(item.insert.len() as u32 - *cursor);
        }
        item.insert = insert;
        true
    });
    ranked(span, &current.typed, eager, items)
}

/// Takes the word that ends at the cursor off the pieces.
fn current(place: &QueryPlace<'_>, pieces: &mut Vec<Piece>) -> Current {
    let query = place.decoded.text();
    let at = place.at;
    let none = Current { span: Span::at(at), typed: String::new(), quoted: false };
    let Some(last) = pieces.last().filter(|last| last.span.end == at) else { return none };
    let raw = last.span.of(query);
    let opened = raw.starts_with('"') || raw.starts_with("?\"");
    let is_closed = opened && raw.len() > 1 && raw.ends_with('"') && !raw.ends_with("\\\"");
    let is_word = raw.ends_with(|c: char| c.is_alphanumeric() || "_.@*-~?`\\".contains(c)) || !raw.is_ascii();
    let is_number = last.kind == Kind::Value && raw.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_closed || !(opened || is_word) || (place.language == Language::Eql && is_number) {
        return none;
    }
    let after = query.get(at as usize..).unwrap_or("");
    let rest = if opened {
        let line = after.lines().next().unwrap_or("");
        // The quote that closes it, if it is on this line and no other one opens before it.
        let close =
            line.find('"').filter(|close| !line.get(..*close).is_some_and(|text| text.contains([' ', ':', '('])));
        close.map_or(0, |close| close + 1)
    } else {
        after.find(|c: char| !(c.is_alphanumeric() || "_.@*-~/".contains(c))).unwrap_or(after.len())
    };
    let span = Span::new(last.span.start, at + rest as u32);
    let typed = if opened && place.language == Language::Kql { kql::plain(raw) } else { last.text.clone() };
    let typed = if opened { typed.trim_start_matches('"').to_owned() } else { typed };
    pieces.pop();
    Current { span, typed, quoted: opened }
}

fn kql_spot(pieces: &[Piece]) -> Spot<'_> {
    if let Some(field) = compared(pieces) {
        return Spot { value_of: Some(field), ..Spot::default() };
    }
    match pieces.last().map(|piece| piece.kind) {
        Some(Kind::Value) => {
            let field = pieces.get(..pieces.len() - 1).and_then(compared);
            Spot { words: if field.is_some() { LOGIC } else { KQL_COMPARISONS }, ..Spot::default() }
        }
        Some(Kind::Close) => Spot { words: LOGIC, ..Spot::default() },
        last => {
            let words: &[&str] = if last == Some(Kind::Not) { &[] } else { &["not "] };
            Spot { fields: true, words, above: nested(pieces), ..Spot::default() }
        }
    }
}

/// The path of the nested field whose braces stand around.
fn nested(pieces: &[Piece]) -> String {
    let mut before = pieces;
    while let Some(open) = enclosing(before) {
        if let ([.., field, _], Some("{")) =
            (before.get(..open).unwrap_or(&[]), before.get(open).map(|piece| piece.text.as_str()))
        {
            let mut path = field.text.clone();
            path.push('.');
            return path;
        }
        before = before.get(..open).unwrap_or(&[]);
    }
    String::new()
}

fn eql_spot(pieces: &[Piece]) -> Spot<'_> {
    let expression = |words| Spot { fields: true, functions: true, words, ..Spot::default() };
    let words = |words| Spot { words, ..Spot::default() };
    let Some(last) = pieces.last() else { return Spot { category: true, words: STARTS, ..Spot::default() } };
    if let Some(field) = compared(pieces) {
        return Spot { value_of: Some(field), ..Spot::default() };
    }
    let previous = pieces.len().checked_sub(2).and_then(|at| pieces.get(at));
    match last.kind {
        Kind::Open if last.text != "(" => Spot { category: true, words: STEPS, ..Spot::default() },
        Kind::Comma if enclosing(pieces).is_none_or(|open| pieces.get(open).is_some_and(|open| open.text != "(")) => {
            Spot { fields: true, ..Spot::default() }
        }
        Kind::Not => expression(&[]),
        Kind::Open | Kind::Comma | Kind::And | Kind::Or | Kind::Operator => expression(&["not "]),
        Kind::Close if last.text == "]" => words(AFTER_STEP),
        Kind::Close | Kind::Value => words(LOGIC),
        Kind::Field => {
            let is_key = previous.is_some_and(|piece| piece.text == "by" || piece.kind == Kind::Comma);
            let starts = previous.is_none_or(|piece| piece.kind == Kind::Open && piece.text != "(");
            words(match (is_key && enclosing(pieces).is_none(), starts) {
                (true, _) => AFTER_SEQUENCE,
                (_, true) => &["where "],
                _ => EQL_COMPARISONS,
            })
        }
        Kind::Word => match last.text.as_str() {
            "where" => expression(&["not "]),
            "by" => Spot { fields: true, ..Spot::default() },
            "any" => words(&["where "]),
            "with" => words(&["maxspan=", "runs="]),
            "sequence" | "sample" => words(AFTER_SEQUENCE),
            "until" => words(&["["]),
            "|" => words(&["head ", "tail "]),
            _ => Spot::default(),
        },
        Kind::Call => Spot::default(),
    }
}

/// The values of a field: those of the events, then those of the vocabulary, as the language writes them.
fn values(known: &mut Known<'_>, field: &str, current: &Current, providers: &[&str], language: Language) -> Vec<Item> {
    let field_type = field_info(field).field_type;
    let found = seen(known.events, field);
    let mut items: Vec<Item> = Vec::new();
    let typed = current.typed.as_str();
    let mut add = |kind, label: &str, is_bare: bool, detail: &str| {
        if rank(label, typed).is_some() {
            items.push(value_item(kind, label, is_bare && !current.quoted, detail, current.quoted, language));
        }
    };
    for (value, count) in &found.values {
        add(ItemKind::SeenValue, text(value), !matches!(value, Scalar::String(_)), &counted(*count));
    }
    if field_type == FieldType::Boolean {
        for is in [true, false] {
            if !found.values.iter().any(|(seen, _)| *seen == Scalar::Bool(is)) {
                add(ItemKind::Value, if is { "true" } else { "false" }, true, "");
            }
        }
    }
    if let Some(vocabulary) = known.vocabulary {
        let mut add_new = |name: &str| {
            if !found.values.iter().any(|(seen, _)| text(seen) == name) {
                add(ItemKind::Value, name, false, "CloudTrail");
            }
        };
        match (field, providers) {
            ("event.provider", _) => vocabulary.providers().for_each(|name| add_new(&name)),
            ("event.action", []) => vocabulary.actions_of(None).into_iter().for_each(add_new),
            ("event.action", providers) => {
                for provider in providers {
                    vocabulary.actions_of(Some(provider)).into_iter().for_each(&mut add_new);
                }
            }
            _ => {}
        }
    }
    items
}

fn value_item(kind: ItemKind, label: &str, is_bare: bool, detail: &str, quoted: bool, language: Language) -> Item {
    let insert = match (is_bare, language) {
        (true, _) => label.to_owned(),
        (false, Language::Eql) => query::eql::quote(label),
        (false, _) if !quoted && is_plain(label) => label.to_owned(),
        (false, _) => query::kql::quote(label),
    };
    let mut item = Item::new(kind, label, detail);
    item.insert = insert;
    item
}

/// Whether KQL reads a text as itself without quotes, whatever stands around it.
fn is_plain(text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_-./@".contains(c);
    let is_keyword = ["and", "or", "not", "true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word));
    !text.is_empty() && text.chars().all(is_word) && !is_keyword
}
