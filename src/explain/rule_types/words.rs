//! Pieces of sentences.

use crate::explain::sentence::quoted;
use crate::time::{Duration, Timestamp, Unit};

/// `now-10d` as `10 days`; other date math as it is written.
pub(super) fn look_back(from: &str) -> String {
    match from.strip_prefix("now-").and_then(Duration::parse) {
        Some(duration) => length(duration),
        None => format!("the time since `{from}`"),
    }
}

/// `6m` as `6 minutes`.
fn length(duration: Duration) -> String {
    let unit = match duration.unit {
        Unit::Year => "year",
        Unit::Month => "month",
        Unit::Week => "week",
        Unit::Day => "day",
        Unit::Hour => "hour",
        Unit::Minute => "minute",
        Unit::Second => "second",
    };
    counted(u32::try_from(duration.count).unwrap_or(u32::MAX), unit)
}

/// The time between two instants in its largest whole unit: `2 days`.
pub(super) fn span(from: Timestamp, to: Timestamp) -> String {
    let seconds = to.0.saturating_sub(from.0).max(0) / 1000;
    let units = [(86_400, Unit::Day), (3_600, Unit::Hour), (60, Unit::Minute), (1, Unit::Second)];
    let (size, unit) = units.into_iter().find(|(size, _)| seconds >= *size).unwrap_or((1, Unit::Second));
    length(Duration { count: seconds / size, unit })
}

/// `1 event`, `2 events`.
pub(super) fn counted(count: u32, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// `user.name` is `alice` and `source.ip` is `203.0.113.7`.
pub(super) fn named(fields: &[String], values: &[String]) -> String {
    let pairs = fields.iter().zip(values).map(|(field, value)| format!("`{field}` {}", quoted(value)));
    pairs.collect::<Vec<_>>().join(", ")
}

/// `a`, `b`
pub(super) fn list(fields: &[String]) -> String {
    fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ")
}
