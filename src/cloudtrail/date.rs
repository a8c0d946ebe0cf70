//! Dates as the pipeline's date processors read and print them.
//! <https://www.elastic.co/docs/reference/enrich-processor/date-processor>

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::time::Timestamp;

/// An ISO 8601 date, printed in UTC with milliseconds: `2024-05-06T07:08:09.000Z`. Without a zone it is UTC;
/// month, day and the parts of the time may be left out from the right. `None` where it is no such date.
pub fn iso(text: &str) -> Option<String> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (read_date(date)?, Some(time)),
        None => (read_date(text)?, None),
    };
    let moment = match time {
        Some(time) => read_time(date, time)?,
        None => date.and_time(NaiveTime::MIN),
    };
    Some(Timestamp(moment.and_utc().timestamp_millis()).to_string())
}

/// As [`iso`]; `20240506T070809Z` and `20240506T070809.123Z` are read too.
pub fn iso_or_basic(text: &str) -> Option<String> {
    iso(text).or_else(|| iso(&with_separators(text)?))
}

fn with_separators(text: &str) -> Option<String> {
    let part = |start: usize, end: usize| text.get(start..end);
    let rest = part(15, text.len()).filter(|rest| !rest.is_empty())?;
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 11)?, part(11, 13)?, part(13, 15)?);
    Some(format!("{year}-{month}-{day}{hour}:{minute}:{second}{rest}"))
}

fn read_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn read_time(date: NaiveDate, text: &str) -> Option<NaiveDateTime> {
    let (clock, offset) = split_zone(text)?;
    let (clock, fraction) = clock.split_once(['.', ',']).map_or((clock, None), |(clock, part)| (clock, Some(part)));
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = parts.next().map_or(Some(0), |part| digits(part, 2))?;
    let second = parts.next();
    let milliseconds = match (second, fraction) {
        (_, None) => 0,
        (Some(_), Some(fraction)) => milliseconds(fraction)?,
        (None, Some(_)) => return None,
    };
    let second = second.map_or(Some(0), |part| digits(part, 2))?;
    if parts.next().is_some() {
        return None;
    }
    date.and_hms_milli_opt(hour, minute, second, milliseconds)?.checked_sub_signed(offset)
}

/// The time of day, and how far its zone is ahead of UTC.
fn split_zone(text: &str) -> Option<(&str, TimeDelta)> {
    if let Some(clock) = text.strip_suffix('Z') {
        return Some((clock, TimeDelta::zero()));
    }
    let Some(at) = text.rfind(['+', '-']) else { return Some((text, TimeDelta::zero())) };
    let (clock, zone) = text.split_at_checked(at)?;
    let ahead = if zone.starts_with('-') { -1 } else { 1 };
    let zone = zone.get(1..)?;
    let (hours, minutes) = match zone.len() {
        2 => (zone, "00"),
        4 => zone.split_at_checked(2)?,
        _ => zone.split_once(':')?,
    };
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    if hours > 18 || minutes > 59 {
        return None;
    }
    Some((clock, TimeDelta::minutes(ahead * i64::from(hours * 60 + minutes))))
}

fn milliseconds(fraction: &str) -> Option<u32> {
    if fraction.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits(format!("{fraction:0<3}").get(..3)?, 3)
}

fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_become_utc_with_milliseconds() {
        for (text, expected) in [
            ("2024-05-06T07:08:09Z", Some("2024-05-06T07:08:09.000Z")),
            ("2024-05-06T07:08:09", Some("2024-05-06T07:08:09.000Z")),
            ("2024-05-06T07:08:09.123456789Z", Some("2024-05-06T07:08:09.123Z")),
            ("2024-05-06T07:08:09.5+02:00", Some("2024-05-06T05:08:09.500Z")),
            ("2024-05-06T23:08:09-0130", Some("2024-05-07T00:38:09.000Z")),
            ("2024-05-06", Some("2024-05-06T00:00:00.000Z")),
            ("2024-05-06T07", Some("2024-05-06T07:00:00.000Z")),
            ("2024-02-30T07:08:09Z", None),
            ("2024-05-06 07:08:09", None),
            ("2024-05-06T25:08:09Z", None),
            ("2024-05-06T07:08:09.Z", None),
            ("1715000000000", None),
            ("20240506T070809Z", None),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(iso(text).as_deref(), expected, "for {text:?}");
        }
    }

    #[test]
    fn session_dates_may_be_basic() {
        for (text, expected) in [
            ("20240506T070809Z", Some("2024-05-06T07:08:09.000Z")),
            ("20240506T070809.123Z", Some("2024-05-06T07:08:09.123Z")),
            ("2024-05-06T07:08:09Z", Some("2024-05-06T07:08:09.000Z")),
            ("20240506T070809", None),
            ("20240506", None),
        ] {
            assert_eq!(iso_or_basic(text).as_deref(), expected, "for {text:?}");
        }
    }
}
