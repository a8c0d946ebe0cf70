use crate::rule::{Rule, Spanned};
use crate::time::{DateMath, Duration, Rounding, Timestamp, Unit};

/// Kibana's defaults: <https://www.elastic.co/docs/api/doc/kibana/operation/operation-createrule>.
const FROM: &str = "now-6m";
const TO: &str = "now";
const INTERVAL: Duration = Duration { count: 5, unit: Unit::Minute };

/// When a rule runs and which events a run searches.
///
/// Without a set time every event is judged as of its arrival: by the run whose window ends with that event. So no
/// pasted event is hidden by a window. With a set time there is exactly one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    from: Option<DateMath>,
    to: Option<DateMath>,
    /// How far a run looks back, as the rule writes it: `now-6m`.
    pub from_text: String,
    /// Time between runs.
    pub interval: Duration,
    /// The time set by the user.
    pub now: Option<Timestamp>,
}

/// A span of time, both ends included, as in Kibana's range filter (`gte`, `lte`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First instant.
    pub start: Timestamp,
    /// Last instant.
    pub end: Timestamp,
}

impl Schedule {
    /// That of `rule`; what is missing or cannot be read is Kibana's default.
    pub fn new(rule: &Rule, now: Option<Timestamp>) -> Self {
        let read = |text: &Option<Spanned<String>>, default: &str| {
            let written = text.as_ref().and_then(|text| Some((DateMath::parse(&text.value)?, text.value.clone())));
            written.or_else(|| Some((DateMath::parse(default)?, default.to_owned())))
        };
        let (from, from_text) = read(&rule.from, FROM).unzip();
        let interval = rule.interval.as_ref().and_then(|interval| Duration::parse(&interval.value));
        Self {
            from,
            to: read(&rule.to, TO).map(|(to, _)| to),
            from_text: from_text.unwrap_or_default(),
            interval: interval.unwrap_or(INTERVAL),
            now,
        }
    }

    /// The window of the only run; `None` where each event is judged as of its arrival.
    pub fn only_run(&self) -> Option<Window> {
        self.now.map(|now| self.run_at(now))
    }

    /// The window of the run in which an event of this time is the newest.
    pub fn run_ending(&self, newest: Timestamp) -> Window {
        let at_newest = self.run_at(newest);
        // A rule that searches up to `now-5m` sees the event five minutes later.
        let delay = newest.0.saturating_sub(at_newest.end.0);
        let run = self.run_at(Timestamp(newest.0.saturating_add(delay)));
        Window { start: run.start, end: newest }
    }

    /// The window that decides about an event of this time.
    pub fn deciding(&self, time: Timestamp) -> Window {
        self.only_run().unwrap_or_else(|| self.run_ending(time))
    }

    fn run_at(&self, now: Timestamp) -> Window {
        let at = |math: &Option<DateMath>, rounding| math.as_ref().and_then(|math| math.resolve(now, rounding));
        let end = at(&self.to, Rounding::Up).unwrap_or(now);
        Window { start: at(&self.from, Rounding::Down).unwrap_or(end), end }
    }
}

impl Window {
    /// Whether the instant lies in it.
    pub fn contains(&self, time: Timestamp) -> bool {
        self.start <= time && time <= self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(toml: &str, now: Option<&str>) -> Schedule {
        let rule = crate::rule::parse(&format!("[metadata]\n[rule]\n{toml}")).rule;
        Schedule::new(&rule, now.and_then(Timestamp::parse))
    }

    #[test]
    fn a_run_searches_from_from_up_to_to() {
        for (toml, start, end) in [
            ("", "2024-03-31T11:54:00.000Z", "2024-03-31T12:00:00.000Z"),
            ("from = 'now-60m'", "2024-03-31T11:00:00.000Z", "2024-03-31T12:00:00.000Z"),
            ("from = 'now-1d/d'\nto = 'now-5m'", "2024-03-30T00:00:00.000Z", "2024-03-31T11:55:00.000Z"),
            ("from = 'soon'", "2024-03-31T11:54:00.000Z", "2024-03-31T12:00:00.000Z"),
        ] {
            let window = schedule(toml, Some("2024-03-31T12:00:00Z")).only_run().unwrap();
            assert_eq!(
                (window.start.to_string(), window.end.to_string()),
                (start.to_owned(), end.to_owned()),
                "{toml}"
            );
        }
    }

    #[test]
    fn without_a_set_time_the_window_ends_with_the_event() {
        let event = Timestamp::parse("2024-03-31T12:00:00Z").unwrap();
        for (toml, start) in [
            ("from = 'now-60m'", "2024-03-31T11:00:00.000Z"),
            ("from = 'now-60m'\nto = 'now-5m'", "2024-03-31T11:05:00.000Z"),
        ] {
            let window = schedule(toml, None).deciding(event);
            assert_eq!((window.start.to_string(), window.end), (start.to_owned(), event), "{toml}");
        }
    }
}
