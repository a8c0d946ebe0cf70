use super::values::{Borrowed, Found, collect};
use super::{Column, Entry};
use crate::ecs::{Document, FieldPath, FieldType, field_info, text_parent};
use crate::order::Map;

/// Makes a [`Column`], event by event.
pub(super) struct ColumnBuilder {
    column: Column,
    /// Where its values stand: the parent of a `.text` multi-field.
    path: Box<str>,
    strings: Map<Box<str>, u32>,
    numbers: Map<Box<str>, u32>,
    bools: [Option<u32>; 2],
    /// Something that is not known was met in this event.
    needs: Option<Box<str>>,
}

/// What a field was for one event.
pub(super) struct Made {
    ids: Box<[u32]>,
    needs: Option<Box<str>>,
}

impl ColumnBuilder {
    /// An empty column for `field`.
    pub fn new(field: &FieldPath) -> Self {
        let info = field_info(field.as_str());
        let column = Column {
            field: field.clone(),
            info,
            dictionary: Vec::new(),
            starts: vec![0],
            ids: Vec::new(),
            has_lists: false,
            unknown: Vec::new(),
        };
        let path = text_parent(field.as_str()).unwrap_or(field.as_str()).into();
        let (strings, numbers) = (Map::default(), Map::default());
        Self { column, path, strings, numbers, bools: [None; 2], needs: None }
    }

    /// The field the values are taken from.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Adds the next event.
    pub fn push(&mut self, document: &Document) {
        let path = std::mem::take(&mut self.path);
        collect(&document.root, &path, self.column.info.field_type, self);
        self.path = path;
        self.end_event();
    }

    /// What was added last.
    pub fn last(&self) -> Made {
        let event = self.column.starts.len().saturating_sub(2);
        let start = self.column.starts.get(event).map_or(0, |start| *start as usize);
        let unknown = self.column.unknown.last().filter(|(of, _)| *of as usize == event);
        Made {
            ids: self.column.ids.get(start..).unwrap_or_default().into(),
            needs: unknown.map(|(_, needs)| needs.clone()),
        }
    }

    /// Adds an event for which the field is what it was for an earlier one.
    pub fn push_again(&mut self, made: &Made) {
        self.column.ids.extend_from_slice(&made.ids);
        self.needs.clone_from(&made.needs);
        self.end_event();
    }

    /// The column.
    pub fn finish(self) -> Column {
        self.column
    }

    fn end_event(&mut self) {
        let end = self.column.ids.len() as u32;
        let count = end - self.column.starts.last().copied().unwrap_or(0);
        self.column.has_lists |= count > 1;
        let event = self.column.starts.len() as u32 - 1;
        self.column.starts.push(end);
        if let Some(needs) = self.needs.take().filter(|_| count == 0) {
            self.column.unknown.push((event, needs));
        }
    }

    fn id(&mut self, value: &Borrowed<'_>) -> Option<u32> {
        match value {
            Borrowed::Bool(value) => self.bools[usize::from(*value)],
            Borrowed::Number(text) => self.numbers.get(*text).copied(),
            Borrowed::String(text) => self.strings.get(text.as_ref()).copied(),
        }
    }

    fn add(&mut self, value: &Borrowed<'_>) -> u32 {
        let id = self.column.dictionary.len() as u32;
        let searchable = match (value, self.column.info.ignore_above) {
            (Borrowed::String(text), Some(limit)) => text.chars().nth(limit as usize).is_none(),
            _ => true,
        };
        self.column.dictionary.push(Entry { value: value.to_scalar(), searchable });
        match value {
            Borrowed::Bool(value) => self.bools[usize::from(*value)] = Some(id),
            Borrowed::Number(text) => _ = self.numbers.insert((*text).into(), id),
            Borrowed::String(text) => _ = self.strings.insert(text.as_ref().into(), id),
        }
        id
    }
}

impl Found for ColumnBuilder {
    fn value(&mut self, value: Borrowed<'_>) {
        if self.column.info.field_type == FieldType::Object {
            return;
        }
        let id = self.id(&value).unwrap_or_else(|| self.add(&value));
        self.column.ids.push(id);
    }

    fn unknown(&mut self, needs: &str) {
        self.needs.get_or_insert_with(|| needs.into());
    }
}
