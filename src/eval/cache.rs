use std::rc::Rc;

use super::eql;
use super::kql::LeafKey;
use super::rule_types::Times;
use super::{Columns, LeafAnswer};
use crate::order::Map;

/// Answers of leaves, so that editing one clause of a query decides only that clause again, and the times of the events.
///
/// It belongs to one set of events: call [`Cache::clear`] whenever the events or their mapping change.
#[derive(Debug, Default)]
pub struct Cache {
    leaves: Map<LeafKey, Kept>,
    eql: Map<eql::LeafKey, Kept>,
    round: u64,
    /// The events' times, by the fields they were read from.
    times: Option<(Vec<Box<str>>, Rc<Times>)>,
}

#[derive(Debug)]
struct Kept {
    answer: Rc<LeafAnswer>,
    round: u64,
}

/// Evaluations for which an unused answer is kept: long enough for typing and undoing, short enough to free memory.
const KEPT_ROUNDS: u64 = 16;

impl Cache {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.leaves.clear();
        self.eql.clear();
        self.times = None;
    }

    /// The time of every event, read from the first of these fields that it has; see [`Times::new`].
    pub fn times(&mut self, events: &mut impl Columns, fields: &[&str]) -> Rc<Times> {
        if let Some((known, times)) = &self.times
            && known.iter().map(|field| &**field).eq(fields.iter().copied())
        {
            return times.clone();
        }
        let times = Rc::new(Times::new(events, fields));
        self.times = Some((fields.iter().map(|field| (*field).into()).collect(), times.clone()));
        times
    }

    /// Number of answers kept.
    pub fn len(&self) -> usize {
        self.leaves.len() + self.eql.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Starts an evaluation; answers not used for a while are dropped.
    pub(super) fn next_round(&mut self) {
        self.round += 1;
        let oldest = self.round.saturating_sub(KEPT_ROUNDS);
        self.leaves.retain(|_, kept| kept.round >= oldest);
        self.eql.retain(|_, kept| kept.round >= oldest);
    }

    pub(super) fn get(&mut self, key: &LeafKey) -> Option<Rc<LeafAnswer>> {
        let kept = self.leaves.get_mut(key)?;
        kept.round = self.round;
        Some(kept.answer.clone())
    }

    pub(super) fn insert(&mut self, key: LeafKey, answer: Rc<LeafAnswer>) {
        self.leaves.insert(key, Kept { answer, round: self.round });
    }

    pub(super) fn get_eql(&mut self, key: &eql::LeafKey) -> Option<Rc<LeafAnswer>> {
        let kept = self.eql.get_mut(key)?;
        kept.round = self.round;
        Some(kept.answer.clone())
    }

    pub(super) fn insert_eql(&mut self, key: eql::LeafKey, answer: Rc<LeafAnswer>) {
        self.eql.insert(key, Kept { answer, round: self.round });
    }
}
