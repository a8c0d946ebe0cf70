use std::collections::HashMap;

use super::keys::{Key, Keys, Shared};
use super::{Order, Sequences, Stages};
use crate::eval::{Evaluation, Truth};
use crate::order;

/// A state machine for each key: at most one pending sequence waits for each step, and a newer one replaces it.
pub(super) struct Machine<'f> {
    /// The steps with an event, in order.
    steps: Vec<Stage<'f>>,
    /// Each missing event with how many steps stand before it.
    missing: Vec<(usize, Stage<'f>)>,
    until: Option<Stage<'f>>,
    limits: Limits,
    order: &'f Order,
    attempts: Vec<Attempt>,
    more: bool,
}

/// One step and which events satisfy it.
#[derive(Clone, Copy)]
pub(super) struct Stage<'f> {
    /// Its number in the query.
    pub step: usize,
    pub filter: &'f Evaluation,
    pub keys: &'f Keys,
    /// `![…]`
    pub missing: bool,
}

/// What bounds a sequence.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// From its first event on, in milliseconds, inclusive.
    pub maxspan: Option<i64>,
}

/// A sequence that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The values its events share, as text; empty text for a missing one.
    pub key: Vec<String>,
    /// Its events with the step each filled.
    pub events: Vec<(usize, u32)>,
    /// How it ended.
    pub end: End,
}

/// How a sequence ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All steps have their event.
    Complete,
    /// The event of the next step came too late.
    Expired {
        /// That event.
        event: u32,
    },
    /// `until` came first.
    Until {
        /// Its event.
        event: u32,
    },
    /// A newer sequence took its place in the same step.
    Replaced {
        /// The event that did it.
        event: u32,
    },
    /// An event that must be missing was there.
    Present {
        /// That event.
        event: u32,
    },
    /// The event of the next step never came.
    Waiting,
}

/// How many attempts are kept for the explanation.
pub const MOST_ATTEMPTS: usize = 10_000;

/// A sequence that waits for its next step.
struct Pending {
    events: Vec<u32>,
    attempt: Option<usize>,
}

impl<'f> Machine<'f> {
    pub fn new(stages: Stages<'f>, limits: Limits, order: &'f Order) -> Self {
        let mut steps = Vec::new();
        let mut missing = Vec::new();
        for stage in stages.steps {
            if stage.missing {
                missing.push((steps.len(), stage));
            } else {
                steps.push(stage);
            }
        }
        Self { steps, missing, until: stages.until, limits, order, attempts: Vec::new(), more: false }
    }

    /// The complete sequences in the order of their first events, and how they came about.
    pub fn run(mut self, is_wanted: impl Fn(Truth) -> bool) -> (Vec<Vec<u32>>, Sequences) {
        let mut pending: HashMap<Key, Vec<Option<Pending>>> = HashMap::new();
        let mut complete: Vec<Vec<u32>> = Vec::new();
        let missing = self.missing_events(&is_wanted);
        for event in self.order.events() {
            // From the last step on, so that an event does not follow itself.
            for at in (0..self.steps.len()).rev() {
                let Some(stage) = self.steps.get(at).copied() else { continue };
                let Some(key) = stage.key(event, &is_wanted) else { continue };
                let reached = if at == 0 {
                    Some(Pending { events: vec![event], attempt: self.begin(&key, stage.step, event) })
                } else {
                    let waiting = pending.get_mut(&key).and_then(|states| states.get_mut(at - 1)?.take());
                    waiting.and_then(|waiting| self.advance(waiting, stage.step, event))
                };
                let Some(reached) = reached else { continue };
                if at + 1 == self.steps.len() {
                    complete.extend(self.complete(reached, &key, &missing));
                    continue;
                }
                let states = pending.entry(key).or_default();
                if states.len() <= at {
                    states.resize_with(self.steps.len(), || None);
                }
                if let Some(older) = states.get_mut(at).and_then(|state| state.replace(reached)) {
                    self.end(&older, End::Replaced { event });
                }
            }
            let ended = self.until.and_then(|until| until.key(event, &is_wanted));
            for pending in ended.and_then(|key| pending.remove(&key)).into_iter().flatten().flatten() {
                self.end(&pending, End::Until { event });
            }
        }
        order::sort_by_key(&mut complete, |events| events.first().map(|event| self.order.rank(*event)));
        (complete, Sequences { attempts: self.attempts, more: self.more })
    }

    /// A pending sequence takes the event of its next step, unless that comes too late.
    fn advance(&mut self, mut pending: Pending, step: usize, event: u32) -> Option<Pending> {
        let first = pending.events.first().copied().unwrap_or(event);
        let took = self.order.time(event).zip(self.order.time(first)).map(|(to, from)| to.saturating_sub(from));
        if took.zip(self.limits.maxspan).is_some_and(|(took, maxspan)| took > maxspan) {
            self.end(&pending, End::Expired { event });
            return None;
        }
        pending.events.push(event);
        if let Some(attempt) = pending.attempt.and_then(|attempt| self.attempts.get_mut(attempt)) {
            attempt.events.push((step, event));
        }
        Some(pending)
    }

    /// A sequence with all its events, unless one that must be missing was there.
    fn complete(&mut self, pending: Pending, key: &Key, missing: &[HashMap<Key, Vec<u32>>]) -> Option<Vec<u32>> {
        let present = self.missing.iter().zip(missing).find_map(|((before, _), of_key)| {
            let candidates = of_key.get(key)?;
            candidates.iter().copied().find(|event| self.lies_in_gap(&pending.events, *before, *event))
        });
        match present {
            Some(event) => {
                self.end(&pending, End::Present { event });
                None
            }
            None => {
                self.end(&pending, End::Complete);
                Some(pending.events)
            }
        }
    }

    /// Whether an event lies between the steps around a missing one. Before the first step the gap begins `maxspan`
    /// before the last event, after the last one it ends `maxspan` after the first.
    fn lies_in_gap(&self, events: &[u32], before: usize, event: u32) -> bool {
        let rank = |event: &u32| self.order.rank(*event);
        let (previous, next) = (before.checked_sub(1).and_then(|at| events.get(at)), events.get(before));
        let within = |from: Option<&u32>| {
            let apart = from.and_then(|from| Some(self.order.time(event)?.abs_diff(self.order.time(*from)?)));
            let maxspan = self.limits.maxspan.and_then(|maxspan| u64::try_from(maxspan).ok());
            apart.zip(maxspan).is_none_or(|(apart, maxspan)| apart <= maxspan)
        };
        match (previous, next) {
            (Some(previous), Some(next)) => rank(previous) < rank(&event) && rank(&event) < rank(next),
            (None, Some(next)) => rank(&event) < rank(next) && within(events.last()),
            (Some(previous), None) => rank(previous) < rank(&event) && within(events.first()),
            (None, None) => false,
        }
    }

    /// For each missing event, the events that would be it, by key.
    fn missing_events(&self, is_wanted: &impl Fn(Truth) -> bool) -> Vec<HashMap<Key, Vec<u32>>> {
        let of_stage = |stage: &Stage<'_>| {
            let mut of_key: HashMap<Key, Vec<u32>> = HashMap::new();
            for event in self.order.events() {
                if let Some(key) = stage.key(event, is_wanted) {
                    of_key.entry(key).or_default().push(event);
                }
            }
            of_key
        };
        self.missing.iter().map(|(_, stage)| of_stage(stage)).collect()
    }

    fn begin(&mut self, key: &Key, step: usize, event: u32) -> Option<usize> {
        if self.attempts.len() >= MOST_ATTEMPTS {
            self.more = true;
            return None;
        }
        let key = key.iter().map(|value| value.as_ref().map_or_else(String::new, Shared::text)).collect();
        self.attempts.push(Attempt { key, events: vec![(step, event)], end: End::Waiting });
        Some(self.attempts.len() - 1)
    }

    fn end(&mut self, pending: &Pending, end: End) {
        if let Some(attempt) = pending.attempt.and_then(|attempt| self.attempts.get_mut(attempt)) {
            attempt.end = end;
        }
    }
}

impl Stage<'_> {
    /// The key of an event that satisfies the step.
    fn key(&self, event: u32, is_wanted: &impl Fn(Truth) -> bool) -> Option<Key> {
        if is_wanted(self.filter.verdict(event)) { self.keys.of(event) } else { None }
    }
}
