use super::words::counted;
use crate::eval::rule_types::{Schedule, Window};

/// Events the query matches that the rule does not see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restriction {
    /// Outside the window of the only run.
    pub outside: u32,
    /// Excluded by the rule's filters.
    pub filtered: u32,
}

/// Which window decided.
pub fn window(schedule: &Schedule) -> String {
    match schedule.only_run() {
        None => "Every event is judged as if the rule had run when it arrived".to_owned(),
        Some(run) => format!("The run at {} searches {}", at(schedule), between(run)),
    }
}

fn at(schedule: &Schedule) -> String {
    schedule.now.map_or_else(String::new, |now| now.to_string())
}

fn between(run: Window) -> String {
    format!("events from {} to {}", run.start, run.end)
}

/// The verdict where the query matches more events than the rule sees.
#[inline(never)]
pub fn restricted(
    restriction: Restriction,
    schedule: &Schedule,
    (matched, undecided, events): (u32, u32, u32),
) -> String {
    let Restriction { outside, filtered } = restriction;
    let lies = if outside == 1 { "lies" } else { "lie" };
    let mut reasons = Vec::new();
    if outside > 0 {
        let run = schedule.only_run().map_or_else(String::new, between);
        reasons.push(format!("{outside} {lies} outside the run at {}, which searches {run}", at(schedule)));
    }
    if filtered > 0 {
        reasons.push(format!("{filtered} {} excluded by the rule's filters", if filtered == 1 { "is" } else { "are" }));
    }
    let start = match (matched, undecided) {
        (0, 0) => format!("No event of {events} matches"),
        (0, _) => format!("{undecided} of {} undecided", counted(events, "event")),
        (1, _) => format!("1 of {} matches", counted(events, "event")),
        _ => format!("{matched} of {} match", counted(events, "event")),
    };
    format!("{start}; of those the query matches, {}", reasons.join(" and "))
}

/// One event that the query matches and the rule does not see.
#[inline(never)]
pub fn about_restricted(outside: bool, schedule: &Schedule) -> String {
    if outside {
        let run = schedule.only_run().map_or_else(String::new, between);
        format!("The query matches this event, but the run at {} searches {run}", at(schedule))
    } else {
        "The query matches this event, but the rule's filters exclude it".to_owned()
    }
}

/// The verdict where alert suppression makes fewer alerts than there were.
#[inline(never)]
pub fn suppressed(sentence: &str, alerts: u32) -> String {
    format!("{sentence}; suppression makes that {}", counted(alerts, "alert"))
}
