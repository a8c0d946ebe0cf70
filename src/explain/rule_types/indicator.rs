use super::words::counted;
use crate::eval::rule_types::{Hit, IndicatorResult};
use crate::explain::sentence::quoted;

/// The verdict of an indicator match rule over events the query matches. `matched` of `events` do so for certain.
pub fn indicators(result: &IndicatorResult, matched: u32, events: u32) -> String {
    let start = format!("The query matches {matched} of {}", counted(events, "event"));
    if result.supplied == 0 {
        return format!("Undecided: needs indicators. {start}, and no indicator documents were supplied");
    }
    let selected = counted(result.indicators, "indicator");
    match (result.hits.as_slice(), result.undecided.len()) {
        ([], 0) => format!("{start}, but none fits one of {selected}"),
        ([], open) => format!("Undecided: {start}, and {open} may fit one of {selected}"),
        ([only], _) => format!("1 event fits an indicator: event {}, {}", only.event, fits(only)),
        ([first, ..], _) => {
            format!("{} events fit an indicator, the first: event {}, {}", result.hits.len(), first.event, fits(first))
        }
    }
}

/// What the rule makes of one event that its query matches.
#[inline(never)]
pub fn about_indicators_of(result: &IndicatorResult, event: u32) -> String {
    let start = "The query matches this event";
    match result.hits.iter().find(|hit| hit.event == event) {
        Some(hit) => format!("{start}, and it fits indicator {}: {}", hit.indicator, fits(hit)),
        None if result.supplied == 0 => format!("Undecided: {start}, and no indicators were supplied"),
        None if result.undecided.contains(&event) => format!("Undecided: {start}, and it may fit an indicator"),
        None => format!("{start}, but it fits none of {}", counted(result.indicators, "indicator")),
    }
}

pub(super) fn fits(hit: &Hit) -> String {
    let pairs = hit.entries.iter().map(|(own, their, value)| format!("`{own}` is {} as `{their}`", quoted(value)));
    let pairs: Vec<String> = pairs.collect();
    if pairs.is_empty() { "by what it does not have".to_owned() } else { pairs.join(", ") }
}
