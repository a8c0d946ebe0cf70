use std::rc::Rc;

use crate::ecs::FieldPath;
use crate::eval::Columns;
use crate::events::{Cell, Column, Scalar};
use crate::time::Timestamp;

/// The time of every event, as a rule's windows see it.
#[derive(Clone, Debug, Default)]
pub struct Times {
    of: Vec<Option<Timestamp>>,
    newest: Option<Timestamp>,
    oldest: Option<Timestamp>,
}

impl Times {
    /// Reads the first of `fields` that an event has: a rule's `timestamp_override`, then `@timestamp`. Pasted records
    /// have no `event.ingested`, so the override falls back as it does in Kibana.
    pub fn new(events: &mut impl Columns, fields: &[&str]) -> Self {
        let fields: Vec<FieldPath> = fields.iter().map(|field| FieldPath::new(field)).collect();
        let columns: Vec<(Rc<Column>, Vec<Option<Timestamp>>)> = events
            .columns(&fields)
            .into_iter()
            .map(|column| {
                let times = column.dictionary.iter().map(|entry| instant(&entry.value)).collect();
                (column, times)
            })
            .collect();
        let of: Vec<Option<Timestamp>> = (0..events.count())
            .map(|event| {
                columns.iter().find_map(|(column, times)| match column.cell(event) {
                    Cell::Values(ids) => ids.iter().find_map(|id| *times.get(*id as usize)?),
                    Cell::Missing | Cell::Unknown(_) => None,
                })
            })
            .collect();
        let known = of.iter().flatten();
        Self { newest: known.clone().max().copied(), oldest: known.min().copied(), of }
    }

    /// The time of an event; `None` where it has none.
    pub fn get(&self, event: u32) -> Option<Timestamp> {
        self.of.get(event as usize).copied().flatten()
    }

    /// When an event arrived. One without a time arrives with the newest, so that events pasted without times stand in
    /// one window.
    pub fn arrival(&self, event: u32) -> Timestamp {
        self.get(event).or(self.newest).unwrap_or(Timestamp(0))
    }

    /// The newest time; `None` where no event has one.
    pub fn newest(&self) -> Option<Timestamp> {
        self.newest
    }

    /// The oldest time; `None` where no event has one.
    pub fn oldest(&self) -> Option<Timestamp> {
        self.oldest
    }
}

/// ISO 8601 or milliseconds since 1970, as a `date` field takes them.
fn instant(value: &Scalar) -> Option<Timestamp> {
    match value {
        Scalar::String(text) => {
            let digits = text.len() != 4 && text.bytes().all(|byte| byte.is_ascii_digit());
            if digits { text.parse().ok().map(Timestamp) } else { Timestamp::parse(text) }
        }
        Scalar::Number(text) => text.parse().ok().map(Timestamp),
        Scalar::Bool(_) => None,
    }
}
