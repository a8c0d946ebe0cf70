//! Every EQL query of the published rules parses without an error, and those over CloudTrail run. Needs the corpus: set `RULE_PLAYGROUND_CORPUS`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a corpus that cannot be read fails the test")]

use std::path::{Path, PathBuf};

use rule_playground::diagnostic::Severity;
use rule_playground::events::SourceText;
use rule_playground::query::eql;
use rule_playground::session::{Input, Verdict, Workspace};

#[test]
fn every_published_query_parses() {
    let Some(corpus) = std::env::var_os("RULE_PLAYGROUND_CORPUS") else {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
        return;
    };
    let mut files = Vec::new();
    files_below(&Path::new(&corpus).join("detection-rules"), &["toml"], &mut files);
    let mut queries = 0;
    let mut problems = Vec::new();
    let mut warnings = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let Ok(table) = toml::from_str::<toml::Table>(&text) else { continue };
        let Some(rule) = table.get("rule").and_then(toml::Value::as_table) else { continue };
        let text_of = |key: &str| rule.get(key).and_then(toml::Value::as_str);
        let Some(query) = (text_of("language") == Some("eql")).then(|| text_of("query")).flatten() else { continue };
        queries += 1;
        let parsed = eql::parse(query);
        for found in parsed.diagnostics {
            let line = format!("{}: {} {}", file.display(), found.code.id, found.message);
            if found.severity == Severity::Error { problems.push(line) } else { warnings.push(line) }
        }
        let gapless = parsed.highlights.is_sorted_by(|one, next| one.span.end <= next.span.start);
        assert!(gapless, "{}: colours overlap", file.display());
    }
    eprintln!("{queries} queries read, {} warnings:\n{}", warnings.len(), warnings.join("\n"));
    assert!(queries >= 1081, "the corpus has more queries than {queries}");
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn every_cloudtrail_rule_runs_over_all_records() {
    let Some(corpus) = std::env::var_os("RULE_PLAYGROUND_CORPUS") else {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
        return;
    };
    let (mut rules, mut events) = (Vec::new(), Vec::new());
    files_below(&Path::new(&corpus).join("detection-rules"), &["toml"], &mut rules);
    files_below(&Path::new(&corpus).join("cloudtrail"), &["json", "ndjson", "raw"], &mut events);
    let texts =
        events.iter().map(|path| SourceText::from_bytes(path.display().to_string(), std::fs::read(path).unwrap()));
    let mut workspace = Workspace::default();
    workspace.set_events(texts.collect());
    let mut ran = 0;
    let mut problems = Vec::new();
    for path in rules {
        let text = std::fs::read_to_string(&path).unwrap();
        if !is_eql_over_cloudtrail(&text) {
            continue;
        }
        ran += 1;
        workspace.set_rule(Input::Rule(&text));
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let answer = &workspace.outcome().answer;
        eprintln!("{name}: {} matched, {} undecided", answer.matched.count(), answer.undecided.count());
        if answer.verdict == Verdict::Invalid {
            problems.push(format!("{name}: {}", answer.sentence));
        }
        // Every matching event, and the first that does not match, can be explained.
        let explained: Vec<u32> = answer.matched.ones().chain([0]).collect();
        assert!(explained.into_iter().all(|event| workspace.explain(event).is_some()), "{name}");
    }
    eprintln!("{ran} rules over {} records", workspace.events().len());
    assert!(ran >= 28, "the corpus has more rules than {ran}");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn is_eql_over_cloudtrail(text: &str) -> bool {
    let Ok(table) = toml::from_str::<toml::Table>(text) else { return false };
    let Some(rule) = table.get("rule") else { return false };
    let index = rule.get("index").and_then(toml::Value::as_array).into_iter().flatten();
    let reads_cloudtrail = index.filter_map(toml::Value::as_str).any(|name| name.contains("cloudtrail"));
    reads_cloudtrail && rule.get("language").and_then(toml::Value::as_str) == Some("eql")
}

fn files_below(folder: &Path, extensions: &[&str], files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files_below(&path, extensions, files);
        } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
            files.push(path);
        }
    }
}
