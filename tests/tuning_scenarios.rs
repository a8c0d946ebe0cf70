//! Runs `tests/scenarios/tuning-*.md`: two versions of a rule over the same events; the README there says how they are
//! written.

#![expect(clippy::unwrap_used, reason = "a scenario that cannot be read fails the test")]

use std::path::Path;

use rule_playground::events::SourceText;
use rule_playground::session::{Compared, Input, Reason, Workspace};
use rule_playground::tuning::{Change, Labels};

#[test]
fn every_tuning_is_told_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.file_name().unwrap().to_string_lossy().starts_with("tuning-"));
    files.sort();
    assert!(files.len() >= 5, "{files:?}");
    let mut wrong = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let blocks = blocks(&text);
        let block = |language: &str| blocks.iter().find(|(of, _)| of == language).map(|(_, text)| text.clone());
        let needed = |language: &str| block(language).unwrap_or_else(|| panic!("{name} has no block of {language}"));
        let mut workspace = Workspace::default();
        let source = |text: String| vec![SourceText { name: "events".to_owned(), text }];
        workspace.set_events(source(needed("json")));
        workspace.set_history(block("json history").map(source).unwrap_or_default());
        let labels = block("json labels")
            .map_or_else(Labels::default, |text| Labels::read(&text, &workspace.event_ids()).unwrap());
        workspace.set_labels(labels);
        workspace.set_previous(&needed("toml before"));
        workspace.set_rule(Input::Rule(&needed("toml before")));
        let mut found: Vec<String> =
            workspace.hints().iter().map(|hint| format!("hint before: {}", hint.message)).collect();
        workspace.set_rule(Input::Rule(&needed("toml after")));
        let compared = workspace.compared().unwrap_or_else(|| panic!("{name} is not compared"));
        found.splice(0..0, told(&compared));
        found.extend(workspace.hints().iter().map(|hint| format!("hint: {}", hint.message)));
        let mut expected: Vec<String> = needed("expected").lines().map(|line| line.trim().to_owned()).collect();
        // Hints of the version before are only told where the scenario asks for them.
        if !expected.iter().any(|line| line.starts_with("hint before")) {
            found.retain(|line| !line.starts_with("hint before"));
        }
        expected.sort();
        found.sort();
        if expected != found {
            wrong.push(format!("{name}: found\n{}\nexpected\n{}", found.join("\n"), expected.join("\n")));
        }
        let markdown = workspace.pull_request("2026/03/11", "", "rule.toml").markdown;
        if let Some(line) = first_missing(&needed("markdown"), &markdown) {
            wrong.push(format!("{name}: the pull request does not go on with `{line}`:\n{markdown}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

fn told(compared: &Compared) -> Vec<String> {
    let found = &compared.comparison;
    let numbers = |change: &Change| change.events.ones().map(|event| format!(" {event}")).collect::<String>();
    let mut lines = vec![
        format!("sentence: {}", compared.sentence),
        format!("lost:{}", numbers(&found.lost)),
        format!("gained:{}", numbers(&found.gained)),
    ];
    let mut reasons = |verb: &str, change: &Change, reasons: &[Reason]| {
        for (one, reason) in change.reasons.iter().zip(reasons) {
            lines.push(format!("reason: {verb} by {}: {}, {} alone", reason.text, one.events.count(), one.alone));
        }
    };
    reasons("lost", &found.lost, &compared.lost);
    reasons("gained", &found.gained, &compared.gained);
    lines.extend(compared.settings.iter().map(|setting| format!("setting: {}", setting.key)));
    lines
}

/// The first line of `expected` that `found` does not go on with; a line `…` stands for any lines.
fn first_missing<'e>(expected: &'e str, found: &str) -> Option<&'e str> {
    let mut rest = found.lines();
    let mut any = false;
    for line in expected.lines() {
        if line == "…" {
            any = true;
            continue;
        }
        let met = if any { rest.any(|one| one == line) } else { rest.next() == Some(line) };
        if !met {
            return Some(line);
        }
        any = false;
    }
    rest.next().filter(|_| !any).map(|_| "the end")
}

/// The fenced blocks: what stands after the fence, and the text. A fence is closed by one of its own length.
fn blocks(markdown: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    let mut open: Option<&str> = None;
    for line in markdown.split_inclusive('\n') {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match open {
            Some(fence) if line.trim_end() == fence => open = None,
            Some(_) => blocks.last_mut().unwrap().1.push_str(line),
            None if ticks.len() >= 3 => {
                open = Some(ticks);
                blocks.push((line[ticks.len()..].trim().to_owned(), String::new()));
            }
            None => {}
        }
    }
    assert!(open.is_none(), "a fenced block is not closed");
    blocks
}
