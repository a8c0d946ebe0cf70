use std::collections::BTreeMap;

use rule_playground::diagnostic::{Severity, codes};
use serde_json::json;

use super::Checked;
use crate::output::PrintedDiagnostic;

/// A line for each message, and how many files there were.
pub fn text(checked: &[Checked]) {
    for diagnostic in all(checked) {
        println!("{}", diagnostic.line());
    }
    let with_errors = checked.iter().filter(|file| file.worst == Some(Severity::Error));
    let files = if checked.len() == 1 { "file" } else { "files" };
    println!("{} {files} read, {} with errors", checked.len(), with_errors.count());
}

fn all(checked: &[Checked]) -> impl Iterator<Item = &PrintedDiagnostic> {
    checked.iter().flat_map(|file| &file.diagnostics)
}

/// How often each code is said, and in how many files.
pub fn count(checked: &[Checked]) {
    let mut counts: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for file in checked {
        let mut seen = Vec::new();
        for diagnostic in &file.diagnostics {
            let key = (diagnostic.code, diagnostic.severity);
            let entry = counts.entry(key).or_default();
            entry.0 += 1;
            if !seen.contains(&key) {
                seen.push(key);
                entry.1 += 1;
            }
        }
    }
    println!("code   severity  messages  files  title");
    for ((code, severity), (messages, files)) in counts {
        let title = codes::all().find(|known| known.id == code).map_or("", |known| known.title);
        println!("{code:<6} {severity:<8} {messages:>9} {files:>6}  {title}");
    }
    println!("{} files", checked.len());
}

/// Workflow commands: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
pub fn github(checked: &[Checked]) {
    let value = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| value(text).replace(':', "%3A").replace(',', "%2C");
    for diagnostic in all(checked) {
        let level = if diagnostic.severity == "info" { "notice" } else { diagnostic.severity };
        let place = match (diagnostic.line, diagnostic.column) {
            (Some(line), Some(column)) => format!(",line={line},col={column}"),
            _ => String::new(),
        };
        let said = [&[diagnostic.message.clone()][..], &diagnostic.notes].concat().join("\n");
        let file = property(&diagnostic.path);
        println!("::{level} file={file}{place},title={}::{}", property(diagnostic.code), value(&said));
    }
}

/// <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
pub fn sarif(checked: &[Checked]) -> Result<(), String> {
    let mut used: Vec<&str> = all(checked).map(|diagnostic| diagnostic.code).collect();
    used.sort_unstable();
    used.dedup();
    let rules: Vec<_> = codes::all()
        .filter(|code| used.contains(&code.id))
        .map(|code| {
            json!({
                "id": code.id,
                "shortDescription": {"text": code.title},
                "fullDescription": {"text": code.explanation},
            })
        })
        .collect();
    let results: Vec<_> = all(checked)
        .map(|diagnostic| {
            let level = if diagnostic.severity == "info" { "note" } else { diagnostic.severity };
            let said = [&[diagnostic.message.clone()][..], &diagnostic.notes].concat().join(". ");
            let mut place = json!({"artifactLocation": {"uri": uri(&diagnostic.path)}});
            if let (Some(line), Some(column)) = (diagnostic.line, diagnostic.column) {
                place["region"] = json!({"startLine": line, "startColumn": column});
            }
            json!({
                "ruleId": diagnostic.code,
                "level": level,
                "message": {"text": said},
                "locations": [{"physicalLocation": place}],
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "rule-playground", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    println!("{}", serde_json::to_string_pretty(&log).map_err(|error| error.to_string())?);
    Ok(())
}

/// A path as a relative address.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encode = |byte: u8| if plain(byte) { (byte as char).to_string() } else { format!("%{byte:02X}") };
    path.replace('\\', "/").bytes().map(encode).collect()
}

/// A test case for each file; it fails where a message is as bad as `deny`.
pub fn junit(checked: &[Checked], deny: Severity) {
    let fails = |file: &&Checked| file.worst.is_some_and(|worst| worst <= deny);
    let failures = checked.iter().filter(fails).count();
    println!(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    println!(r#"<testsuites><testsuite name="rule-playground check" tests="{}" failures="{failures}">"#, checked.len());
    for file in checked {
        let lines: Vec<String> = file.diagnostics.iter().map(PrintedDiagnostic::line).collect();
        let (path, said) = (xml(&file.path), xml(&lines.join("\n")));
        print!(r#"<testcase classname="check" name="{path}">"#);
        if fails(&file) {
            let first = xml(lines.first().map_or("", String::as_str));
            print!(r#"<failure message="{first}">{said}</failure>"#);
        } else if !lines.is_empty() {
            print!("<system-out>{said}</system-out>");
        }
        println!("</testcase>");
    }
    println!("</testsuite></testsuites>");
}

/// Text for XML; control characters that it cannot hold become U+FFFD.
fn xml(text: &str) -> String {
    let mut safe = String::new();
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("&#10;"),
            '\t' | '\r' => safe.push(character),
            character if character.is_control() => safe.push('\u{fffd}'),
            character => safe.push(character),
        }
    }
    safe
}
