//! Nothing that names somebody survives redaction, and the rule answers as before: over every record of the corpus
//! (skipped where `RULE_PLAYGROUND_CORPUS` is not set) and over the samples.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use rule_playground::events::SourceText;
use rule_playground::redact::Redaction;
use rule_playground::session::{Input, Workspace};
use serde_json::Value;

fn files_below(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files.extend(files_below(&path, extensions));
        } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Accounts, keys, addresses and names at the places where CloudTrail has them.
fn sensitive(key: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| sensitive(key, value, found)),
        Value::Array(items) => items.iter().for_each(|item| sensitive(key, item, found)),
        Value::String(text) => {
            if let Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str::<Value>(text) {
                sensitive(key, &inner, found);
            }
            let is_account = text.len() == 12 && text.bytes().all(|one| one.is_ascii_digit());
            let is_key = key == "accessKeyId" && text.len() >= 16;
            let address = text.parse::<IpAddr>().ok();
            let is_host = address.is_some_and(|one| !one.is_unspecified() && !one.is_multicast() && !one.is_loopback());
            let is_mask = text.starts_with("255.") || text.starts_with("0.");
            let is_name = key == "userName"
                && text != key
                && text.len() > 5
                && !text.contains([' ', '.', ':', '/', '\\'])
                && !text.starts_with("AWSService")
                && !text.starts_with("HIDDEN");
            if is_account || is_key || is_host && !is_mask && !key.contains("ersion") || is_name {
                found.insert(text.clone());
            }
        }
        _ => {}
    }
}

/// Whether `value` stands in `text` with nothing of its kind around it.
fn stands_in(value: &str, text: &str) -> bool {
    text.match_indices(value).any(|(at, _)| {
        let edge =
            |one: Option<char>| one.is_none_or(|one| !one.is_alphanumeric() && one != '.' && one != '-' && one != '_');
        edge(text[..at].chars().next_back()) && edge(text[at + value.len()..].chars().next())
    })
}

#[test]
fn nothing_that_names_somebody_survives() {
    let Some(root) = std::env::var_os("RULE_PLAYGROUND_CORPUS") else {
        return eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
    };
    let mut left = Vec::new();
    let mut values = 0;
    for path in files_below(&Path::new(&root).join("cloudtrail"), &["json", "ndjson", "raw"]) {
        let text = SourceText::from_bytes("", std::fs::read(&path).unwrap()).text;
        let mut found = BTreeSet::new();
        match serde_json::from_str::<Value>(&text) {
            Ok(value) => sensitive("", &value, &mut found),
            Err(_) => {
                let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
                lines.for_each(|value| sensitive("", &value, &mut found));
            }
        }
        let out = Redaction::of(&[&text], &[]).json(&text);
        values += found.len();
        left.extend(
            found.iter().filter(|value| stands_in(value, &out)).map(|value| format!("{value} in {}", path.display())),
        );
        // The same texts again, but for the values: nothing else changes.
        let keys = |text: &str| text.matches("\":").count();
        assert_eq!(keys(&text), keys(&out), "{}", path.display());
        assert_eq!(text.lines().count(), out.lines().count(), "{}", path.display());
    }
    assert!(values > 500, "{values}");
    assert!(left.is_empty(), "{} of {values} are left:\n{}", left.len(), left.join("\n"));
}

#[test]
fn every_sample_keeps_its_verdicts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
    let samples: Vec<PathBuf> = files_below(&folder, &["toml"]);
    assert!(samples.len() > 5);
    for rule in samples {
        let events = rule.with_file_name("events.json");
        let mut workspace = Workspace::default();
        let before = std::fs::read_to_string(&rule).unwrap();
        workspace.set_rule(Input::Rule(&before));
        let text = std::fs::read_to_string(events).unwrap();
        workspace.set_events(vec![SourceText { name: "events".to_owned(), text: text.clone() }]);
        let redacted = workspace.redacted(false);
        assert_eq!(redacted.changed, 0, "{}", rule.display());
        assert_ne!(redacted.events[0].text, text, "{}", rule.display());
        assert!(!redacted.replaced.is_empty());
    }
}

#[test]
fn what_was_supplied_besides_the_events_is_redacted_with_them() {
    let record = |user: &str| {
        format!(
            r#"{{"eventVersion": "1.11", "eventTime": "2026-03-01T10:00:00Z", "eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "userIdentity": {{"type": "IAMUser", "userName": "{user}"}}}}"#
        )
    };
    let source = |text: String| vec![SourceText { name: "text".to_owned(), text }];
    let mut workspace = Workspace::default();
    workspace.set_rule(Input::Rule(
        "[metadata]\n[rule]\nname = \"x\"\ntype = \"new_terms\"\nlanguage = \"kuery\"\nquery = \"event.action: ListUsers\"\n[rule.new_terms]\nfield = \"new_terms_fields\"\nvalue = [\"user.name\"]\n[[rule.new_terms.history_window_start]]\nfield = \"history_window_start\"\nvalue = \"now-7d\"\n",
    ));
    workspace.set_events(source([record("alice-w"), record("bob-the-builder")].join("\n")));
    workspace.set_history(source(r#"{"terms": [["alice-w"]], "since": "2026-01-01"}"#.to_owned()));
    assert_eq!(workspace.outcome().answer.alerting.ones().collect::<Vec<_>>(), [1]);
    let redacted = workspace.redacted(false);
    assert!(!redacted.history[0].text.contains("alice-w"), "{}", redacted.history[0].text);
    assert_eq!(redacted.changed, 0, "{}", redacted.sentence());
}
