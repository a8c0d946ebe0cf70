//! A file of test cases: `{"version": 1, "cases": [{"name": …, "expected": "match", "why": …, "events": […]}]}`.

use crate::diagnostic::codes::cases as codes;
use crate::diagnostic::{Code, Diagnostic, Place, SourceId};
use crate::json::{self, Kind, Limits, NodeRef};
use crate::text::Span;
use crate::time::Timestamp;

/// What was read from a file of test cases.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    /// The cases that could be read.
    pub cases: Vec<Case>,
    /// What is wrong with the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The list of cases, brackets included; `None` where there is none.
    pub list: Option<Span>,
    /// The rule's file as the file names it; empty where it does not.
    pub rule: String,
}

/// A rule, events, and the verdict they must have. Spans are bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// Why the verdict is expected; empty where it is not said.
    pub why: String,
    /// The verdict.
    pub expected: Expected,
    /// The whole case.
    pub span: Span,
    /// Its events: an event, a list of them, or a log file.
    pub events: Span,
    /// When the rule runs; `None` judges each event as of its arrival.
    pub now: Option<Timestamp>,
    /// What happened before: older events or a list of known terms.
    pub history: Option<Span>,
    /// Indicator documents.
    pub indicators: Option<Span>,
    /// What is known of addresses.
    pub enrichment: Option<Span>,
}

/// The verdict a case expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The rule alerts.
    Match,
    /// It does not.
    NoMatch,
    /// It cannot be told.
    Undecided,
}

impl Expected {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Match, Self::NoMatch, Self::Undecided];

    /// As files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::NoMatch => "no_match",
            Self::Undecided => "undecided",
        }
    }
}

/// Keys of the file, and of a case.
const TOP: &[&str] = &["$schema", "version", "rule", "cases"];
const KEYS: &[&str] = &["name", "why", "expected", "events", "now", "history", "indicators", "enrichment"];

impl Cases {
    /// Reads a file; an empty text has no cases.
    pub fn read(text: &str) -> Self {
        if text.trim().is_empty() { Self::default() } else { Self::read_file(text) }
    }

    #[inline(never)]
    fn read_file(text: &str) -> Self {
        let mut cases = Self::default();
        let whole = Span::from_range(0..text.len());
        let parsed = json::parse(text, whole, SourceId::Cases, Limits::default());
        cases.diagnostics = parsed.diagnostics;
        let rest = Span::new(parsed.end, whole.end);
        if cases.diagnostics.is_empty() && !rest.of(text).trim().is_empty() {
            cases.report(&codes::NOT_CASES, rest, "text after the end of the cases");
        }
        if let Some(root) = parsed.tree.root(text) {
            cases.file(root);
        }
        cases
    }

    fn file(&mut self, root: NodeRef<'_>) {
        if root.kind() != Kind::Object {
            return self.report(&codes::NOT_CASES, root.span(), "expected an object with `cases`");
        }
        self.unknown_keys(root, TOP);
        if let Some(version) = root.get("version").filter(|version| version.raw() != "1") {
            self.report(&codes::VALUE, version.span(), "this is read as version 1");
        }
        if let Some(rule) = root.get("rule") {
            self.rule = self.text(rule).unwrap_or_default();
        }
        let Some(list) = root.get("cases").filter(|list| list.kind() == Kind::Array) else {
            let span = root.get("cases").map_or(root.span(), |other| other.span());
            return self.report(&codes::NOT_CASES, span, "there is no list `cases`");
        };
        self.list = Some(list.span());
        for node in list.children() {
            let case = self.case(node);
            self.cases.extend(case);
        }
        for wanted in [Expected::Match, Expected::NoMatch] {
            if !self.cases.iter().any(|case| case.expected == wanted) && self.diagnostics.is_empty() {
                let message = match wanted {
                    Expected::Match => "no case expects a match",
                    _ => "no case expects that the rule stays silent",
                };
                self.report(&codes::ONE_SIDED, list.key_span().unwrap_or(list.span()), message);
            }
        }
    }

    fn case(&mut self, node: NodeRef<'_>) -> Option<Case> {
        if node.kind() != Kind::Object {
            self.report(&codes::NOT_CASES, node.span(), "a case is an object");
            return None;
        }
        self.unknown_keys(node, KEYS);
        let mut required = |key: &str| {
            let found = node.get(key);
            if found.is_none() {
                self.report(&codes::MISSING_KEY, node.span(), &["the case has no `", key, "`"].concat());
            }
            found
        };
        let (name, expected, events) = (required("name"), required("expected"), required("events"));
        let name_node = name?;
        let name = self.text(name_node)?;
        if self.cases.iter().any(|case| case.name == name) {
            self.report(&codes::NAME_TWICE, name_node.span(), "another case has this name");
        }
        let expected_node = expected?;
        let word = self.text(expected_node)?;
        let expected = Expected::ALL.into_iter().find(|expected| expected.as_str() == word);
        if expected.is_none() {
            self.report(&codes::VALUE, expected_node.span(), "not `match`, `no_match` or `undecided`");
        }
        let events = events?;
        if !matches!(events.kind(), Kind::Array | Kind::Object) {
            self.report(&codes::VALUE, events.span(), "events are a list or an object");
            return None;
        }
        let why = node.get("why").and_then(|why| self.text(why)).unwrap_or_default();
        let now = node.get("now").and_then(|now| {
            let read = self.text(now).and_then(|text| Timestamp::parse(&text));
            if read.is_none() && now.kind() == Kind::String {
                self.report(&codes::VALUE, now.span(), "not a time such as 2026-01-31T12:00:00Z");
            }
            read
        });
        let span = |key| node.get(key).map(|value| value.span());
        Some(Case {
            name,
            why,
            expected: expected?,
            span: node.span(),
            events: events.span(),
            now,
            history: span("history"),
            indicators: span("indicators"),
            enrichment: span("enrichment"),
        })
    }

    /// The text of a string; anything else is reported.
    fn text(&mut self, node: NodeRef<'_>) -> Option<String> {
        let text = node.as_str().map(|text| text.into_owned());
        if text.is_none() {
            self.report(&codes::VALUE, node.span(), "expected a text in quotes");
        }
        text
    }

    fn unknown_keys(&mut self, node: NodeRef<'_>, known: &[&str]) {
        for member in node.children() {
            let key = member.key().unwrap_or_default();
            if !known.contains(&&*key) {
                let span = member.key_span().unwrap_or(member.span());
                self.report(&codes::UNKNOWN_KEY, span, &["`", &key, "` is not read"].concat());
            }
        }
    }

    fn report(&mut self, code: &'static Code, span: Span, message: &str) {
        self.diagnostics.push(Diagnostic::new(code, Place { source: SourceId::Cases, span }, message));
    }
}

/// A case to be written.
pub struct NewCase<'a> {
    /// Its name.
    pub name: &'a str,
    /// Why the verdict is expected.
    pub why: &'a str,
    /// The verdict.
    pub expected: Expected,
    /// Its events as JSON.
    pub events: &'a [String],
    /// When the rule runs.
    pub now: Option<Timestamp>,
    /// What is known of addresses, as JSON; empty for nothing.
    pub enrichment: &'a str,
}

/// The text of a file with one more case at its end; everything else stays as it is. The sentence says why that cannot be.
pub fn with_case(text: &str, case: &NewCase<'_>) -> Result<String, &'static str> {
    let new = write(case);
    if text.trim().is_empty() {
        return Ok(["{\n  \"version\": 1,\n  \"cases\": [\n    ", &new, "\n  ]\n}\n"].concat());
    }
    let whole = Span::from_range(0..text.len());
    let parsed = json::parse(text, whole, SourceId::Cases, Limits::default());
    let list = parsed.is_sound().then(|| Cases::read(text).list).flatten();
    let list = list.ok_or("The file of cases cannot be read as it stands; see Problems.")?;
    let close = list.end as usize - 1;
    let before = text.get(..close).unwrap_or(text).trim_end();
    let comma = if before.ends_with('[') && before.len() == list.start as usize + 1 { "" } else { "," };
    Ok([before, comma, "\n    ", &new, "\n  ", text.get(close..).unwrap_or("")].concat())
}

fn write(case: &NewCase<'_>) -> String {
    let mut out = String::from("{");
    let mut member = |key: &str, value: &dyn Fn(&mut String)| {
        if out.len() > 1 {
            out.push(',');
        }
        out.push_str("\n      \"");
        out.push_str(key);
        out.push_str("\": ");
        value(&mut out);
    };
    member("name", &|out| json::write_string(out, case.name));
    member("expected", &|out| json::write_string(out, case.expected.as_str()));
    if !case.why.is_empty() {
        member("why", &|out| json::write_string(out, case.why));
    }
    if let Some(now) = case.now {
        member("now", &|out| json::write_string(out, &now.to_string()));
    }
    if !case.enrichment.trim().is_empty() {
        member("enrichment", &|out| out.push_str(case.enrichment.trim()));
    }
    member("events", &|out| {
        for (at, event) in case.events.iter().enumerate() {
            out.push_str(if at == 0 { "[\n        " } else { ",\n        " });
            out.push_str(event);
        }
        out.push_str(if case.events.is_empty() { "[]" } else { "\n      ]" });
    });
    out.push_str("\n    }");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(&'static str, &str)> {
        let read = Cases::read(text).diagnostics;
        let told = read.iter().map(|problem| (problem.code.id, problem.place.unwrap().span.of(text)));
        told.collect::<Vec<_>>()
    }

    const GOOD: &str =
        r#"{"name": "a", "expected": "match", "events": []}, {"name": "b", "expected": "no_match", "events": {}}"#;

    #[test]
    fn what_is_wrong_is_said_where_it_stands() {
        let of = |cases: &str| format!("{{\"version\": 1, \"cases\": [{cases}]}}");
        for (text, expected) in [
            (of(GOOD), vec![]),
            (String::new(), vec![]),
            ("[]".to_owned(), vec![("C001", "[]")]),
            ("{\"cases\": 3}".to_owned(), vec![("C001", "3")]),
            (of(&format!("{GOOD}, 7")), vec![("C001", "7")]),
            (
                of(&GOOD.replace("\"events\": []", "\"event\": []")),
                vec![("C002", "\"event\""), ("C003", r#"{"name": "a", "expected": "match", "event": []}"#)],
            ),
            (of(&GOOD.replace("\"no_match\"", "\"silent\"")), vec![("C004", "\"silent\"")]),
            (of(&GOOD.replace("{}", "7")), vec![("C004", "7")]),
            (of(&GOOD.replace("\"b\"", "\"a\"")), vec![("C005", "\"a\"")]),
            (of(&GOOD.replace("no_match", "match")), vec![("C006", "\"cases\"")]),
            (of(GOOD).replace("1,", "2,"), vec![("C004", "2")]),
            (of(&GOOD.replace("\"events\": []", "\"events\": [], \"now\": \"noon\"")), vec![("C004", "\"noon\"")]),
        ] {
            assert_eq!(codes(&text), expected, "{text}");
        }
        assert_eq!(codes("{\"cases\": [}").first().map(|(code, _)| *code), Some("J001"));
    }

    #[test]
    fn a_case_is_added_and_nothing_else_changes() {
        let case = NewCase {
            name: "bob \"x\"",
            why: "",
            expected: Expected::Undecided,
            events: &["{\"eventName\": 1.50}".to_owned()],
            now: None,
            enrichment: "",
        };
        let text = with_case("", &case).unwrap();
        assert_eq!(Cases::read(&text).cases.first().map(|case| case.name.as_str()), Some("bob \"x\""));
        let odd = format!("{{ \"mine\": 1e3,\n\"cases\":[{GOOD} ],\"more\":[ ] }}");
        let text = with_case(&odd, &case).unwrap();
        let cases = Cases::read(&text).cases;
        assert_eq!(cases.iter().map(|case| case.name.as_str()).collect::<Vec<_>>(), ["a", "b", "bob \"x\""]);
        assert_eq!(cases[2].events.of(&text).split_whitespace().collect::<String>(), "[{\"eventName\":1.50}]");
        assert!(text.starts_with(odd.split(" ]").next().unwrap()) && text.ends_with("],\"more\":[ ] }"), "{text}");
        assert!(with_case("{\"cases\": [", &case).is_err());
    }
}
