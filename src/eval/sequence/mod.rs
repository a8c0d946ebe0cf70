//! Sequences and samples of EQL: from which events satisfy which step to which events belong together.
//!
//! <https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-how-sequence-queries-handle-matches>

mod keys;
mod machine;
mod order;
mod sample;

pub use machine::{Attempt, End};
pub use order::Order;

use std::collections::HashSet;

use self::keys::Keys;
use self::machine::{Limits, Machine, Stage};
use super::eql::{Evaluated, Fields, Settings};
use super::{Columns, Evaluation, Truth};
use crate::diagnostic::{Diagnostic, Place, codes::eql as codes};
use crate::eval::eql::{bitmap, piped};
use crate::events::Bitmap;
use crate::query::eql::{Query, QueryKind, Sequence};

/// How the sequences of a query came about.
#[derive(Clone, Debug, Default)]
pub struct Sequences {
    /// Every sequence that was begun, in the order of their first events, up to [`machine::MOST_ATTEMPTS`].
    pub attempts: Vec<Attempt>,
    /// Whether there were more.
    pub more: bool,
}

/// The visible events in their order.
pub(super) fn order(events: &mut impl Columns, visible: &Bitmap, fields: &Fields) -> Order {
    Order::new(events, visible, fields)
}

/// Finds the sequences or samples. `filters` are the answers of the steps, then of `until`.
pub(super) fn evaluate(
    filters: Vec<Evaluation>,
    query: &Query,
    sequence: &Sequence,
    visible: &Bitmap,
    events: &mut impl Columns,
    settings: &Settings,
) -> Evaluated {
    let count = events.count();
    let order = Order::new(events, visible, &settings.fields);
    let keys: Vec<Keys> =
        sequence.steps.iter().chain(&sequence.until).map(|step| Keys::new(&step.keys, events)).collect();
    let may_match = |possible: bool| {
        let is_wanted = move |truth: Truth| truth == Truth::True || possible && truth == Truth::Unknown;
        match query.kind {
            QueryKind::Sample(_) => (sample::find(&filters, &keys, &order, is_wanted), Sequences::default()),
            _ => {
                let stages = stages(sequence, &filters, &keys);
                let limits = Limits { maxspan: sequence.maxspan.map(|maxspan| maxspan.milliseconds) };
                Machine::new(stages, limits, &order).run(is_wanted)
            }
        }
    };
    let (found, sequences) = may_match(false);
    let alerts = piped(found, &query.pipes);
    let has_unknown = filters.iter().any(|filter| filter.undecided().count() > 0);
    let possible = if has_unknown { may_match(true).0 } else { Vec::new() };
    let matched = bitmap(alerts.iter().flatten().copied(), count);
    let mut undecided = bitmap(possible.into_iter().flatten(), count);
    undecided.minus(&matched);
    let mut diagnostics = Vec::new();
    if let Some(maxspan) = sequence.maxspan.filter(|_| !order.has_times() && count > 0) {
        let message = format!(
            "`{}` holds no dates, so `maxspan` is not applied",
            settings.fields.timestamps.first().map_or("", |field| field)
        );
        let note = "Use a timestamp field with dates, or milliseconds since 1970.";
        diagnostics.push(Diagnostic::new(&codes::ORDER_ONLY, Place::rule(maxspan.span), message).note(note));
    }
    Evaluated { filters, matched, undecided, alerts, sequences: Some(sequences), diagnostics }
}

/// The steps with their answers, a step with `runs` several times.
fn stages<'f>(sequence: &Sequence, filters: &'f [Evaluation], keys: &'f [Keys]) -> Stages<'f> {
    let mut steps = Vec::new();
    for (at, step) in sequence.steps.iter().enumerate() {
        let Some((filter, keys)) = filters.get(at).zip(keys.get(at)) else { continue };
        let stage = Stage { step: at, filter, keys, missing: step.missing };
        steps.extend(std::iter::repeat_n(stage, step.runs as usize));
    }
    let last = sequence.steps.len();
    let until = sequence.until.as_ref().and_then(|_| filters.get(last).zip(keys.get(last)));
    let until = until.map(|(filter, keys)| Stage { step: last, filter, keys, missing: false });
    Stages { steps, until }
}

/// The steps of a sequence, written out, and what ends it.
struct Stages<'f> {
    steps: Vec<Stage<'f>>,
    until: Option<Stage<'f>>,
}

/// Keeps the first of several equal values.
fn distinct<T: Clone + Eq + std::hash::Hash>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    values.filter(|value| seen.insert(value.clone())).collect()
}
