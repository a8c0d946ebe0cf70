//! What the page says about a verdict: sentences, marks, near misses, contradictions.

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::eval::{Cache, Evaluation, Options, Truth, evaluate};
use rule_playground::events::{SourceText, Store};
use rule_playground::explain::{Explanation, NearMissKind, contradictions, explain, near_misses, verdict};
use rule_playground::query::kql::{self, Query};
use rule_playground::text::Span;
use rule_playground::time::Timestamp;

const RECORD: &str = r#"{"eventVersion": "1.08", "eventTime": "2024-03-31T10:00:00Z", "eventSource": "iam.amazonaws.com", "eventName": "ListUsers", "awsRegion": "us-east-1", "sourceIPAddress": "203.0.113.7", "userIdentity": {"type": "IAMUser", "userName": "ana"}}"#;

struct Answered {
    text: String,
    query: Query,
    evaluation: Evaluation,
    store: Store,
}

fn answer(text: &str, events: &[&str]) -> Answered {
    let source = SourceText { name: "events".to_owned(), text: events.join("\n") };
    let mut store = Store::open(vec![source], MappingOptions::default());
    assert_eq!(store.len() as usize, events.len());
    let query = kql::parse(text);
    let evaluation = evaluate(&query, &mut store, &mut Cache::default(), &Options { now: Timestamp(0) });
    Answered { text: text.to_owned(), query, evaluation, store }
}

impl Answered {
    fn explain(&mut self, event: u32) -> Explanation {
        explain(&self.text, &self.query, &self.evaluation, &mut self.store, event)
    }

    fn set_sentence(&self) -> String {
        verdict(&self.text, &self.query, &self.evaluation).sentence
    }
}

#[test]
fn each_part_says_why() {
    for (query, expected) in [
        ("event.action: ListUsers", "`event.action` is `ListUsers`"),
        ("event.action: List*", "`event.action` is `ListUsers`, the rule wants `List*`"),
        ("event.action: *", "`event.action` exists: `ListUsers`"),
        ("event.action: CreateUser", "`event.action` is `ListUsers`, the rule wants `CreateUser`"),
        (
            "event.action: listusers",
            "`event.action` is `ListUsers`, the rule wants `listusers`; upper and lower case count",
        ),
        ("not event.action: ListUsers", "`event.action` is `ListUsers`, which the rule excludes"),
        ("not event.action: *", "`event.action` exists: `ListUsers`, the rule excludes events that have it"),
        ("host.name: x", "`host.name` is missing, the rule wants `x`"),
        ("event.acton: x", "No event has `event.acton`"),
        ("source.ip: x", "`source.ip` takes an IP address or a range such as 10.0.0.0/8"),
        ("source.ip > 250.0.0.0", "`source.ip` is `203.0.113.7`, the rule wants > `250.0.0.0`"),
    ] {
        let explanation = answer(query, &[RECORD]).explain(0);
        assert_eq!(explanation.parts[0].sentence, expected, "{query}");
    }
    let unknown = answer("source.as.number: 64496", &[RECORD]).explain(0);
    assert!(unknown.parts[0].sentence.starts_with("`source.as.number` is not known: add "), "{unknown:?}");
    assert_eq!(unknown.verdict, Truth::Unknown);
}

#[test]
fn a_value_too_long_to_be_indexed_says_so() {
    let document = format!(r#"{{"_source": {{"event": {{"action": "{}"}}}}}}"#, "x".repeat(1500));
    let explanation = answer("event.action: x*", &[&document]).explain(0);
    assert_eq!(explanation.parts[0].sentence, "`event.action` is not searchable: 1,500 characters, limit 1,024");
}

#[test]
fn marks_lie_in_both_texts() {
    let query =
        "event.provider: iam.amazonaws.com and event.action: (CreateUser or DeleteUser) and not user.name: root";
    let mut answered = answer(query, &[RECORD]);
    let marks = answered.explain(0).marks;
    let under = |spans: &[Span]| spans.iter().map(|span| span.of(RECORD).to_owned()).collect::<Vec<_>>();
    let found: Vec<_> = marks.iter().map(|mark| (mark.query.of(query), mark.truth, under(&mark.record))).collect();
    let action = vec!["\"ListUsers\"".to_owned()];
    assert_eq!(found, [("CreateUser", Truth::False, action.clone()), ("DeleteUser", Truth::False, action)]);

    let query = "event.provider: iam.amazonaws.com and event.action: (ListUsers or DeleteUser) and not user.name: root";
    let marks = answer(query, &[RECORD]).explain(0).marks;
    let found: Vec<_> = marks.iter().map(|mark| (mark.query.of(query), under(&mark.record))).collect();
    assert_eq!(found[0], ("event.provider: iam.amazonaws.com", vec!["\"iam.amazonaws.com\"".to_owned()]));
    assert_eq!(found[1], ("ListUsers", vec!["\"ListUsers\"".to_owned()]));
    assert_eq!(found[2], ("user.name: root", vec!["\"ana\"".to_owned()]));
}

#[test]
fn one_sentence_for_one_event() {
    let say = |query: &str| answer(query, &[RECORD]).explain(0).sentence;
    assert_eq!(say("event.action: ListUsers"), "This event matches");
    assert_eq!(
        say("event.action: CreateUser and event.provider: iam.amazonaws.com"),
        "This event does not match: `event.action` is `ListUsers`, the rule wants `CreateUser`"
    );
    assert_eq!(
        say("event.action: CreateUser and event.provider: x and host.name: y"),
        "This event does not match: `event.action` is `ListUsers`, the rule wants `CreateUser`; 2 more parts fail too"
    );
}

#[test]
fn one_sentence_for_all_events() {
    let other = RECORD.replace("ListUsers", "ListRoles");
    let say = |query: &str| answer(query, &[RECORD, RECORD, &other]).set_sentence();
    assert_eq!(say("event.action: ListUsers"), "2 of 3 events match");
    assert_eq!(say("event.action: ListRoles"), "1 of 3 events matches");
    assert_eq!(say("event.action: List* and event.provider: x"), "No event of 3 matches; all fail `event.provider: x`");
    assert_eq!(
        say("event.action: ListRoles and not event.action: List*"),
        "No event of 3 matches; all fail `not event.action: List*`"
    );
    assert_eq!(
        say("event.action: (CreateUser or DeleteUser or AttachUserPolicy or PutUserPolicy)"),
        "No event of 3 matches; all fail the condition on `event.action`"
    );
    assert_eq!(say("event.action: (ListRoles"), "The query has errors");
    let undecided = say("source.as.number: 64496");
    assert!(undecided.starts_with("3 of 3 events undecided: add "), "{undecided}");
    assert_eq!(answer("a: b", &[]).set_sentence(), "There are no events to match");
}

#[test]
fn only_a_part_the_query_cannot_do_without_excludes_alone() {
    for (query, expected) in [
        ("event.action: ListRoles and event.provider: *", &[("event.action: ListRoles", 1)][..]),
        // Either alternative would do.
        ("event.action: ListRoles or event.action: Other", &[]),
        ("event.provider: * and event.action: (ListRoles or Other)", &[("or", 1)]),
        // Below `not` an `or` needs both its parts to fail.
        ("not (event.action: ListUsers or event.provider: none)", &[("event.action: ListUsers", 1)]),
        // The whole query is no part of it.
        ("event.action: ListRoles", &[]),
    ] {
        let explanation = answer(query, &[RECORD]).explain(0);
        let alone = explanation.parts.iter().filter(|part| part.only_excludes > 0);
        let alone: Vec<_> = alone.map(|part| (part.text.as_str(), part.only_excludes)).collect();
        assert_eq!(alone, expected, "{query}");
    }
}

#[test]
fn a_near_miss_says_what_to_write() {
    use NearMissKind::*;
    for (query, kind, fixed) in [
        ("event.action: listusers", Case, "event.action: \"ListUsers\""),
        ("event.action: \"List*\"", QuotedWildcard, "event.action: List*"),
        ("event.provider: iam", MissingSuffix, "event.provider: \"iam.amazonaws.com\""),
        ("event.action: ListUser", Spelling, "event.action: \"ListUsers\""),
        ("event.provider: ec2.amazonaws.com", Spelling, "event.provider: \"iam.amazonaws.com\""),
        ("event.action: Encrypt", OnlyValue, "event.action: \"ListUsers\""),
        ("event.action: (Encrypt or listusers)", Case, "event.action: (Encrypt or \"ListUsers\")"),
    ] {
        let answered = answer(query, &[RECORD]);
        let misses = near_misses(&answered.query, &answered.evaluation);
        let miss = misses.first().unwrap_or_else(|| panic!("no near miss: {query}"));
        let edit = &miss.fix.edits[0];
        let mut text = query.to_owned();
        text.replace_range(edit.place.span.range(), &edit.text);
        assert_eq!((miss.kind, text.as_str()), (kind, fixed), "{query}");
        assert_eq!(answer(&text, &[RECORD]).evaluation.matched().count(), 1, "the fix of {query} matches");
    }
    for query in
        ["event.action: (Encrypt or Decrypt)", "not event.action: ListUsers", "event.action: x and user.name: y"]
    {
        let answered = answer(query, &[RECORD]);
        assert_eq!(near_misses(&answered.query, &answered.evaluation), [], "{query}");
    }
}

#[test]
fn contradictions_are_found_and_nothing_else() {
    for (query, under) in [
        ("event.action: x and not event.action: *", Some("not event.action: *")),
        ("not event.action: * and event.action: x", Some("event.action: x")),
        ("event.action: x and event.action: y", Some("event.action: y")),
        ("event.action: (x and y)", Some("y")),
        ("event.action: (x or y) and event.action: z", Some("event.action: z")),
        ("event.action: (a* and b)", Some("b")),
        ("event.action: x and not event.action: (x or y)", Some("x")),
        ("event.action: (x or y) and not event.action: (x or y)", Some("x")),
        ("event.type: start and not event.type: (start or info)", Some("start")),
        ("event.outcome: y or (event.action: x and not event.action: x)", Some("not event.action: x")),
        // Lists may hold both, and so may fields nobody describes.
        ("event.type: (start and info)", None),
        ("custom.field: (x and y)", None),
        ("aws.cloudtrail.flattened.request_parameters.a: (x and y)", None),
        ("event.action: (a* and *b)", None),
        ("event.action: (* and not (x or y))", None),
        ("event.action: x and not event.action: y", None),
        ("event.action: (x or z) and not event.action: x", None),
        ("event.action: x or event.action: y", None),
        ("not (event.action: x and event.action: y)", Some("event.action: y")),
    ] {
        let found = contradictions(query, &kql::parse(query));
        let found: Vec<_> = found.iter().map(|diagnostic| diagnostic.place.unwrap().span.of(query)).collect();
        assert_eq!(found, under.into_iter().collect::<Vec<_>>(), "{query}");
    }
}

#[test]
fn a_wildcard_over_a_payload_leads_to_the_keys_and_values_it_names() {
    let record = r#"{"eventVersion": "1.11", "eventSource": "ssm.amazonaws.com", "eventName": "SendCommand",
        "requestParameters": {"comment": "patch day", "documentName": "AWS-RunShellScript", "timeoutSeconds": 60}}"#;
    let texts = vec![SourceText { name: "events".to_owned(), text: record.to_owned() }];
    let mut store = Store::open(texts, MappingOptions::default());
    let text = "aws.cloudtrail.request_parameters: *documentName=AWS-RunShellScript*";
    let query = kql::parse(text);
    let evaluation = evaluate(&query, &mut store, &mut Cache::default(), &Options { now: Timestamp(0) });
    let explanation = explain(text, &query, &evaluation, &mut store, 0);
    let marked: Vec<&str> =
        explanation.marks.iter().flat_map(|mark| &mark.record).map(|span| span.of(record)).collect();
    assert_eq!(marked, ["\"documentName\"", "\"AWS-RunShellScript\""]);
}
