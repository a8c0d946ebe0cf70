use super::keys::{Key, Keys, Shared};
use super::{Order, Sequences, Stages};
use crate::eval::{Evaluation, Truth};
use crate::order::Map;

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

    /// The complete sequences in the order in which they were completed, and how they came about.
    pub fn run(mut self, is_wanted: impl Fn(Truth) -> bool) -> (Vec<Vec<u32>>, Sequences) {
        let mut pending: Map<Key, Vec<Option<Pending>>> = Map::default();
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
                let states = pending.or_default(key);
                if states.len() <= at {
                    states.resize_with(self.steps.len(), || None);
                }
                if let Some(older) = states.get_mut(at).and_then(|state| state.replace(reached)) {
                    self.end(&older, End::Replaced { event });
                }
            }
            let ended = self.until.and_then(|until| until.key(event, &is_wanted));
            for pending in
                ended.and_then(|key| pending.get_mut(&key).map(std::mem::take)).into_iter().flatten().flatten()
            {
                self.end(&pending, End::Until { event });
            }
        }
        (complete, Sequences { attempts: self.attempts, more: self.more })
    }

    /// A pending sequence takes the event of its next step, unless that comes too late.
    fn advance(&mut self, mut pending: Pending, step: usize, event: u32) -> Option<Pending> {
        let first = pending.events.first().copied().unwrap_or(event);
        if self.takes_too_long(first, event) {
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
    fn complete(&mut self, pending: Pending, key: &Key, missing: &[Map<Key, Vec<u32>>]) -> Option<Vec<u32>> {
        match self.present(&pending.events, key, missing) {
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

    /// The event that must be missing and is not. Between two steps it lies after one and before the other. Before the
    /// first step the latest such event counts, after the last one the earliest, if no more than `maxspan` lies between
    /// it and the other end of the sequence; where both ends must be missing, between the two of them, and one alone
    /// does no harm. So does Elasticsearch (`TumblingWindow.doCheckMissingEvents`).
    fn present(&self, events: &[u32], key: &Key, missing: &[Map<Key, Vec<u32>>]) -> Option<u32> {
        let (first, last) = events.first().zip(events.last())?;
        let (mut starts, mut ends) = (false, false);
        let (mut leading, mut trailing): (Option<u32>, Option<u32>) = (None, None);
        for ((before, _), of_key) in self.missing.iter().zip(missing) {
            let mut candidates = of_key.get(key).into_iter().flatten().copied();
            if *before == 0 {
                starts = true;
                let latest = candidates.rfind(|event| self.order.is_before(*event, *first));
                leading = later(leading, latest, |one, other| self.order.is_before(one, other));
            } else if let Some(next) = events.get(*before) {
                let previous = events.get(*before - 1)?;
                let lies_between =
                    |event: &u32| self.order.is_before(*previous, *event) && self.order.is_before(*event, *next);
                if let Some(event) = candidates.find(lies_between) {
                    return Some(event);
                }
            } else {
                ends = true;
                let earliest = candidates.find(|event| self.order.is_before(*last, *event));
                trailing = later(trailing, earliest, |one, other| self.order.is_before(other, one));
            }
        }
        let from = if starts { leading? } else { *first };
        let to = if ends { trailing? } else { *last };
        ((starts || ends) && !self.takes_too_long(from, to)).then_some(if starts { from } else { to })
    }

    fn takes_too_long(&self, from: u32, to: u32) -> bool {
        let took = self.order.time(to).zip(self.order.time(from)).map(|(to, from)| to.saturating_sub(from));
        took.zip(self.limits.maxspan).is_some_and(|(took, maxspan)| took > maxspan)
    }

    /// For each missing event, the events that would be it, by key.
    fn missing_events(&self, is_wanted: &impl Fn(Truth) -> bool) -> Vec<Map<Key, Vec<u32>>> {
        let of_stage = |stage: &Stage<'_>| {
            let mut of_key: Map<Key, Vec<u32>> = Map::default();
            for event in self.order.events() {
                if let Some(key) = stage.key(event, is_wanted) {
                    of_key.or_default(key).push(event);
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

/// The later of two events, where there are two; "later" as `is_before` says.
fn later(one: Option<u32>, other: Option<u32>, is_before: impl Fn(u32, u32) -> bool) -> Option<u32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if is_before(one, other) { other } else { one }),
        _ => one.or(other),
    }
}

impl Stage<'_> {
    /// The key of an event that satisfies the step.
    fn key(&self, event: u32, is_wanted: &impl Fn(Truth) -> bool) -> Option<Key> {
        if is_wanted(self.filter.verdict(event)) { self.keys.of(event) } else { None }
    }
}
