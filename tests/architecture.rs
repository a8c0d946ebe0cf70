//! The house keeps its shape: which room may use which, how long a file may be, how much stands at the crate's root.

#![expect(clippy::unwrap_used, reason = "sources that cannot be read fail the test")]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of `src/`, lowest first; a room uses only lines above its own.
const FLOORS: &[&[&str]] = &[
    &["number", "order", "text"],
    &["diagnostic"],
    &["json", "time", "pattern"],
    &["ecs"],
    &["cloudtrail"],
    &["events"],
    &["rule"],
    &["query"],
    &["assist", "check"],
    &["eval"],
    &["explain", "redact"],
    &["tuning"],
    &["session"],
    &["wire"],
];

const LONGEST_FILE: usize = 600;
const MOST_ROOT_NAMES: usize = 20;

#[test]
fn a_room_uses_only_the_rooms_below_it() {
    let mut wrong = Vec::new();
    for file in files(&["src"], &["rs"]) {
        let Some(room) = room(&file) else { continue };
        let floor = floor(&room).unwrap_or_else(|| panic!("src/{room} has no floor in {}", file!()));
        for used in rooms_used(&code(&file)) {
            if used != room && floor <= self::floor(used).unwrap_or(usize::MAX) {
                wrong.push(format!("{}: {room} uses {used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that point up:\n{}", wrong.join("\n"));
}

#[test]
fn arrows_are_found() {
    assert_eq!(rooms_used("use crate::text::Span;"), ["text"]);
    assert_eq!(rooms_used("    let a: crate::json::Tree = crate::ecs::node();"), ["json", "ecs"]);
    assert_eq!(rooms_used("use crate::{text::Span, time};"), ["text", "time"]);
    assert_eq!(rooms_used("use crate::{ecs::{Node, Document}, json::Tree};"), ["ecs", "json"]);
    assert_eq!(rooms_used("use crate::{\n    pattern,\n    ecs::Node,\n};\nuse serde::{A, B};"), ["pattern", "ecs"]);
    assert!(rooms_used("use super::Row;").is_empty());
}

#[test]
fn no_file_is_too_long() {
    let mut lengths: Vec<(usize, PathBuf)> = files(&["src", "www", "xtask", "tests"], &["rs", "ts", "mjs", "css"])
        .into_iter()
        .filter(|file| !file.ends_with("www/engine/wire.d.ts"))
        .map(|file| (read(&file).lines().count(), file))
        .collect();
    lengths.sort();
    println!("{} files, median {} lines", lengths.len(), lengths[lengths.len() / 2].0);
    let long: Vec<String> = lengths
        .iter()
        .filter(|(length, _)| *length > LONGEST_FILE)
        .map(|(length, file)| format!("{}: {length} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST_FILE} lines:\n{}", long.join("\n"));
}

#[test]
fn few_names_stand_at_the_crate_root() {
    let root = read(&project().join("src/lib.rs"));
    let names: usize = root
        .lines()
        .filter(|line| line.starts_with("pub "))
        .map(|line| if line.starts_with("pub use") { line.matches(',').count() + 1 } else { 1 })
        .sum();
    assert!(
        (1..=MOST_ROOT_NAMES).contains(&names),
        "{names} public names at the crate root, {MOST_ROOT_NAMES} allowed"
    );
}

/// The rooms that code names: `crate::room` or `crate::{room::…, room}`.
fn rooms_used(code: &str) -> Vec<&str> {
    let mut rooms = Vec::new();
    for path in code.split("crate::").skip(1) {
        match path.strip_prefix('{') {
            Some(group) => rooms.extend(outermost_parts(group).map(first_name)),
            None => rooms.push(first_name(path)),
        }
    }
    rooms
}

/// The parts of a use group between its commas, up to the brace that closes it.
fn outermost_parts(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 1;
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && character == ',') {
            parts.push(group[start..at].trim());
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    parts.into_iter().filter(|part| !part.is_empty())
}

fn first_name(path: &str) -> &str {
    let end = path.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(path.len());
    &path[..end]
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// The room of a file of the library; `None` for the crate root, the binaries and files that hold only tests.
fn room(file: &Path) -> Option<String> {
    let inside = file.strip_prefix(project().join("src")).ok()?;
    let tests_only = inside.components().any(|part| ["tests", "tests.rs"].iter().any(|name| part.as_os_str() == *name));
    let first = inside.components().next()?.as_os_str().to_str()?;
    (!tests_only && !["lib.rs", "bin"].contains(&first)).then(|| first.to_owned())
}

/// The text of a file up to its tests, without whole lines of comment.
fn code(file: &Path) -> String {
    let text = read(file);
    let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
    text[..end].lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn files(folders: &[&str], extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| project().join(folder)).collect();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
