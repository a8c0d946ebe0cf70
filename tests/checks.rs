//! The checks: what each example raises, and what published rules are told.
#![allow(clippy::unwrap_used, reason = "a test helper may fail its test")]

#[path = "support/vocabulary.rs"]
mod vocabulary;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rule_playground::check::{Tables, changed_without_date};
use rule_playground::diagnostic::codes::{self, check::MODEL};
use rule_playground::diagnostic::{Diagnostic, Example, Severity};
use rule_playground::session::{Input, Workspace};

fn workspace(text: &str, path: &str) -> Workspace {
    let mut workspace = Workspace::default();
    workspace.set_vocabulary(vocabulary::vocabulary());
    workspace.set_check_tables(Rc::new(Tables::bundled()));
    if !path.is_empty() {
        workspace.set_rule_path(path);
    }
    workspace.set_rule(Input::Rule(text));
    workspace
}

fn said(text: &str, path: &str) -> Vec<Diagnostic> {
    workspace(text, path).rule_diagnostics()
}

fn ids(found: &[Diagnostic]) -> BTreeSet<&str> {
    found.iter().map(|diagnostic| diagnostic.code.id).collect()
}

fn altered(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(MODEL.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the model has no {from:?}");
        text.replacen(from, to, 1)
    })
}

#[test]
fn nothing_is_said_of_the_model() {
    assert_eq!(said(MODEL, "rules/integrations/aws/discovery_users.toml"), []);
}

#[test]
fn each_example_raises_exactly_its_code() {
    let mut wrong = Vec::new();
    for (code, example) in codes::examples() {
        let (path, edits) = match *example {
            Example::Model(edits) => ("", edits),
            Example::ModelAt(path, edits) => (path, edits),
            _ => continue,
        };
        let found = said(&altered(edits), path);
        let severities = found.iter().all(|problem| problem.severity == code.severity);
        if ids(&found) != BTreeSet::from([code.id]) || !severities {
            let said: Vec<_> = found.iter().map(|one| format!("  {} {}", one.code.id, one.message)).collect();
            wrong.push(format!("{}:\n{}", code.id, said.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_change_needs_a_new_date() {
    let changed = MODEL.replace("risk_score = 47", "risk_score = 43");
    let workspace = workspace(&changed, "");
    let found = changed_without_date(&workspace.subject(), MODEL, Some("2024/03/01")).unwrap();
    assert_eq!(found.code.id, "V10");
    assert_eq!(found.fix.unwrap().edits[0].text, "\"2024/03/01\"");
    assert_eq!(changed_without_date(&workspace.subject(), &changed, None), None);
    let dated = changed.replace("2024/02/20", "2024/03/01");
    assert_eq!(changed_without_date(&self::workspace(&dated, "").subject(), MODEL, None), None);
}

/// Every rule file of the corpus, none where there is no corpus.
fn rule_files() -> Vec<PathBuf> {
    let Some(corpus) = std::env::var_os("RULE_PLAYGROUND_CORPUS") else {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
        return Vec::new();
    };
    let root = Path::new(&corpus).join("detection-rules");
    let mut files = Vec::new();
    let mut folders = vec![root.join("rules"), root.join("rules_building_block")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                files.push(path);
            }
        }
    }
    files
}

#[test]
fn the_repository_takes_all_its_rules() {
    let mut refused = Vec::new();
    for file in rule_files() {
        let text = fs::read_to_string(&file).unwrap();
        let errors = said(&text, file.to_str().unwrap()).into_iter().filter(|one| one.severity == Severity::Error);
        refused.extend(errors.map(|error| format!("{}: {} {}", file.display(), error.code.id, error.message)));
    }
    assert!(refused.is_empty(), "{} errors:\n{}", refused.len(), refused.join("\n"));
}
