//! KQL means what Kibana and Elasticsearch make of it: the tables in `tests/conformance/kql`, one file a topic.
//!
//! A file has `documents` and rows of `query`, `matches` (numbers of the documents), and where it differs from the row
//! before, `source`: the page or grammar rule the row follows. `undecided` and `codes` are empty where they are left out.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::eval::{Cache, Options, evaluate};
use rule_playground::events::{Bitmap, SourceText, Store};
use rule_playground::query::kql;
use rule_playground::time::Timestamp;

#[test]
fn every_row_of_every_table_holds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/kql");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let table: toml::Table = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let mut store = open(&table);
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

/// Documents as search hits, or CloudTrail records where the file says so.
fn open(table: &toml::Table) -> Store {
    let texts = |key: &str| {
        let texts = table.get(key).and_then(toml::Value::as_array);
        texts.map(|texts| texts.iter().map(|text| expanded(text.as_str().unwrap())).collect::<Vec<_>>())
    };
    let text = match (texts("documents"), texts("records")) {
        (Some(documents), _) => {
            let hits: Vec<_> = documents.iter().map(|document| format!("{{\"_source\": {document}}}")).collect();
            format!("{{\"hits\": {{\"hits\": [{}]}}}}", hits.join(","))
        }
        (None, records) => format!("{{\"Records\": [{}]}}", records.unwrap().join(",")),
    };
    Store::open(vec![SourceText { name: "documents".to_owned(), text }], MappingOptions::default())
}

/// `<x*n>` stands for n times `x`.
fn expanded(text: &str) -> String {
    let mut parts = text.split("<x*");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| {
        let (count, rest) = part.split_once('>').unwrap();
        text + &"x".repeat(count.parse().unwrap()) + rest
    })
}

fn check(row: &toml::Value, store: &mut Store) -> Option<String> {
    let query = row["query"].as_str().unwrap();
    let numbers = |key: &str| -> Vec<u32> {
        let numbers = row.get(key).and_then(toml::Value::as_array);
        numbers.into_iter().flatten().map(|number| number.as_integer().unwrap() as u32).collect()
    };
    let codes: Vec<&str> = row
        .get("codes")
        .and_then(toml::Value::as_array)
        .map_or(Vec::new(), |codes| codes.iter().map(|code| code.as_str().unwrap()).collect());
    let parsed = kql::parse(query);
    let now = Timestamp::parse("2024-03-31T12:00:00Z").unwrap();
    let evaluation = evaluate(&parsed, store, &mut Cache::default(), &Options { now });
    let ones = |bitmap: &Bitmap| bitmap.ones().collect::<Vec<_>>();
    let found_codes: Vec<&str> =
        parsed.diagnostics.iter().chain(&evaluation.diagnostics).map(|diagnostic| diagnostic.code.id).collect();
    let found = (ones(evaluation.matched()), ones(evaluation.undecided()), found_codes);
    let expected = (numbers("matches"), numbers("undecided"), codes);
    (found != expected).then(|| format!("`{query}` gives {found:?}, expected {expected:?}"))
}
