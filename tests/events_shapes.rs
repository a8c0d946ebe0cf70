//! Which shapes of events are read, what each event is, and what is said about the rest.

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::{Diagnostic, SourceId};
use rule_playground::events::{RecordKind, SourceText, Store};
use rule_playground::text::LineIndex;

fn open(text: &str) -> Store {
    Store::open(vec![SourceText { name: "events".into(), text: text.into() }], MappingOptions::default())
}

/// `C` or `D`, and the bytes of each event.
fn events(store: &Store) -> Vec<(char, String)> {
    let events = (0..store.len()).filter_map(|event| store.record(event));
    let kind = |kind| if kind == RecordKind::CloudTrail { 'C' } else { 'D' };
    events.map(|record| (kind(record.kind), record.span.of(store.text(record.source)).to_owned())).collect()
}

/// The code, line, column and text under each message.
fn problems(store: &Store) -> Vec<String> {
    store.diagnostics().iter().map(|problem| describe(store, problem)).collect()
}

fn describe(store: &Store, problem: &Diagnostic) -> String {
    let Some(place) = problem.place else { return problem.code.id.to_owned() };
    let SourceId::Events(source) = place.source else { return "in the rule".to_owned() };
    let text = store.text(source);
    let start = LineIndex::new(text).line_column(text, place.span.start);
    format!("{} {}:{} {}", problem.code.id, start.line, start.column, place.span.of(text))
}

#[test]
fn every_listed_shape_is_unwrapped_and_named() {
    const A: &str = r#"{"eventName":"A"}"#;
    const B: &str = r#"{"eventSource":"b"}"#;
    const D: &str = r#"{"event":{"action":"d"}}"#;
    const TEXT: &str = r#""{\"eventName\":\"A\"}""#;
    for (text, shape, expected) in [
        (format!(r#"{{"Records":[{A},{B}]}}"#), "a CloudTrail log file (Records)", "C C"),
        (format!("[{A}, {D}]"), "a list", "C D"),
        (A.to_owned(), "a single object", "C"),
        (D.to_owned(), "a single object", "D"),
        (r#"{"event.action":"d"}"#.to_owned(), "a single object", "D"),
        (r#"{"insightDetails":{}}"#.to_owned(), "a single object", "C"),
        (r#"{"digestStartTime":"x"}"#.to_owned(), "a single object", "C"),
        (format!("\u{feff}{A}\r\n\r\n{B}\r\n"), "one object a line (NDJSON)", "C C"),
        (format!("{A}{B} {{\n\"eventName\":1}}"), "objects one after another", "C C C"),
        (format!("{A},\n{B},\n"), "one object a line (NDJSON)", "C C"),
        (
            format!(r#"{{"Events":[{{"EventName":"A","CloudTrailEvent":{TEXT}}}]}}"#),
            "output of aws cloudtrail lookup-events",
            "C",
        ),
        (format!(r#"{{"detail-type":"x","detail":{A}}}"#), "EventBridge events", "C"),
        (r#"{"detail-type":"x","detail":{"severity":5}}"#.to_owned(), "a single object", "D"),
        (format!(r#"{{"@timestamp":"x","@message":{TEXT}}}"#), "CloudWatch log messages", "C"),
        (format!(r#"{{"eventName":"A","@message":{TEXT}}}"#), "CloudWatch log messages", "C"),
        (format!(r#"{{"events":[{{"message":{TEXT},"eventId":"1"}}]}}"#), "CloudWatch log messages", "C"),
        (format!(r#"{{"logEvents":[{{"message":{TEXT}}}]}}"#), "CloudWatch log messages", "C"),
        (r#"{"message":"plain {text}","@timestamp":"x"}"#.to_owned(), "a single object", "D"),
        (
            format!(
                r#"{{"took":1,"hits":{{"total":{{"value":2}},"hits":[{{"_id":"1","_source":{D}}},{{"_source":{A}}}]}}}}"#
            ),
            "Elasticsearch search hits",
            "D C",
        ),
        (
            r#"{"hits":{"hits":[{"_id":"1","fields":{"event.action":["d"]}}]}}"#.to_owned(),
            "Elasticsearch search hits",
            "D",
        ),
        (format!(r#"{{"_index":"x","fields":{{"a":[1]}},"_source":{D}}}"#), "a document from Kibana's JSON view", "D"),
        (r#"{"hits":{"hits":[{"fields":{"event.action":["d"]}}]}}"#.to_owned(), "Elasticsearch search hits", "D"),
        (
            r#"{"_id":"x","_source":{},"fields":{"eventName":["d"]}}"#.to_owned(),
            "a document from Kibana's JSON view",
            "D",
        ),
        (r#"{"fields":{"custom":1},"event":{}}"#.to_owned(), "a single object", "D"),
        (r#"{"feature":"x","record":{"eventName":"A"}}"#.to_owned(), "a single object", "D"),
        (r#"{"eventName":"A","Records":[{"eventName":"B"}]}"#.to_owned(), "a single object", "C"),
        (r#"{"events":[{"a":1}],"b":2}"#.to_owned(), "a single object", "D"),
    ] {
        let store = open(&text);
        let kinds: Vec<_> = events(&store).iter().map(|(kind, _)| kind.to_string()).collect();
        let shapes: Vec<_> = store.sources()[0].shapes.iter().map(|shape| shape.words()).collect();
        assert_eq!((kinds.join(" ").as_str(), shapes), (expected, vec![shape]), "in {text}");
        assert_eq!(problems(&store), [""; 0], "in {text}");
    }
}

#[test]
fn spans_are_the_records_themselves() {
    let text = r#"{"Records": [ {"eventName": "A", "x": [{}]} , {"eventName": "B"} ]}"#;
    let spans: Vec<_> = events(&open(text)).into_iter().map(|(_, span)| span).collect();
    assert_eq!(spans, [r#"{"eventName": "A", "x": [{}]}"#, r#"{"eventName": "B"}"#]);
}

#[test]
fn mixed_texts_name_every_shape() {
    let text = "{\"Records\":[{\"eventName\":\"A\"}]}\n[{\"eventName\":\"B\"}]\n{\"detail\":{\"eventName\":\"C\"}}\n{\"a\":1}\n";
    let store = open(text);
    let shapes: Vec<_> = store.sources()[0].shapes.iter().map(|shape| shape.words()).collect();
    assert_eq!(
        shapes,
        ["a CloudTrail log file (Records)", "a list", "EventBridge events", "one object a line (NDJSON)"]
    );
    assert_eq!(store.len(), 4);
}

#[test]
fn malformed_records_are_reported_and_the_others_are_read() {
    for (text, names, expected) in [
        // In a list on one line.
        (r#"[{"n":1},{"n" 2},{"n":3}]"#, "1 3", ["J001 1:15 2"]),
        (r#"{"Records":[{"n":1},{"n":2,},{"n":3}]}"#, "1 3", ["J001 1:28 }"]),
        (r#"[{"n":1},{"n":2 "x":{"y":1}},{"n":3}]"#, "1 3", ["J001 1:17 \""]),
        (r#"[{"n":1},{"n":2,"x":"open},{"n":3},{"n":4}]"#, "1 3 4", ["J001 1:30 n"]),
        (r#"[{"n":1},{"n":2,"x":{"y":1},{"n":3}]"#, "1 3", ["J001 1:29 {"]),
        (r#"[{"n":1},{"n":2]},{"n":3}]"#, "1 3", ["J001 1:16 ]"]),
        (r#"[{"n":1} {"n":2},{"n":3}]"#, "1 2 3", ["J001 1:10 {"]),
        (r#"[{"n":1},]"#, "1", ["J001 1:10 ]"]),
        (r#"[{"n":1},@@ {"n":2},{"n":3}]"#, "1 2 3", ["J001 1:10 @"]),
        ("[ // x\n{\"n\":1},{\"n\":2}]", "1 2", ["J001 1:3 /"]),
        (r#"{"Records":[{"n":1}],{"n":2}]}"#, "1 2", ["J001 1:22 {"]),
        (r#"[{"n":1},"x":2,"y":"z"},{"n":3}]"#, "1 3", ["J001 1:13 :"]),
        (r#"[{"n":1},nothing,{"n":3}]"#, "1 3", ["J001 1:10 n"]),
        // One a line.
        ("{\"n\":1}\n{\"n\":\n{\"n\":3}\n", "1 3", ["J002 2:1 {"]),
        ("{\"n\":1}\n{\"n\":2\n{\"n\":3}\n", "1 3", ["J001 3:1 {"]),
        ("{\"n\":1}\n{\"n\":\"2}\n{\"n\":3}\n", "1 3", ["J001 2:6 \"2}"]),
        ("{\"n\":1}\n{\"n\":2}}\n{\"n\":3}\n", "1 2 3", ["J001 2:8 }"]),
        ("{\"n\":1}\ngarbage\n{\"n\":3}\n", "1 3", ["J001 2:1 g"]),
        ("{\"n\":1}\r\n{\"n\":tru}\r\n{\"n\":3}\r\n", "1 3", ["J001 2:6 t"]),
        ("{\"Records\":[{\"n\":1},{\"n\" 2}]}\n{\"Records\":[{\"n\":3}]}", "1 3", ["J001 1:26 2"]),
        ("{\"Records\":[{\"n\":1},{\"n\":\"2}]}\n{\"Records\":[{\"n\":3},{\"n\":4}]}", "1 3 4", ["J001 1:26 \"2}]}"]),
        // Over several lines.
        (
            "[\n  {\n    \"n\": 1\n  },\n  {\n    \"n\": 2\n    \"x\": {}\n  },\n  {\n    \"n\": 3\n  }\n]",
            "1 3",
            ["J001 7:5 \""],
        ),
        (
            "[\n  {\n    \"n\": 1\n  },\n  {\n    \"n\": 2,\n    \"x\": {\n  },\n  {\n    \"n\": 3\n  }\n]",
            "1 3",
            ["J001 9:3 {"],
        ),
        // Cut.
        (r#"{"Records":[{"n":1},{"n":2},{"n":3,"x":"ab"#, "1 2", ["J002 1:40 \"ab"]),
        (r#"{"Records":[{"n":1},{"n":2},"#, "1 2", ["J002 1:29 "]),
        (r#"{"Records":[{"n":1},{"n":2}"#, "1 2", ["J002 1:28 "]),
        ("{\"n\":1}\n{\"n\":2", "1", ["J002 2:7 "]),
        ("[\n  {\n    \"n\": 1\n  },\n  {\n    \"n\": fal", "1", ["J002 6:10 fal"]),
        // No events, but not broken.
        (r#"[1,"x",{"n":3}]"#, "3", ["E002 1:2 1"]),
        (r#"[{"n":1,"n":2}]"#, "2", ["J003 1:9 \"n\""]),
        (r#"{"n":"\ud800"}"#, "\\ud800", ["J004 1:7 \\ud800"]),
    ] {
        let store = open(text);
        let found: Vec<_> = events(&store).iter().map(|(_, text)| last_n(text)).collect();
        assert_eq!(
            (found.join(" ").as_str(), problems(&store).as_slice()),
            (names, &expected.map(str::to_owned) as &[_]),
            "in {text}"
        );
    }
}

/// What stands after the last `"n":` of a record.
fn last_n(record: &str) -> String {
    let value = record.rsplit("\"n\":").next().unwrap_or("").trim();
    value.split([',', '}', ' ', '\n']).next().unwrap_or("").trim_matches('"').to_owned()
}

#[test]
fn text_that_is_not_json_is_named() {
    for (text, message) in [
        ("eventName: ListUsers\n", "this looks like YAML; events are JSON"),
        ("[rule]\nname = \"x\"\n", "this looks like TOML; events are JSON"),
        ("a,b,c\n1,2,3\n", "this looks like CSV; events are JSON"),
        ("hello there\n", "this is not JSON"),
        ("", "there are no events in this text"),
        (" \r\n ", "there are no events in this text"),
        ("{\"Records\":[]}", "there are no events in this text"),
        ("5 6", "2 values are no events and take no index; the first is a number"),
        ("{\"a\":\"\u{fffd}\"}", "some bytes of this text are not UTF-8; they are read as U+FFFD"),
    ] {
        let store = open(text);
        let messages: Vec<_> = store.diagnostics().iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages, [message], "in {text}");
    }
}

#[test]
fn broken_text_inside_a_string_is_shown_at_its_bytes() {
    let text =
        r#"{"Events":[{"CloudTrailEvent":"{\"eventName\" \"A\"}"},{"CloudTrailEvent":"{\"eventName\":\"B\"}"}]}"#;
    let store = open(text);
    assert_eq!((store.len(), problems(&store)), (1, vec!["J001 1:47 \\\"".to_owned()]));
}

#[test]
fn duplicate_keys_are_marked_on_their_record() {
    let store = open(r#"[{"a":1},{"a":{"b":1,"\u0062":2}},{"a":1,"c":{"a":1}}]"#);
    let marks: Vec<_> =
        (0..store.len()).filter_map(|event| store.record(event)).map(|record| record.duplicate_key).collect();
    assert_eq!(marks, [false, true, false]);
}

#[test]
fn the_example_of_every_code_raises_it() {
    use rule_playground::diagnostic::{Example, codes};
    let mut examples = 0;
    for (code, example) in codes::examples() {
        let (Example::Events(text), 'E' | 'J') = (example, code.id.chars().next().unwrap()) else { continue };
        let found: Vec<_> = open(text).diagnostics().iter().map(|problem| problem.code.id).collect();
        assert_eq!(found, [code.id], "{text}");
        examples += 1;
    }
    assert_eq!(examples, 8);
}
