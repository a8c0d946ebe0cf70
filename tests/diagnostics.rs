//! Every kind of message has an example, and the example raises it.

#[path = "support/vocabulary.rs"]
mod vocabulary;

use std::collections::BTreeSet;

use rule_playground::diagnostic::{Example, codes};
use rule_playground::events::SourceText;
use rule_playground::rule::Language;
use rule_playground::session::{Input, Workspace};

const EVENT: &str = r#"{"eventVersion": "1.11", "eventSource": "iam.amazonaws.com", "eventName": "ListUsers"}"#;

#[test]
fn every_code_is_raised_by_its_example() {
    let vocabulary = vocabulary::vocabulary();
    let mut missed = Vec::new();
    for (code, example) in codes::examples() {
        let mut workspace = Workspace::default();
        let (rule, events) = match *example {
            Example::Rule(text) => (Input::Rule(text), EVENT),
            Example::Kuery(text) => (Input::Query(text, Language::Kuery), EVENT),
            Example::Eql(text) => (Input::Query(text, Language::Eql), EVENT),
            Example::Events(text) => (Input::Query("event.action: *", Language::Kuery), text),
            // tests/checks.rs expects exactly the code of these.
            Example::Model(_) | Example::ModelAt(..) | Example::MadeBy(_) => continue,
            Example::Cases(_) => (Input::Query("event.action: *", Language::Kuery), EVENT),
        };
        if let Example::Cases(text) = *example {
            workspace.set_cases(text);
        }
        workspace.set_vocabulary(vocabulary.clone());
        workspace.set_rule(rule);
        workspace.set_events(vec![SourceText { name: "events".to_owned(), text: events.to_owned() }]);
        let raised: Vec<&str> = workspace.diagnostics().iter().map(|problem| problem.code.id).collect();
        if !raised.contains(&code.id) {
            missed.push(code.id);
        }
    }
    assert!(missed.is_empty(), "not raised by their examples: {missed:?}");
}

#[test]
fn ids_are_not_used_twice() {
    let mut seen = BTreeSet::new();
    for code in codes::all() {
        assert!(seen.insert(code.id), "{} is used twice", code.id);
    }
}
