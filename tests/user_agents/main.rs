//! The `regex` crate and JavaScript's RegExp give the same answers. How an answer is made of what a pattern finds is one
//! piece of code for both (`PatternParser`), so what has to be equal is what every single pattern finds in every user agent.

// A test helper that cannot go on says so by panicking.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use regex::Regex;
use rule_playground::cloudtrail::user_agent::native::{self, NativeRegex};
use rule_playground::cloudtrail::user_agent::{CompiledPattern, Kind, PatternList, RegexEngine, UserAgentParser};
use serde_json::{Value, json};

const PATTERNS: &str = include_str!("../../src/cloudtrail/user_agent/patterns.txt");

/// Where engines could differ: letters beyond ASCII that fold to ASCII, wide characters, spaces and line ends of all kinds.
const UNUSUAL: [&str; 9] = [
    "",
    "\u{c9}MOT\u{e9}/1 bots/1",
    "\u{212a}indle/3.0 \u{17f}pider bo\u{17f}t \u{ff22}ot",
    "Mozilla/5.0 (Linux; Android 9; \u{1f600}phone Build/1) AppleWebKit/537.36 Chrome/80.0.3987.99 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; U; Android 4.0; de-de;\u{a0}GIONEE_\u{e9}1 Build/X) AppleWebKit/534.30",
    "curl/7.64.1\r\nbot/2\u{2028}spider/3\u{85}Googlebot/2.1",
    "Ao\u{301}son caf\u{e9}bot/\u{661}.\u{662} Firefox/\u{ff11}.0",
    "BlackBerry9700/5.0.0.862 Profile/MIDP-2.1 Configuration/CLDC-1.1 VendorID/331 UNTRUSTED/1.0",
    "[aws-sdk-java/1.11.1030 Linux/4.9.217 OpenJDK_64-Bit_Server_VM/25.275-b01 java/1.8.0_275 vendor/Oracle_Corporation]",
];

#[test]
fn both_engines_find_the_same_in_every_user_agent() {
    let mut texts: BTreeSet<String> = UNUSUAL.into_iter().map(str::to_owned).collect();
    match corpus() {
        Some(corpus) => texts.extend(user_agents_below(&corpus)),
        None => eprintln!("RULE_PLAYGROUND_CORPUS is not set: only the user agents of this test are compared"),
    }
    let texts: Vec<String> = texts.into_iter().collect();
    let list = PatternList::read(PATTERNS);
    let patterns: Vec<&str> = [Kind::UserAgent, Kind::Os, Kind::Device]
        .into_iter()
        .flat_map(|kind| list.of(kind))
        .map(|pattern| pattern.regex.as_str())
        .collect();
    let Some(in_javascript) = captures_in_javascript(&patterns, &texts) else {
        return eprintln!("skipped: node is not installed");
    };
    let compiled: Vec<Regex> = patterns.iter().map(|pattern| NativeRegex.compile(pattern).unwrap()).collect();
    for (text, in_javascript) in texts.iter().zip(in_javascript) {
        let found = compiled
            .iter()
            .enumerate()
            .filter_map(|(number, regex)| CompiledPattern::captures(regex, text).map(|groups| json!([number, groups])));
        assert_eq!(Value::Array(found.collect()), in_javascript, "{text:?}");
    }
}

#[test]
fn published_documents() {
    let Some(corpus) = corpus() else { return eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set") };
    let parser = native::parser();
    let mut compared = 0;
    for path in files_below(&corpus.join("ecs-pairs")) {
        if !path.to_string_lossy().ends_with("-expected.json") {
            continue;
        }
        let documents: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for document in documents["expected"].as_array().unwrap() {
            let Some(original) = document["user_agent"]["original"].as_str() else { continue };
            let mut made = json!({ "user_agent": { "original": original } });
            for (field, value) in parser.parse(original).fields() {
                let at = field.split('.').fold(&mut made, |node, key| &mut node[key]);
                *at = value.into();
            }
            assert_eq!(made["user_agent"], document["user_agent"], "{}", path.display());
            compared += 1;
        }
    }
    assert!(compared > 0, "no document with a user agent below ecs-pairs");
}

#[test]
fn the_packed_patterns_are_those_of_the_package() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !project.join("node_modules/uap-core").exists() {
        return eprintln!("skipped: node_modules/uap-core is not installed");
    }
    let check = Command::new("node").args(["www/tools/pack-user-agents.mjs", "--check"]).current_dir(project).output();
    let check = check.unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

fn corpus() -> Option<PathBuf> {
    std::env::var_os("RULE_PLAYGROUND_CORPUS").map(PathBuf::from)
}

/// For each text the patterns that match, as `[number, groups]`; `None` without Node.
fn captures_in_javascript(patterns: &[&str], texts: &[String]) -> Option<Vec<Value>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/user_agents/captures.mjs");
    let mut node = Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let input = json!({ "patterns": patterns, "texts": texts }).to_string();
    node.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "captures.mjs failed");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The values of `userAgent`, also inside JSON that stands in a string, as they are written (escapes left as they are).
fn user_agents_below(corpus: &Path) -> BTreeSet<String> {
    let value = Regex::new(r#"userAgent\\*"\s*:\s*\\*"((?:[^"\\]|\\+[^"\\])*)"#).unwrap();
    let mut found = BTreeSet::new();
    for path in ["cloudtrail", "ecs-pairs"].iter().flat_map(|folder| files_below(&corpus.join(folder))) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        found.extend(value.captures_iter(&text).map(|groups| groups[1].to_owned()));
    }
    assert!(found.len() > 100, "only {} user agents below {}", found.len(), corpus.display());
    found
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, mut files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.extend(folders.iter().flat_map(|folder| files_below(folder)));
    files
}
