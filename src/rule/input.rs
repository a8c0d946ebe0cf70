//! What was pasted into the rule pane.

use super::highlight::header_length;
use super::{Language, RuleType};
use crate::text::Lower;

/// The largest rule that is read, in bytes; the largest published one has about 100 KB.
pub const LARGEST: usize = 1 << 20;

/// What a text is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Nothing but white space.
    Empty,
    /// More than [`LARGEST`].
    TooLarge,
    /// JSON, one object or several.
    Json,
    /// Only a query, of a language told by its look.
    Query(RuleType, Language),
    /// A rule, or what is meant to be one.
    Toml,
}

/// Decides by the look of the text.
pub fn recognise(text: &str) -> Input {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        Input::Empty
    } else if text.len() > LARGEST {
        Input::TooLarge
    } else if is_json(text) {
        Input::Json
    } else if text.lines().any(is_toml_line) {
        Input::Toml
    } else {
        query_language(text).map_or(Input::Toml, |(rule_type, language)| Input::Query(rule_type, language))
    }
}

fn is_json(text: &str) -> bool {
    let inner = text.strip_prefix('[').unwrap_or(text).trim_start();
    inner.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']))
}

/// `[header]`, or `key =` with one `=` and something TOML after it.
fn is_toml_line(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with('[') {
        let name =
            header_length(line).and_then(|length| line.get(..length)).map(|header| header.trim_matches(['[', ']']));
        // `[any where true]` is a step of an EQL sequence.
        return name.is_some_and(|name| !name.trim().contains([' ', ':']));
    }
    let Some((key, value)) = line.split_once('=') else { return false };
    let bare = |c: char| c.is_ascii_alphanumeric() || "_-.\"".contains(c);
    let key = key.trim();
    let dotted_field =
        key.contains('.') && !["rule.", "metadata.", "transform."].iter().any(|table| key.starts_with(table));
    !key.is_empty() && key.chars().all(bare) && !dotted_field && !value.starts_with('=')
}

/// KQL has a `:` or a single word; EQL has `where` after its category; ES|QL starts with a source command.
fn query_language(text: &str) -> Option<(RuleType, Language)> {
    let code = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("//"))?;
    let mut words = code.split_whitespace();
    let first = words.next()?.lower();
    let second = words.next().unwrap_or("").lower();
    let is_esql =
        matches!(first.as_str(), "from" | "row" | "show" | "ts") && !second.is_empty() && !second.starts_with(':');
    let is_eql = second == "where" || matches!(first.as_str(), "sequence" | "sample" | "join");
    let is_kql = text.contains(':') || [" and ", " or ", "not "].iter().any(|word| text.lower().contains(word));
    let is_comparison = [">", "<"].iter().any(|operator| text.contains(operator));
    if is_esql {
        Some((RuleType::Esql, Language::Esql))
    } else if is_eql {
        Some((RuleType::Eql, Language::Eql))
    } else if is_kql || is_comparison {
        Some((RuleType::Query, Language::Kuery))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_of_a_text_decides() {
        let kuery = Input::Query(RuleType::Query, Language::Kuery);
        let eql = Input::Query(RuleType::Eql, Language::Eql);
        let esql = Input::Query(RuleType::Esql, Language::Esql);
        for (text, expected) in [
            (" \n", Input::Empty),
            ("\u{feff}", Input::Empty),
            ("event.action: ListUsers", kuery),
            ("event.dataset:aws.cloudtrail and\n  event.action:\"A = B\"", kuery),
            ("not source.ip: *", kuery),
            ("event.duration >= 5", kuery),
            ("any where event.action == \"X\"", eql),
            ("sequence by user.name\n  [any where true]\n  [any where true]", eql),
            ("any where\n  event.action == \"X\" and\n  source.ip != null", eql),
            ("from logs-*\n| where a == 1\n| eval x = 3\n| stats n = count(*)", esql),
            ("FROM logs-* | LIMIT 1", esql),
            ("{\"name\": \"x\"}", Input::Json),
            ("[{\"name\": \"x\"}]", Input::Json),
            ("{}\n{}", Input::Json),
            ("[rule]", Input::Toml),
            ("name = \"x\"", Input::Toml),
            ("rule.name = \"x\"", Input::Toml),
            ("[[rule.threat]", Input::Toml),
            ("hello", Input::Toml),
        ] {
            assert_eq!(recognise(text), expected, "{text}");
        }
    }
}
