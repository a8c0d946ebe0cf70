//! Characters that a value can hardly contain: control characters and line breaks, mostly from a backslash that was meant
//! as one (`"C:\new"`), and invisible ones from copied text.

use super::ast::{Leaf, Value, ValueKind};
use super::literal::{EscapeText, escape, quoted_escape};
use crate::diagnostic::{Diagnostic, Place, codes::kql as codes};
use crate::ecs::{FieldType, field_info};
use crate::text::Span;

/// Fields, by the end of their name, whose values go over several lines.
const OF_MANY_LINES: [&str; 12] = [
    "command_line",
    "args",
    "script_block_text",
    "message",
    "original",
    "strings",
    "content",
    "request_parameters",
    "response_elements",
    "additional_eventdata",
    "service_event_details",
    "error_message",
];

/// The warning about the first such character of a leaf's value.
pub(super) fn unlikely_character(text: &str, leaf: &Leaf) -> Option<Diagnostic> {
    let field = leaf.field.as_ref()?;
    let value = leaf.predicate.value();
    let is_text = matches!(value.kind, ValueKind::Text(_) | ValueKind::Wildcard(_));
    if !is_text {
        return None;
    }
    let found = find(text, value)?;
    // Where several lines are usual, an escape among backslashes that are none is a slip, and so are words that go on.
    let is_slip = if found.is_escape { found.is_in_path } else { !value.quoted };
    if !is_of_one_line(&field.name) && !is_slip {
        return None;
    }
    let (name, sequence) = (name(found.character), found.span.of(text));
    let shown = visible(value.span.of(text));
    let diagnostic = |message| Diagnostic::new(&codes::UNLIKELY_CHARACTER, Place::rule(found.span), message);
    Some(if found.is_escape {
        diagnostic(format!("`{sequence}` in `{shown}` is read as {name}"))
            .note(format!("Write `\\{sequence}` if a backslash is meant."))
            .replace_with(format!("Replace `{sequence}` with `\\{sequence}`"), format!("\\{sequence}"))
    } else if matches!(found.character, '\n' | '\r') {
        let note = "Put `or` between two values, or the value on one line.";
        Diagnostic::new(&codes::UNLIKELY_CHARACTER, Place::rule(value.span), format!("`{shown}` holds {name}"))
            .note(note)
    } else {
        diagnostic(format!("`{shown}` holds {name}"))
            .note("It looks like a space or like nothing, but no event has it there.")
            .replace_with(format!("Remove {name}"), if found.character.is_whitespace() { " " } else { "" })
    })
}

struct Found {
    span: Span,
    character: char,
    is_escape: bool,
    /// Whether a backslash that escapes nothing stands in the value as well.
    is_in_path: bool,
}

fn find(text: &str, value: &Value) -> Option<Found> {
    let raw = value.span.of(text);
    let mut at = 0;
    let mut found = None;
    let mut is_in_path = false;
    while let Some(next) = raw.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = raw.get(at..).unwrap_or("");
        let escape = if value.quoted { quoted_escape(rest) } else { escape(rest) };
        let length = escape.as_ref().map_or(next.len_utf8(), |escape| escape.length);
        let character = match escape.as_ref().map(|escape| &escape.text) {
            // Who writes `\uXXXX` means it.
            Some(EscapeText::Character(character)) if length == 2 => *character,
            Some(_) => ' ',
            None => next,
        };
        if is_unlikely(character) && found.is_none() {
            let span = Span::from_range(at..at + length).shifted(value.span.start);
            found = Some((span, character, escape.is_some()));
        }
        is_in_path |= next == '\\' && escape.is_none();
        at += length;
    }
    found.map(|(span, character, is_escape)| Found { span, character, is_escape, is_in_path })
}

fn is_of_one_line(field: &str) -> bool {
    field_info(field).field_type != FieldType::Text && !OF_MANY_LINES.iter().any(|end| field.ends_with(end))
}

fn is_unlikely(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn name(character: char) -> String {
    match character {
        '\n' => "a line break".to_owned(),
        '\r' => "a carriage return".to_owned(),
        '\t' => "a tab".to_owned(),
        '\u{a0}' => "a no-break space".to_owned(),
        '\u{ad}' => "a soft hyphen".to_owned(),
        '\u{200b}' => "a zero-width space".to_owned(),
        '\u{feff}' => "a byte order mark".to_owned(),
        _ if character.is_control() => format!("a control character (U+{:04X})", u32::from(character)),
        _ => format!("an invisible character (U+{:04X})", u32::from(character)),
    }
}

/// The value on one line, without quotes and without what nobody sees.
fn visible(raw: &str) -> String {
    let unquoted = raw.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(raw);
    let words: Vec<&str> = unquoted.split_whitespace().collect();
    words.join(" ").chars().filter(|character| !is_unlikely(*character)).collect()
}

#[cfg(test)]
mod tests {
    use crate::query::kql::parse;

    /// The message of the query, with the text under its place.
    fn message(query: &str) -> Option<(String, &str)> {
        let diagnostics = parse(query).diagnostics;
        let found = diagnostics.into_iter().find(|diagnostic| diagnostic.code.id == "K024")?;
        let place = found.place?;
        Some((found.message, place.span.of(query)))
    }

    #[test]
    fn characters_that_no_value_has_are_named() {
        for (query, expected) in [
            (
                r#"process.executable: "C:\new\app.exe""#,
                Some((r"`\n` in `C:\new\app.exe` is read as a line break", r"\n")),
            ),
            (r#"file.path: "D:\\\temp""#, Some((r"`\t` in `D:\\\temp` is read as a tab", r"\t"))),
            (r#"file.path: "D:\\temp""#, None),
            ("event.action: (A\n  B or C)", Some(("`A B` holds a line break", "A\n  B"))),
            ("event.action: A\u{200b}", Some(("`A` holds a zero-width space", "\u{200b}"))),
            ("event.action: \"A\u{a0}B\"", Some(("`A B` holds a no-break space", "\u{a0}"))),
            (r#"event.action: "\u0007""#, None),
            ("event.action: A\n or event.action: B", None),
            ("process.command_line: \"a\\nb\"", None),
            ("message: \"a\\nb\"", None),
            (r#"message: "\Software\run""#, Some((r"`\r` in `\Software\run` is read as a carriage return", r"\r"))),
            ("event.action: A B", None),
        ] {
            let expected = expected.map(|(message, place)| (message.to_owned(), place));
            assert_eq!(message(query), expected, "{query:?}");
        }
    }
}
