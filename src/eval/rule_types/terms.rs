use std::rc::Rc;

use crate::ecs::FieldPath;
use crate::eval::Columns;
use crate::events::{Cell, Column, Scalar};

/// The most combinations of one event that are looked at; an event with more is not decided.
const COMBINATIONS: usize = 10_000;

/// Fields whose values name a group or a term.
#[derive(Clone, Debug)]
pub struct Terms {
    columns: Vec<Rc<Column>>,
}

/// The groups or terms an event belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Combinations {
    /// A field is missing: Elasticsearch's terms and composite aggregations leave the event out.
    Missing,
    /// A field exists in production but was not supplied; the text says what to supply.
    Unknown(Box<str>),
    /// One for each combination of values, an entry of each field's dictionary in the order of the fields.
    Known(Vec<Vec<u32>>),
}

impl Terms {
    /// Reads the fields of all events.
    pub fn new(events: &mut impl Columns, fields: &[&str]) -> Self {
        let fields: Vec<FieldPath> = fields.iter().map(|field| FieldPath::new(field)).collect();
        Self { columns: events.columns(&fields) }
    }

    /// The combinations of one event; without fields every event has the same one.
    pub fn of(&self, event: u32) -> Combinations {
        let mut all = vec![Vec::with_capacity(self.columns.len())];
        let mut unknown = None;
        for column in &self.columns {
            let ids = match column.cell(event) {
                Cell::Values(ids) => indexed(column, ids),
                Cell::Missing => Vec::new(),
                Cell::Unknown(needs) => {
                    unknown = unknown.or_else(|| Some(needs.into()));
                    continue;
                }
            };
            if ids.is_empty() {
                return Combinations::Missing;
            }
            if all.len().saturating_mul(ids.len()) > COMBINATIONS {
                unknown = Some(format!("fewer values: more than {COMBINATIONS} combinations").into());
                continue;
            }
            all = all.iter().flat_map(|begun| ids.iter().map(|id| [begun.as_slice(), &[*id]].concat())).collect();
        }
        unknown.map_or(Combinations::Known(all), Combinations::Unknown)
    }

    /// The values of a combination, as text.
    pub fn texts(&self, combination: &[u32]) -> Vec<String> {
        let entry =
            |(column, id): (&Rc<Column>, &u32)| column.dictionary.get(*id as usize).map(|entry| text(&entry.value));
        self.columns.iter().zip(combination).map(|pair| entry(pair).unwrap_or_default()).collect()
    }
}

/// The values an aggregation sees, each once: what is longer than `ignore_above` is not indexed.
fn indexed(column: &Column, ids: &[u32]) -> Vec<u32> {
    let mut seen: Vec<u32> = Vec::with_capacity(ids.len());
    for id in ids {
        let searchable = column.dictionary.get(*id as usize).is_some_and(|entry| entry.searchable);
        if searchable && !seen.contains(id) {
            seen.push(*id);
        }
    }
    seen
}

/// A value as text.
pub(in crate::eval) fn text(value: &Scalar) -> String {
    match value {
        Scalar::Bool(value) => value.to_string(),
        Scalar::Number(text) | Scalar::String(text) => text.to_string(),
    }
}
