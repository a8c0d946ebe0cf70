//! What the documents say about the code.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read fails the test")]

use std::collections::BTreeSet;

use rule_playground::cloudtrail::{self, INTEGRATION_VERSION};

#[test]
fn the_mapping_document_lists_every_step() {
    let text = read("docs/mapping.md");
    let listed: BTreeSet<u8> =
        text.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next()?.parse().ok()).collect();
    let wanted: BTreeSet<u8> = cloudtrail::steps().map(|step| step.number).collect();
    assert_eq!(listed, wanted);
    assert!(text.contains(&format!("package {INTEGRATION_VERSION} ")));
}

#[test]
fn links_between_documents_lead_somewhere() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let documents = [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/browsers.md",
        "docs/command-line.md",
        "docs/mapping.md",
        "docs/performance.md",
    ];
    for document in documents {
        let text = read(document);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or(link);
            let target = root.join(document).parent().unwrap().join(file);
            assert!(link.starts_with("https://") || target.exists(), "{document}: nothing at {link}");
        }
    }
}

fn read(path: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}
