//! Texts of which the loader asks for a certain shape.

use std::fmt;

use crate::diagnostic::Code;
use crate::diagnostic::codes::check::{metadata, schedule, threat};

/// A shape of texts.
pub struct Shape {
    /// Whether a text has it.
    pub fits: fn(&str) -> bool,
    /// What to write.
    pub note: &'static str,
    /// What a text without it is reported as.
    pub code: &'static Code,
    /// What may be meant.
    pub mend: fn(&str) -> Option<String>,
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.note)
    }
}

pub(super) static DATE: Shape = Shape {
    fits: |text| follows("9999/99/99", line(text)),
    note: "Write YYYY/MM/DD",
    code: &metadata::DATE_SHAPE,
    mend: |text| Some(text.replace(['-', '.'], "/")),
};

pub(super) static VERSION: Shape = Shape {
    fits: is_version,
    note: "Write a version such as `9.3.0`",
    code: &metadata::VERSION_SHAPE,
    mend: |text| Some(text.trim_start_matches('v').to_owned()),
};

pub(super) static NAME: Shape = Shape {
    fits: is_name,
    note: "Start with a letter or digit, end with a letter, digit, bracket or parenthesis, and use at least 3 characters",
    code: &metadata::NAME_SHAPE,
    mend: |text| Some(text.trim_matches(|c: char| c.is_whitespace() || c == '.').to_owned()),
};

pub(super) static ID: Shape = Shape {
    fits: is_id,
    note: "Write a UUID in lower case",
    code: &metadata::ID_SHAPE,
    mend: |text| Some(text.trim().to_ascii_lowercase()),
};

pub(super) static INTERVAL: Shape = Shape {
    fits: |text| ["#m", "#s", "#h", "#d"].iter().any(|pattern| follows(pattern, line(text))),
    note: "Write digits and one of m, s, h, d, such as `5m`",
    code: &schedule::INTERVAL_SHAPE,
    mend: |text| Some(text.replace(' ', "").to_ascii_lowercase()),
};

pub(super) static TACTIC: Shape = Shape {
    fits: |text| is_page(text, &["https://attack?mitre?org/tactics/TA#/", "https://atlas?mitre?org/tactics/AML.TA#/"]),
    note: "Write `https://attack.mitre.org/tactics/TA…/`",
    code: &threat::REFERENCE_SHAPE,
    mend: with_https,
};

pub(super) static TECHNIQUE: Shape = Shape {
    fits: |text| {
        is_page(text, &["https://attack?mitre?org/techniques/T#/", "https://atlas?mitre?org/techniques/AML.T#/"])
    },
    note: "Write `https://attack.mitre.org/techniques/T…/`",
    code: &threat::REFERENCE_SHAPE,
    mend: with_https,
};

pub(super) static SUBTECHNIQUE: Shape = Shape {
    fits: |text| {
        is_page(text, &["https://attack?mitre?org/techniques/T#/#/", "https://atlas?mitre?org/techniques/AML.T#.#/"])
    },
    note: "Write `https://attack.mitre.org/techniques/T…/…/`",
    code: &threat::REFERENCE_SHAPE,
    mend: with_https,
};

/// The timeline templates that ship with the stack.
pub const TIMELINES: &[(&str, &str)] = &[
    ("db366523-f1c6-4c1f-8731-6ce5ed9e5717", "Generic Endpoint Timeline"),
    ("91832785-286d-4ebe-b884-1a208d111a70", "Generic Network Timeline"),
    ("76e52245-7519-4251-91ab-262fb1a1728c", "Generic Process Timeline"),
    ("495ad7a7-316e-4544-8a0f-9c098daee76e", "Generic Threat Match Timeline"),
    ("4d4c0b59-ea83-483f-b8c1-8c360ee53c5c", "Comprehensive File Timeline"),
    ("e70679c2-6cde-4510-9764-4823df18f7db", "Comprehensive Process Timeline"),
    ("300afc76-072d-4261-864d-4149714bf3f1", "Comprehensive Network Timeline"),
    ("3e47ef71-ebfc-4520-975c-cb27fc090799", "Comprehensive Registry Timeline"),
    ("3e827bab-838a-469f-bd1e-5e19a2bff2fd", "Alerts Involving a Single User Timeline"),
    ("4434b91a-94ca-4a89-83cb-a37cdc0532b7", "Alerts Involving a Single Host Timeline"),
];

pub(super) static TIMELINE_ID: Shape = Shape {
    fits: |text| TIMELINES.iter().any(|(id, _)| *id == text),
    note: "Use the identifier of a template that ships with the stack",
    code: &metadata::TIMELINE_UNKNOWN,
    mend: |_| None,
};

pub(super) static TIMELINE_TITLE: Shape = Shape {
    fits: |text| TIMELINES.iter().any(|(_, title)| *title == text),
    note: "Use the title of a template that ships with the stack",
    code: &metadata::TIMELINE_UNKNOWN,
    mend: |text| {
        let same = |(_, title): &&(&str, &str)| title.eq_ignore_ascii_case(text);
        TIMELINES.iter().find(same).map(|(_, title)| (*title).to_owned())
    },
};

/// Python's `$` also stands before a line break at the end.
fn line(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}

/// Whether a text follows a pattern: `9` is a digit, `#` some digits, `?` any character, the rest itself.
fn follows(pattern: &str, text: &str) -> bool {
    let mut rest = text;
    for expected in pattern.chars() {
        let length = match expected {
            '#' => rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len(),
            _ => rest.chars().next().map_or(0, char::len_utf8),
        };
        let (taken, after) = rest.split_at(length);
        let fits = match expected {
            '#' => true,
            '9' => taken.bytes().all(|byte| byte.is_ascii_digit()),
            '?' => taken != "\n",
            _ => taken.chars().eq([expected]),
        };
        if taken.is_empty() || !fits {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

/// The loader adds a slash that is missing at the end.
fn is_page(text: &str, patterns: &[&str]) -> bool {
    let whole = if text.ends_with('/') { text.to_owned() } else { [text, "/"].concat() };
    patterns.iter().any(|pattern| follows(pattern, &whole))
}

fn with_https(text: &str) -> Option<String> {
    let rest = text.trim().trim_start_matches("http://").trim_start_matches("https://").trim_start_matches("www.");
    Some(["https://", rest.split(['?', '#']).next().unwrap_or(rest)].concat())
}

fn is_name(text: &str) -> bool {
    let text = line(text);
    let first = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let last = text.ends_with(|c: char| c.is_ascii_alphanumeric() || "[]()".contains(c));
    first && last && text.chars().count() >= 3 && !text.contains('\n')
}

fn is_id(text: &str) -> bool {
    // An identifier that was released before its length was checked.
    const KNOWN: &str = "7eb54028-ca72-4eb7-8185-b6864572347db";
    let text = line(text);
    let lengths = text.split('-').map(str::len);
    let hexadecimal = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-'));
    text == KNOWN || (hexadecimal && lengths.eq([8, 4, 4, 4, 12]))
}

fn is_version(text: &str) -> bool {
    let mut parts = line(text).split('.');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_digit()) && part.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
    };
    parts.next().is_some_and(digits) && parts.next().is_some_and(digits) && parts.all(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_those_of_the_loader() {
        for (shape, text, expected) in [
            (&DATE, "2024/01/31", true),
            (&DATE, "2024/99/99", true),
            (&DATE, "2024/01/31\n", true),
            (&DATE, "2024-01-31", false),
            (&DATE, "2024/1/31", false),
            (&DATE, "2024/01/31 ", false),
            (&VERSION, "9.3", true),
            (&VERSION, "9.3.0", true),
            (&VERSION, "9.3.0-SNAPSHOT", true),
            (&VERSION, "9", false),
            (&VERSION, "9.x", false),
            (&VERSION, "9.3.", false),
            (&NAME, "AWS S3 [Beta]", true),
            (&NAME, "ab", false),
            (&NAME, "Rule.", false),
            (&NAME, " Rule", false),
            (&NAME, "Two\nlines", false),
            (&ID, "3b1f3c1e-0000-4000-8000-000000000000", true),
            (&ID, "3B1F3C1E-0000-4000-8000-000000000000", false),
            (&ID, "3b1f3c1e00004000800000000000", false),
            (&INTERVAL, "5m", true),
            (&INTERVAL, "1d", true),
            (&INTERVAL, "1w", false),
            (&INTERVAL, "m", false),
            (&TACTIC, "https://attack.mitre.org/tactics/TA0001/", true),
            (&TACTIC, "https://attack.mitre.org/tactics/TA0001", true),
            (&TACTIC, "https://atlas.mitre.org/tactics/AML.TA0002/", true),
            (&TACTIC, "http://attack.mitre.org/tactics/TA0001/", false),
            (&TACTIC, "https://attack.mitre.org/tactics/T0001/", false),
            (&TECHNIQUE, "https://attack.mitre.org/techniques/T1078/", true),
            (&TECHNIQUE, "https://attack.mitre.org/techniques/T1078/004/", false),
            (&SUBTECHNIQUE, "https://attack.mitre.org/techniques/T1078/004", true),
            (&SUBTECHNIQUE, "https://attack.mitre.org/techniques/T1078/", false),
        ] {
            assert_eq!((shape.fits)(text), expected, "{text:?}: {}", shape.note);
        }
    }
}
