//! EQL means what Elasticsearch makes of it: the tables in `tests/conformance/eql`, one file a topic.
//!
//! A file has `documents` and rows of `query` and `matches` (numbers of the documents) or `alerts` (for a sequence, the
//! documents by step), and where it differs from the row before, `source`. `undecided` and `codes` are empty where they
//! are left out.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a table that cannot be read fails the test")]

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::eval::eql::{Evaluated, Fields, Settings, evaluate};
use rule_playground::eval::{Cache, Options};
use rule_playground::events::{Bitmap, SourceText, Store};
use rule_playground::query::eql;
use rule_playground::time::Timestamp;

#[test]
fn every_row_of_every_table_holds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/eql");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let table: toml::Table = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let documents: Vec<&str> =
            table["documents"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
        let mut store = open(&documents);
        let mut source = "";
        for row in table["row"].as_array().unwrap() {
            rows += 1;
            source = row.get("source").map_or(source, |source| source.as_str().unwrap());
            assert!(!source.is_empty(), "{name}: the first row names no source");
            wrong.extend(check(row, &mut store).map(|problem| format!("{name}: {problem} ({source})")));
        }
    }
    eprintln!("{rows} rows");
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
}

fn open(documents: &[&str]) -> Store {
    let hits: Vec<_> = documents.iter().map(|document| format!("{{\"_source\": {document}}}")).collect();
    let text = format!("{{\"hits\": {{\"hits\": [{}]}}}}", hits.join(","));
    Store::open(vec![SourceText { name: "documents".to_owned(), text }], MappingOptions::default())
}

fn run(query: &str, store: &mut Store) -> Evaluated {
    let settings = Settings { options: Options { now: Timestamp(0) }, fields: Fields::default() };
    let visible = Bitmap::all(store.len());
    evaluate(query, &eql::parse(query), &visible, store, &mut Cache::default(), &settings)
}

fn numbers(value: Option<&toml::Value>) -> Vec<u32> {
    let numbers = value.and_then(toml::Value::as_array).into_iter().flatten();
    numbers.map(|number| u32::try_from(number.as_integer().unwrap()).unwrap()).collect()
}

fn check(row: &toml::Value, store: &mut Store) -> Option<String> {
    let query = row["query"].as_str().unwrap();
    let codes = row.get("codes").and_then(toml::Value::as_array).into_iter().flatten();
    let codes: Vec<&str> = codes.map(|code| code.as_str().unwrap()).collect();
    let alerts: Vec<Vec<u32>> = match row.get("alerts").and_then(toml::Value::as_array) {
        Some(alerts) => alerts.iter().map(|events| numbers(Some(events))).collect(),
        None => numbers(row.get("matches")).into_iter().map(|event| vec![event]).collect(),
    };
    let read = eql::parse(query);
    let found = run(query, store);
    let found_codes: Vec<&str> =
        read.diagnostics.iter().chain(&found.diagnostics).map(|diagnostic| diagnostic.code.id).collect();
    let undecided: Vec<u32> = found.undecided.ones().collect();
    let found = (found.alerts, undecided, found_codes);
    let expected = (alerts, numbers(row.get("undecided")), codes);
    (found != expected).then(|| format!("`{query}` gives {found:?}, expected {expected:?}"))
}

#[test]
fn times_that_are_no_dates_only_order() {
    let documents = [
        r#"{"@timestamp": 131485996510000002, "event": {"action": "b"}}"#,
        r#"{"@timestamp": "131485996510000001", "event": {"action": "a"}}"#,
    ];
    let mut store = open(&documents);
    let query = r#"sequence with maxspan=1ms [any where event.action == "a"] [any where event.action == "b"]"#;
    let found = run(query, &mut store);
    assert_eq!(found.alerts, [[1, 0]]);
    assert_eq!(found.diagnostics.iter().map(|problem| problem.code.id).collect::<Vec<_>>(), ["Q033"]);
}

#[test]
fn a_tiebreaker_orders_events_of_the_same_time() {
    let documents = [
        r#"{"@timestamp": 5, "event": {"action": "b", "sequence": 2}}"#,
        r#"{"@timestamp": 5, "event": {"action": "a", "sequence": 1}}"#,
    ];
    let mut store = open(&documents);
    let query = r#"sequence [any where event.action == "a"] [any where event.action == "b"]"#;
    assert!(run(query, &mut store).alerts.is_empty(), "without one the input's order decides");
    let fields = Fields { tiebreaker: Some("event.sequence".into()), ..Fields::default() };
    let settings = Settings { options: Options { now: Timestamp(0) }, fields };
    let found = evaluate(query, &eql::parse(query), &Bitmap::all(2), &mut store, &mut Cache::default(), &settings);
    assert_eq!(found.alerts, [[1, 0]]);
}
