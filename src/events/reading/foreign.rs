/// What a text looks like that does not start as JSON does: "YAML", or `None` where nothing comes to mind.
pub(super) fn guess(text: &str) -> Option<&'static str> {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next()?;
    let second = lines.next().unwrap_or("");
    LOOKS.iter().find(|(_, looks)| looks(first, second)).map(|(name, _)| *name)
}

/// Whether the text starts as JSON does. A TOML table `[rule]` starts like a list.
pub(super) fn starts_as_json(text: &str) -> bool {
    let text = text.trim_start();
    match text.as_bytes().first() {
        Some(b'{' | b'"') => true,
        Some(b'[') => !is_toml_table(text.lines().next().unwrap_or("")),
        Some(b'0'..=b'9' | b'-') => guess(text).is_none(),
        _ => ["true", "false", "null"].iter().any(|word| text.starts_with(word)),
    }
}

type Look = (&'static str, fn(&str, &str) -> bool);

/// The first row that fits the first two lines wins.
const LOOKS: [Look; 7] = [
    ("a gzip file that was not unpacked", |first, _| first.starts_with('\u{1f}')),
    ("XML", |first, _| first.starts_with('<')),
    ("YAML", |first, _| first == "---" || first.starts_with("- ")),
    ("TOML", |first, _| is_toml_table(first) || is_assignment(first)),
    ("YAML", |first, _| is_yaml_entry(first)),
    ("CSV", |first, second| columns(first) > 2 && columns(second) > 2),
    ("a rule query", |first, _| first.contains(" : ") || first.contains(" where ")),
];

fn is_toml_table(line: &str) -> bool {
    let name = line.trim_start_matches('[').trim_end().trim_end_matches(']');
    line.starts_with('[')
        && line.trim_end().ends_with(']')
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && is_name(name)
        && !["true", "false", "null"].contains(&name)
}

fn is_assignment(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| is_name(name.trim_end()))
}

fn is_yaml_entry(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, rest)| is_name(name) && (rest.is_empty() || rest.starts_with(' ')))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.@".contains(&byte))
}

fn columns(line: &str) -> usize {
    line.split([',', ';', '\t']).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_recognised() {
        for (text, expected) in [
            ("eventName: ListUsers\n", Some("YAML")),
            ("- eventName: ListUsers\n", Some("YAML")),
            ("---\nRecords:\n", Some("YAML")),
            ("[rule]\nname = 'x'\n", Some("TOML")),
            ("# comment\nname = \"x\"\n", Some("TOML")),
            ("eventTime,eventName,sourceIPAddress\n2024,ListUsers,10.0.0.1\n", Some("CSV")),
            ("2024-01-01,b,c\n1,2,3\n", Some("CSV")),
            ("<xml>", Some("XML")),
            ("hello world", None),
        ] {
            assert!(!starts_as_json(text) || expected.is_none(), "{text}");
            assert_eq!(guess(text), expected, "{text}");
        }
        for text in ["{}", " [1]", "[null]", "-1", "\"a\"", "[\n{\"a\": 1}]", "true"] {
            assert!(starts_as_json(text), "{text}");
        }
    }
}
