//! Every rule that a page of the tutorial embeds answers what the page says below it.
//!
//! In the built book the same blocks run in the reader's browser; see `www/embed/texts.ts` for the line between rule and events.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

mod support;

use std::path::{Path, PathBuf};

use rule_playground::session::Input;
use support::{Supplied, answer};

/// An embedded rule, and what the page says about it.
struct Block<'a> {
    rule: &'a str,
    events: &'a str,
    /// The quotation below the block: `> **Match.** 1 of 2 events matches`.
    said: &'a str,
}

#[test]
fn every_embedded_rule_answers_as_its_page_says() {
    for (name, page) in pages() {
        for Block { rule, events, said } in blocks(&page) {
            let answer = answer(Input::Rule(rule), events, &Supplied::default());
            let verdict = match answer.verdict.as_str() {
                "match" => "Match",
                "no_match" => "No match",
                "undecided" => "Undecided",
                _ => "Invalid",
            };
            assert_eq!(said, format!("> **{verdict}.** {}", answer.sentence), "{name}");
            // V36 asks for a MITRE technique, which would make the examples twice as long.
            for problem in answer.problems.iter().filter(|problem| !problem.starts_with("V36 ")) {
                let code = problem.split(' ').next().unwrap();
                assert!(page.contains(&format!("`{code}`")), "{name} does not speak of {problem}");
            }
        }
    }
}

#[test]
fn every_page_of_the_tutorial_embeds_a_rule_and_is_in_the_book() {
    let summary = read("SUMMARY.md");
    for (name, page) in pages() {
        assert!(!blocks(&page).is_empty(), "{name} embeds nothing");
        assert!(summary.contains(&format!("(tutorial/{name})")), "{name} is not in SUMMARY.md");
    }
}

#[test]
fn the_book_has_every_page_of_the_folder() {
    let summary = read("SUMMARY.md");
    let folder = std::fs::read_dir(docs()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for name in folder.filter(|name| name.ends_with(".md") && name != "SUMMARY.md") {
        assert!(summary.contains(&format!("({name})")), "{name} is not in SUMMARY.md");
    }
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let fences = page.split("```rule-playground\n").skip(1);
    let blocks = fences.map(|from| {
        let (block, after) = from.split_once("```\n").unwrap();
        let (rule, events) = block.split_once("\n---\n").unwrap();
        Block { rule, events, said: after.lines().find(|line| !line.is_empty()).unwrap_or_default() }
    });
    blocks.collect()
}

/// The pages of the tutorial, by name.
fn pages() -> Vec<(String, String)> {
    let entries = std::fs::read_dir(docs().join("tutorial")).unwrap().map(|entry| entry.unwrap());
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), read(&format!("tutorial/{name}")))).collect()
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(docs().join(path)).unwrap()
}
