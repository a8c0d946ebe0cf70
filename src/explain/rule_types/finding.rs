//! What a rule type found, one sentence for each thing: a group, a term, a result of a job, an indicator, a sequence.

use super::anomaly::because;
use super::indicator::fits;
use super::words::{counted, list, look_back, named, span};
use crate::eval::Truth;
use crate::eval::rule_types::{
    Anomaly, AnomalyResult, Combination, Group, Hit, IndicatorResult, Job, NewTermsResult, Novelty, Occurrence,
    Preview, SeenIn, ThresholdResult,
};
use crate::eval::sequence::{Attempt, End};
use crate::query::eql::Sequence;
use crate::time::Timestamp;

/// What the groups of a threshold rule need.
pub fn lead_of_groups(result: &ThresholdResult) -> String {
    let by = if result.fields.is_empty() { "all events together".to_owned() } else { list(&result.fields) };
    let mut lead = format!("Grouped by {by}: {} needed in one window", counted(result.value, "event"));
    if let Some((field, least)) = &result.cardinality {
        lead.push_str(&format!(", with {} of `{field}`", counted(*least, "different value")));
    }
    lead
}

/// How far a group is from the threshold.
pub fn of_group(result: &ThresholdResult, group: &Group) -> String {
    let more = |have: u32, need: u32, what: &str| (have < need).then(|| counted(need - have, what));
    let events = more(group.events.len() as u32, result.value, "more event");
    let values = result.cardinality.as_ref().and_then(|(field, least)| {
        let values = more(group.distinct.unwrap_or(0), *least, "more different value")?;
        Some(format!("{values} of `{field}`"))
    });
    match group.reached {
        Truth::True => "Reaches the threshold".to_owned(),
        Truth::Unknown => "Undecided events make the difference".to_owned(),
        Truth::False => {
            let needed: Vec<String> = events.into_iter().chain(values).collect();
            format!("{} needed", needed.join(" and "))
        }
    }
}

/// How far back the history goes, and what of it was supplied.
pub fn lead_of_terms(result: &NewTermsResult) -> String {
    let mut lead =
        format!("The rule looks back {} for {}", look_back(&result.history_window_start), list(&result.fields));
    if let Some(begins) = result.begins {
        lead.push_str(&format!("; what is known begins at {begins}"));
    }
    let (older, known) = result.supplied;
    if older + known > 0 {
        lead.push_str(&format!(
            "; supplied: {} and {}",
            counted(older, "older sighting"),
            counted(known, "known term")
        ));
    }
    lead
}

/// Why a term is new or not at one event.
pub fn of_occurrence(result: &NewTermsResult, occurrence: &Occurrence) -> String {
    let wanted = look_back(&result.history_window_start);
    match &occurrence.novelty {
        Novelty::New => format!("New: not seen in {wanted} before"),
        Novelty::Seen(place) => format!("Not new: seen {}", before(*place)),
        Novelty::OutsideRun => "Another run searches this event".to_owned(),
        Novelty::ShortHistory { begins: Some(begins) } if *begins < occurrence.time => {
            let known = span(*begins, occurrence.time);
            format!("Undecided: not seen in the {known} that are known, the rule looks back {wanted}")
        }
        Novelty::ShortHistory { .. } => format!("Undecided: nothing is known of {wanted} before"),
        Novelty::MaybeSeen(place) => format!("Undecided: perhaps seen {}", before(*place)),
        Novelty::QueryUndecided => "Undecided: so is the query for this event".to_owned(),
    }
}

fn before(place: SeenIn) -> String {
    match place {
        SeenIn::Event(_, time) => format!("at {time}"),
        SeenIn::History(time) => format!("at {time} in the supplied history"),
        SeenIn::KnownTerms => "before, as supplied".to_owned(),
    }
}

/// What counts among the results of jobs.
pub fn lead_of_results(result: &AnomalyResult) -> String {
    format!("Results of {} with a score of {} or more count", list(&result.jobs), result.threshold)
}

/// Why a result counts or not.
pub fn of_result(result: &AnomalyResult, record: &Anomaly) -> String {
    match record.rejected {
        None => format!("Counts: the rule wants {} or more", result.threshold),
        Some(_) => format!("Does not count: it {}", because(record, result)),
    }
}

/// What a preview is and is not.
pub fn lead_of_previews(result: &AnomalyResult) -> String {
    let looks = result.jobs.iter().filter_map(|job| Job::find(job).map(|known| (job, known.looks_at)));
    let looks: Vec<String> = looks.map(|(job, looks_at)| format!("`{job}` {looks_at}.")).collect();
    let preview = if looks.is_empty() {
        "What this job looks at is not known here."
    } else {
        "This preview only counts the pasted events. It is not the verdict: the job knows weeks of them."
    };
    format!("{} {preview}", looks.join(" ")).trim_start().to_owned()
}

/// How rare a combination is in the pasted events.
pub fn of_combination(preview: &Preview, combination: &Combination) -> String {
    let events = counted(combination.events.len() as u32, "event");
    if Job::find(&preview.job_id).is_some_and(|job| job.bucket.is_some()) {
        return format!("{} in {events}", counted(combination.among, "different message"));
    }
    match (combination.values.split_last(), preview.fields.split_last()) {
        (Some((_, before)), Some((_, fields))) if !before.is_empty() => {
            format!("{} of {} with {}", combination.events.len(), combination.among, named(fields, before))
        }
        _ => format!("{} of {}", combination.events.len(), combination.among),
    }
}

/// How many indicators were compared.
pub fn lead_of_indicators(result: &IndicatorResult) -> String {
    format!("{} supplied, of which the rule selects {}", counted(result.supplied, "indicator"), result.indicators)
}

/// Which indicator an event fits.
pub fn of_hit(hit: &Hit) -> String {
    format!("Fits indicator {}: {}", hit.indicator, fits(hit))
}

/// What the steps of a sequence share.
pub fn lead_of_sequences(sequence: &Sequence) -> String {
    let keys: Vec<String> =
        sequence.steps.first().into_iter().flat_map(|step| &step.keys).map(|key| key.name.to_string()).collect();
    let mut lead = match keys.as_slice() {
        [] => "One timeline of all events".to_owned(),
        keys => format!("A timeline for each {}", list(keys)),
    };
    if let Some(maxspan) = sequence.maxspan {
        lead.push_str(&format!("; a sequence takes {} at most", length(maxspan.milliseconds)));
    }
    lead
}

/// How a sequence ended. `late`: how long after its first event the next step came.
pub fn of_attempt(sequence: &Sequence, attempt: &Attempt, late: Option<i64>) -> String {
    let steps = sequence.steps.iter().enumerate().filter(|(_, step)| !step.missing);
    let mut wanted = steps.flat_map(|(at, step)| std::iter::repeat_n(at + 1, step.runs as usize));
    let next = wanted.nth(attempt.events.len());
    let step =
        next.map_or_else(|| "the next step".to_owned(), |step| format!("step {step} of {}", sequence.steps.len()));
    match attempt.end {
        End::Complete => "Complete".to_owned(),
        End::Expired { .. } => {
            let took = late.map_or_else(String::new, |late| format!(", {} after the first event", length(late)));
            let allowed = sequence.maxspan.map_or(0, |maxspan| maxspan.milliseconds);
            format!("Expired: {step} came too late{took}; `maxspan` is {}", length(allowed))
        }
        End::Until { .. } => "Reset: an event of `until` came first".to_owned(),
        End::Replaced { .. } => "Replaced by a newer event of the same step".to_owned(),
        End::Present { .. } => "Stopped: an event that must be missing was there".to_owned(),
        End::Waiting => format!("Stopped: {step} never came"),
    }
}

fn length(milliseconds: i64) -> String {
    if milliseconds.abs() < 1_000 { format!("{milliseconds} ms") } else { span(Timestamp(0), Timestamp(milliseconds)) }
}
