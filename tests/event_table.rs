//! The event table against a slow and obvious one: every event's values read from its document, compared one by one.

use std::cmp::Ordering;
use std::net::IpAddr;

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::ecs::{FieldPath, Node};
use rule_playground::events::{SourceText, Store};
use rule_playground::session::{
    FieldFilter, FieldTest, Filter, Input, PartAnswer, PartFilter, Query, Sort, SortBy, TableView, Verdict, Workspace,
};
use rule_playground::tuning::{Label, Labels};

const RULE: &str =
    "event.action: (\"CreateUser\" or \"DeleteUser\") and event.outcome: \"success\" and not source.ip: 192.0.2.0/25";

/// Records with few distinct values, some of them missing, and times that are not in order.
fn records(count: u32) -> Vec<String> {
    let mut state = 0x2545_F491_u32;
    let mut pick = |of: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % of
    };
    (0..count)
        .map(|at| {
            let name = ["CreateUser", "DeleteUser", "createUser", "ListUsers", "GetUser"][pick(5) as usize];
            let mut members = vec![
                format!("\"eventName\": \"{name}\", \"eventSource\": \"iam.amazonaws.com\""),
                format!("\"eventID\": \"Id-{at}-\\\"{}\\\"\"", pick(7)),
            ];
            if pick(8) > 0 {
                members.push(format!("\"eventTime\": \"2026-03-0{}T1{}:00:0{}Z\"", pick(9) + 1, pick(10), pick(10)));
            }
            if pick(5) > 0 {
                members.push(format!("\"sourceIPAddress\": \"192.0.2.{}\"", pick(256)));
            }
            if pick(4) == 0 {
                members.push("\"errorCode\": \"AccessDenied\"".to_owned());
            }
            if pick(3) > 0 {
                members.push(format!(
                    "\"userIdentity\": {{\"type\": \"IAMUser\", \"userName\": \"{}\"}}",
                    ["ann", "Bob", "cy"][pick(3) as usize]
                ));
            }
            format!("{{{}}}", members.join(", "))
        })
        .collect()
}

fn workspace(records: &[String]) -> Workspace {
    let mut workspace = Workspace::default();
    workspace.set_rule(Input::Rule(RULE));
    // Two texts, so that a record's bytes do not stand in the first alone.
    let (one, two) = records.split_at(records.len() / 3);
    let texts = [one.join("\n"), format!("{{\"Records\": [{}]}}", two.join(","))];
    workspace.set_events(texts.into_iter().map(|text| SourceText { name: "x".to_owned(), text }).collect());
    workspace
}

/// What the table lists, row by row.
fn listed(workspace: &mut Workspace, filter: Filter, sort: Sort) -> Vec<u32> {
    workspace.set_table(TableView { columns: Vec::new(), filter, sort });
    let total = workspace.listed().total;
    let rows = workspace.listed().window(0, total);
    assert_eq!(rows.len(), total as usize);
    for (row, event) in (0..).zip(&rows) {
        assert_eq!(workspace.listed().row_of(*event), Some(row));
    }
    rows
}

/// The values of a field as its document has them.
fn values(events: &mut Store, event: u32, field: &str) -> Vec<String> {
    let mapped = events.document(event);
    let leaves = mapped.document.leaves();
    let own = leaves.iter().filter(|(name, _)| name == field);
    own.filter_map(|(_, item)| match &item.node {
        Node::String(text) | Node::Number(text) => Some(text.to_string()),
        Node::Bool(value) => Some(value.to_string()),
        _ => None,
    })
    .collect()
}

fn field(name: &str, test: FieldTest, value: &str) -> Filter {
    let filter = FieldFilter { field: FieldPath::new(name), test, value: value.to_owned() };
    Filter { fields: vec![filter], ..Filter::default() }
}

#[test]
fn a_field_filter_lists_what_reading_every_document_finds() {
    let records = records(300);
    let mut workspace = workspace(&records);
    let mut store =
        Store::open(vec![SourceText { name: "x".to_owned(), text: records.join("\n") }], MappingOptions::default());
    let inside =
        |text: &str| text.parse::<IpAddr>().is_ok_and(|ip| matches!(ip, IpAddr::V4(ip) if ip.octets()[3] < 64));
    type Slow<'a> = &'a dyn Fn(&[String]) -> bool;
    let is = |wanted: &'static str| move |values: &[String]| values.iter().any(|value| value == wanted);
    let has_letters = |values: &[String]| values.iter().any(|value| value.to_lowercase().contains("createu"));
    let cases: &[(&str, FieldTest, &str, Slow<'_>)] = &[
        ("event.action", FieldTest::Is, "CreateUser", &is("CreateUser")),
        ("event.action", FieldTest::Is, "nothing", &|_| false),
        ("user.name", FieldTest::IsNot, "ann", &|values| !values.is_empty() && !is("ann")(values)),
        ("event.action", FieldTest::Contains, "CreateU", &has_letters),
        ("source.ip", FieldTest::Exists, "", &|values| !values.is_empty()),
        ("source.ip", FieldTest::Missing, "", &|values| values.is_empty()),
        ("source.ip", FieldTest::Is, "192.0.2.0/26", &|values| values.iter().any(|value| inside(value))),
        ("no.such.field", FieldTest::Missing, "", &|_| true),
    ];
    for (name, test, value, slow) in cases {
        let found = listed(&mut workspace, field(name, *test, value), Sort::default());
        let expected: Vec<u32> = (0..300).filter(|event| slow(&values(&mut store, *event, name))).collect();
        assert_eq!(found, expected, "{name} {test:?} {value}");
    }
}

#[test]
fn events_are_listed_by_their_labels_as_these_change() {
    let mut workspace = workspace(&records(6));
    let with = |labels: &[Label]| Filter { labels: labels.to_vec(), ..Filter::default() };
    workspace.set_labels(Labels { true_positive: vec![1, 4], false_positive: vec![2] });
    assert_eq!(listed(&mut workspace, with(&[Label::TruePositive]), Sort::default()), [1, 4]);
    assert_eq!(listed(&mut workspace, with(&[Label::TruePositive, Label::FalsePositive]), Sort::default()), [1, 2, 4]);
    assert_eq!(listed(&mut workspace, with(&[Label::None]), Sort::default()), [0, 3, 5]);
    workspace.set_labels(Labels { true_positive: vec![5], false_positive: vec![] });
    assert_eq!(listed(&mut workspace, with(&[Label::TruePositive]), Sort::default()), [5]);
}

#[test]
fn the_values_of_a_field_come_with_their_counts_and_are_narrowed_by_a_text() {
    let records = ["A", "B", "B", "Bc", "A", "B"].map(|name| format!("{{\"eventName\": \"{name}\"}}"));
    let mut workspace = workspace(&records);
    let seen = |workspace: &mut Workspace, text: &str| workspace.seen_values("event.action", text).values;
    let of =
        |pairs: &[(&str, u32)]| pairs.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect::<Vec<_>>();
    assert_eq!(seen(&mut workspace, ""), of(&[("B", 3), ("A", 2), ("Bc", 1)]));
    assert_eq!(seen(&mut workspace, "b"), of(&[("B", 3), ("Bc", 1)]));
    assert_eq!(seen(&mut workspace, "none"), []);
    assert_eq!(workspace.seen_values("no.such.field", "").values, []);
}

#[test]
fn of_very_many_events_a_part_is_looked_at_that_holds_what_repeats() {
    let records: Vec<String> =
        (0..150_003).map(|at| format!("{{\"eventName\": \"{}\"}}", ["A", "B", "C"][at % 3])).collect();
    let mut workspace = workspace(&records);
    let seen = workspace.seen_values("event.provider", "");
    assert!(seen.values.is_empty() && (25_000..=50_000).contains(&seen.events), "{}", seen.events);
    let mut values: Vec<String> =
        workspace.seen_values("event.action", "").values.into_iter().map(|(value, _)| value).collect();
    values.sort();
    assert_eq!(values, ["A", "B", "C"]);
}

#[test]
fn free_text_is_looked_for_in_each_record_as_it_stands() {
    let records = records(200);
    let mut workspace = workspace(&records);
    for wanted in ["deleteuser", "AccessDenied\"", "id-7-", "\"3\"", "eventname", "}, {", "ä"] {
        let found = listed(&mut workspace, Filter { text: wanted.to_owned(), ..Filter::default() }, Sort::default());
        let escaped = wanted.replace('"', "\\\"");
        let has = |record: &String| {
            [wanted, escaped.as_str()].iter().any(|text| record.to_lowercase().contains(&text.to_lowercase()))
        };
        let expected: Vec<u32> = (0..200).filter(|event| has(&records[*event as usize])).collect();
        assert_eq!(found, expected, "{wanted}");
    }
}

#[test]
fn an_order_is_that_of_the_values_with_missing_ones_last() {
    let records = records(300);
    let mut workspace = workspace(&records);
    let mut store =
        Store::open(vec![SourceText { name: "x".to_owned(), text: records.join("\n") }], MappingOptions::default());
    let number = |ip: &str| ip.rsplit('.').next().and_then(|last| last.parse::<u32>().ok());
    type Compare<'a> = &'a dyn Fn(&str, &str) -> Ordering;
    let letters = |one: &str, other: &str| one.to_lowercase().cmp(&other.to_lowercase());
    let cases: &[(&str, Compare<'_>)] = &[
        ("event.action", &letters),
        ("@timestamp", &|one, other| one.cmp(other)),
        ("source.ip", &|one, other| number(one).cmp(&number(other))),
        ("event.outcome", &letters),
    ];
    for (name, compare) in cases {
        let firsts: Vec<Option<String>> =
            (0..300).map(|event| values(&mut store, event, name).into_iter().next()).collect();
        for descending in [false, true] {
            let sort = Sort { by: SortBy::Field((*name).into()), descending };
            let mut expected: Vec<u32> = (0..300).collect();
            expected.sort_by(|one, other| match (&firsts[*one as usize], &firsts[*other as usize]) {
                (Some(one), Some(other)) if descending => compare(other, one),
                (Some(one), Some(other)) => compare(one, other),
                (one, other) => other.is_some().cmp(&one.is_some()),
            });
            assert_eq!(listed(&mut workspace, Filter::default(), sort.clone()), expected, "{name} {descending}");
            expected.retain(|event| firsts[*event as usize].is_some());
            assert_eq!(
                listed(&mut workspace, field(name, FieldTest::Exists, ""), sort),
                expected,
                "{name} {descending}"
            );
        }
    }
}

#[test]
fn verdicts_filter_sort_and_are_counted() {
    let records = records(200);
    let mut workspace = workspace(&records);
    let answer = workspace.outcome().answer.clone();
    let with = |verdict| (0..200).filter(|event| answer.of(*event) == verdict).collect::<Vec<u32>>();
    let all = [Verdict::Match, Verdict::Undecided, Verdict::NoMatch];
    assert!(with(Verdict::Match).len() > 5);
    for verdict in all {
        let filter = Filter { verdicts: vec![verdict], ..Filter::default() };
        assert_eq!(listed(&mut workspace, filter, Sort::default()), with(verdict), "{verdict:?}");
    }
    let counts = workspace.listed().verdicts;
    assert_eq!(
        [counts.matched, counts.undecided, counts.unmatched].map(|count| count as usize),
        all.map(|verdict| with(verdict).len())
    );
    let sort = Sort { by: SortBy::Verdict, descending: false };
    assert_eq!(listed(&mut workspace, Filter::default(), sort), all.map(with).concat());
}

#[test]
fn a_part_of_the_query_lists_the_events_it_answers_so() {
    let records = records(200);
    let mut workspace = workspace(&records);
    workspace.outcome();
    let Some(Query::Kql(query)) = workspace.query().cloned() else { panic!("the rule is KQL") };
    let evaluation = workspace.evaluated().and_then(|outcome| outcome.evaluation.clone()).expect("it was evaluated");
    let mut excluded = 0;
    for node in query.condition.nodes() {
        let answer = evaluation.answer(node.id).expect("every part has an answer");
        let only = evaluation.only_excludes(&query.condition, node.id);
        excluded += only.count();
        for (which, expected) in [
            (PartAnswer::True, answer.yes.clone()),
            (PartAnswer::False, answer.no()),
            (PartAnswer::Unknown, answer.unknown.clone()),
            (PartAnswer::OnlyExcludes, only),
        ] {
            let part = PartFilter { node: node.id.number(), text: node.span.of(RULE).to_owned(), which };
            let found = listed(&mut workspace, Filter { part: Some(part), ..Filter::default() }, Sort::default());
            assert_eq!(found, expected.ones().collect::<Vec<_>>(), "{which:?} of {}", node.span.of(RULE));
            assert!(!workspace.listed().part_is_gone);
        }
    }
    assert!(excluded > 0, "some part excludes events alone");
}

#[test]
fn a_part_is_known_by_its_text_while_the_rule_changes() {
    let records = records(60);
    let mut workspace = workspace(&records);
    let part = PartFilter { node: 3, text: "event.outcome: \"success\"".to_owned(), which: PartAnswer::False };
    let filter = Filter { part: Some(part), ..Filter::default() };
    let before = listed(&mut workspace, filter.clone(), Sort::default());
    workspace.set_rule(Input::Rule("event.outcome: \"success\" or event.action: *"));
    assert_eq!(listed(&mut workspace, filter.clone(), Sort::default()), before);
    assert!(!before.is_empty() && !workspace.listed().part_is_gone);
    workspace.set_rule(Input::Rule("event.outcome: \"failure\""));
    assert_eq!(listed(&mut workspace, filter, Sort::default()).len(), 60);
    assert!(workspace.listed().part_is_gone);
}

#[test]
fn the_table_follows_the_rule_and_the_events() {
    let records = records(40);
    let mut workspace = workspace(&records);
    let filter = Filter { text: "deleteuser".to_owned(), ..Filter::default() };
    assert!(!listed(&mut workspace, filter.clone(), Sort::default()).is_empty());
    let text = "{\"eventName\": \"ListUsers\"}\n{\"eventName\": \"DeleteUser\"}".to_owned();
    workspace.set_events(vec![SourceText { name: "x".to_owned(), text }]);
    assert_eq!(listed(&mut workspace, filter, Sort::default()), [1]);
    let matches = Filter { verdicts: vec![Verdict::Match], ..Filter::default() };
    workspace.set_rule(Input::Rule("event.action: \"ListUsers\""));
    assert_eq!(listed(&mut workspace, matches.clone(), Sort::default()), [0]);
    workspace.set_rule(Input::Rule("event.action: \"DeleteUser\""));
    assert_eq!(listed(&mut workspace, matches, Sort::default()), [1]);
}

#[test]
fn parts_of_an_eql_query_filter_too() {
    let mut workspace = workspace(&records(100));
    let rule = "any where event.action == \"CreateUser\" and event.outcome == \"success\"";
    workspace.set_rule(Input::Query(rule, rule_playground::rule::Language::Eql));
    let part = |which| PartFilter { node: 0, text: "event.outcome == \"success\"".to_owned(), which };
    let of = |workspace: &mut Workspace, which| {
        listed(workspace, Filter { part: Some(part(which)), ..Filter::default() }, Sort::default())
    };
    let (yes, no) = (of(&mut workspace, PartAnswer::True), of(&mut workspace, PartAnswer::False));
    assert!(!workspace.listed().part_is_gone);
    assert_eq!(yes.len() + no.len(), 100);
    assert!(!yes.is_empty() && !no.is_empty());
}
