use super::words::{counted, list, look_back, named};
use crate::eval::Truth;
use crate::eval::rule_types::{Group, Schedule, ThresholdResult};

/// The verdict of a threshold rule over events the query matches. `matched` of `events` do so for certain.
pub fn threshold(result: &ThresholdResult, schedule: &Schedule, matched: u32, events: u32) -> String {
    let all = result.groups.len() as u32;
    let of = |truth| result.groups.iter().filter(|group| group.reached == truth).count() as u32;
    let (reached, undecided) = (of(Truth::True), of(Truth::Unknown));
    let needed = needed(result);
    let Some(first) = result.groups.first() else {
        return format!(
            "The query matches {matched} of {}, but none has all the fields the rule groups by: {}",
            counted(events, "event"),
            list(&result.fields)
        );
    };
    let held = format!("{}, {needed}", held(result, first, schedule));
    match (reached, undecided) {
        (0, 0) if result.fields.is_empty() => format!("The threshold is not reached: there are {held}"),
        (0, 0) if all == 1 => format!("The threshold is not reached: {} has {held}", name(result, first)),
        (0, 0) => {
            let all = counted(all, "group");
            format!("None of {all} reaches the threshold: the nearest, {}, has {held}", name(result, first))
        }
        (0, _) => {
            let more = result.unknown.as_ref().map_or_else(String::new, |(_, needs)| format!(": add {needs}"));
            let name = name(result, first);
            format!("Undecided: counting the undecided events, {name} would have {held}{more}")
        }
        _ if result.fields.is_empty() => format!("The threshold is reached: there are {held}"),
        (1, _) => format!("1 of {} reaches the threshold: {} has {held}", counted(all, "group"), name(result, first)),
        _ => format!(
            "{reached} of {} reach the threshold: the largest, {}, has {held}",
            counted(all, "group"),
            name(result, first)
        ),
    }
}

/// What the rule makes of one event that its query matches.
#[inline(never)]
pub fn about_groups_of(result: &ThresholdResult, event: u32, schedule: &Schedule) -> String {
    let start = "The query matches this event";
    if let Some((events, needs)) = &result.unknown
        && events.contains(&event)
    {
        return format!("{start}, but its group is not known: add {needs}");
    }
    let own = |group: &&Group| group.alerting.contains(&event) || group.events.contains(&event);
    let Some(group) = result.groups.iter().find(own) else {
        let fields = list(&result.fields);
        return format!("{start}, but it is in no group of the run with most events, or lacks one of {fields}");
    };
    let (held, needed) = (held(result, group, schedule), needed(result));
    let name = name(result, group);
    match group.reached {
        Truth::True => format!("{start}, and its group reaches the threshold: {name} has {held}, {needed}"),
        Truth::False => format!("{start}, but its group does not reach the threshold: {name} has {held}, {needed}"),
        Truth::Unknown => format!("{start}; counting the undecided events, {name} would have {held}, {needed}"),
    }
}

fn name(result: &ThresholdResult, group: &Group) -> String {
    match (result.fields.as_slice(), group.values.as_slice()) {
        ([], _) => "the group of all events".to_owned(),
        (_, []) => "the group of events whose values are not known".to_owned(),
        (fields, values) => named(fields, values),
    }
}

fn held(result: &ThresholdResult, group: &Group, schedule: &Schedule) -> String {
    let events = counted(group.events.len() as u32, "event");
    let within = match schedule.now {
        None => format!("within {}", look_back(&schedule.from_text)),
        Some(now) => format!("in the run at {now}"),
    };
    match (&result.cardinality, group.distinct) {
        (Some((field, _)), Some(distinct)) => {
            format!("{events} with {} of `{field}` {within}", counted(distinct, "value"))
        }
        _ => format!("{events} {within}"),
    }
}

fn needed(result: &ThresholdResult) -> String {
    let verb = |count| if count == 1 { "is" } else { "are" };
    match (&result.cardinality, result.value) {
        (Some((_, least)), 0 | 1) => format!("{} {} needed", counted(*least, "value"), verb(*least)),
        (Some((_, least)), value) => {
            format!("{} with {} are needed", counted(value, "event"), counted(*least, "value"))
        }
        (None, value) => format!("{value} {} needed", verb(value)),
    }
}
