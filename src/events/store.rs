use std::collections::VecDeque;
use std::rc::Rc;

use super::column_builder::ColumnBuilder;
use super::documents::{self, FieldsOnly};
use super::field_names::FieldNames;
use super::memo::Memo;
use super::reading::{self, Reading};
use super::{Column, RecordRef, Shape, SourceText};
use crate::cloudtrail::{Mapped, MappingOptions};
use crate::diagnostic::{Diagnostic, Place};
use crate::ecs::FieldPath;
use crate::order::Map;
use crate::text::Span;

/// All open events: texts, the records in them, and what was made of the records so far.
#[derive(Default)]
pub struct Store {
    texts: Vec<String>,
    sources: Vec<SourceSummary>,
    records: Vec<RecordRef>,
    diagnostics: Vec<Diagnostic>,
    options: MappingOptions,
    columns: Map<FieldPath, Rc<Column>>,
    /// The documents asked for last, newest at the end.
    documents: VecDeque<(u32, Rc<Mapped>)>,
    field_names: Option<Rc<[FieldPath]>>,
    sampled_names: Option<Rc<[FieldPath]>>,
    rejections: Option<Rc<[Diagnostic]>>,
}

/// What was found in one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSummary {
    /// Its name.
    pub name: String,
    /// How the events stand in it, in order of first appearance.
    pub shapes: Vec<Shape>,
    /// Number of events.
    pub events: u32,
    /// Values that are no events and take no index.
    pub skipped: u32,
}

impl Store {
    /// How many documents are kept.
    const DOCUMENTS: usize = 8;
    /// How many events are asked what the integration would reject of them: mapping is most of the work of an event.
    const REJECTIONS_OF: usize = 5_000;
    /// How many events are asked which fields they have, for a list of names to choose from.
    const SAMPLED: usize = 1_000;

    /// Reads the texts. Events are numbered from 0 in the order of the texts.
    pub fn open(texts: Vec<SourceText>, options: MappingOptions) -> Self {
        let mut store = Self { options, ..Self::default() };
        for (source, SourceText { name, text }) in texts.into_iter().enumerate() {
            let reading = reading::read(&text, source as u32);
            let (shapes, events) = (reading.shapes(), reading.records.len() as u32);
            let Reading { records, skipped, diagnostics } = reading;
            store.sources.push(SourceSummary { name, shapes, events, skipped });
            store.records.extend(records);
            store.diagnostics.extend(diagnostics);
            store.texts.push(text);
        }
        store
    }

    /// Changes how records are mapped. Records stay, what was mapped is dropped.
    pub fn set_options(&mut self, options: MappingOptions) {
        self.options = options;
        self.columns.clear();
        self.documents.clear();
        self.field_names = None;
        self.sampled_names = None;
        self.rejections = None;
    }

    /// Number of events.
    pub fn len(&self) -> u32 {
        self.records.len() as u32
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// What was found in each text.
    pub fn sources(&self) -> &[SourceSummary] {
        &self.sources
    }

    /// The text with this number; empty where there is none.
    pub fn text(&self, source: u32) -> &str {
        self.texts.get(source as usize).map_or("", String::as_str)
    }

    /// What could not be read. What could not be mapped stands in [`Mapped::diagnostics`].
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Where an event stands.
    pub fn record(&self, event: u32) -> Option<RecordRef> {
        self.records.get(event as usize).copied()
    }

    /// One field over all events; made on first use.
    pub fn column(&mut self, field: &FieldPath) -> Rc<Column> {
        if let Some(column) = self.columns.get(field) {
            return Rc::clone(column);
        }
        self.make_columns(std::slice::from_ref(field));
        self.columns.get(field).map_or_else(|| Rc::new(ColumnBuilder::new(field).finish()), Rc::clone)
    }

    /// One field over all events, where something has asked for it already.
    pub fn made_column(&self, field: &FieldPath) -> Option<Rc<Column>> {
        self.columns.get(field).cloned()
    }

    /// Several fields over all events; all that are missing are made in one pass over the records.
    pub fn columns(&mut self, fields: &[FieldPath]) -> Vec<Rc<Column>> {
        let mut missing: Vec<FieldPath> = Vec::new();
        for field in fields {
            if !self.columns.contains_key(field) && !missing.contains(field) {
                missing.push(field.clone());
            }
        }
        self.make_columns(&missing);
        fields.iter().map(|field| self.column(field)).collect()
    }

    /// Fields of these events alone, where the first of them is event 0; nothing is kept.
    pub fn columns_of(&self, events: &[u32], fields: &[FieldPath]) -> Vec<Column> {
        let records: Vec<RecordRef> = events.iter().filter_map(|event| self.record(*event)).collect();
        self.read_columns(&records, fields)
    }

    /// The whole ECS document of an event; empty where there is no such event.
    pub fn document(&mut self, event: u32) -> Rc<Mapped> {
        if let Some((_, document)) = self.documents.iter().find(|(cached, _)| *cached == event) {
            return Rc::clone(document);
        }
        let document = self.record(event).map(|record| self.map(record));
        let document = Rc::new(document.unwrap_or_default());
        if self.documents.len() >= Self::DOCUMENTS {
            self.documents.pop_front();
        }
        self.documents.push_back((event, Rc::clone(&document)));
        document
    }

    /// Members of an event's record (key and value) that the mapping does not read; none for a document.
    pub fn unmapped(&self, event: u32) -> Vec<Span> {
        self.record(event).map_or_else(Vec::new, |record| documents::unmapped(self.text(record.source), record))
    }

    /// The bytes of an event's record (as spans of its document) behind `part` of a payload string's text.
    pub fn payload_places(&self, event: u32, field: &FieldPath, part: Span) -> Vec<Span> {
        let of =
            |record: RecordRef| documents::payload_places(self.text(record.source), record, field, part, &self.options);
        self.record(event).map_or_else(Vec::new, of)
    }

    /// Where `span` of an event's document stands. A record that is text inside a string leads to the bytes of that string.
    pub fn place(&self, event: u32, span: Span) -> Place {
        let Some(record) = self.record(event) else { return Place::events(0, Span::default()) };
        Place::events(record.source, documents::outer_span(self.text(record.source), record, span))
    }

    /// The names of all fields that any event has, sorted; lists are looked through. The first call maps every event.
    pub fn field_names(&mut self) -> Rc<[FieldPath]> {
        if let Some(names) = &self.field_names {
            return Rc::clone(names);
        }
        let names = self.names_in(1);
        self.field_names = Some(Rc::clone(&names));
        names
    }

    /// The names of the fields that about 1,000 events have, spread over all; sorted.
    pub fn sampled_field_names(&mut self) -> Rc<[FieldPath]> {
        if let Some(names) = self.field_names.as_ref().or(self.sampled_names.as_ref()) {
            return Rc::clone(names);
        }
        let names = self.names_in(self.records.len().div_ceil(Self::SAMPLED).max(1));
        self.sampled_names = Some(Rc::clone(&names));
        names
    }

    fn names_in(&self, step: usize) -> Rc<[FieldPath]> {
        let mut names = FieldNames::default();
        self.records.iter().step_by(step).for_each(|record| names.add(&self.map(*record).document));
        names.finish().collect()
    }

    /// What the integration would reject of the first 5,000 events: what it would write into `error.message`, in place.
    pub fn rejections(&mut self) -> Rc<[Diagnostic]> {
        if let Some(rejections) = &self.rejections {
            return Rc::clone(rejections);
        }
        let errors = FieldsOnly::new(vec![FieldPath::new("error.message")]);
        let records = self.records.iter().take(Self::REJECTIONS_OF);
        let of = |record: &RecordRef| errors.mapped(self.text(record.source), *record, &self.options).diagnostics;
        let rejections: Rc<[Diagnostic]> = records.flat_map(of).collect();
        self.rejections = Some(Rc::clone(&rejections));
        rejections
    }

    fn make_columns(&mut self, fields: &[FieldPath]) {
        if fields.is_empty() {
            return;
        }
        for column in self.read_columns(&self.records, fields) {
            self.columns.insert(column.field.clone(), Rc::new(column));
        }
    }

    fn read_columns(&self, records: &[RecordRef], fields: &[FieldPath]) -> Vec<Column> {
        let mut builders: Vec<ColumnBuilder> = fields.iter().map(ColumnBuilder::new).collect();
        let mut memo = Memo::new(&builders);
        for record in records {
            memo.push(self.text(record.source), *record, &self.options, &mut builders);
        }
        builders.into_iter().map(ColumnBuilder::finish).collect()
    }

    fn map(&self, record: RecordRef) -> Mapped {
        documents::whole(self.text(record.source), record, &self.options)
    }
}
