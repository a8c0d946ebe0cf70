//! Runs the scenarios in `tests/scenarios/*.md`; its README says how they are written.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a scenario that cannot be read fails the test")]

mod support;

use std::path::Path;

use rule_playground::rule::Language;
use rule_playground::session::Input;
use support::{Answer, Supplied, answer};

/// A `##` section.
struct Scenario {
    /// `file.md: heading`
    name: String,
    /// Language of the block and its text.
    rule: (String, String),
    events: String,
    now: Option<String>,
    history: Option<String>,
    indicators: Option<String>,
    expected: String,
}

#[test]
fn every_scenario_is_answered_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut failures = Vec::new();
    for file in files.iter().filter(|file| is_scenario(file)) {
        let scenarios = read(file);
        assert!(!scenarios.is_empty(), "{} has no section", file.display());
        for scenario in scenarios {
            let (language, rule) = &scenario.rule;
            let rule = if language == "kuery" { Input::Query(rule, Language::Kuery) } else { Input::Rule(rule) };
            let supplied = Supplied {
                now: scenario.now.as_deref(),
                history: scenario.history.as_deref(),
                indicators: scenario.indicators.as_deref(),
            };
            let answer = answer(rule, &scenario.events, &supplied);
            failures.extend(differences(&scenario, &answer));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Those with two versions of a rule are read by `tests/tuning_scenarios.rs`.
fn is_scenario(file: &Path) -> bool {
    let name = file.file_name().unwrap().to_string_lossy();
    name != "README.md" && !name.starts_with("tuning-")
}

fn read(file: &Path) -> Vec<Scenario> {
    let name = file.file_name().unwrap().to_string_lossy();
    let text = std::fs::read_to_string(file).unwrap();
    let mut sections = text.split("\n## ");
    let common = blocks(sections.next().unwrap());
    sections
        .map(|section| {
            let own = blocks(section);
            let heading = section.lines().next().unwrap_or_default();
            let optional = |languages: &[&str]| {
                own.iter().chain(&common).find(|(language, _)| languages.contains(&language.as_str()))
            };
            let block = |languages: &[&str]| {
                let found = optional(languages);
                found.unwrap_or_else(|| panic!("{name}: {heading}: no block of {languages:?}")).clone()
            };
            let text = |language| optional(&[language]).map(|(_, text)| text.clone());
            Scenario {
                name: format!("{name}: {heading}"),
                rule: block(&["toml", "text", "kuery"]),
                events: block(&["json"]).1,
                now: text("now"),
                history: text("json history"),
                indicators: text("json indicators"),
                expected: block(&["expected"]).1,
            }
        })
        .collect()
}

/// The fenced blocks of a piece of Markdown: language and text.
fn blocks(markdown: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for line in markdown.split_inclusive('\n') {
        match line.strip_prefix("```") {
            Some(_) if open => open = false,
            Some(language) => {
                open = true;
                blocks.push((language.trim().to_owned(), String::new()));
            }
            None if open => blocks.last_mut().unwrap().1.push_str(line),
            None => {}
        }
    }
    assert!(!open, "a fenced block is not closed:\n{markdown}");
    blocks
}

/// What the answer says otherwise than the scenario, one line each.
fn differences(scenario: &Scenario, answer: &Answer) -> Vec<String> {
    let mut problems = Vec::new();
    let mut alerts = None;
    let mut findings = None;
    let mut differences = Vec::new();
    for line in scenario.expected.lines().filter(|line| !line.trim().is_empty()) {
        let (key, wanted) = line.split_once(':').unwrap_or_else(|| panic!("{}: no key in {line:?}", scenario.name));
        let found = match key {
            "events" => answer.events.to_string(),
            "verdict" => answer.verdict.clone(),
            "matched" => numbers(&answer.matched),
            "undecided" => numbers(&answer.undecided),
            "sentence" => answer.sentence.clone(),
            "alert" => {
                let wanted = Some(wanted.trim().to_owned()).filter(|alert| !alert.is_empty());
                alerts.get_or_insert_with(Vec::new).extend(wanted);
                continue;
            }
            _ if key.starts_with("event ") => {
                let event: usize = key["event ".len()..].parse().unwrap();
                answer.about[event].clone()
            }
            "finding" => {
                findings.get_or_insert_with(Vec::new).push(wanted.trim().to_owned());
                continue;
            }
            "problem" => {
                problems.push(wanted.trim().to_owned());
                continue;
            }
            _ => panic!("{}: unknown key {key:?}", scenario.name),
        };
        if found != wanted.trim() {
            differences.push(format!("{}: {key} is `{found}`, expected `{}`", scenario.name, wanted.trim()));
        }
    }
    if let Some(alerts) = alerts.filter(|alerts| *alerts != answer.alerts) {
        differences.push(format!("{}: alerts are {:?}, expected {alerts:?}", scenario.name, answer.alerts));
    }
    if let Some(findings) = findings.filter(|findings| *findings != answer.findings) {
        let (found, wanted) = (answer.findings.join("\n  "), findings.join("\n  "));
        differences.push(format!("{}: findings are\n  {found}\nexpected\n  {wanted}", scenario.name));
    }
    // Scenarios are about answers; what the checks say of their rules counts only where one names it.
    let mut said = answer.problems.clone();
    said.retain(|problem| !problem.starts_with('V') || problems.contains(problem));
    if said != problems {
        differences.push(format!("{}: problems are {said:?}, expected {problems:?}", scenario.name));
    }
    differences
}

fn numbers(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(" ")
}
