use super::leaf::explain_leaf;
use crate::eval::eql::Evaluated;
use crate::eval::sequence::{Attempt, End};
use crate::eval::{Columns, Truth};
use crate::explain::event::{self, Explanation, is_excluded};
use crate::explain::part::{Part, Reason};
use crate::explain::values;
use crate::explain::what_if::WhatIf;
use crate::query::eql::{EventFilter, Query, QueryKind};

/// Explains the answer for one event: by the query's condition, or in a sequence by the step that the event satisfies or
/// comes closest to. `text` is the query's text.
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
        QueryKind::Sequence(_) => in_sequence(evaluated, step, event, &explanation),
    };
    Explanation { verdict, sentence, ..explanation }
}

/// The first step that takes the event; else the one with the fewest failing parts.
fn step_of(evaluated: &Evaluated, event: u32) -> usize {
    let takes = evaluated.filters.iter().position(|filter| filter.verdict(event) == Truth::True);
    let may = || evaluated.filters.iter().position(|filter| filter.verdict(event) == Truth::Unknown);
    takes.or_else(may).unwrap_or(0)
}

fn in_sequence(evaluated: &Evaluated, step: usize, event: u32, explanation: &Explanation) -> String {
    let attempts = evaluated.sequences.as_ref().map_or(&[][..], |sequences| &sequences.attempts);
    let with = |attempt: &&Attempt| attempt.events.iter().any(|(_, of)| *of == event);
    let own: Vec<&Attempt> = attempts.iter().filter(with).collect();
    let complete = own.iter().filter(|attempt| attempt.end == End::Complete).count();
    if complete > 0 {
        let sequences = if complete == 1 { "a sequence".to_owned() } else { format!("{complete} sequences") };
        return format!("This event completes {sequences} or is part of it");
    }
    match own.last() {
        Some(attempt) => format!("This event satisfies step {}, but {}", step + 1, ended(attempt)),
        None if explanation.verdict == Truth::True => {
            format!("This event satisfies step {}, but no sequence waits for it", step + 1)
        }
        None => explanation.sentence.clone(),
    }
}

/// Why a sequence was not completed.
fn ended(attempt: &Attempt) -> String {
    let next = attempt.events.last().map_or(1, |(step, _)| step + 2);
    match attempt.end {
        End::Complete => "its sequence is complete".to_owned(),
        End::Expired { event } => format!("step {next} came too late, with event {event}: `maxspan` is over"),
        End::Until { event } => format!("event {event} ended its sequence: `until`"),
        End::Replaced { event } => format!("event {event} began a newer sequence in its place"),
        End::Present { event } => format!("event {event} is there, which must be missing"),
        End::Waiting => format!("step {next} never came"),
    }
}

fn nothing(event: u32) -> Explanation {
    let (sentence, parts, marks) = ("There is nothing to explain".to_owned(), Vec::<Part>::new(), Vec::new());
    let _ = Reason::Broken;
    Explanation { event, verdict: Truth::Unknown, sentence, parts, marks }
}
