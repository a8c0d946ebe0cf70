//! Every events file of the corpus can be read. Skipped where `RULE_PLAYGROUND_CORPUS` is not set.

#![allow(clippy::unwrap_used, reason = "a corpus that cannot be read fails the test")]

use std::path::{Path, PathBuf};

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::Severity;
use rule_playground::ecs::FieldPath;
use rule_playground::events::{Cell, Column, RecordKind, Scalar, SourceText, Store};

fn corpus() -> Option<PathBuf> {
    let Some(root) = std::env::var_os("RULE_PLAYGROUND_CORPUS") else {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
        return None;
    };
    Some(PathBuf::from(root))
}

fn files_below(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path, extensions));
        } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn open(path: &Path) -> Store {
    let text = SourceText::from_bytes(path.display().to_string(), std::fs::read(path).unwrap());
    Store::open(vec![text], MappingOptions::default())
}

#[test]
fn every_events_file_is_read_without_an_error() {
    let Some(corpus) = corpus() else { return };
    let files = files_below(&corpus.join("cloudtrail"), &["json", "ndjson", "raw"]);
    assert!(files.len() > 100);
    for path in files {
        let store = open(&path);
        let errors: Vec<_> = store.diagnostics().iter().filter(|problem| problem.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        let named = !store.sources()[0].shapes.is_empty() || !store.diagnostics().is_empty();
        assert!(named, "{} is neither read nor named", path.display());
    }
}

#[test]
fn each_record_is_the_json_that_another_parser_finds_there() {
    let Some(corpus) = corpus() else { return };
    for folder in ["invictus", "stratus"] {
        for path in files_below(&corpus.join("cloudtrail").join(folder), &["json"]) {
            let store = open(&path);
            let text: serde_json::Value = serde_json::from_str(store.text(0)).unwrap();
            let expected = text.get("Records").unwrap_or(&text).as_array().unwrap();
            assert_eq!(store.len() as usize, expected.len(), "{}", path.display());
            for (event, expected) in (0..).zip(expected) {
                let record = store.record(event).unwrap();
                assert_eq!(record.kind, RecordKind::CloudTrail);
                let found: serde_json::Value = serde_json::from_str(record.span.of(store.text(0))).unwrap();
                assert_eq!(&found, expected, "{} event {event}", path.display());
            }
        }
    }
}

#[test]
fn wrapped_records_that_are_no_listed_shape_are_ready_documents() {
    let Some(corpus) = corpus() else { return };
    let mut store = open(&corpus.join("cloudtrail/weird.ndjson"));
    assert!(
        (0..store.len()).all(|event| store.record(event).is_some_and(|record| record.kind == RecordKind::Document))
    );
    let column = store.column(&FieldPath::new("record.eventSource"));
    assert!(!column.dictionary.is_empty());
}

/// Columns read only what their field needs; documents are mapped whole. Both must agree on every field.
#[test]
fn every_column_holds_what_the_documents_hold() {
    let Some(corpus) = corpus() else { return };
    let files = files_below(&corpus.join("cloudtrail"), &["json", "raw"]);
    for path in files.iter().step_by(5) {
        let whole = open(path);
        let records = (0..whole.len().min(12)).filter_map(|event| whole.record(event));
        let lines: Vec<_> = records.map(|record| record.span.of(whole.text(0)).replace('\n', " ")).collect();
        let mut store = open_text(lines.join("\n"));
        let documents: Vec<_> = (0..store.len()).map(|event| store.document(event).document.to_json_line()).collect();
        let mut ready = open_text(documents.join("\n"));
        assert_eq!(store.len(), ready.len());
        for field in store.field_names().iter() {
            let (column, expected) = (store.column(field), ready.column(field));
            for event in 0..store.len() {
                let what = format!("{field} of event {event} in {}", path.display());
                match column.cell(event) {
                    Cell::Unknown(_) => assert_eq!(expected.cell(event), Cell::Missing, "{what}"),
                    _ => assert_eq!(values(&column, event), values(&expected, event), "{what}"),
                }
            }
        }
    }
}

fn open_text(text: String) -> Store {
    Store::open(vec![SourceText { name: "events".into(), text }], MappingOptions::default())
}

fn values(column: &Column, event: u32) -> Vec<&Scalar> {
    let Cell::Values(ids) = column.cell(event) else { return Vec::new() };
    ids.iter().map(|id| &column.dictionary[*id as usize].value).collect()
}
