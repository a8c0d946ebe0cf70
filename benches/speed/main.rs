//! How fast the engine is natively, beside named peers over the same bytes. `cargo xtask bench` runs it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark that cannot read its input may stop")]

mod corpus;
mod peers;

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::ecs::FieldPath;
use rule_playground::events::{SourceText, Store};
use rule_playground::rule::Language;
use rule_playground::session::{Input, Workspace};

const RUNS: usize = 5;

/// A query on six fields; [`peers`] ask the same of the raw records.
const QUERY: &str = "event.provider: iam.amazonaws.com and event.action: (GetRole or ListUsers) and event.outcome: success \
    and aws.cloudtrail.user_identity.type: IAMUser and user_agent.original: *aws-sdk* and not source.address: 192.0.2.1";

const FIELDS: [&str; 6] = [
    "event.provider",
    "event.action",
    "event.outcome",
    "aws.cloudtrail.user_identity.type",
    "user_agent.original",
    "source.address",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [command, path] if command == "memory" => print_memory(Path::new(path)),
        _ => measure(),
    }
}

fn measure() {
    let small = corpus::small_records_file();
    for megabytes in [10, 100] {
        match corpus::records_file(megabytes) {
            Some(path) => measure_records(&path),
            None => println!("RULE_PLAYGROUND_CORPUS is not set: no figures for {megabytes} MB of the corpus"),
        }
    }
    measure_editing(&small);
}

fn measure_records(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    println!("\n{} ({:.1} MB)", path.file_name().unwrap().display(), text.len() as f64 / 1e6);
    let row = |name: &str, seconds: f64, peer: f64, of: &str| {
        let speed = text.len() as f64 / 1e6 / seconds;
        println!("  {name:<42}{:>9.0} ms{speed:>8.0} MB/s{:>8.2} of {of}", seconds * 1e3, seconds / peer);
    };
    let value = median(|| drop(serde_json::from_str::<serde_json::Value>(&text).unwrap()));
    row("serde_json::Value", value, value, "itself");
    row("parse", median(|| drop(open(&text))), value, "serde_json::Value");
    let fields = FIELDS.map(FieldPath::new);
    row("parse + the 6 fields of the query", median(|| drop(open(&text).columns(&fields))), value, "serde_json::Value");
    let whole = || {
        let mut store = open(&text);
        (0..store.len()).for_each(|event| drop(store.document(event)));
    };
    row("parse + whole document", median(whole), value, "serde_json::Value");

    let mut matched = 0;
    let cold = median(|| matched = answer(&text).1);
    let mut walked = 0;
    let walk = median(|| walked = peers::walk(&text));
    println!("  the query matches {matched} events, the walk finds {walked}");
    row("load to verdict", cold, walk, "a serde_json::Value walk");
    for program in ["jq", "jaq"] {
        match peers::program(program, path) {
            Some((seconds, found)) => {
                row(&format!("load to verdict ({program} finds {found})"), cold, seconds, program)
            }
            None => println!("  {program} is not installed"),
        }
    }
    println!("  {}", memory(path, text.len()));
}

fn measure_editing(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    println!("\n{} ({:.0} MB, 1,000,000 records)", path.file_name().unwrap().display(), text.len() as f64 / 1e6);
    let start = Instant::now();
    let (mut workspace, matched) = answer(&text);
    println!("  load to verdict                 {:>9.0} ms, {matched} match", start.elapsed().as_secs_f64() * 1e3);
    let mut edited = 0;
    let edit = median(|| {
        edited += 1;
        ask(&mut workspace, &QUERY.replace("192.0.2.1", &format!("198.51.100.{edited}")));
    });
    println!("  one clause edited               {:>11.1} ms", edit * 1e3);
    let start = Instant::now();
    ask(&mut workspace, &format!("{QUERY} and cloud.region: eu-west-1"));
    println!("  a field used for the first time {:>9.0} ms", start.elapsed().as_secs_f64() * 1e3);
    println!("  {}", memory(path, text.len()));
}

fn open(text: &str) -> Store {
    Store::open(vec![SourceText { name: "events".to_owned(), text: text.to_owned() }], MappingOptions::default())
}

fn answer(text: &str) -> (Workspace, u32) {
    let mut workspace = Workspace::default();
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text: text.to_owned() }]);
    let matched = ask(&mut workspace, QUERY);
    (workspace, matched)
}

fn ask(workspace: &mut Workspace, query: &str) -> u32 {
    workspace.set_rule(Input::Query(query, Language::Kuery));
    workspace.outcome().answer.matched.count()
}

/// Seconds, the median of [`RUNS`].
fn median(mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

/// Peak memory of a process that reads the file and answers, for each byte of it.
fn memory(path: &Path, bytes: usize) -> String {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).arg("memory").arg(path).output().unwrap();
    let peak: Option<f64> = String::from_utf8_lossy(&output.stdout).trim().parse().ok();
    match peak {
        Some(peak) => format!("peak memory {:.2} bytes for each byte of input", peak / bytes as f64),
        None => "peak memory is measured on Linux only".to_owned(),
    }
}

fn print_memory(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut workspace = Workspace::default();
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text }]);
    ask(&mut workspace, QUERY);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    println!("{}", peak.map_or("unknown".to_owned(), |kilobytes| (kilobytes * 1024).to_string()));
}
