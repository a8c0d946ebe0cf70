use std::rc::Rc;
use std::sync::Arc;

use crate::ecs::FieldPath;
use crate::eval::Columns;
use crate::events::{Cell, Column, Scalar};
use crate::number;
use crate::query::eql::Field;

/// What the events of one sequence share. `None` is a missing value of an optional field.
pub(super) type Key = Vec<Option<Shared>>;

/// One shared value; numbers and text are never the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Shared {
    Bool(bool),
    Number(Box<str>),
    Text(Box<str>),
}

/// The fields after `by`, for one step.
pub(super) struct Keys {
    fields: Vec<(Rc<Column>, bool)>,
}

impl Keys {
    pub fn new(fields: &[Arc<Field>], events: &mut impl Columns) -> Self {
        let names: Vec<FieldPath> = fields.iter().map(|field| FieldPath::new(&field.name)).collect();
        let columns = events.columns(&names);
        Self { fields: columns.into_iter().zip(fields.iter().map(|field| field.optional)).collect() }
    }

    /// The key of an event; `None` where a field that is not optional is missing, so that it joins no sequence.
    pub fn of(&self, event: u32) -> Option<Key> {
        let value = |(column, optional): &(Rc<Column>, bool)| match column.cell(event) {
            Cell::Values(ids) => {
                let entry = ids.first().and_then(|id| column.dictionary.get(*id as usize));
                entry.map(|entry| Some(shared(&entry.value)))
            }
            Cell::Missing | Cell::Unknown(_) => optional.then_some(None),
        };
        self.fields.iter().map(value).collect()
    }
}

fn shared(value: &Scalar) -> Shared {
    match value {
        Scalar::Bool(value) => Shared::Bool(*value),
        Scalar::String(text) => Shared::Text(text.clone()),
        Scalar::Number(text) => Shared::Number(match text.parse::<i128>() {
            Ok(whole) => whole.to_string().into(),
            Err(_) => number::read(text)
                .filter(|real| real.is_finite())
                .map_or(text.clone(), |real| number::plain(real).into()),
        }),
    }
}

impl Shared {
    /// As it is shown.
    pub fn text(&self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Number(text) | Self::Text(text) => text.to_string(),
        }
    }
}
