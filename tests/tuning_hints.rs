//! What is said about a query beside its answer, how often each of its parts decides, and how test cases fare.

use rule_playground::events::SourceText;
use rule_playground::rule::Language;
use rule_playground::session::{Input, Workspace};
use rule_playground::tuning::{Expected, Labels};

/// `alice` three times, then `ci-1`, `ci-2`, `ci-1`, all of them listing users; then `bob` looking at one.
fn workspace(query: &str, language: Language) -> Workspace {
    let mut workspace = Workspace::default();
    let users = ["alice", "alice", "alice", "ci-1", "ci-2", "ci-1"];
    let mut lines: Vec<String> = users.iter().map(|user| event(user, "ListUsers")).collect();
    lines.push(event("bob", "GetUser"));
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text: lines.join("\n") }]);
    workspace.set_rule(Input::Query(query, language));
    workspace
}

fn event(user: &str, action: &str) -> String {
    format!(
        r#"{{"eventVersion": "1.11", "eventTime": "2026-03-01T10:00:00Z", "eventSource": "iam.amazonaws.com", "eventName": "{action}", "sourceIPAddress": "203.0.113.7", "userIdentity": {{"type": "IAMUser", "userName": "{user}"}}}}"#
    )
}

#[test]
fn hints_name_what_the_events_show() {
    use Language::{Eql, Kuery};
    #[rustfmt::skip]
    let cases: &[(Language, &str, &[&str])] = &[
        (Kuery, r#"event.action: ListUsers and not user.name: ci-1"#, &[]),
        (Kuery, r#"user.name: *lice"#, &["`*lice` begins with a wildcard, which every value has to be read for", r#"`*lice` stands only for "alice" in these events"#]),
        (Kuery, r#"event.action: ListUsers and not user.name: ci-*"#, &[r#"`ci-*` stands only for "ci-1" or "ci-2" in these events"#]),
        (Kuery, r#"event.action: ListUsers and not user.name: ("ci-1" or "ci-9")"#, &[r#"`not user.name: "ci-9"` excludes none of the events the rest of the query finds"#]),
        (Kuery, r#"event.action: GetUser and not event.action: DeleteUser and not user.name: "bob" and not (user.name: b* and event.action: Get*)"#,
            &["`not event.action: DeleteUser` excludes none of the events the rest of the query finds", r#"What `not user.name: b* and event.action: Get*` excludes here, `not user.name: "bob"` excludes already"#]),
        (Kuery, r#"event.action: ListUsers and not user.name: "alice""#, &[r#"`not user.name: "alice"` hides 2 events marked true positive"#]),
        (Eql, r#"any where event.action == "ListUsers" and user.name != "alice""#, &[r#"`user.name != "alice"` hides 2 events marked true positive"#]),
        (Eql, r#"any where user.name like "*lice""#, &["`*lice` begins with a wildcard, which every value has to be read for", r#"`*lice` stands only for "alice" in these events"#]),
        (Eql, r#"any where user.name : ("ci-*", "*x")"#, &["`*x` begins with a wildcard, which every value has to be read for"]),
        // Nothing can be said of exclusions where the rest finds nothing.
        (Kuery, r#"event.action: DeleteUser and not user.name: "alice""#, &[]),
    ];
    for (language, query, expected) in cases {
        let mut workspace = workspace(query, *language);
        workspace.set_labels(Labels { true_positive: vec![0, 1], false_positive: vec![3] });
        let hints: Vec<String> = workspace.hints().into_iter().map(|hint| hint.message).collect();
        assert_eq!(hints, *expected, "{query}");
    }
}

#[test]
fn a_wildcard_can_be_written_as_the_values_it_stands_for() {
    let query = "event.action: ListUsers and not user.name: ci-*";
    let fix = workspace(query, Language::Kuery).hints().remove(0).fix.unwrap();
    let (place, text) = (fix.edits[0].place.span.range(), &fix.edits[0].text);
    let changed = [&query[..place.start], text, &query[place.end..]].concat();
    assert_eq!(changed, r#"event.action: ListUsers and not user.name: ("ci-1" or "ci-2")"#);
    let mut before = workspace(query, Language::Kuery);
    let mut after = workspace(&changed, Language::Kuery);
    assert_eq!(before.outcome().answer.matched, after.outcome().answer.matched);
}

#[test]
fn coverage_counts_what_each_part_decides() {
    let query = r#"event.action: (ListUsers or DeleteUser) and not user.name: "alice" and event.provider: *"#;
    let clauses = workspace(query, Language::Kuery).coverage();
    let told = clauses.iter().map(|clause| {
        let tally = &clause.tally;
        let not = if clause.negated { "not " } else { "" };
        let numbers = [tally.holds, tally.fails, tally.alone, tally.needed].map(|one| one.to_string()).join(" ");
        format!("{} {not}{}: {numbers}", clause.depth, clause.text)
    });
    // Three of `ci` match; the three of `alice` fail by her name alone, `bob` by his action alone.
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "0 and: 3 4 4 3",
            "1 or: 6 1 1 3",
            "2 event.action: ListUsers: 6 1 1 3",
            "2 event.action: DeleteUser: 0 7 1 0",
            "1 not user.name: \"alice\": 3 4 3 3",
            "1 event.provider: *: 7 0 0 3",
        ]
    );
}

#[test]
fn test_cases_run_with_what_they_are_given_and_nothing_else() {
    let mut workspace = workspace(r#"user.name: "alice" and source.as.number: 64500"#, Language::Kuery);
    let (alice, bob) = (event("alice", "ListUsers"), event("bob", "ListUsers"));
    let known = r#"{"203.0.113.0/24": {"as": {"number": 64500}}}"#;
    workspace.set_enrichment(known);
    workspace.set_cases(&format!(
        r#"{{"version": 1, "cases": [
            {{"name": "known", "expected": "match", "events": [{alice}], "enrichment": {known}}},
            {{"name": "not known", "expected": "undecided", "events": {alice}}},
            {{"name": "somebody else", "expected": "no_match", "events": {{"Records": [{bob}]}}}},
            {{"name": "wrong", "expected": "match", "why": "so that it fails", "events": [{bob}]}}]}}"#
    ));
    let passed = |workspace: &mut Workspace| -> Vec<bool> {
        workspace.case_results().iter().map(|result| result.passed()).collect()
    };
    assert_eq!(passed(&mut workspace), [true, true, true, false]);
    assert!(workspace.case_diagnostics().is_empty());
    workspace.set_rule(Input::Query(r#"user.name: "bob""#, Language::Kuery));
    assert_eq!(passed(&mut workspace), [false, false, false, true]);
}

#[test]
fn what_cannot_be_read_in_a_case_is_said_in_its_file() {
    let mut workspace = workspace("user.name: alice", Language::Kuery);
    let text = r#"{"cases": [{"name": "a", "expected": "match", "events": [7]}, {"name": "b", "expected": "no_match", "events": []}]}"#;
    workspace.set_cases(text);
    let problems = workspace.case_diagnostics();
    let told = problems.iter().map(|problem| (problem.code.id, problem.place.unwrap().span.of(text)));
    assert!(told.clone().any(|problem| problem == ("E002", "7")), "{:?}", told.collect::<Vec<_>>());
}

#[test]
fn an_open_event_becomes_a_test_case() {
    let mut workspace = workspace("user.name: alice", Language::Kuery);
    let text = workspace.with_case(("alice", "hers"), Expected::Match, &[0, 2]).unwrap();
    workspace.set_cases(&text);
    let results = workspace.case_results();
    assert_eq!((results.len(), results[0].events, results[0].passed()), (1, 2, true));
    assert_eq!(results[0].case.why, "hers");
}
