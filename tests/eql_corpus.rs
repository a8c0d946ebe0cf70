//! Every EQL query of the published rules parses without an error. Needs the corpus: set `RULE_PLAYGROUND_CORPUS`.

use std::path::{Path, PathBuf};

use rule_playground::diagnostic::Severity;
use rule_playground::query::eql;

#[test]
fn every_published_query_parses() {
    let Some(corpus) = std::env::var_os("RULE_PLAYGROUND_CORPUS") else {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
        return;
    };
    let mut files = Vec::new();
    toml_files(&Path::new(&corpus).join("detection-rules"), &mut files);
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

fn toml_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            toml_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
}
