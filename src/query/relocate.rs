use crate::diagnostic::{Diagnostic, Edit, Fix, Place};
use crate::text::Decoded;

/// Moves a message about a query to the rule's text: spans of the query become spans of the raw text it was decoded
/// from. `encode` writes new query text as it must stand there, for example with the escapes of a TOML basic string.
pub fn relocate(diagnostic: Diagnostic, query: &Decoded, encode: impl Fn(&str) -> String) -> Diagnostic {
    let place = diagnostic.place.map(|place| moved(place, query));
    let fix = diagnostic.fix.as_ref().map(|fix| relocate_fix(fix, query, encode));
    Diagnostic { place, fix, ..diagnostic }
}

/// Moves a change of a query to the rule's text; see [`relocate`].
pub fn relocate_fix(fix: &Fix, query: &Decoded, encode: impl Fn(&str) -> String) -> Fix {
    let edit = |edit: &Edit| Edit { place: moved(edit.place, query), text: encode(&edit.text) };
    Fix { title: fix.title.clone(), edits: fix.edits.iter().map(edit).collect() }
}

fn moved(place: Place, query: &Decoded) -> Place {
    Place { span: query.raw(place.span), ..place }
}
