use super::words::{counted, list, look_back, named, span};
use crate::eval::rule_types::{NewTermsResult, Novelty, Occurrence, SeenIn, Term};

/// The verdict of a new terms rule over events the query matches. `matched` of `events` do so for certain.
pub fn new_terms(result: &NewTermsResult, matched: u32, events: u32) -> String {
    let wanted = look_back(&result.history_window_start);
    let new: Vec<(&Term, &Occurrence)> = result.alerting().collect();
    if let Some((first, _)) = new.first() {
        let name = named(&result.fields, &first.values);
        let open = match result.undecided.len() as u32 {
            0 => String::new(),
            count => format!("; {} undecided", counted(count, "event")),
        };
        return match new.len() as u32 {
            1 => format!("1 new term: {name} was not seen in {wanted} before{open}"),
            count => format!("{count} new terms: {name} and {} more were not seen in {wanted} before{open}", count - 1),
        };
    }
    let undecided = || {
        result.terms.iter().find_map(|term| {
            let open = term.occurrences.iter().find(|occurrence| occurrence.novelty.is_undecided())?;
            Some((term, open))
        })
    };
    if let Some((_, needs)) = &result.unknown
        && !result.undecided.is_empty()
    {
        return format!("Undecided: the query matches, but a term is not known: add {needs}");
    }
    if let Some((term, open)) = undecided() {
        return format!("Undecided: {}", clause(result, term, open));
    }
    if result.terms.is_empty() {
        let events = counted(events, "event");
        let fields = list(&result.fields);
        return format!("The query matches {matched} of {events}, but none has all the fields of a term: {fields}");
    }
    let count = result.terms.len() as u32;
    let outside = result.terms.iter().flat_map(|term| &term.occurrences);
    if outside.clone().all(|occurrence| occurrence.novelty == Novelty::OutsideRun) {
        return "No new term: the run searches none of the events the query matches".to_owned();
    }
    match result.terms.first() {
        Some(only) if count == 1 => {
            format!("No new term: {} was seen in {wanted} before", named(&result.fields, &only.values))
        }
        _ => format!("No new term: all {} were seen in {wanted} before", counted(count, "term")),
    }
}

/// What the rule makes of one event that its query matches.
#[inline(never)]
pub fn about_terms_of(result: &NewTermsResult, event: u32) -> String {
    let start = "The query matches this event";
    if let Some((events, needs)) = &result.unknown
        && events.contains(&event)
    {
        return format!("{start}, but its term is not known: add {needs}");
    }
    let own: Vec<(&Term, &Occurrence)> = result
        .terms
        .iter()
        .filter_map(|term| Some((term, term.occurrences.iter().find(|occurrence| occurrence.event == event)?)))
        .collect();
    let telling = |(_, occurrence): &&(&Term, &Occurrence)| match occurrence.novelty {
        Novelty::New => 0,
        _ if occurrence.novelty.is_undecided() => 1,
        _ => 2,
    };
    let Some((term, occurrence)) = own.iter().min_by_key(telling) else {
        return format!("{start}, but it lacks one of the fields of a term: {}", list(&result.fields));
    };
    let name = named(&result.fields, &term.values);
    match &occurrence.novelty {
        Novelty::New => format!("{start}, and {name} is new: not seen in {}", look_back(&result.history_window_start)),
        Novelty::Seen(place) => format!("{start}, but {name} is not new: seen {}", seen(*place)),
        Novelty::OutsideRun => format!("{start}, but it lies outside the run"),
        _ => format!("Undecided: {}", clause(result, term, occurrence)),
    }
}

/// Why it cannot be told whether a term is new.
fn clause(result: &NewTermsResult, term: &Term, occurrence: &Occurrence) -> String {
    let name = named(&result.fields, &term.values);
    let wanted = look_back(&result.history_window_start);
    match &occurrence.novelty {
        Novelty::ShortHistory { begins: Some(begins) } if *begins < occurrence.time => {
            let pasted = span(*begins, occurrence.time);
            format!("the query matches; {name} is new in the {pasted} pasted, the rule looks back {wanted}")
        }
        Novelty::ShortHistory { .. } => {
            format!(
                "the query matches; {name} is new if it was not seen in {wanted} before, of which nothing is pasted"
            )
        }
        Novelty::MaybeSeen(place) => {
            format!(
                "the query matches; {name} is new unless the undecided event counts in which it was seen {}",
                seen(*place)
            )
        }
        _ => format!("it is not certain that the query matches the event with {name}"),
    }
}

fn seen(place: SeenIn) -> String {
    match place {
        SeenIn::Event(event, time) => format!("in event {event} at {time}"),
        SeenIn::History(time) => format!("in the history at {time}"),
        SeenIn::KnownTerms => "in the list of known terms".to_owned(),
    }
}
