//! Dates in a query: a value stands for all the time it does not name.
//! <https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-range-query#missing-date-components>

use crate::time::{DateMath, Rounding, Timestamp};

/// The first and last millisecond a date or date math stands for: `2024-03-01` is the whole day.
pub fn bounds(text: &str, now: Timestamp) -> Option<(i64, i64)> {
    if let Some(instant) = epoch(text) {
        return Some((instant, instant));
    }
    let first = DateMath::parse(text)?.resolve(now, Rounding::Down)?;
    let filled = smallest_unit(text).map(|unit| format!("{text}||/{unit}"));
    let last = DateMath::parse(filled.as_deref().unwrap_or(text))?.resolve(now, Rounding::Up)?;
    Some((first.0, last.0))
}

/// The instant of a value in a document.
pub fn instant(text: &str) -> Option<i64> {
    epoch(text).or_else(|| Timestamp::parse(text).map(|time| time.0))
}

/// Milliseconds since 1970, the second format of a date field. Four digits are a year.
fn epoch(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.len() != 4 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The smallest unit an ISO date names, if it is coarser than a millisecond.
fn smallest_unit(text: &str) -> Option<char> {
    if text.starts_with("now") || text.contains("||") {
        return None;
    }
    let Some((_, time)) = text.split_once('T') else {
        return match text.matches('-').count() {
            0 => Some('y'),
            1 => Some('M'),
            _ => Some('d'),
        };
    };
    let clock = time.split(['Z', '+', '-']).next().unwrap_or("");
    match (clock.matches(':').count(), clock.contains(['.', ','])) {
        (0, _) => Some('h'),
        (1, _) => Some('m'),
        (_, false) => Some('s'),
        (_, true) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_stands_for_all_it_does_not_name() {
        let now = Timestamp::parse("2024-03-31T12:34:56.789Z").unwrap();
        for (text, first, last) in [
            ("2024-03-01", "2024-03-01T00:00:00.000Z", "2024-03-01T23:59:59.999Z"),
            ("2024-02", "2024-02-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z"),
            ("2024", "2024-01-01T00:00:00.000Z", "2024-12-31T23:59:59.999Z"),
            ("2024-03-01T10:20Z", "2024-03-01T10:20:00.000Z", "2024-03-01T10:20:59.999Z"),
            ("2024-03-01T10:20:30.5Z", "2024-03-01T10:20:30.500Z", "2024-03-01T10:20:30.500Z"),
            ("now-1d/d", "2024-03-30T00:00:00.000Z", "2024-03-30T23:59:59.999Z"),
            ("now", "2024-03-31T12:34:56.789Z", "2024-03-31T12:34:56.789Z"),
            ("1709288430000", "2024-03-01T10:20:30.000Z", "2024-03-01T10:20:30.000Z"),
        ] {
            let found =
                bounds(text, now).map(|(first, last)| (Timestamp(first).to_string(), Timestamp(last).to_string()));
            assert_eq!(found, Some((first.to_owned(), last.to_owned())), "{text}");
        }
        assert_eq!(bounds("yesterday", now), None);
    }
}
