//! Kibana's guide plugins: `!{investigate{json}}`, `!{osquery{json}}`, and the placeholders the rules repository writes instead.
//!
//! <https://www.elastic.co/docs/solutions/security/detect-and-alert/launch-timeline-from-investigation-guides>

use super::block::Card;
use crate::diagnostic::SourceId;
use crate::json::{self, Limits, NodeRef};
use crate::rule::{Investigate, Osquery, Transform};
use crate::text::Span;

/// The longest literal plugin that is read, in bytes.
const LONGEST: usize = 16 * 1024;

const PLUGINS: [&str; 2] = ["investigate", "osquery"];

/// The Markdown without its literal plugins, of the same length, and the plugins: `$literal_0xxx` stands for the first.
pub fn take_literals(text: &str) -> (String, Vec<Card>) {
    let mut out = text.to_owned();
    let mut cards = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("!{")).map(|found| at + found) {
        at = start + "!{".len();
        let Some((plugin, json_start)) = opening(text, at) else { continue };
        let Some(json_end) = closing_brace(text, json_start) else { continue };
        let ends = text.get(json_end..).is_some_and(|rest| rest.starts_with('}'));
        let Some(card) = literal(plugin, text, json_start..json_end).filter(|_| ends) else { continue };
        let length = json_end + 1 - start;
        let placeholder = format!("$literal_{}", cards.len());
        out.replace_range(start..json_end + 1, &format!("{placeholder:x<length$}"));
        cards.push(card);
        at = json_end + 1;
    }
    (out, cards)
}

/// A placeholder in running text.
pub struct Placeholder<'t> {
    /// The text before it.
    pub before: &'t str,
    /// What it stands for.
    pub card: Card,
    /// The text after it.
    pub after: &'t str,
}

/// The first placeholder in `text` that stands for something.
pub fn next_placeholder<'t>(
    text: &'t str,
    literals: &[Card],
    transform: Option<&Transform>,
) -> Option<Placeholder<'t>> {
    for (at, _) in text.match_indices('$') {
        let Some((before, rest)) = text.split_at_checked(at) else { continue };
        let Some(name) = ["$literal_", "$investigate_", "$osquery_"].into_iter().find(|name| rest.starts_with(name))
        else {
            continue;
        };
        let digits = rest.get(name.len()..).unwrap_or("");
        let count = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let Some(number) = digits.get(..count).and_then(|digits| digits.parse::<usize>().ok()) else { continue };
        let after = digits.get(count..).unwrap_or("");
        let card = match name {
            "$literal_" => literals.get(number).cloned(),
            "$investigate_" => transform.and_then(|transform| transform.investigate.get(number)).map(investigate),
            _ => transform.and_then(|transform| transform.osquery.get(number)).map(osquery),
        };
        if let Some(card) = card {
            let after = if name == "$literal_" { after.trim_start_matches('x') } else { after };
            return Some(Placeholder { before, card, after });
        }
    }
    None
}

fn investigate(investigate: &Investigate) -> Card {
    let alternative = |providers: &Vec<crate::rule::Provider>| {
        let conditions = providers.iter().map(|provider| {
            let not = if provider.excluded { "not " } else { "" };
            format!("{not}{}: {}", provider.field, provider.value)
        });
        conditions.collect::<Vec<_>>().join(" and ")
    };
    Card {
        plugin: "investigate".to_owned(),
        label: investigate.label.clone(),
        description: investigate.description.clone(),
        lines: investigate.providers.iter().map(alternative).collect(),
    }
}

fn osquery(osquery: &Osquery) -> Card {
    Card {
        plugin: "osquery".to_owned(),
        label: osquery.label.clone(),
        description: String::new(),
        lines: osquery.query.lines().map(str::to_owned).collect(),
    }
}

fn opening(text: &str, at: usize) -> Option<(&'static str, usize)> {
    let rest = text.get(at..)?;
    PLUGINS.into_iter().find_map(|plugin| {
        let json = rest.strip_prefix(plugin)?.starts_with('{');
        json.then_some((plugin, at + plugin.len()))
    })
}

/// One past the brace that closes the one at `start`; braces in JSON strings do not count.
fn closing_brace(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(start).take(LONGEST) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

fn literal(plugin: &str, text: &str, range: std::ops::Range<usize>) -> Option<Card> {
    let parsed = json::parse(text, Span::from_range(range), SourceId::Rule, Limits::default());
    if !parsed.is_sound() {
        return None;
    }
    let root = parsed.tree.root(text)?;
    if plugin == "osquery" {
        return Some(osquery(&Osquery { label: string(root, "label"), query: string(root, "query") }));
    }
    let provider = |node: NodeRef<'_>| crate::rule::Provider {
        field: string(node, "field"),
        value: string(node, "value"),
        excluded: node.get("excluded").is_some_and(|excluded| excluded.raw() == "true"),
        query_type: string(node, "queryType"),
    };
    let providers = root
        .get("providers")
        .map_or_else(Vec::new, |lists| lists.children().map(|list| list.children().map(provider).collect()).collect());
    let button = Investigate {
        label: string(root, "label"),
        description: string(root, "description"),
        providers,
        ..Investigate::default()
    };
    Some(investigate(&button))
}

fn string(node: NodeRef<'_>, key: &str) -> String {
    node.get(key).and_then(|value| value.as_str().map(|text| text.to_string())).unwrap_or_default()
}
