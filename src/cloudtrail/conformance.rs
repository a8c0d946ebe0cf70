//! Compares the mapping with documents that the integration's own pipeline made: the integration's test folder has
//! files `name.log`, one record a line, and `name.log-expected.json`, the documents.
//! <https://github.com/elastic/integrations/tree/main/packages/aws/data_stream/cloudtrail/_dev/test/pipeline>

use std::rc::Rc;

use super::enrichment::Enrichment;
use super::user_agent::UserAgentParser;
use super::{Mapped, MappingOptions, Retain, map, map_blank, map_refused};
use crate::diagnostic::SourceId;
use crate::ecs::{Item, Node, Origin};
use crate::json::{Kind, Limits, NodeRef, parse};
use crate::text::Span;

/// Records and the documents expected from them.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'t> {
    /// The name of the files, without their endings.
    pub name: &'t str,
    /// `name.log`
    pub log: &'t str,
    /// `name.log-expected.json`: `{"expected": [document, …]}`
    pub expected: &'t str,
    /// How the records were mapped.
    pub settings: Settings,
}

/// What a pair's records were mapped with, besides the policy's tags, which are the same for all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The policy's "retain" setting.
    pub retain: Retain,
    /// Whether a blank last line was mapped too.
    pub last_line_blank: bool,
}

/// What came of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The pair's name.
    pub name: String,
    /// Documents compared.
    pub documents: usize,
    /// Where they differ; empty where the pair is equal.
    pub differences: Vec<Difference>,
}

/// A field that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Line of the log, from 1.
    pub line: usize,
    /// The field, list elements by number: `related.user[2]`. Empty for the document itself.
    pub path: String,
    /// The expected value as JSON; `None` where the field is expected to be absent.
    pub expected: Option<String>,
    /// The value found, as JSON.
    pub found: Option<String>,
}

/// The tags of every test of the integration.
const TAGS: [&str; 2] = ["preserve_original_event", "actor_target_mapping"];

/// Fields that the pipeline does not make from a record: times of reading, and constants of the index.
const LEFT_ASIDE: [&str; 5] = ["event.created", "event.ingested", "data_stream", "event.dataset", "event.module"];

impl Settings {
    /// What an index file says of the pair `name`: `{"name": {"retain": null | "all" | …, "last_line_blank": false}}`.
    /// The defaults where it says nothing.
    pub fn of(index: &str, name: &str) -> Self {
        let parsed = read(index);
        let entry = parsed.tree.root(index).and_then(|root| root.get(name));
        let retain = entry.and_then(|entry| entry.get("retain")?.as_str());
        let blank = entry.and_then(|entry| entry.get("last_line_blank"));
        Self {
            retain: retain.and_then(|name| Retain::from_name(&name)).unwrap_or_default(),
            last_line_blank: blank.is_some_and(|blank| blank.kind() == Kind::Bool(true)),
        }
    }

    /// What the configuration beside a pair says, `name.log-config.yml` in the integration's test folder, which has no
    /// index file: `fields: {_conf: {retain: none}}`. Only the line that sets `retain` is read.
    pub fn of_config(yaml: &str) -> Self {
        let retain = yaml.lines().find_map(|line| line.trim().strip_prefix("retain:"));
        let name = retain.map(|name| name.trim().trim_matches(['"', '\'']));
        Self { retain: name.and_then(Retain::from_name).unwrap_or_default(), last_line_blank: false }
    }
}

/// Maps the lines of a pair and compares each document with the expected one, field for field.
pub fn compare(pair: &Pair<'_>, enrichment: &Enrichment, user_agents: Option<Rc<dyn UserAgentParser>>) -> Outcome {
    let options = MappingOptions {
        tags: Some(TAGS.map(str::to_owned).to_vec()),
        retain: pair.settings.retain,
        enrichment: enrichment.clone(),
        user_agents,
    };
    let mut lines: Vec<&str> = pair.log.lines().collect();
    if pair.settings.last_line_blank && lines.last().is_some_and(|line| !line.trim().is_empty()) {
        lines.push("");
    }
    let parsed = read(pair.expected);
    let list = parsed.tree.root(pair.expected).and_then(|root| root.get("expected"));
    let expected: Vec<NodeRef<'_>> = list.into_iter().flat_map(NodeRef::children).collect();
    let mut differences = Vec::new();
    for at in 0..lines.len().max(expected.len()) {
        let found = lines.get(at).map(|line| map_line(line, &options));
        let mut comparison = Comparison {
            line: at + 1,
            is_blank: lines.get(at).is_some_and(|line| line.trim().is_empty()),
            differences: &mut differences,
        };
        let found = found.map(|mapped| Node::Object(mapped.document.root));
        comparison.values("", expected.get(at).copied(), found.as_ref());
    }
    Outcome { name: pair.name.to_owned(), documents: lines.len().max(expected.len()), differences }
}

fn map_line(line: &str, options: &MappingOptions) -> Mapped {
    let line = line.trim();
    if line.is_empty() {
        return map_blank(options);
    }
    let parsed = read(line);
    match parsed.tree.root(line).filter(|_| parsed.is_sound()) {
        Some(record) => map(record, options),
        None => {
            let message = parsed.diagnostics.first().map_or("", |problem| &problem.message);
            map_refused(line, Span::from_range(0..line.len()), message, options)
        }
    }
}

fn read(text: &str) -> crate::json::Parsed {
    parse(text, Span::from_range(0..text.len()), SourceId::Events(0), Limits::default())
}

struct Comparison<'d> {
    line: usize,
    is_blank: bool,
    differences: &'d mut Vec<Difference>,
}

impl Comparison<'_> {
    fn values(&mut self, path: &str, expected: Option<NodeRef<'_>>, found: Option<&Node>) {
        if LEFT_ASIDE.contains(&path) || (self.is_blank && path == "@timestamp") {
            return;
        }
        match (expected, found) {
            (None, None) => {}
            (Some(expected), Some(Node::Object(entries))) if expected.kind() == Kind::Object => {
                self.objects(path, expected, entries);
            }
            (Some(expected), Some(Node::Array(items))) if expected.kind() == Kind::Array => {
                let elements: Vec<_> = expected.children().collect();
                for at in 0..elements.len().max(items.len()) {
                    let found = items.get(at).map(|item| &item.node);
                    self.values(&format!("{path}[{at}]"), elements.get(at).copied(), found);
                }
            }
            // An object that is only there for a part that is left aside.
            (None, Some(Node::Object(entries))) => {
                for (key, item) in entries {
                    self.values(&join(path, key), None, known(item));
                }
            }
            (Some(expected), Some(found)) if is_equal(expected, found) => {}
            (expected, found) => self.differences.push(Difference {
                line: self.line,
                path: path.to_owned(),
                expected: expected.map(|node| node.raw().to_owned()),
                found: found.map(Node::to_json_line),
            }),
        }
    }

    fn objects(&mut self, path: &str, expected: NodeRef<'_>, found: &[(Box<str>, Item)]) {
        for member in expected.children() {
            let key = member.key().unwrap_or_default();
            let value = found.iter().find(|(found, _)| **found == *key).and_then(|(_, item)| known(item));
            self.values(&join(path, &key), Some(member), value);
        }
        for (key, item) in found.iter().filter(|(key, _)| expected.get(key).is_none()) {
            self.values(&join(path, key), None, known(item));
        }
    }
}

fn known(item: &Item) -> Option<&Node> {
    (!matches!(item.origin, Origin::Unknown { .. })).then_some(&item.node)
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Numbers are equal if their text is, or if both are decimals that read as the same number.
fn is_equal(expected: NodeRef<'_>, found: &Node) -> bool {
    match (expected.kind(), found) {
        (Kind::Null, Node::Null) => true,
        (Kind::Bool(expected), Node::Bool(found)) => expected == *found,
        (Kind::String, Node::String(found)) => expected.as_str().as_deref() == Some(found),
        (Kind::Number, Node::Number(found)) => {
            let decimal = |text: &str| text.contains(['.', 'e', 'E']).then(|| crate::number::read(text)).flatten();
            expected.raw() == &**found || decimal(expected.raw()).is_some_and(|number| Some(number) == decimal(found))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = r#"{"eventName": "ListUsers", "eventTime": "2024-05-06T07:08:09Z", "awsRegion": "eu-west-1"}"#;

    fn differences(expected: &str, settings: Settings) -> Vec<(usize, String)> {
        let pair = Pair { name: "own", log: LOG, expected, settings };
        let outcome = compare(&pair, &Enrichment::default(), None);
        outcome.differences.into_iter().map(|difference| (difference.line, difference.path)).collect()
    }

    /// What is expected of [`LOG`], and of the blank line after it.
    fn expected() -> (String, &'static str) {
        let original = LOG.replace('"', "\\\"");
        let record = format!(
            r#"{{"@timestamp": "2024-05-06T07:08:09.000Z", "cloud": {{"provider": "aws", "region": "eu-west-1"}},
            "ecs": {{"version": "8.11.0"}}, "tags": ["preserve_original_event", "actor_target_mapping"],
            "event": {{"action": "ListUsers", "category": ["iam"], "created": "2021-11-11T01:02:03Z", "kind": "event",
            "original": "{original}", "outcome": "success", "type": ["user", "info"]}}}}"#
        );
        let blank = r#"{"@timestamp": "2021-11-11T01:02:03Z", "cloud": {"provider": "aws"}, "ecs": {"version": "8.11.0"},
            "event": {"kind": "event", "outcome": "success", "type": ["info"]},
            "tags": ["preserve_original_event", "actor_target_mapping"]}"#;
        (record, blank)
    }

    #[test]
    fn equal_documents_have_no_differences() {
        let (record, blank) = expected();
        assert_eq!(differences(&format!(r#"{{"expected": [{record}]}}"#), Settings::default()), []);
        let settings = Settings { last_line_blank: true, ..Settings::default() };
        assert_eq!(differences(&format!(r#"{{"expected": [{record}, {blank}]}}"#), settings), []);
    }

    #[test]
    fn differences_are_named_by_their_path() {
        let (record, blank) = expected();
        for (from, to, path) in [
            ("\"info\"", "\"change\"", "event.type[1]"),
            ("[\"user\", \"info\"]", "[\"user\"]", "event.type[1]"),
            ("\"aws\"", "1", "cloud.provider"),
            ("\"region\"", "\"area\"", "cloud.area"),
        ] {
            let changed = format!(r#"{{"expected": [{}]}}"#, record.replacen(from, to, 1));
            assert_eq!(differences(&changed, Settings::default())[0], (1, path.to_owned()), "for {to}");
        }
        assert_eq!(
            differences(&format!(r#"{{"expected": [{record}, {blank}]}}"#), Settings::default()),
            [(2, String::new())]
        );
    }

    #[test]
    fn a_configuration_says_what_is_retained() {
        for (yaml, retain) in [
            ("fields:\n  tags:\n    - x\n  _conf:\n    retain: none\n", Retain::None),
            ("fields:\n  _conf:\n    retain: 'minimal'\n", Retain::Minimal),
            ("fields:\n  # retain: none\n  tags: []\n", Retain::All),
        ] {
            assert_eq!(Settings::of_config(yaml), Settings { retain, last_line_blank: false }, "for {yaml}");
        }
    }

    #[test]
    fn an_index_says_what_a_pair_was_mapped_with() {
        let index = r#"{"one": {"retain": "minimal", "last_line_blank": true}, "two": {"retain": null}}"#;
        let expected = Settings { retain: Retain::Minimal, last_line_blank: true };
        assert_eq!(Settings::of(index, "one"), expected);
        assert_eq!([Settings::of(index, "two"), Settings::of(index, "three")], [Settings::default(); 2]);
    }
}
