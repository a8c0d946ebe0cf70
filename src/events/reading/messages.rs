use crate::diagnostic::codes::events as codes;
use crate::diagnostic::{Diagnostic, Place};
use crate::json::has_byte;
use crate::text::Span;

/// The text from `start` on is something else; `format` is its name, if it has one.
pub(super) fn not_json(text: &str, source: u32, start: u32, format: Option<&str>) -> Diagnostic {
    const SHOWN: usize = 200;
    let rest = text.get(start as usize..).unwrap_or("");
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len()).min(SHOWN);
    let span = Span::from_range(0..rest.floor_char_boundary(line)).shifted(start);
    let message = match format {
        Some(format) => format!("this looks like {format}; events are JSON"),
        None => "this is not JSON".to_owned(),
    };
    Diagnostic::new(&codes::NOT_JSON, Place::events(source, span), message)
        .note("Paste CloudTrail JSON: a log file with `Records`, a list, one record, or one record a line.")
}

/// `count` values are no events; `first` is the first of them.
pub(super) fn no_event(text: &str, source: u32, first: Span, count: u32) -> Diagnostic {
    let what = match text.as_bytes().get(first.start as usize) {
        Some(b'"') => "a string",
        Some(b'[') => "a list inside lists",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    };
    let message = match count {
        1 => format!("{what} is no event; it takes no index"),
        _ => format!("{count} values are no events and take no index; the first is {what}"),
    };
    Diagnostic::new(&codes::NOT_AN_EVENT, Place::events(source, first), message).note("An event is a JSON object.")
}

/// The text can be read, but there is no event in it.
pub(super) fn no_events(source: u32) -> Diagnostic {
    let place = Place::events(source, Span::at(0));
    Diagnostic::new(&codes::NO_EVENTS, place, "there are no events in this text")
        .note("Paste CloudTrail JSON, or drop a log file.")
}

/// Some bytes could not be decoded.
pub(super) fn replacement_character(text: &str, source: u32) -> Option<Diagnostic> {
    // Few texts have a byte that it starts with, which is sooner seen.
    let at = has_byte(text.as_bytes(), 0xEF).then(|| text.find(char::REPLACEMENT_CHARACTER))??;
    let span = Span::from_range(at..at + char::REPLACEMENT_CHARACTER.len_utf8());
    let message = "some bytes of this text are not UTF-8; they are read as U+FFFD";
    let diagnostic = Diagnostic::new(&codes::REPLACEMENT_CHARACTER, Place::events(source, span), message);
    Some(diagnostic.label("the first one").note("Save the file as UTF-8."))
}

/// `count` problems are not listed.
pub(super) fn more_problems(text: &str, source: u32, count: u32) -> Diagnostic {
    let place = Place::events(source, Span::at(text.len() as u32));
    Diagnostic::new(&codes::MORE_PROBLEMS, place, format!("{count} further problems in this text are not listed"))
}
