use std::rc::Rc;

use crate::ecs::FieldPath;
use crate::events::{Cell, Column, Scalar, Store};
use crate::order;

/// The values a field has in the events.
pub struct Seen {
    /// Each distinct value with the number of events that have it, most frequent first.
    pub values: Vec<(Scalar, u32)>,
    /// Events that have any value.
    pub present: u32,
    /// Events that were looked at.
    pub events: u32,
}

/// Of more events a field is not read for help alone.
const MOST: u32 = 50_000;

/// Counts the values of a field in the events; in about 50,000 of them, spread over all, where there are more and nothing else
/// has read the field.
pub fn seen(events: &mut Store, field: &str) -> Seen {
    let field = FieldPath::new(field);
    let column: Rc<Column> = match events.made_column(&field) {
        Some(column) => column,
        None if events.len() <= MOST => events.column(&field),
        None => {
            let columns = events.columns_of(&sample(events.len()), std::slice::from_ref(&field));
            match columns.into_iter().next() {
                Some(column) => Rc::new(column),
                None => return Seen { values: Vec::new(), present: 0, events: 0 },
            }
        }
    };
    let mut counts = vec![0; column.dictionary.len()];
    let mut present = 0;
    let looked_at = column.len() as u32;
    for event in 0..looked_at {
        let Cell::Values(ids) = column.cell(event) else { continue };
        present += 1;
        for (at, id) in ids.iter().enumerate() {
            let is_new = !ids.get(..at).is_some_and(|before| before.contains(id));
            if let Some(count) = counts.get_mut(*id as usize).filter(|_| is_new) {
                *count += 1;
            }
        }
    }
    let mut values: Vec<(Scalar, u32)> =
        column.dictionary.iter().map(|entry| entry.value.clone()).zip(counts).collect();
    order::sort_by(&mut values, |one, other| other.1.cmp(&one.1).then_with(|| text(&one.0).cmp(text(&other.0))));
    Seen { values, present, events: looked_at }
}

/// About [`MOST`] of `count` events, ascending: one of each stretch, not always at the same place of it, for logs repeat themselves.
fn sample(count: u32) -> Vec<u32> {
    let step = count.div_ceil(MOST);
    let place = |start: u32| (start / step).wrapping_mul(0x9E37_79B1) >> 8;
    let of = |start: u32| start + place(start) % step;
    (0..count).step_by(step as usize).map(of).filter(|event| *event < count).collect()
}

/// A value as text.
pub fn text(value: &Scalar) -> &str {
    match value {
        Scalar::Bool(true) => "true",
        Scalar::Bool(false) => "false",
        Scalar::Number(text) | Scalar::String(text) => text,
    }
}

/// `1 event`, `3 events`
pub fn counted(count: u32) -> String {
    let mut text = count.to_string();
    text.push_str(if count == 1 { " event" } else { " events" });
    text
}
