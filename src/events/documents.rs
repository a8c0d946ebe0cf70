//! Records become documents: CloudTrail records through the mapping, ready documents as they are.

use super::{RecordKind, RecordRef, ready};
use crate::cloudtrail::{self, Mapped, MappingOptions, Plan};
use crate::diagnostic::codes::json::DUPLICATE_KEY;
use crate::diagnostic::{Diagnostic, Place, SourceId};
use crate::ecs::{Document, FieldPath};
use crate::json::{Limits, Projection, Tree, decode_string, parse, parse_projected};
use crate::text::{Decoded, Span};

/// The whole document of a record of `text`, with its diagnostics in their places.
pub(super) fn whole(text: &str, record: RecordRef, options: &MappingOptions) -> Mapped {
    let inside = Inside::new(text, record);
    let parsed = parse(inside.text(), inside.span, SourceId::Events(record.source), Limits::default());
    let Some(root) = parsed.tree.root(inside.text()) else { return Mapped::default() };
    if record.kind == RecordKind::Document {
        return Mapped { document: ready::document(root), diagnostics: Vec::new() };
    }
    let duplicate = parsed.diagnostics.iter().find(|problem| *problem.code == DUPLICATE_KEY);
    let mut mapped = match duplicate {
        Some(problem) => cloudtrail::map_refused(root.raw(), root.span(), &problem.message, options),
        None => cloudtrail::map(root, options),
    };
    inside.place(&mut mapped.diagnostics, record);
    mapped
}

/// Members of a record of `text` that the mapping does not read; none for a ready document.
pub(super) fn unmapped(text: &str, record: RecordRef) -> Vec<Span> {
    if record.kind == RecordKind::Document {
        return Vec::new();
    }
    let inside = Inside::new(text, record);
    let parsed = parse(inside.text(), inside.span, SourceId::Events(record.source), Limits::default());
    parsed.tree.root(inside.text()).map_or_else(Vec::new, cloudtrail::unmapped)
}

/// The bytes of a record of `text` behind `part` of a payload string; none for a ready document.
pub(super) fn payload_places(
    text: &str,
    record: RecordRef,
    field: &FieldPath,
    part: Span,
    options: &MappingOptions,
) -> Vec<Span> {
    if record.kind == RecordKind::Document {
        return Vec::new();
    }
    let inside = Inside::new(text, record);
    let parsed = parse(inside.text(), inside.span, SourceId::Events(record.source), Limits::default());
    let root = parsed.tree.root(inside.text());
    root.map_or_else(Vec::new, |root| cloudtrail::payload_places(root, field, part, options))
}

/// Where `span` of a record's document stands in `text`.
pub(super) fn outer_span(text: &str, record: RecordRef, span: Span) -> Span {
    if record.embedded { decode_string(text, record.span).raw(span) } else { span }
}

/// Some fields of many records: what has to be read and mapped for them is decided once.
pub(super) struct FieldsOnly {
    fields: Vec<FieldPath>,
    plan: Plan,
    reads: Projection,
}

impl FieldsOnly {
    /// For these fields.
    pub fn new(fields: Vec<FieldPath>) -> Self {
        let plan = Plan::for_fields(&fields);
        let mut reads = Projection::default();
        for path in plan.reads() {
            reads.add(&path.split('.').collect::<Vec<_>>());
        }
        Self { fields, plan, reads }
    }

    /// What these fields are made of, of a record that stands in `text` as it is.
    pub fn parts(&self, text: &str, record: RecordRef) -> Tree {
        parse_projected(text, record.span, &self.reads)
    }

    /// A document in which these fields are as in [`whole`]; others may be absent.
    pub fn document(&self, text: &str, record: RecordRef, options: &MappingOptions) -> Document {
        self.mapped(text, record, options).document
    }

    /// That document with the diagnostics of the steps that made it, in their places.
    pub fn mapped(&self, text: &str, record: RecordRef, options: &MappingOptions) -> Mapped {
        if record.kind == RecordKind::CloudTrail && record.duplicate_key {
            return whole(text, record, options);
        }
        let inside = Inside::new(text, record);
        match record.kind {
            RecordKind::CloudTrail => {
                let tree = parse_projected(inside.text(), inside.span, &self.reads);
                tree.root(inside.text()).map(|root| {
                    let mut mapped = self.plan.map(root, options);
                    inside.place(&mut mapped.diagnostics, record);
                    mapped
                })
            }
            RecordKind::Document => {
                let tree = parse_projected(inside.text(), inside.span, &Projection::whole());
                let document = tree.root(inside.text()).map(|root| ready::document_with(root, &self.fields));
                document.map(|document| Mapped { document, diagnostics: Vec::new() })
            }
        }
        .unwrap_or_default()
    }
}

/// The text a record is parsed from: its source, or the text inside a string.
struct Inside<'t> {
    source: &'t str,
    decoded: Option<Decoded>,
    span: Span,
}

impl<'t> Inside<'t> {
    fn new(source: &'t str, record: RecordRef) -> Self {
        let decoded = record.embedded.then(|| decode_string(source, record.span));
        let span = decoded.as_ref().map_or(record.span, |decoded| Span::from_range(0..decoded.text().len()));
        Self { source, decoded, span }
    }

    fn text(&self) -> &str {
        self.decoded.as_ref().map_or(self.source, Decoded::text)
    }

    /// Moves messages about the record to the text it stands in.
    fn place(&self, diagnostics: &mut [Diagnostic], record: RecordRef) {
        for diagnostic in diagnostics {
            diagnostic.place = diagnostic.place.map(|place| Place::events(record.source, self.outer(place.span)));
        }
    }

    fn outer(&self, span: Span) -> Span {
        self.decoded.as_ref().map_or(span, |decoded| decoded.raw(span))
    }
}
