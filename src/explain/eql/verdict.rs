use super::event::next_step;
use crate::eval::eql::Evaluated;
use crate::query::eql::{Query, QueryKind};

/// The answer for all events in one sentence, without a full stop.
pub fn verdict(query: &Query, evaluated: &Evaluated, events: u32) -> String {
    let of = if events == 1 { "1 event".to_owned() } else { format!("{events} events") };
    let (matched, undecided) = (evaluated.matched.count(), evaluated.undecided.count());
    let what = match query.kind {
        QueryKind::Event(_) => "",
        QueryKind::Sequence(_) => "sequence",
        QueryKind::Sample(_) => "sample",
    };
    let open = if undecided > 0 { format!(", {undecided} undecided") } else { String::new() };
    match (evaluated.alerts.len(), matched, what) {
        (0, _, _) if undecided > 0 => format!("{undecided} of {of} undecided"),
        (0, _, "") if events == 1 => "The event does not match".to_owned(),
        (0, _, "") => format!("No event of {events} matches"),
        (0, ..) => format!("No {what} in {of}{}", furthest(query, evaluated)),
        (_, 1, "") => format!("1 of {of} matches{open}"),
        (_, _, "") => format!("{matched} of {of} match{open}"),
        (1, ..) => format!("1 {what} of {matched} in {of}{open}"),
        (found, ..) => format!("{found} {what}s of {matched} in {of}{open}"),
    }
}

/// How far the sequences came: the first step that none of them got.
fn furthest(query: &Query, evaluated: &Evaluated) -> String {
    let QueryKind::Sequence(sequence) = &query.kind else { return String::new() };
    let attempts = evaluated.sequences.as_ref().map_or(&[][..], |sequences| &sequences.attempts);
    match attempts.iter().max_by_key(|attempt| attempt.events.len()) {
        None => ": no event satisfies step 1".to_owned(),
        Some(furthest) => format!(": step {} never follows", next_step(sequence, &furthest.events)),
    }
}
