use std::rc::Rc;

use crate::ecs::{Document, FieldPath};
use crate::events::{Column, Store};
use crate::text::Span;

/// Events by column: what evaluating needs of the store, or of any other set of documents.
pub trait Columns {
    /// Number of events.
    fn count(&self) -> u32;

    /// The columns of these fields, in this order. Asking for all at once lets a record be read once.
    fn columns(&mut self, fields: &[FieldPath]) -> Vec<Rc<Column>>;

    /// The names of fields present in any event, sorted; lists collapsed, leaves of flattened fields included.
    fn field_names(&mut self) -> Rc<[FieldPath]>;

    /// The whole document of one event.
    fn with_document<T>(&mut self, event: u32, read: impl FnOnce(&Document) -> T) -> T;

    /// The bytes of one event's record behind `part` (bytes of the value) of a field that was printed from an object, such
    /// as `aws.cloudtrail.request_parameters`; nothing for other fields.
    fn payload_places(&self, event: u32, field: &FieldPath, part: Span) -> Vec<Span>;
}

impl Columns for Store {
    fn count(&self) -> u32 {
        self.len()
    }

    fn columns(&mut self, fields: &[FieldPath]) -> Vec<Rc<Column>> {
        Self::columns(self, fields)
    }

    fn field_names(&mut self) -> Rc<[FieldPath]> {
        Self::field_names(self)
    }

    fn with_document<T>(&mut self, event: u32, read: impl FnOnce(&Document) -> T) -> T {
        read(&self.document(event).document)
    }

    fn payload_places(&self, event: u32, field: &FieldPath, part: Span) -> Vec<Span> {
        Self::payload_places(self, event, field, part)
    }
}
