use std::cmp::Ordering;
use std::rc::Rc;

use super::filter::{first_value, scalar_text, with_verdict};
use crate::ecs::FieldType;
use crate::events::{Bitmap, Column, Entry, Scalar};
use crate::order;
use crate::pattern::address;
use crate::session::{Outcome, Verdict};
use crate::time::Timestamp;

/// The order of the table. Events that are equal stand in the order of the texts, those without a value last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// The greatest first.
    pub descending: bool,
}

/// What a table is sorted by.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SortBy {
    /// The order of the texts.
    #[default]
    Input,
    /// Matches, then what is undecided, then the rest.
    Verdict,
    /// The value that the column of this field shows, the first of several: times, numbers and addresses as such, the
    /// rest as text without regard to case.
    Field(Box<str>),
}

/// All events by the values of some columns, of which the first that has one counts.
pub(super) struct Sorted {
    columns: Vec<Rc<Column>>,
    /// The rank of each event.
    ranks: Vec<u32>,
    order: Option<(bool, Vec<u32>)>,
}

/// The rank of an event without a value.
const NONE: u32 = u32::MAX;

impl Sorted {
    /// Ranks every distinct value once, then every event by its value.
    pub fn new(columns: Vec<Rc<Column>>, events: u32) -> Self {
        // The values of all columns, one column after the other.
        let mut values: Vec<Key<'_>> = Vec::new();
        for column in &columns {
            values.extend(column.dictionary.iter().map(|entry| Key::new(column.info.field_type, entry)));
        }
        let mut by_value: Vec<u32> = (0..values.len() as u32).collect();
        let compare = |one: &u32, other: &u32| match (values.get(*one as usize), values.get(*other as usize)) {
            (Some(one), Some(other)) => one.compare(other),
            _ => Ordering::Equal,
        };
        order::sort_by(&mut by_value, compare);
        let mut ranks_of_values = vec![NONE; values.len()];
        let mut rank = 0;
        for (at, value) in by_value.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| by_value.get(before));
            rank += u32::from(before.is_some_and(|before| compare(before, value) != Ordering::Equal));
            if let Some(slot) = ranks_of_values.get_mut(*value as usize) {
                *slot = rank;
            }
        }
        let ranks = (0..events).map(|event| {
            let mut base = 0;
            for column in &columns {
                if let Some(id) = first_value(column, event) {
                    return ranks_of_values.get(base + id as usize).copied().unwrap_or(NONE);
                }
                base += column.dictionary.len();
            }
            NONE
        });
        let ranks = ranks.collect();
        Self { columns, ranks, order: None }
    }

    /// Whether it was made from these columns.
    pub fn is_of(&self, columns: &[Rc<Column>]) -> bool {
        self.columns.len() == columns.len()
            && self.columns.iter().zip(columns).all(|(own, other)| Rc::ptr_eq(own, other))
    }

    /// All events in order.
    pub fn order(&mut self, descending: bool) -> &[u32] {
        let order = match self.order.take() {
            Some(order) if order.0 == descending => order,
            _ => (descending, by_rank(&self.ranks, descending)),
        };
        &self.order.insert(order).1
    }
}

/// All events by their verdict.
pub(super) fn by_verdict(outcome: &Outcome, events: u32, descending: bool) -> Vec<u32> {
    let mut ranks = vec![2; events as usize];
    for (rank, verdict) in [(0, Verdict::Match), (1, Verdict::Undecided)] {
        for event in with_verdict(outcome, verdict).ones() {
            if let Some(slot) = ranks.get_mut(event as usize) {
                *slot = rank;
            }
        }
    }
    by_rank(&ranks, descending)
}

/// Those of `order` that are in `kept`.
pub(super) fn kept(order: &[u32], kept: &Bitmap) -> Vec<u32> {
    if kept.count() as usize == order.len() {
        return order.to_vec();
    }
    order.iter().copied().filter(|event| kept.get(*event)).collect()
}

/// Events by rank, in one pass for counting and one for placing.
fn by_rank(ranks: &[u32], descending: bool) -> Vec<u32> {
    let highest = ranks.iter().filter(|rank| **rank != NONE).max().copied().unwrap_or(0);
    let slot = |rank: u32| match rank {
        NONE => highest as usize + 1,
        rank if descending => (highest - rank) as usize,
        rank => rank as usize,
    };
    let mut starts = vec![0_u32; highest as usize + 3];
    for rank in ranks {
        starts[slot(*rank) + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut order = vec![0; ranks.len()];
    for (event, rank) in (0..).zip(ranks) {
        let start = &mut starts[slot(*rank)];
        order[*start as usize] = event;
        *start += 1;
    }
    order
}

/// What a value is ordered by.
#[derive(Clone, Copy)]
struct Key<'e> {
    /// All of a time, number or address, the first letters of a text.
    number: u128,
    /// The text, where the number is not all of it.
    text: Option<&'e str>,
}

impl<'e> Key<'e> {
    fn new(field_type: FieldType, entry: &'e Entry) -> Self {
        let text = scalar_text(&entry.value);
        let number = match (field_type, &entry.value) {
            (FieldType::Date, _) => Timestamp::parse(text).map(|time| u128::from((time.0 as u64) ^ (1 << 63))),
            (FieldType::Ip, _) => address(text),
            (_, Scalar::Number(_)) => crate::number::read(text).map(ordered),
            _ => return Self { number: letters(text), text: Some(text) },
        };
        // What is no such value stands behind those that are.
        Self { number: number.unwrap_or(u128::MAX), text: number.is_none().then_some(text) }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let folded = |key: &Self| key.text.unwrap_or("").bytes().map(|byte| byte.to_ascii_lowercase());
        self.number.cmp(&other.number).then_with(|| folded(self).cmp(folded(other)))
    }
}

/// A number whose bits are ordered like itself.
fn ordered(number: f64) -> u128 {
    let bits = number.to_bits();
    u128::from(if bits >> 63 == 1 { !bits } else { bits | 1 << 63 })
}

fn letters(text: &str) -> u128 {
    let mut first = [0; 16];
    first.iter_mut().zip(text.bytes()).for_each(|(slot, byte)| *slot = byte.to_ascii_lowercase());
    u128::from_be_bytes(first)
}
