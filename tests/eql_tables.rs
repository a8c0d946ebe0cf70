//! The published tables of EQL queries, from `RULE_PLAYGROUND_CORPUS`/eql: every row gives the events it names, or stands
//! in `tests/fixtures/eql-tables.toml` with the sentence of Elastic's documentation that says why Elasticsearch differs.

use std::collections::BTreeMap;

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::Severity;
use rule_playground::eval::eql::{Fields, Settings, evaluate};
use rule_playground::eval::{Cache, Options};
use rule_playground::events::{Bitmap, SourceText, Store};
use rule_playground::query::eql;
use rule_playground::time::Timestamp;

/// Why rows differ.
struct Reason {
    /// Whether the changes that the messages offer undo the difference.
    repaired: bool,
}

/// Rows by their place in the table, with the reasons that explain each.
fn exceptions(table: &str) -> BTreeMap<usize, Vec<Reason>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/eql-tables.toml");
    let file: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut rows: BTreeMap<usize, Vec<Reason>> = BTreeMap::new();
    for reason in file["reason"].as_array().unwrap() {
        assert!(reason["source"].as_str().unwrap().starts_with("https://www.elastic.co/"));
        assert!(reason["sentence"].as_str().unwrap().ends_with('.'));
        let repaired = reason.get("repaired").is_some();
        let numbers = reason.get(table).and_then(toml::Value::as_array);
        for number in numbers.into_iter().flatten() {
            let number = usize::try_from(number.as_integer().unwrap()).unwrap();
            rows.entry(number).or_default().push(Reason { repaired });
        }
    }
    rows
}

fn corpus(file: &str) -> Option<String> {
    let folder = std::env::var_os("RULE_PLAYGROUND_CORPUS");
    if folder.is_none() {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
    }
    Some(std::fs::read_to_string(std::path::Path::new(&folder?).join("eql").join(file)).unwrap())
}

/// The serial numbers of what a query gives, in order; the first error where it is refused.
fn run(query: &str, store: &mut Store, serials: &[i64]) -> Result<Vec<i64>, String> {
    let parsed = eql::parse(query);
    let mut problems = parsed.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
    if let Some(error) = problems.next() {
        return Err(format!("{} {}", error.code.id, error.message));
    }
    let settings = Settings {
        options: Options { now: Timestamp(0) },
        fields: Fields { category: "event_type".into(), timestamps: vec!["timestamp".into()], tiebreaker: None },
    };
    let visible = Bitmap::all(store.len());
    let found = evaluate(query, &parsed, &visible, store, &mut Cache::default(), &settings);
    Ok(found.alerts.iter().flatten().map(|event| serials[*event as usize]).collect())
}

/// The query with the offered changes made: `==` for `=`, double quotes for single ones. `None` where none is offered.
fn repaired(query: &str) -> Option<String> {
    let mut edits: Vec<_> = eql::parse(query).diagnostics.into_iter().filter_map(|problem| problem.fix).collect();
    edits.sort_by_key(|fix| fix.edits[0].place);
    let mut text = query.to_owned();
    for edit in edits.iter().rev().flat_map(|fix| &fix.edits) {
        text.replace_range(edit.place.span.range(), &edit.text);
    }
    (!edits.is_empty()).then_some(text)
}

#[test]
fn every_query_gives_its_events_or_says_why_not() {
    let Some((queries, data)) = corpus("test_queries.toml").zip(corpus("test_data.json")) else { return };
    let table: toml::Table = toml::from_str(&queries).unwrap();
    let documents: serde_json::Value = serde_json::from_str(&data).unwrap();
    let serials: Vec<i64> =
        documents.as_array().unwrap().iter().map(|event| event["serial_event_id"].as_i64().unwrap()).collect();
    let mut store =
        Store::open(vec![SourceText { name: "data".to_owned(), text: data.clone() }], MappingOptions::default());
    assert_eq!(store.len() as usize, serials.len());
    let exceptions = exceptions("queries");
    let mut wrong = Vec::new();
    let rows = table["queries"].as_array().unwrap();
    for (number, row) in rows.iter().enumerate() {
        let query = row["query"].as_str().unwrap();
        let expected: Vec<i64> =
            row["expected_event_ids"].as_array().unwrap().iter().map(|id| id.as_integer().unwrap()).collect();
        let as_written = run(query, &mut store, &serials);
        let reasons = exceptions.get(&number).map_or(&[][..], Vec::as_slice);
        // A row that only its old forms keep apart is checked with the new ones.
        let changed = repaired(query);
        let found = changed.as_deref().map_or_else(|| as_written.clone(), |query| run(query, &mut store, &serials));
        let agrees = found.as_ref() == Ok(&expected);
        let explained = reasons.iter().any(|reason| !reason.repaired);
        if changed.is_some() != reasons.iter().any(|reason| reason.repaired) {
            wrong.push(format!("{number}: {} old forms: {query}", if changed.is_some() { "has" } else { "has no" }));
        }
        match (agrees, explained) {
            (false, false) => wrong.push(format!("{number}: {found:?}, expected {expected:?}: {query}")),
            (true, true) => wrong.push(format!("{number} agrees, and stands in the file")),
            _ => {}
        }
    }
    eprintln!("{} rows, {} stand in the file", rows.len(), exceptions.len());
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// One row of the table of functions: a name of its own, the expression, and what it must give.
struct FunctionRow {
    name: String,
    query: String,
    /// Whether Elasticsearch must refuse it.
    refused: bool,
}

/// The rows, section by section; a value is asked for as a condition that holds for the one event there is.
fn function_rows(table: &toml::Table) -> Vec<FunctionRow> {
    let mut rows = Vec::new();
    for (section, tests) in table {
        let fold = tests.get("fold").unwrap_or(tests);
        for (at, row) in fold.get("tests").and_then(toml::Value::as_array).into_iter().flatten().enumerate() {
            let expression = row["expression"].as_str().unwrap();
            let expected = match row.get("expected") {
                None => "null".to_owned(),
                Some(toml::Value::String(text)) => eql::quote(text),
                Some(toml::Value::Integer(number)) => number.to_string(),
                Some(toml::Value::Float(number)) => number.to_string(),
                Some(toml::Value::Boolean(truth)) => truth.to_string(),
                Some(other) => panic!("{section}: {other:?}"),
            };
            let query = format!("any where ({expression}) == {expected}");
            rows.push(FunctionRow { name: format!("{section} {}", at + 1), query, refused: false });
        }
        let failures = tests.get("verifier").and_then(|verifier| verifier.get("failures"));
        for (at, row) in failures.and_then(toml::Value::as_array).into_iter().flatten().enumerate() {
            let query = format!("any where ({}) == null", row["expression"].as_str().unwrap());
            rows.push(FunctionRow { name: format!("{section} refused {}", at + 1), query, refused: true });
        }
    }
    rows
}

#[test]
fn every_function_gives_its_value_or_says_why_not() {
    let Some(table) = corpus("test_string_functions.toml") else { return };
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/eql-tables.toml");
    let file: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let reasons = file["reason"].as_array().unwrap().iter();
    let explained: Vec<&str> = reasons
        .filter_map(|reason| reason.get("functions")?.as_array())
        .flatten()
        .map(|name| name.as_str().unwrap())
        .collect();
    let text = r#"[{"event_type": "any", "serial_event_id": 1}]"#.to_owned();
    let mut store = Store::open(vec![SourceText { name: "data".to_owned(), text }], MappingOptions::default());
    let rows = function_rows(&toml::from_str(&table).unwrap());
    let mut wrong = Vec::new();
    for row in &rows {
        let query = repaired(&row.query).unwrap_or_else(|| row.query.clone());
        let found = run(&query, &mut store, &[1]);
        let agrees = if row.refused { found.is_err() } else { found == Ok(vec![1]) };
        if agrees == explained.contains(&row.name.as_str()) {
            let how = if agrees { "agrees, and stands in the file" } else { "differs" };
            wrong.push(format!("{} {how}: {query}: {found:?}", row.name));
        }
    }
    eprintln!("{} rows, {} stand in the file", rows.len(), explained.len());
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}
