//! Every sample answers what `tests/samples.toml` says, and the menu lists them all.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod support;

use std::path::{Path, PathBuf};

use rule_playground::session::Input;
use support::{Supplied, answer};

#[test]
fn every_sample_answers_as_expected() {
    let expected: toml::Table = include_str!("samples.toml").parse().unwrap();
    assert_eq!(expected.keys().collect::<Vec<_>>(), sample_folders().iter().collect::<Vec<_>>());
    let mut failures = Vec::new();
    for (name, wanted) in &expected {
        let answer = answer(
            Input::Rule(&read(&format!("{name}/rule.toml"))),
            &read(&format!("{name}/events.json")),
            &Supplied::default(),
        );
        let found: [(&str, toml::Value); 6] = [
            ("events", answer.events.into()),
            ("verdict", answer.verdict.into()),
            ("sentence", answer.sentence.into()),
            ("matched", answer.matched.into()),
            ("undecided", answer.undecided.into()),
            ("problems", answer.problems.into()),
        ];
        for (key, found) in found {
            let wanted = wanted.get(key);
            if wanted != Some(&found) {
                failures.push(format!("{name}: {key} is {found:?}, expected {wanted:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn the_menu_lists_every_sample_once() {
    let menu = read("index.ts");
    let mut listed: Vec<&str> =
        menu.lines().filter_map(|line| line.trim().strip_prefix("id: \"")?.strip_suffix("\",")).collect();
    listed.sort_unstable();
    assert_eq!(listed, sample_folders());
}

#[test]
fn samples_hold_only_invented_addresses_accounts_and_keys() {
    for name in sample_folders() {
        let events = read(&format!("{name}/events.json"));
        for word in events.split(|character: char| !character.is_ascii_alphanumeric()) {
            let account = word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_digit());
            assert!(!account || ["111122223333", "444455556666"].contains(&word), "{name}: account {word}");
            let key = word.len() == 20 && (word.starts_with("AKIA") || word.starts_with("ASIA"));
            assert!(!key || word.ends_with("EXAMPLE"), "{name}: access key {word}");
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(folder().join(path)).unwrap()
}

/// The folders beside the menu, sorted.
fn sample_folders() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    let mut names: Vec<String> = entries
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
