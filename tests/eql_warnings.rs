//! What is said about an EQL query before it matches nothing: names CloudTrail does not have, conditions that exclude each
//! other, values that are nearly those the events have, text the data can hardly contain.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "support/vocabulary.rs"]
mod vocabulary;

use rule_playground::events::SourceText;
use rule_playground::session::{Input, Workspace};

fn workspace(query: &str) -> Workspace {
    let mut workspace = Workspace::default();
    workspace.set_vocabulary(vocabulary::vocabulary());
    let rule = format!(
        "[rule]\ntype = \"eql\"\nlanguage = \"eql\"\nindex = [\"logs-aws.cloudtrail-*\"]\nquery = '''{query}'''\n"
    );
    workspace.set_rule(Input::Rule(&rule));
    workspace
}

/// The codes of the messages about the query, as `check` gives them.
fn codes(query: &str) -> Vec<&'static str> {
    let problems = workspace(query).rule_diagnostics();
    problems.iter().map(|problem| problem.code.id).filter(|code| code.starts_with(['Q', 'K'])).collect()
}

#[test]
fn what_can_never_match_is_said_without_events() {
    for (query, expected) in [
        // Names.
        (r#"any where event.provider == "iam.amazonaws.com" and event.action == "ListUsers""#, &[][..]),
        (r#"any where event.provider == "iam.amazonaws.com" and event.action == "ListUser""#, &["K042"]),
        (r#"any where event.provider == "ec2.amazonaws.com" and event.action == "ListUsers""#, &["K041"]),
        (r#"any where event.provider == "ec2.amazon.com""#, &["K040"]),
        (r#"any where event.provider in ("ec2.amazonaws.com", "s4.amazonaws.com")"#, &["K040"]),
        (r#"any where event.provider : "IAM.amazonaws.com" and event.action : ("listusers", "GETUSER")"#, &[]),
        (r#"any where event.provider == "iam.amazonaws.com" and event.action like "List*""#, &[]),
        (r#"any where event.provider == "iam.amazonaws.com" and event.action like "Lust*""#, &["K042"]),
        (r#"any where event.provider == "iam.amazonaws.com" and not event.action == "Nothing""#, &[]),
        (r#"sequence by user.name [any where event.provider == "ec2.amazon.com"] [any where true]"#, &["K040"]),
        // Contradictions.
        (r#"any where event.action == "ListUsers" and event.action == "GetUser""#, &["K032"]),
        (r#"any where event.action == null and event.action == "GetUser""#, &["K032"]),
        (r#"any where event.action != "GetUser" and event.action == "GetUser""#, &["K032"]),
        (
            r#"any where event.action in ("GetUser", "GetRole") and not event.action in ("GetRole", "GetUser")"#,
            &["K032"],
        ),
        (r#"any where event.action in ("GetUser", "GetRole") and event.action == "GetUser""#, &[]),
        (r#"any where event.action : "getuser" and event.action == "GetUser""#, &[]),
        (r#"any where event.category == "iam" and event.category == "web""#, &[]),
        // Text.
        (r#"any where stringContains(aws.cloudtrail.request_parameters, "\"groupId\":\"sg-1\"")"#, &["Q023"]),
        (r#"any where aws.cloudtrail.response_elements : "*\"groupId\" : *""#, &["Q023"]),
        (r#"any where aws.cloudtrail.flattened.request_parameters.key : "*\"a\":*""#, &["Q023"]),
        (r#"any where stringContains(aws.cloudtrail.request_parameters, "\"Effect\":\"Allow\"")"#, &[]),
        (r#"any where stringContains(aws.cloudtrail.request_parameters, "groupId=sg-1")"#, &[]),
        (r#"any where stringContains(user_agent.original, "\"a\":")"#, &[]),
        (r#"any where stringContains(aws.cloudtrail.request_parameters, "Principal=\\*")"#, &["Q020"]),
        // Values.
        (r#"any where event.action regex "List(Users""#, &["Q022"]),
        (r#"any where event.action regex "List(Users)?""#, &[]),
        (r#"any where source.ip == "localhost""#, &["Q031"]),
        (r#"any where a.field.some.other.integration == "x""#, &[]),
    ] {
        assert_eq!(codes(query), expected, "{query}");
    }
}

#[test]
fn a_value_that_is_nearly_right_is_offered() {
    let event = r#"{"event": {"action": "ListUsers", "provider": "iam.amazonaws.com"}}"#;
    for (query, offered) in [
        (r#"any where event.action == "listUsers""#, Some("\"ListUsers\"")),
        (r#"any where event.provider == "iam" and event.action : "List*""#, Some("\"iam.amazonaws.com\"")),
        (r#"any where event.action == "GetUser" and true"#, Some("\"ListUsers\"")),
        (r#"any where not event.action == "ListUsers""#, None),
        (r#"any where event.action == "ListUsers""#, None),
    ] {
        let mut workspace = workspace(query);
        workspace.set_events(vec![SourceText { name: "events".to_owned(), text: event.to_owned() }]);
        workspace.outcome();
        let offers: Vec<String> = workspace.near_misses().iter().map(|miss| miss.fix.edits[0].text.clone()).collect();
        assert_eq!(offers.first().map(String::as_str), offered, "{query}");
    }
}
