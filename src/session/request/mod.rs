//! The rule as a request to the user's own Elasticsearch, for data that outgrows a tab.

mod body;
mod filters;
mod grouped;

use crate::json::Output;
use crate::query::kql;
use crate::rule::{Language, Rule, RuleType};

/// Where CloudTrail events of the `aws` integration are, for a rule that names no index.
const INDEX: &str = "logs-aws.cloudtrail-*";

/// A rule as an Elasticsearch request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Path and parameters, percent-encoded.
    path: String,
    /// The body; `None` where there is no request.
    body: Option<Output>,
    /// What the request leaves out, or why there is none.
    pub notes: Vec<String>,
}

impl Request {
    /// The request that finds what the rule's query matches, over the rule's indices and time range.
    pub fn new(rule: &Rule, query: Option<&kql::Query>) -> Self {
        let rule_type = rule.rule_type.as_ref().map_or(RuleType::Query, |rule_type| rule_type.value);
        if rule_type == RuleType::MachineLearning {
            return Self::none("A machine learning rule reads the anomalies of its jobs and has no query to run.");
        }
        let Some(text) = rule.query.as_ref().map(|query| query.decoded.text()) else {
            return Self::none("The rule has no query.");
        };
        if query.is_some_and(|query| !query.is_sound()) {
            return Self::none("The query has errors; see Problems.");
        }
        let mut notes = Vec::new();
        let indices = indices(rule, &mut notes);
        let language = rule.language.as_ref().map_or(Language::Kuery, |language| language.value);
        let (path, body) = match (language, query) {
            (Language::Eql, _) => (format!("{indices}/_eql/search?{MISSING}"), body::eql(rule, text)),
            (Language::Esql, _) => ("_query?format=txt".to_owned(), body::esql(rule, text)),
            (Language::Kuery, Some(query)) => {
                (format!("{indices}/_search?{MISSING}"), body::search(rule, rule_type, query.to_dsl(), &mut notes))
            }
            (Language::Kuery | Language::Lucene, _) => {
                (format!("{indices}/_search?{MISSING}"), body::search(rule, rule_type, body::lucene(text), &mut notes))
            }
        };
        Self { path, body: Some(body), notes }
    }

    /// For the console of Kibana's Dev Tools; empty where there is no request.
    pub fn dev_tools(&self) -> String {
        let body = self.body.as_ref().map(|body| format!("POST {}\n{}\n", self.path, body.to_text()));
        body.unwrap_or_default()
    }

    /// For a shell, with address and key in variables; empty where there is no request.
    pub fn curl(&self) -> String {
        // The path is percent-encoded and the body stands in a quoted here-document, so no rule can reach the shell.
        let lines = |body: &Output| {
            format!(
                "curl -sS -g -X POST \"$ELASTICSEARCH_URL/{}\" \\\n  -H \"Authorization: ApiKey $ELASTICSEARCH_API_KEY\" \\\n  \
                 -H 'Content-Type: application/json' --data-binary @- <<'JSON'\n{}\nJSON\n",
                self.path,
                body.to_text()
            )
        };
        self.body.as_ref().map(lines).unwrap_or_default()
    }

    fn none(why: &str) -> Self {
        Self { notes: vec![why.to_owned()], ..Self::default() }
    }
}

/// As the detection engine asks: an index that does not exist is no error.
const MISSING: &str = "ignore_unavailable=true&allow_no_indices=true";

fn indices(rule: &Rule, notes: &mut Vec<String>) -> String {
    if rule.index.is_empty() {
        notes.push(format!("The rule names no index; `{INDEX}` stands in for your own."));
        return INDEX.to_owned();
    }
    rule.index.iter().map(|index| encoded(&index.value)).collect::<Vec<_>>().join(",")
}

/// Percent-encodes all but what index patterns are made of.
fn encoded(index: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.*:".contains(&byte);
    index.bytes().map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use crate::session::{Input, Workspace};

    fn request(rule: &str) -> super::Request {
        let mut workspace = Workspace::default();
        workspace.set_rule(Input::Rule(rule));
        workspace.request()
    }

    fn rule(more: &str) -> String {
        format!(
            "[rule]\nname = \"x\"\nindex = [\"logs-*\"]\nfrom = \"now-9m\"\nlanguage = \"kuery\"\nquery = \"event.action: A\"\n{more}\n"
        )
    }

    /// What each rule asks for, and what must stand in its request, layout aside.
    #[rustfmt::skip]
    const CASES: &[(&str, &[&str])] = &[
        ("type = \"query\"", &[
            "POST logs-*/_search?ignore_unavailable=true&allow_no_indices=true",
            r#""event.action": { "value": "A" }"#,
            r#""gte": "now-9m""#, r#""lte": "now""#,
        ]),
        ("type = \"query\"\ntimestamp_override = \"event.ingested\"", &[
            r#""range": { "event.ingested": { "gte": "now-9m", "lte": "now""#,
            r#""must_not": { "exists": { "field": "event.ingested" } }"#,
        ]),
        ("type = \"threshold\"\n[rule.threshold]\nfield = [\"user.name\"]\nvalue = 5", &[
            r#""size": 0"#, r#""terms": { "field": "user.name" }"#, r#""script": "params.count >= 5""#,
        ]),
        ("type = \"threshold\"\n[rule.threshold]\nfield = [\"user.name\"]\nvalue = 1\n[[rule.threshold.cardinality]]\nfield = \"source.ip\"\nvalue = 3", &[
            r#""cardinality": { "field": "source.ip" }"#, r#"params.value0 >= 3"#,
        ]),
        ("type = \"new_terms\"\n[rule.new_terms]\nfield = \"new_terms_fields\"\nvalue = [\"user.name\"]\n[[rule.new_terms.history_window_start]]\nfield = \"history_window_start\"\nvalue = \"now-10d\"", &[
            r#""gte": "now-10d""#, r#""before": { "filter": { "range": { "@timestamp": { "lt": "now-9m" } } } }"#, "params.before == 0",
        ]),
        ("type = \"query\"\n[[rule.filters]]\n[rule.filters.meta]\nnegate = true\n[rule.filters.query.match_phrase]\n\"user.name\" = \"ci\"", &[
            r#""must_not": [{ "match_phrase": { "user.name": "ci" } }]"#,
        ]),
        ("type = \"query\"\n[[rule.filters]]\nexists = { field = \"user.name\" }\nmeta = { negate = true }", &[
            r#""must_not": [{ "exists": { "field": "user.name" } }]"#,
        ]),
        ("type = \"query\"\n[[rule.filters]]\n[rule.filters.meta]\ntype = \"combined\"\nrelation = \"OR\"\nparams = [{ query = { term = { a = 1 } } }, { meta = { negate = true }, query = { term = { b = 2 } } }]", &[
            r#"{ "bool": { "should": [{ "term": { "a": 1 } }, { "bool": { "must_not": { "term": { "b": 2 } } } }], "minimum_should_match": 1 } }"#,
        ]),
    ];

    #[test]
    fn each_type_asks_for_what_its_execution_would() {
        for (more, expected) in CASES {
            let text = words(&request(&rule(more)).dev_tools());
            for part in *expected {
                assert!(text.contains(&words(part)), "{part}\nin {}", request(&rule(more)).dev_tools());
            }
        }
    }

    #[test]
    fn nothing_a_rule_says_reaches_the_shell() {
        let hostile = rule("type = \"query\"").replace("logs-*", "$(id)`id`'\\\"\\nJSON\\n");
        let curl = request(&hostile).curl();
        let command = curl.split("<<'JSON'").next().unwrap();
        assert!(!command.contains("$(") && !command.contains('`'), "{command}");
        assert_eq!(curl.lines().filter(|line| *line == "JSON").count(), 1, "{curl}");
    }

    #[test]
    fn a_rule_without_a_query_says_why_there_is_no_request() {
        let none = request("[rule]\nname = \"x\"\ntype = \"machine_learning\"\n");
        assert_eq!((none.dev_tools().as_str(), none.curl().as_str(), none.notes.len()), ("", "", 1));
    }

    fn words(text: &str) -> String {
        text.split_whitespace().collect()
    }
}
