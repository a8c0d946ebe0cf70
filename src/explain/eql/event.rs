use super::leaf::explain_leaf;
use crate::eval::eql::Evaluated;
use crate::eval::sequence::{Attempt, End};
use crate::eval::{Columns, Truth};
use crate::explain::event::{self, Explanation, is_excluded};
use crate::explain::values;
use crate::explain::what_if::WhatIf;
use crate::query::eql::{EventFilter, Query, QueryKind, Sequence, Step};

/// Explains the answer for one event: by the query's condition, or in a sequence by the first step that the event
/// satisfies. `text` is the query's text.
#[inline(never)]
pub fn explain(text: &str, query: &Query, evaluated: &Evaluated, events: &mut impl Columns, event: u32) -> Explanation {
    let filters = query.filters();
    let step = step_of(evaluated, event);
    let Some((filter, evaluation)) = filters.get(step).zip(evaluated.filters.get(step)) else {
        return nothing(event);
    };
    let filter: &EventFilter = filter;
    let condition = &filter.condition;
    let what_if = WhatIf::new(condition, evaluation, event);
    let parts = events.with_document(event, |document| {
        let leaves = values::leaves(document);
        event::parts(text, condition, evaluation, &what_if, |node, leaf, part| {
            let found = evaluation.leaf(node.id).map(|answer| (answer, values::found(answer, &leaves, event)));
            explain_leaf(node.span.of(text), leaf, found, is_excluded(condition, node), part);
        })
    });
    let explanation = event::finish(evaluation, &what_if, parts, event);
    let verdict = match (evaluated.matched.get(event), evaluated.undecided.get(event)) {
        (true, _) => Truth::True,
        (false, true) => Truth::Unknown,
        (false, false) => Truth::False,
    };
    let sentence = match &query.kind {
        QueryKind::Event(_) if verdict == explanation.verdict => explanation.sentence,
        QueryKind::Event(_) => {
            "This event satisfies the condition and is cut off by a pipe, filter or window".to_owned()
        }
        QueryKind::Sample(_) if verdict == Truth::True => "This event is part of a sample".to_owned(),
        QueryKind::Sample(_) => "This event is part of no sample".to_owned(),
        QueryKind::Sequence(sequence) => in_sequence(sequence, evaluated, step, event, &explanation),
    };
    Explanation { verdict, sentence, ..explanation }
}

/// The first step that takes the event, or might; else the first of all.
fn step_of(evaluated: &Evaluated, event: u32) -> usize {
    let takes = evaluated.filters.iter().position(|filter| filter.verdict(event) == Truth::True);
    let may = || evaluated.filters.iter().position(|filter| filter.verdict(event) == Truth::Unknown);
    takes.or_else(may).unwrap_or(0)
}

fn in_sequence(
    sequence: &Sequence,
    evaluated: &Evaluated,
    step: usize,
    event: u32,
    explanation: &Explanation,
) -> String {
    let attempts = evaluated.sequences.as_ref().map_or(&[][..], |sequences| &sequences.attempts);
    let with = |attempt: &&Attempt| attempt.events.iter().any(|(_, of)| *of == event);
    let own: Vec<&Attempt> = attempts.iter().filter(with).collect();
    let complete = own.iter().filter(|attempt| attempt.end == End::Complete).count();
    if complete > 0 {
        let sequences = if complete == 1 { "a sequence".to_owned() } else { format!("{complete} sequences") };
        return format!("This event is part of {sequences}");
    }
    match own.last() {
        Some(attempt) => {
            let own = attempt.events.iter().rfind(|(_, of)| *of == event).map_or(step, |(step, _)| *step);
            format!("This event satisfies step {}, but {}", own + 1, ended(sequence, attempt))
        }
        None if explanation.verdict == Truth::True && sequence.steps.get(step).is_none() => {
            "This event ends the sequences that wait: `until`".to_owned()
        }
        None if explanation.verdict == Truth::True && sequence.steps.get(step).is_some_and(|step| step.missing) => {
            format!("This event is one that must be missing as step {}", step + 1)
        }
        None if explanation.verdict == Truth::True => {
            format!("This event satisfies step {}, but no sequence waits for it", step + 1)
        }
        None => explanation.sentence.clone(),
    }
}

/// Why a sequence was not completed.
fn ended(sequence: &Sequence, attempt: &Attempt) -> String {
    let next = next_step(sequence, &attempt.events);
    match attempt.end {
        End::Complete => "its sequence is complete".to_owned(),
        End::Expired { event } => format!("step {next} came too late, with event {event}: `maxspan` is over"),
        End::Until { event } => format!("event {event} ended its sequence: `until`"),
        End::Replaced { event } => format!("event {event} began a newer sequence in its place"),
        End::Present { event } => format!("event {event} is there, which must be missing"),
        End::Waiting => format!("step {next} never came"),
    }
}

/// The number, from 1, of the step that must come after these events of a sequence, each with its step: one with `runs`
/// comes several times, one that must be missing never.
pub(super) fn next_step(sequence: &Sequence, events: &[(usize, u32)]) -> usize {
    let Some((last, _)) = events.last() else { return 1 };
    let came = events.iter().filter(|(step, _)| step == last).count();
    let is_next = |at: usize, step: &Step| at > *last && !step.missing || at == *last && came < step.runs as usize;
    let next = sequence.steps.iter().enumerate().find(|(at, step)| is_next(*at, step));
    next.map_or(sequence.steps.len(), |(at, _)| at + 1)
}

fn nothing(event: u32) -> Explanation {
    let sentence = "There is nothing to explain".to_owned();
    Explanation { event, verdict: Truth::Unknown, sentence, parts: Vec::new(), marks: Vec::new() }
}
