use crate::events::{RecordRef, Store};
use crate::json::{LaidOut, decode_string};
use crate::session::Workspace;
use crate::text::{Span, Utf16Index};
use crate::wire::{ChangeAnswer, ChangeQuestion, FormattedMark, FormattedRecord, Range, RecordChange};

use super::places;

/// The edits that make a change of the events; `None` where there is nothing to change or to add.
pub fn change(workspace: &Workspace, asked: &ChangeQuestion) -> Option<ChangeAnswer> {
    let events = workspace.events();
    let (edit, event, records) = match (asked.change, asked.event) {
        (RecordChange::Remove, Some(event)) => (events.remove(event)?, event, 1),
        (RecordChange::Duplicate, Some(event)) => (events.duplicate(event)?, event + 1, 1),
        (RecordChange::Replace, Some(event)) => (events.replace(event, &asked.text)?, event, 0),
        (RecordChange::Insert, event) => {
            let (edit, records) = events.insert(event, asked.source, &asked.text)?;
            (edit, event.map_or(0, |event| event + 1), records)
        }
        (_, None) => return None,
    };
    Some(ChangeAnswer { edits: vec![places::edit(workspace, &edit)], event, records })
}

/// The record of an event laid out anew; `None` where there is no such event.
pub fn formatted(workspace: &mut Workspace, event: u32) -> Option<FormattedRecord> {
    let record = workspace.events().record(event)?;
    let explanation = workspace.explain(event);
    let laid = laid_out(workspace.events(), record);
    let units = Utf16Index::new(&laid.text);
    let range = |span: Span| Range { from: units.utf16(&laid.text, span.start), to: units.utf16(&laid.text, span.end) };
    let mut marks = Vec::new();
    for mark in explanation.iter().flat_map(|explanation| &explanation.marks) {
        let places = mark.record.iter().filter_map(|span| laid.moved(*span));
        let node = mark.node.number();
        marks.extend(places.map(|span| FormattedMark { node, range: range(span), truth: mark.truth.into() }));
    }
    Some(FormattedRecord { marks, text: laid.text })
}

/// A record on lines of its own, out of the JSON string it may stand in.
pub fn laid_out(events: &Store, record: RecordRef) -> LaidOut {
    let source = events.text(record.source);
    if record.embedded {
        let decoded = decode_string(source, record.span);
        return LaidOut::indented(decoded.text(), Span::from_range(0..decoded.text().len()), "");
    }
    LaidOut::indented(source, record.span, "")
}
