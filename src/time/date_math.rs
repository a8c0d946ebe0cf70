use chrono::{DateTime, Datelike, Days, Months, NaiveTime, TimeDelta, Timelike, Utc};

use super::{Timestamp, Unit};

/// A date with arithmetic: `now-6m`, `now-10d/d`, `2024-01-01||+1M/d`.
///
/// Steps apply from left to right; `+` and `-` move by calendar units (a month ends on its last day), `/` rounds.
/// Everything is UTC. <https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMath {
    anchor: Anchor,
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Now,
    At(Timestamp),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Move(i64, Unit),
    Round(Unit),
}

/// Which end of a rounded unit is meant.
///
/// A range's `gte` and `lt` take the first millisecond of the unit, `gt` and `lte` the last:
/// <https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-range-query#range-query-date-math-rounding>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// The unit's first millisecond.
    Down,
    /// The unit's last millisecond.
    Up,
}

impl DateMath {
    /// Reads `now` or an ISO 8601 date, then steps; a date and its steps are separated by `||`. `None` if it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(steps) = text.strip_prefix("now") {
            return Some(Self { anchor: Anchor::Now, steps: parse_steps(steps)? });
        }
        let (date, steps) = text.split_once("||").unwrap_or((text, ""));
        Some(Self { anchor: Anchor::At(Timestamp::parse(date)?), steps: parse_steps(steps)? })
    }

    /// The time meant when the clock shows `now`; `None` where it leaves the calendar.
    pub fn resolve(&self, now: Timestamp, rounding: Rounding) -> Option<Timestamp> {
        let start = match self.anchor {
            Anchor::Now => now,
            Anchor::At(time) => time,
        };
        let mut time = start.to_utc()?;
        for step in &self.steps {
            time = match *step {
                Step::Move(count, unit) => moved(time, count, unit)?,
                Step::Round(unit) => rounded(time, unit, rounding)?,
            };
        }
        Some(Timestamp(time.timestamp_millis()))
    }

    /// Whether it depends on the clock.
    pub fn is_relative(&self) -> bool {
        self.anchor == Anchor::Now
    }
}

fn parse_steps(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        rest = rest.strip_prefix(['+', '-', '/'])?;
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (count, after) = rest.split_at_checked(digits)?;
        let letter = after.chars().next()?;
        let unit = Unit::from_letter(letter)?;
        rest = after.strip_prefix(letter)?;
        // `now-d` is one day back; `now/2d` is refused, as by Elasticsearch.
        let number = if count.is_empty() { 1 } else { count.parse().ok()? };
        steps.push(match sign {
            '/' if count.is_empty() || number == 1 => Step::Round(unit),
            '/' => return None,
            '-' => Step::Move(-number, unit),
            _ => Step::Move(number, unit),
        });
    }
    Some(steps)
}

fn moved(time: DateTime<Utc>, count: i64, unit: Unit) -> Option<DateTime<Utc>> {
    let months = match unit {
        Unit::Year => count.checked_mul(12)?,
        Unit::Month => count,
        Unit::Week => return time.checked_add_signed(TimeDelta::try_weeks(count)?),
        Unit::Day => return time.checked_add_signed(TimeDelta::try_days(count)?),
        Unit::Hour => return time.checked_add_signed(TimeDelta::try_hours(count)?),
        Unit::Minute => return time.checked_add_signed(TimeDelta::try_minutes(count)?),
        Unit::Second => return time.checked_add_signed(TimeDelta::try_seconds(count)?),
    };
    let distance = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    if months < 0 { time.checked_sub_months(distance) } else { time.checked_add_months(distance) }
}

fn rounded(time: DateTime<Utc>, unit: Unit, rounding: Rounding) -> Option<DateTime<Utc>> {
    let midnight = time.date_naive().and_time(NaiveTime::MIN).and_utc();
    let start = match unit {
        Unit::Year => midnight.with_day(1)?.with_month(1)?,
        Unit::Month => midnight.with_day(1)?,
        // Weeks start on Monday.
        Unit::Week => midnight.checked_sub_days(Days::new(u64::from(time.weekday().num_days_from_monday())))?,
        Unit::Day => midnight,
        Unit::Hour => time.with_nanosecond(0)?.with_second(0)?.with_minute(0)?,
        Unit::Minute => time.with_nanosecond(0)?.with_second(0)?,
        Unit::Second => time.with_nanosecond(0)?,
    };
    match rounding {
        Rounding::Down => Some(start),
        Rounding::Up => moved(start, 1, unit)?.checked_sub_signed(TimeDelta::milliseconds(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(text: &str, rounding: Rounding) -> Option<String> {
        let now = Timestamp::parse("2024-03-31T12:34:56.789Z").unwrap();
        DateMath::parse(text)?.resolve(now, rounding).map(|time| time.to_string())
    }

    #[test]
    fn steps_apply_from_left_to_right_in_utc() {
        for (text, expected) in [
            ("now", "2024-03-31T12:34:56.789Z"),
            ("now-6m", "2024-03-31T12:28:56.789Z"),
            ("now-10d/d", "2024-03-21T00:00:00.000Z"),
            ("now/w", "2024-03-25T00:00:00.000Z"),
            ("now/y", "2024-01-01T00:00:00.000Z"),
            ("now/h", "2024-03-31T12:00:00.000Z"),
            ("now-1M", "2024-02-29T12:34:56.789Z"),
            ("now-1y+1h", "2023-03-31T13:34:56.789Z"),
            ("now-d", "2024-03-30T12:34:56.789Z"),
            ("2024-01-31||+1M/d", "2024-02-29T00:00:00.000Z"),
            ("2024-01-01T10:00:00Z", "2024-01-01T10:00:00.000Z"),
        ] {
            assert_eq!(resolve(text, Rounding::Down).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn rounding_up_ends_on_the_last_millisecond() {
        assert_eq!(resolve("now/d", Rounding::Up).as_deref(), Some("2024-03-31T23:59:59.999Z"));
        assert_eq!(resolve("now/M", Rounding::Up).as_deref(), Some("2024-03-31T23:59:59.999Z"));
    }

    #[test]
    fn refuses_what_is_no_date_math() {
        for text in [
            "",
            "now-",
            "now-6",
            "now6m",
            "now-6x",
            "now/2d",
            "nowhere",
            "yesterday",
            "now-6m ",
            "now+99999999999999999999d",
        ] {
            assert_eq!(resolve(text, Rounding::Down), None, "{text}");
        }
        assert_eq!(resolve("now+999999999999d", Rounding::Down), None);
    }
}
