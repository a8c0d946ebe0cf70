//! Two versions of a rule over the same events, for every kind of rule: what is kept, gained and lost, and why.

#![expect(clippy::unwrap_used, reason = "a comparison that is missing fails the test")]
#![expect(clippy::type_complexity, reason = "rows of a table, read beside their meaning")]

use rule_playground::events::SourceText;
use rule_playground::session::{Compared, Input, Workspace};
use rule_playground::time::Timestamp;
use rule_playground::tuning::Labels;

/// Alice lists users at minutes 0, 1 and 2, the deploy bot at 3 and 4, AWS itself at 5.
fn events() -> String {
    let who = ["alice", "alice", "alice", "deploy-bot", "deploy-bot"];
    let mut lines: Vec<String> = (0..).zip(who).map(|(minute, user)| event(minute, user, "198.51.100.7")).collect();
    lines.push(event(5, "alice", "cloudformation.amazonaws.com"));
    lines.join("\n")
}

fn event(minute: u32, user: &str, source: &str) -> String {
    format!(
        r#"{{"eventVersion": "1.11", "eventTime": "2026-03-01T10:{minute:02}:00Z", "eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "awsRegion": "eu-central-1", "sourceIPAddress": "{source}", "userIdentity": {{"type": "IAMUser", "accountId": "111122223333", "userName": "{user}"}}}}"#
    )
}

fn rule(kind: &str, query: &str, more: &str) -> String {
    format!(
        "[metadata]\n[rule]\nname = \"List\"\nlanguage = \"{}\"\ntype = \"{kind}\"\nquery = '''{query}'''\n{more}\n",
        if kind == "eql" { "eql" } else { "kuery" }
    )
}

fn compared(before: &str, after: &str, now: Option<&str>) -> Compared {
    let mut workspace = Workspace::default();
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text: events() }]);
    workspace.set_rule(Input::Rule(after));
    workspace.set_previous(before);
    workspace.set_now(now.and_then(Timestamp::parse));
    workspace.set_labels(Labels { true_positive: vec![0], false_positive: vec![3, 4] });
    workspace.compared().unwrap()
}

/// Events lost, events gained, the reasons as `text: count (alone)`.
fn told(compared: &Compared) -> (Vec<u32>, Vec<u32>, Vec<String>) {
    let found = &compared.comparison;
    let of = |change: &rule_playground::tuning::Change, words: &[rule_playground::session::Reason]| -> Vec<String> {
        let pairs = change.reasons.iter().zip(words);
        pairs.map(|(one, words)| format!("{}: {} ({})", words.text, one.events.count(), one.alone)).collect()
    };
    let mut reasons = of(&found.lost, &compared.lost);
    reasons.extend(of(&found.gained, &compared.gained));
    (found.lost.events.ones().collect(), found.gained.events.ones().collect(), reasons)
}

#[test]
fn the_clause_that_makes_the_difference_is_named() {
    let list = "event.action: \"ListUsers\"";
    #[rustfmt::skip]
    let cases: &[(&str, &str, &[u32], &[u32], &[&str])] = &[
        (list, "event.action: \"ListUsers\" and not user.name: \"deploy-bot\"", &[3, 4], &[], &["not user.name: \"deploy-bot\": 2 (2)"]),
        ("event.action: \"ListUsers\" and not user.name: \"deploy-bot\"", list, &[], &[3, 4], &["not user.name: \"deploy-bot\": 2 (2)"]),
        (list, "event.action: \"ListUsers\" and source.ip: *", &[5], &[], &["source.ip: *: 1 (1)"]),
        (list, "event.action: (\"ListRoles\" or \"ListGroups\")", &[0, 1, 2, 3, 4, 5], &[], &["event.action: (\"ListRoles\" or \"ListGroups\"): 6 (6)"]),
        (list, "event.action: \"ListUsers\" and not user.name: (\"deploy-bot\" or \"ci\") and user.name: a*", &[3, 4], &[],
            &["not user.name: \"deploy-bot\": 2 (0)", "user.name: a*: 2 (0)"]),
        ("(event.action: \"ListUsers\" and user.name: \"bob\") or event.action: \"GetUser\"", list, &[], &[0, 1, 2, 3, 4, 5], &["user.name: \"bob\": 6 (6)"]),
    ];
    for (before, after, lost, gained, reasons) in cases {
        let compared = compared(&rule("query", before, ""), &rule("query", after, ""), None);
        let (found_lost, found_gained, found) = told(&compared);
        assert_eq!((found_lost.as_slice(), found_gained.as_slice()), (*lost, *gained), "{after}");
        assert_eq!(found, *reasons, "{after}");
    }
}

#[test]
fn numbers_are_told_for_alerts_and_for_each_label() {
    let before = rule("query", "event.action: \"ListUsers\"", "");
    let after = rule("query", "event.action: \"ListUsers\" and not user.name: \"deploy-bot\" and source.ip: *", "");
    let compared = compared(&before, &after, None);
    assert_eq!(
        compared.sentence,
        "6 alerts before, 3 after: 50 % fewer; 1 of 1 true positive kept; 2 of 2 false positives gone"
    );
    let labels: Vec<_> =
        compared.comparison.labels.iter().map(|label| (label.total, label.events.before, label.events.after)).collect();
    assert_eq!(labels, [(1, 1, 1), (2, 2, 0), (3, 3, 2)]);
    assert_eq!(compared.settings.iter().map(|setting| setting.key).collect::<Vec<_>>(), ["query"]);
}

#[test]
fn every_rule_type_is_compared_by_what_it_alerts_on() {
    let list = "event.action: \"ListUsers\"";
    let threshold = |field: &str, value: u32| format!("[rule.threshold]\nfield = [\"{field}\"]\nvalue = {value}");
    let sequence = |span: &str| {
        format!(
            "sequence by user.name with maxspan={span}\n [any where source.ip != null]\n [any where source.ip == null]"
        )
    };
    let window = |from: &str| format!("from = \"{from}\"\ninterval = \"1m\"\n{}", threshold("user.name", 3));
    // Before, after, alerts before and after, lost and gained events, what made the difference.
    #[rustfmt::skip]
    let cases: Vec<(String, String, Option<&str>, (u32, u32), Vec<u32>, Vec<u32>, &str)> = vec![
        (rule("threshold", list, &threshold("user.name", 2)), rule("threshold", list, &threshold("user.name", 3)), None, (2, 1), vec![3, 4], vec![], "threshold.value"),
        (rule("threshold", list, &window("now-10m")), rule("threshold", list, &window("now-1m")), None, (1, 0), vec![0, 1, 2, 5], vec![], "from"),
        (rule("eql", &sequence("10m"), ""), rule("eql", &sequence("1m"), ""), None, (1, 0), vec![2, 5], vec![], "query"),
        (rule("query", list, "from = \"now-60m\""), rule("query", list, "from = \"now-3m\""), Some("2026-03-01T10:06:00Z"), (6, 3), vec![0, 1, 2], vec![], "from"),
    ];
    for (before, after, now, alerts, lost, gained, reason) in cases {
        let compared = compared(&before, &after, now);
        let (found_lost, found_gained, reasons) = told(&compared);
        assert_eq!((compared.comparison.alerts.before, compared.comparison.alerts.after), alerts, "{after}");
        assert_eq!((found_lost, found_gained), (lost, gained), "{after}");
        assert!(reasons.iter().all(|found| found.starts_with(reason)), "{reasons:?} in {after}");
    }
}

#[test]
fn a_version_that_cannot_be_evaluated_is_not_compared_and_says_why() {
    let mut workspace = Workspace::default();
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text: events() }]);
    workspace.set_rule(Input::Rule(&rule("query", "event.action: \"ListUsers\"", "")));
    workspace.set_previous(&rule("query", "event.action: (", ""));
    assert!(workspace.compared().is_none());
    assert!(workspace.previous_problem().unwrap().contains("query"), "{:?}", workspace.previous_problem());
    workspace.set_previous("  \n");
    assert_eq!(workspace.previous_problem(), None);
}
