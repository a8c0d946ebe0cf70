//! What the user says about addresses: a table and databases, in any order.

use rule_playground::events::SourceText;
use rule_playground::session::{Input, Verdict, Workspace};

/// In MaxMind's test database this address belongs to AS1221, Telstra; see tests/fixtures/maxmind.
const RECORD: &str = r#"{"eventVersion": "1.08", "eventTime": "2024-03-31T10:00:00Z", "eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "sourceIPAddress": "1.128.0.1"}"#;
const QUERY: &str = "source.as.organization.name: \"Telstra Pty Ltd\"";
const TABLE: &str = r#"{"1.128.0.0/16": {"organization": "Example Net"}}"#;

fn database() -> (String, Vec<u8>) {
    ("asn.mmdb".to_owned(), include_bytes!("fixtures/maxmind/GeoLite2-ASN-Test.mmdb").to_vec())
}

#[test]
fn table_and_databases_do_not_take_each_other_away() {
    let mut workspace = Workspace::default();
    workspace.set_rule(Input::Rule(QUERY));
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text: RECORD.to_owned() }]);
    let mut verdict = |change: &dyn Fn(&mut Workspace)| {
        change(&mut workspace);
        workspace.outcome().answer.verdict
    };
    assert_eq!(verdict(&|_| {}), Verdict::Undecided, "nothing is known");
    assert_eq!(verdict(&|workspace| workspace.set_databases(vec![database()])), Verdict::Match, "the database knows");
    assert_eq!(verdict(&|workspace| workspace.set_enrichment(TABLE)), Verdict::NoMatch, "the table goes first");
    assert_eq!(verdict(&|workspace| workspace.set_enrichment("")), Verdict::Match, "the database is still there");
    assert_eq!(verdict(&|workspace| workspace.set_enrichment(TABLE)), Verdict::NoMatch);
    assert_eq!(verdict(&|workspace| workspace.set_databases(vec![])), Verdict::NoMatch, "the table is still there");
    assert_eq!(verdict(&|workspace| workspace.set_enrichment("")), Verdict::Undecided);
}

#[test]
fn a_file_that_is_no_database_is_named_until_it_is_taken_away() {
    let mut workspace = Workspace::default();
    workspace.set_databases(vec![("notes.mmdb".to_owned(), b"text".to_vec()), database()]);
    let problems = workspace.diagnostics();
    let named: Vec<_> = problems.iter().filter(|problem| problem.code.id == "A005").collect();
    assert_eq!(named.len(), 1);
    assert!(named[0].notes.iter().any(|note| note.contains("notes.mmdb")), "{named:?}");
    workspace.set_databases(vec![database()]);
    assert!(workspace.diagnostics().iter().all(|problem| problem.code.id != "A005"));
}
