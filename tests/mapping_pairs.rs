//! The published pairs of records and documents come out equal, field for field.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![cfg(feature = "cli")]

use std::path::PathBuf;
use std::rc::Rc;

use rule_playground::cloudtrail::conformance::{Pair, Settings, compare};
use rule_playground::cloudtrail::enrichment::Enrichment;
use rule_playground::cloudtrail::user_agent::{UserAgentParser, native};

fn pairs_folder() -> Option<PathBuf> {
    let corpus = std::env::var_os("RULE_PLAYGROUND_CORPUS");
    if corpus.is_none() {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
    }
    Some(PathBuf::from(corpus?).join("ecs-pairs"))
}

#[test]
fn every_pair_is_equal() {
    let Some(folder) = pairs_folder() else { return };
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (enrichment, problems) = Enrichment::from_json(&read("enrichment.json"));
    assert_eq!(problems, []);
    let parser: Rc<dyn UserAgentParser> = Rc::new(native::parser());
    let index = read("INDEX.json");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .filter_map(|name| name.to_str()?.strip_suffix(".log").map(str::to_owned))
        .collect();
    names.sort();
    let mut report = String::new();
    let mut documents = 0;
    for name in &names {
        let (log, expected) = (read(&format!("{name}.log")), read(&format!("{name}.log-expected.json")));
        let pair = Pair { name, log: &log, expected: &expected, settings: Settings::of(&index, name) };
        let outcome = compare(&pair, &enrichment, Some(parser.clone()));
        documents += outcome.documents;
        for difference in outcome.differences {
            report += &format!("{name}: {difference:?}\n");
        }
    }
    assert_eq!(report, "");
    assert_eq!((names.len(), documents), (14, 25));
}
