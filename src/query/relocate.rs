use crate::diagnostic::{Diagnostic, Edit, Fix, Place};
use crate::text::Decoded;

/// Moves a message about a query to the rule's text: spans of the query become spans of the raw text it was decoded
/// from. `encode` writes new query text as it must stand there, for example with the escapes of a TOML basic string.
pub fn relocate(diagnostic: Diagnostic, query: &Decoded, encode: impl Fn(&str) -> String) -> Diagnostic {
    let moved = |place: Place| Place { span: query.raw(place.span), ..place };
    let edit = |edit: Edit| Edit { place: moved(edit.place), text: encode(&edit.text) };
    let fix = |fix: Fix| Fix { title: fix.title, edits: fix.edits.into_iter().map(edit).collect() };
    Diagnostic { place: diagnostic.place.map(moved), fix: diagnostic.fix.map(fix), ..diagnostic }
}
