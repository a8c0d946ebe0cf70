use std::cmp::Ordering;
use std::rc::Rc;

use crate::ecs::FieldPath;
use crate::eval::Columns;
use crate::eval::eql::Fields;
use crate::events::{Bitmap, Cell, Column, Scalar};
use crate::number;
use crate::order;
use crate::time::Timestamp;

/// The order of events: by time, then by the tiebreaker, then as they stand in the input.
pub struct Order {
    events: Vec<u32>,
    /// For each event, its place in the order.
    ranks: Vec<u32>,
    times: Vec<Option<i128>>,
    has_times: bool,
}

/// The last millisecond of the year 9999; larger numbers are no milliseconds since 1970.
const LAST_TIME: i128 = 253_402_300_799_999;

impl Order {
    pub(super) fn new(events: &mut impl Columns, visible: &Bitmap, fields: &Fields) -> Self {
        let count = events.count();
        let mut times: Vec<Option<i128>> = vec![None; count as usize];
        for field in &fields.timestamps {
            let column = events.columns(&[FieldPath::new(field)]);
            let found = values(column.first(), count, read_time);
            times.iter_mut().zip(found).for_each(|(time, found)| *time = time.or(found));
        }
        let tiebreaker = fields.tiebreaker.as_deref().map(FieldPath::new);
        let tiebreaker = tiebreaker.map(|field| events.columns(&[field]));
        let ties = values(tiebreaker.as_ref().and_then(|columns| columns.first()), count, read_tie);
        let mut order: Vec<u32> = visible.ones().collect();
        let of = |event: u32| (times.get(event as usize), ties.get(event as usize));
        order::sort_by(&mut order, |one, other| {
            let ((one_time, one_tie), (other_time, other_tie)) = (of(*one), of(*other));
            last_if_none(one_time, other_time).then_with(|| last_if_none(one_tie, other_tie))
        });
        let mut ranks = vec![u32::MAX; count as usize];
        for (rank, event) in (0..).zip(&order) {
            if let Some(slot) = ranks.get_mut(*event as usize) {
                *slot = rank;
            }
        }
        let mut known = times.iter().flatten().peekable();
        let has_times = known.peek().is_some() && known.all(|time| time.abs() <= LAST_TIME);
        Self { events: order, ranks, times, has_times }
    }

    /// The events in order.
    pub fn events(&self) -> impl Iterator<Item = u32> + '_ {
        self.events.iter().copied()
    }

    /// Whether times are dates, so that the time between two events is known.
    pub fn has_times(&self) -> bool {
        self.has_times
    }

    /// Whether an event is earlier than another: by time, and only without times by the order.
    pub fn is_before(&self, one: u32, other: u32) -> bool {
        let rank = |event: u32| self.ranks.get(event as usize).copied().unwrap_or(u32::MAX);
        match self.time(one).zip(self.time(other)) {
            Some((one, other)) => one < other,
            None => rank(one) < rank(other),
        }
    }

    /// Milliseconds since 1970, where times are dates.
    pub fn time(&self, event: u32) -> Option<i64> {
        let time = self.times.get(event as usize).copied().flatten().filter(|_| self.has_times)?;
        i64::try_from(time).ok()
    }
}

/// A value that orders events of the same time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Number(i128),
    Text(Box<str>),
}

/// The first value of each event, read once for each distinct value.
fn values<T: Clone>(column: Option<&Rc<Column>>, count: u32, read: fn(&Scalar) -> Option<T>) -> Vec<Option<T>> {
    let Some(column) = column else { return vec![None; count as usize] };
    let known: Vec<Option<T>> = column.dictionary.iter().map(|entry| read(&entry.value)).collect();
    let first = |event| match column.cell(event) {
        Cell::Values(ids) => ids.first().and_then(|id| known.get(*id as usize)).cloned().flatten(),
        Cell::Missing | Cell::Unknown(_) => None,
    };
    (0..count).map(first).collect()
}

/// An absent or unreadable value comes last.
fn last_if_none<T: Ord>(one: Option<&Option<T>>, other: Option<&Option<T>>) -> Ordering {
    match (one.and_then(Option::as_ref), other.and_then(Option::as_ref)) {
        (Some(one), Some(other)) => one.cmp(other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn read_time(value: &Scalar) -> Option<i128> {
    match value {
        Scalar::Bool(_) => None,
        Scalar::Number(text) => whole(text),
        Scalar::String(text) => Timestamp::parse(text).map(|time| i128::from(time.0)).or_else(|| whole(text)),
    }
}

fn whole(text: &str) -> Option<i128> {
    text.parse().ok().or_else(|| number::read(text).filter(|real| real.is_finite()).map(|real| real as i128))
}

fn read_tie(value: &Scalar) -> Option<Tie> {
    Some(match value {
        Scalar::Bool(value) => Tie::Number((*value).into()),
        Scalar::Number(text) | Scalar::String(text) => {
            text.parse().map_or_else(|_| Tie::Text(text.clone()), Tie::Number)
        }
    })
}
