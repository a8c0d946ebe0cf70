use super::RECORD_KEYS;
use crate::diagnostic::{Diagnostic, Place, SourceId};
use crate::json::{Abandoned, Limits, Reader, decode_string};
use crate::text::Span;

/// JSON text inside a JSON string.
pub(super) struct Embedded {
    /// Whether it is an object with the keys of a CloudTrail record; `false` also where it is no sound JSON object.
    pub record: bool,
    pub duplicate_key: bool,
    /// What is wrong with it, with places in the outer text.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether it could be read to its end.
    pub complete: bool,
}

/// Looks into the string token at `token`. `None` where the string does not hold an object.
pub(super) fn look_into(text: &str, token: Span, source: u32, limits: Limits) -> Option<Embedded> {
    let opening = text.get(token.start as usize + 1..token.end as usize)?.trim_start();
    if !(opening.starts_with('{') || opening.starts_with('\\')) {
        return None;
    }
    let decoded = decode_string(text, token);
    let inner = decoded.text();
    if !inner.trim_start().starts_with('{') {
        return None;
    }
    let span = Span::from_range(0..inner.len());
    let mut reader = Reader::new(inner, span, SourceId::Events(source), limits);
    let mut record = false;
    let complete = keys(&mut reader, inner, &mut record).is_ok() && end(&mut reader).is_ok();
    let duplicate_key = reader.duplicate_keys() > 0;
    let (mut diagnostics, _) = reader.into_diagnostics();
    for diagnostic in &mut diagnostics {
        diagnostic.place = diagnostic.place.map(|place| Place { span: decoded.raw(place.span), ..place });
    }
    Some(Embedded { record, duplicate_key, diagnostics, complete })
}

fn keys(reader: &mut Reader<'_>, inner: &str, record: &mut bool) -> Result<(), Abandoned> {
    reader.enter()?;
    while let Some(key) = reader.next_key()? {
        let name = key.of(inner).trim_matches('"');
        *record |= RECORD_KEYS.contains(&name);
        reader.skip_value()?;
    }
    Ok(())
}

/// Nothing may follow the object.
fn end(reader: &mut Reader<'_>) -> Result<(), Abandoned> {
    match reader.peek() {
        None => Ok(()),
        Some(_) => Err(reader.expected("the end of the string")),
    }
}
