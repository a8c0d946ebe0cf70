use super::keys::about_key;
use super::keys::{is_needed, row, takes_fields};
use super::language::Language;
use super::outline::{PieceKind, outline};
use super::piece::{Kind, Piece, compared};
use super::seen::{counted, seen, text};
use super::site::{QueryPlace, Site};
use super::{Known, eql, kql, origin};
use crate::ecs::{FieldType, field_info};
use crate::pattern::Wildcard;
use crate::rule::schema;
use crate::text::{Lower, Span};

/// What stands at a place and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hover {
    /// Where it stands, in bytes of the rule's text.
    pub span: Span,
    /// Its name.
    pub title: String,
    /// Its type, or `required`; empty where there is none.
    pub kind: String,
    /// Sentences about it.
    pub lines: Vec<String>,
    /// The most frequent values of a field, with the number of events that have them.
    pub values: Vec<(String, u32)>,
    /// How many values are not listed.
    pub more: u32,
}

/// How many values are listed.
const LISTED: usize = 5;

/// How long a listed value may be, in characters.
const LONGEST: usize = 80;

/// What stands at byte `offset` of the rule's text; `None` where nothing is known of it.
pub fn hover(known: &mut Known<'_>, offset: u32) -> Option<Hover> {
    let outline = outline(known.text, offset);
    match Site::at(known, &outline, offset) {
        Site::Key(place) => {
            let name = place.span.of(known.text);
            let path = if place.path.is_empty() { name.to_owned() } else { [&*place.path, name].join(".") };
            key(known, &path, place.span)
        }
        Site::Header(span) => {
            let piece = outline.pieces.iter().find(|piece| piece.kind == PieceKind::Header && piece.span == span)?;
            key(known, &piece.path, span)
        }
        Site::Value(place) if takes_fields(&place.path) && !place.span.is_empty() => {
            let name = place.span.of(known.text).to_owned();
            Some(field(known, &name, place.span))
        }
        Site::Value(place) if !place.span.is_empty() => key(known, &place.path, place.span),
        Site::Query(place) => in_query(known, &place),
        _ => None,
    }
}

fn key(known: &Known<'_>, path: &str, span: Span) -> Option<Hover> {
    let row = row(path)?;
    let rule_type = known.rule.rule_type.map(|rule_type| rule_type.value);
    let mut lines = vec![about_key(known, row).to_owned()];
    if let schema::Kind::Word(words) = row.kind {
        let mut line = String::from(if words.len() == 1 { "Takes " } else { "One of " });
        line.push_str(&words.join(", "));
        lines.push(line);
    }
    if !row.only.is_empty() {
        let types: Vec<&str> = row.only.iter().map(|rule_type| rule_type.as_str()).collect();
        lines.push(["For rules of type ", &types.join(", ")].concat());
    }
    let kind = if is_needed(row, rule_type) { "required" } else { "optional" };
    Some(Hover { span, title: row.path.replace("[]", ""), kind: kind.to_owned(), lines, ..Hover::default() })
}

fn in_query(known: &mut Known<'_>, place: &QueryPlace<'_>) -> Option<Hover> {
    let query = place.decoded.text();
    let pieces = match place.language {
        Language::Kql => kql::pieces(query),
        Language::Eql => eql::pieces(query)?,
        Language::Other => words(query),
    };
    let at = pieces.iter().position(|piece| piece.span.start <= place.at && place.at <= piece.span.end)?;
    // Between two pieces without a space a name is meant rather than a sign.
    let is_sign = pieces.get(at).is_some_and(|piece| !matches!(piece.kind, Kind::Field | Kind::Value | Kind::Call));
    let is_next = pieces.get(at + 1).is_some_and(|next| next.span.start == place.at);
    let at = if is_sign && is_next { at + 1 } else { at };
    let (before, piece) = (pieces.get(..at)?, pieces.get(at)?);
    let span = place.decoded.raw(piece.span);
    match piece.kind {
        Kind::Field => Some(field(known, &piece.text, span)),
        Kind::Call => {
            let (signature, sentence) = known.notes?.function(&piece.text)?;
            let lines = vec![sentence.to_owned()];
            Some(Hover { span, title: signature.to_owned(), kind: "function".to_owned(), lines, ..Hover::default() })
        }
        Kind::Value if compared(before).is_none() && field_info(&piece.text).field_type != FieldType::Unknown => {
            Some(field(known, &piece.text, span))
        }
        Kind::Value => value(known, piece, before, query, place.language, span),
        _ => {
            let sentence = known.notes?.word(&piece.text)?;
            let lines = vec![sentence.to_owned()];
            Some(Hover { span, title: piece.text.clone(), lines, ..Hover::default() })
        }
    }
}

/// The names in a text of a language that is not read here.
fn words(query: &str) -> Vec<Piece> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_.@-".contains(c);
    let mut pieces = Vec::new();
    for word in query.split(|c: char| !is_word(c)).filter(|word| word.contains(['.', '@'])) {
        let start = word.as_ptr() as usize - query.as_ptr() as usize;
        if field_info(word).field_type != FieldType::Unknown {
            let span = Span::from_range(start..start + word.len());
            pieces.push(Piece { kind: Kind::Field, span, text: word.to_owned() });
        }
    }
    pieces
}

fn field(known: &mut Known<'_>, name: &str, span: Span) -> Hover {
    let info = field_info(name);
    let mut hover = Hover { span, title: name.to_owned(), ..Hover::default() };
    hover.kind = match info.field_type {
        FieldType::Unknown => "not in the field table".to_owned(),
        known => known.name().to_owned(),
    };
    hover.lines.extend(known.notes.and_then(|notes| notes.field(name)).map(str::to_owned));
    let origin = origin::origin(name);
    hover.lines.push(origin.map_or_else(
        || "CloudTrail's mapping writes no such field".to_owned(),
        |origin| ["From CloudTrail: ", &origin].concat(),
    ));
    if known.events.is_empty() {
        return hover;
    }
    let found = seen(known.events, name);
    hover.lines.push(match found.present {
        0 => ["None of ", &counted(found.events), " has it"].concat(),
        present => {
            let distinct = found.values.len().to_string();
            let values = if found.values.len() == 1 { " value" } else { " different values" };
            ["In ", &present.to_string(), " of ", &counted(found.events), ", with ", &distinct, values].concat()
        }
    });
    let listed = found.values.iter().take(LISTED);
    hover.values = listed.map(|(value, count)| (shortened(text(value)), *count)).collect();
    hover.more = found.values.len().saturating_sub(LISTED) as u32;
    hover
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => [text.get(..end).unwrap_or(""), "…"].concat(),
        None => text.to_owned(),
    }
}

/// How many events have a value, or match a pattern.
fn value(
    known: &mut Known<'_>,
    piece: &Piece,
    before: &[Piece],
    query: &str,
    language: Language,
    span: Span,
) -> Option<Hover> {
    let name = compared(before)?.to_owned();
    let operator = before.iter().rev().find(|piece| piece.kind == Kind::Operator)?;
    let written = piece.span.of(query);
    let (is_pattern, ignores_case) = match language {
        Language::Kql => (written.contains('*') && !written.starts_with('"'), false),
        _ => {
            let alike = matches!(operator.text.as_str(), ":" | "like" | "like~");
            (alike && piece.text.contains('*'), operator.text == ":" || operator.text.ends_with('~'))
        }
    };
    let is_range = matches!(operator.text.as_str(), "<" | "<=" | ">" | ">=" | "regex" | "regex~");
    if is_range || known.events.is_empty() || (piece.text.contains('?') && is_pattern) {
        return None;
    }
    let found = seen(known.events, &name);
    let case = |text: &str| if ignores_case { text.lower() } else { text.to_owned() };
    let wanted = case(&piece.text);
    let pattern = is_pattern.then(|| Wildcard::new(&wanted));
    let fits = |value: &str| pattern.as_ref().map_or(value == wanted, |pattern| pattern.matches(value));
    let fitting = found.values.iter().filter(|(value, _)| fits(&case(text(value))));
    let (values, mut line): (Vec<_>, String) = (fitting.collect(), String::new());
    match (values.as_slice(), is_pattern) {
        ([], _) => line.push_str("No event has it"),
        ([(_, count)], _) => {
            line.push_str(&count.to_string());
            line.push_str(" of ");
            line.push_str(&counted(found.events));
            line.push_str(if *count == 1 { " has it" } else { " have it" });
        }
        (many, _) => {
            line.push_str(&many.len().to_string());
            line.push_str(" values in the events fit");
        }
    }
    let listed: Vec<(String, u32)> = match is_pattern {
        true => values.iter().take(LISTED).map(|(value, count)| (shortened(text(value)), *count)).collect(),
        false => Vec::new(),
    };
    let more = values.len().saturating_sub(LISTED) as u32;
    Some(Hover { span, title: shortened(&piece.text), kind: name, lines: vec![line], values: listed, more })
}
