//! Every published rule is read without a complaint.
#![allow(clippy::unwrap_used, reason = "a test helper may fail its test")]

use std::fs;
use std::path::{Path, PathBuf};

use rule_playground::diagnostic::Severity;
use rule_playground::rule::{parse, toml};

/// Every rule file of the corpus, or `None`, saying so, where there is no corpus.
fn rule_files() -> Option<Vec<PathBuf>> {
    let Some(corpus) = std::env::var_os("RULE_PLAYGROUND_CORPUS") else {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
        return None;
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
    files.sort();
    assert!(!files.is_empty(), "the corpus has no rules");
    Some(files)
}

#[test]
fn every_rule_is_read_without_a_complaint() {
    let mut complaints = Vec::new();
    for file in rule_files().unwrap_or_default() {
        let text = fs::read_to_string(&file).unwrap();
        let parsed = parse(&text);
        // The repository's loader takes deprecated rules as they are.
        let is_old = file.components().any(|part| part.as_os_str() == "_deprecated");
        let counts = |severity| severity == Severity::Error || severity == Severity::Warning && !is_old;
        for diagnostic in parsed.diagnostics.iter().filter(|diagnostic| counts(diagnostic.severity)) {
            complaints.push(format!("{}: {} {:?}", file.display(), diagnostic.message, diagnostic.place));
        }
        assert!(parsed.rule.name.is_some() && parsed.rule.rule_type.is_some(), "{}", file.display());
        let invalid = parsed.tokens.iter().find(|token| token.kind == rule_playground::rule::TokenKind::Invalid);
        assert_eq!(invalid.map(|token| token.span.of(&text)), None, "{}", file.display());
    }
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn decoded_strings_are_those_of_the_toml_crate() {
    for file in rule_files().unwrap_or_default() {
        let text = fs::read_to_string(&file).unwrap();
        let rule = parse(&text).rule;
        for string in [&rule.name, &rule.description, &rule.note, &rule.setup].into_iter().flatten() {
            assert_eq!(toml::decode(&text, string.span).text(), string.value, "{}", file.display());
        }
    }
}

#[test]
fn a_rule_cut_anywhere_is_read_and_said_to_be_cut() {
    for file in rule_files().unwrap_or_default().iter().step_by(97) {
        let text = fs::read_to_string(file).unwrap();
        let cuts = (1..20).map(|part| text.len() * part / 20).filter(|cut| text.is_char_boundary(*cut));
        for cut in cuts {
            let parsed = parse(&text[..cut]);
            let errors = parsed.diagnostics.iter().filter(|diagnostic| diagnostic.code.id == "R002").count();
            let others: Vec<_> =
                parsed.diagnostics.iter().filter(|d| !["R002", "R013", "R014"].contains(&d.code.id)).collect();
            assert!(errors <= 1 && others.is_empty(), "{} cut at {cut}: {:?}", file.display(), parsed.diagnostics);
        }
    }
}
