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
    workspace.set_check_tables(Some(Rc::new(Tables::bundled())));
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

/// The table of docs/checks.md, one row for each check.
fn table() -> String {
    let mut rows = String::from("| Code | Severity | About | Why, and what to change |\n| --- | --- | --- | --- |\n");
    for code in codes::all().filter(|code| code.id.starts_with('V')) {
        let severity = format!("{:?}", code.severity).to_lowercase();
        let explanation = code.explanation.replace('|', "\\|");
        rows.push_str(&format!("| {} | {severity} | {} | {explanation} |\n", code.id, code.title));
    }
    rows
}

/// `UPDATE_DOCS=1 cargo test --all-features --test checks` writes the table anew.
#[test]
fn the_document_lists_the_checks() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("<!-- table -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    let expected = format!("{before}<!-- table -->\n{}<!-- end -->{after}", table());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), expected, "docs/checks.md is not up to date");
}

/// The rule with what a message offers.
fn mended(text: &str, found: &[Diagnostic], id: &str) -> String {
    let fix = found.iter().find(|problem| problem.code.id == id).and_then(|problem| problem.fix.clone()).unwrap();
    fix.edits.iter().rev().fold(text.to_owned(), |mut text, edit| {
        text.replace_range(edit.place.span.start as usize..edit.place.span.end as usize, &edit.text);
        text
    })
}

#[test]
fn a_fix_settles_its_message_and_raises_none() {
    let mut seen = 0;
    for (code, example) in codes::examples() {
        let Example::Model(edits) = *example else { continue };
        let text = altered(edits);
        let found = said(&text, "");
        if found.iter().all(|problem| problem.fix.is_none()) {
            continue;
        }
        seen += 1;
        let after = said(&mended(&text, &found, code.id), "");
        let left = after.iter().filter(|problem| problem.code.id != code.id).map(|problem| problem.code.id);
        assert_eq!(left.collect::<Vec<_>>(), Vec::<&str>::new(), "{}", code.id);
        assert!(after.len() < found.len(), "{} is still said", code.id);
    }
    assert!(seen > 20, "{seen}");
}

/// One change of the model, and whether the repository's loader takes the rule then.
#[test]
fn errors_are_what_the_loader_refuses() {
    for (from, to, accepted) in [
        ("risk_score = 47", "risk_score = \"47\"", true),
        ("risk_score = 47", "risk_score = 47.9", true),
        ("risk_score = 47", "risk_score = \"47.9\"", false),
        ("risk_score = 47", "risk_score = true", false),
        ("risk_score = 47", "risk_score = 101", false),
        ("interval = \"5m\"", "enabled = \"yes\"", true),
        ("interval = \"5m\"", "enabled = \"maybe\"", false),
        ("interval = \"5m\"", "interval = \"1d\"", true),
        ("interval = \"5m\"", "interval = \"1w\"", false),
        ("interval = \"5m\"", "exceptions_list = [{id = 1}]", false),
        ("interval = \"5m\"", "exceptions_list = [{id = \"1\"}]", true),
        ("interval = \"5m\"", "actions = [{any = {thing = 1}}]", true),
        ("interval = \"5m\"", "actions = [1]", false),
        ("interval = \"5m\"", "unknown = 1", false),
        ("interval = \"5m\"", "meta.team = \"a\"", false),
        ("interval = \"5m\"", "timeline_id = \"none\"", false),
        ("interval = \"5m\"", "required_fields = [{name = \"a\", type = \"b\"}]", false),
        ("from = \"now-6m\"", "from = \"yesterday\"", true),
        ("license = \"Elastic License v2\"", "license = \"elastic license\"", true),
        ("type = \"query\"", "type = \"saved_query\"", false),
        ("language = \"kuery\"", "language = \"lucene\"", true),
        ("language = \"kuery\"", "language = \"esql\"", true),
        ("maturity = \"production\"", "maturity = \"stable\"", false),
        ("integration = [\"aws\"]", "integration = \"aws\"", true),
        ("integration = [\"aws\"]", "integration = [1]", false),
        ("integration = [\"aws\"]", "bypass_bbr_timing = 1", true),
        ("tactics/TA0007/\"", "tactics/TA0007\"", true),
        ("tactics/TA0007/\"", "tactics/T0007/\"", false),
        ("framework = \"MITRE ATT&CK\"", "framework = \"MITRE ATLAS\"", true),
        ("framework = \"MITRE ATT&CK\"", "framework = \"ATT&CK\"", false),
        (" and event", " AND event", false),
        (" and event", " and not event", true),
        ("\"ListUsers\"", "not \"ListUsers\"", true),
        ("\"ListUsers\"", "List Users", false),
        ("\"ListUsers\"", "*List Users*", true),
        ("\"ListUsers\"", "(\"ListUsers\"", false),
        ("## Triage and analysis", "## Configure", false),
        ("## Triage and analysis", "### Setup", false),
        ("## Triage and analysis", "## Setup", true),
    ] {
        let errors: Vec<_> = said(&altered(&[(from, to)]), "")
            .into_iter()
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| format!("{} {}", problem.code.id, problem.message))
            .collect();
        assert_eq!(errors.is_empty(), accepted, "{to}: {errors:?}");
    }
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
