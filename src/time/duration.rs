use std::fmt;

/// A span of time as rules write it: `5m`, `1h`, `10d`.
///
/// The units are those of Elasticsearch's date math:
/// <https://www.elastic.co/docs/reference/elasticsearch/rest-apis/common-options#date-math>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// How many units.
    pub count: i64,
    /// The unit.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `y`
    Year,
    /// `M`
    Month,
    /// `w`
    Week,
    /// `d`
    Day,
    /// `h` or `H`
    Hour,
    /// `m`
    Minute,
    /// `s`
    Second,
}

impl Duration {
    /// Reads digits followed by one unit letter; `None` for anything else, also for a sign or a space.
    pub fn parse(text: &str) -> Option<Self> {
        let unit = text.chars().next_back()?;
        let digits = text.strip_suffix(unit)?;
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let count = if plain { digits.parse().ok()? } else { return None };
        Some(Self { count, unit: Unit::from_letter(unit)? })
    }

    /// Length in milliseconds. A month counts as 30 days and a year as 365; use [`super::DateMath`] for calendar months.
    pub fn milliseconds(self) -> i64 {
        self.count.saturating_mul(self.unit.milliseconds())
    }
}

impl Unit {
    /// The unit a letter stands for; letters differ by case (`M` month, `m` minute).
    pub fn from_letter(letter: char) -> Option<Self> {
        Some(match letter {
            'y' => Self::Year,
            'M' => Self::Month,
            'w' => Self::Week,
            'd' => Self::Day,
            'h' | 'H' => Self::Hour,
            'm' => Self::Minute,
            's' => Self::Second,
            _ => return None,
        })
    }

    /// The letter, `h` for hours.
    pub fn letter(self) -> char {
        match self {
            Self::Year => 'y',
            Self::Month => 'M',
            Self::Week => 'w',
            Self::Day => 'd',
            Self::Hour => 'h',
            Self::Minute => 'm',
            Self::Second => 's',
        }
    }

    fn milliseconds(self) -> i64 {
        const DAY: i64 = 86_400_000;
        match self {
            Self::Year => 365 * DAY,
            Self::Month => 30 * DAY,
            Self::Week => 7 * DAY,
            Self::Day => DAY,
            Self::Hour => 3_600_000,
            Self::Minute => 60_000,
            Self::Second => 1000,
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit.letter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits_and_one_unit() {
        let read = |text| Duration::parse(text).map(Duration::milliseconds);
        for (text, expected) in [
            ("5m", Some(300_000)),
            ("1h", Some(3_600_000)),
            ("1H", Some(3_600_000)),
            ("10d", Some(864_000_000)),
            ("30s", Some(30_000)),
            ("2w", Some(1_209_600_000)),
            ("5", None),
            ("m", None),
            ("-5m", None),
            ("5 m", None),
            ("5ms", None),
            ("5é", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
