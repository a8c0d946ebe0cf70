use std::fmt;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, as Elasticsearch's `date` type keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Reads ISO 8601 as `strict_date_optional_time` does: a date (`2024`, `2024-05`, `2024-05-01`), then perhaps `T`
    /// and a time (`10`, `10:20`, `10:20:30`, a fraction of 1 to 9 digits), then perhaps a zone (`Z`, `+02`, `+02:00`,
    /// `+0200`). Without a zone it is UTC. Digits finer than a millisecond are cut off.
    /// <https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/mapping-date-format#strict-date-time>
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let date = parse_date(date)?;
        let Some(time) = time else { return Some(Self::from_naive(date.and_time(NaiveTime::MIN))) };
        let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
        let (time, zone) = time.split_at_checked(zone_at)?;
        let local = date.and_time(parse_time(time)?);
        let offset = parse_zone(zone)?;
        Some(Self(Self::from_naive(local).0 - i64::from(offset.local_minus_utc()) * 1000))
    }

    /// The calendar date and time in UTC; `None` outside the years chrono knows (about ±262 000).
    pub(super) fn to_utc(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.0)
    }

    fn from_naive(local: NaiveDateTime) -> Self {
        Self(local.and_utc().timestamp_millis())
    }
}

fn parse_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let ended = parts.next().is_none();
    ended.then(|| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day))?
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    let (clock, fraction) = match text.split_once(['.', ',']) {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (text, None),
    };
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = parts.next().map_or(Some(0), |part| digits(part, 2))?;
    let seconds = parts.next();
    let second = seconds.map_or(Some(0), |part| digits(part, 2))?;
    let fraction_is_fitting = fraction.is_none() || seconds.is_some();
    if parts.next().is_some() || !fraction_is_fitting {
        return None;
    }
    NaiveTime::from_hms_milli_opt(hour, minute, second, fraction.map_or(Some(0), milliseconds)?)
}

fn milliseconds(fraction: &str) -> Option<u32> {
    digits(fraction, fraction.len()).filter(|_| (1..=9).contains(&fraction.len()))?;
    let padded: String = fraction.chars().chain("00".chars()).take(3).collect();
    padded.parse().ok()
}

fn parse_zone(text: &str) -> Option<FixedOffset> {
    if text.is_empty() || text == "Z" {
        return FixedOffset::east_opt(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let rest = text.get(1..)?;
    let (hours, minutes) = match (rest.len(), rest.split_once(':')) {
        (2, None) => (rest, "00"),
        (4, None) => rest.split_at_checked(2)?,
        (_, Some(parts)) => parts,
        _ => return None,
    };
    let seconds = digits(hours, 2)? * 3600 + digits(minutes, 2)? * 60;
    FixedOffset::east_opt(sign * i32::try_from(seconds).ok()?)
}

fn digits(text: &str, count: usize) -> Option<u32> {
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

/// `yyyy-MM-ddTHH:mm:ss.SSSZ`, the form Elasticsearch and Kibana show.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(time) = self.to_utc() else { return write!(f, "{} ms", self.0) };
        // Not chrono's own formatting, which is an interpreter of patterns.
        write!(f, "{:04}-{:02}-{:02}", time.year(), time.month(), time.day())?;
        write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        write!(f, ".{:03}Z", time.timestamp_subsec_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_iso_8601_and_writes_milliseconds() {
        for (text, expected) in [
            ("2024-05-01T10:20:30Z", "2024-05-01T10:20:30.000Z"),
            ("2024-05-01T10:20:30.1Z", "2024-05-01T10:20:30.100Z"),
            ("2024-05-01T10:20:30.123456789Z", "2024-05-01T10:20:30.123Z"),
            ("2024-05-01T10:20:30", "2024-05-01T10:20:30.000Z"),
            ("2024-05-01T10:20:30+02:00", "2024-05-01T08:20:30.000Z"),
            ("2024-05-01T10:20:30-0530", "2024-05-01T15:50:30.000Z"),
            ("2024-05-01T10:20+02", "2024-05-01T08:20:00.000Z"),
            ("2024-05-01", "2024-05-01T00:00:00.000Z"),
            ("2024-05", "2024-05-01T00:00:00.000Z"),
            ("2024", "2024-01-01T00:00:00.000Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(Timestamp::parse(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_timestamp() {
        for text in [
            "",
            "now",
            "2024-13-01",
            "2024-02-30",
            "24-01-01",
            "2024-01-01T",
            "2024-01-01T25:00Z",
            "2024-01-01T10:20.5Z",
            "2024-01-01T10:20:30.1234567890Z",
            "2024-01-01T10:20:30X",
            "2024-01-01 10:20:30",
            "2024-01-01T10:20:30+2é",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
