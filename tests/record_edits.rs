//! Adding and removing records keeps what stands around them readable, in every shape that events come in.

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::Edit;
use rule_playground::ecs::{FieldPath, Node};
use rule_playground::events::{Shape, SourceText, Store};

fn open(text: &str) -> Store {
    Store::open(vec![SourceText { name: "x".to_owned(), text: text.to_owned() }], MappingOptions::default())
}

/// The actions of all events; there must be nothing to complain about.
fn actions(text: &str) -> Vec<String> {
    let mut store = open(text);
    let problems: Vec<_> =
        store.diagnostics().iter().filter(|problem| !problem.message.contains("no events")).collect();
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    let action = FieldPath::new("event.action");
    let of = |event| match store.document(event).document.get(&action).map(|item| item.node.clone()) {
        Some(Node::String(name)) => name.to_string(),
        _ => String::new(),
    };
    (0..open(text).len()).map(of).collect()
}

fn apply(text: &str, edit: &Edit) -> String {
    let span = edit.place.span;
    format!("{}{}{}", &text[..span.start as usize], edit.text, &text[span.end as usize..])
}

/// A text of each shape with the events `A`, `B` and `C`; a single object has one.
fn texts() -> Vec<(Shape, String)> {
    let record = |name: &str| format!("{{\"eventName\": \"{name}\", \"note\": \"}} ] \\\" [ {{\"}}");
    let all = ["A", "B", "C"].map(record);
    let quoted = |key: &str| {
        all.each_ref().map(|record| {
            format!("{{\"{key}\": \"{}\", \"Id\": [1, 2]}}", record.replace('\\', "\\\\").replace('"', "\\\""))
        })
    };
    let spread = |items: &[String]| format!("[\n    {}\n  ]", items.join(",\n    "));
    let details = all.each_ref().map(|record| format!("{{\"detail-type\": \"x\", \"detail\": {record}}}"));
    let hits = all.each_ref().map(|record| format!("{{\"_id\": \"1\", \"_source\": {record}}}"));
    vec![
        (Shape::Single, format!("  {}\n", all[0])),
        (Shape::Lines, all.join("\n")),
        (Shape::Lines, format!("{}\n", all.join("\n"))),
        (Shape::Concatenated, all.join("\n\n").replace(", \"note\"", ",\n  \"note\"")),
        (Shape::List, format!("[{}]", all.join(","))),
        (Shape::List, spread(&all)),
        (Shape::LogFile, format!("{{\"Records\": {}}}", spread(&all))),
        (Shape::LogFile, format!("{{\"Records\":[{}]}}", all.join(", "))),
        (Shape::LookupEvents, format!("{{\"Events\": {}}}", spread(&quoted("CloudTrailEvent")))),
        (Shape::CloudWatch, format!("{{\"events\": {}}}", spread(&quoted("message")))),
        (Shape::EventBridge, spread(&details)),
        (Shape::EventBridge, details.join("\n")),
        (Shape::SearchHits, format!("{{\"took\": 3, \"hits\": {{\"total\": 3, \"hits\": {}}}}}", spread(&hits))),
        (Shape::Hit, hits.join("\n")),
    ]
}

#[test]
fn each_event_can_be_removed_and_then_every_other() {
    for (shape, text) in texts() {
        let all = actions(&text);
        for event in 0..all.len() {
            let edit = open(&text).remove(event as u32).unwrap();
            let mut left = apply(&text, &edit);
            let mut expected = all.clone();
            expected.remove(event);
            assert_eq!(actions(&left), expected, "{shape:?}\n{left}");
            while !expected.is_empty() {
                left = apply(&left, &open(&left).remove(0).unwrap());
                expected.remove(0);
                assert_eq!(actions(&left), expected, "{shape:?}\n{left}");
            }
        }
    }
}

#[test]
fn each_event_can_be_written_twice() {
    for (shape, text) in texts() {
        let all = actions(&text);
        for (event, name) in all.iter().enumerate() {
            let twice = apply(&text, &open(&text).duplicate(event as u32).unwrap());
            let mut expected = all.clone();
            expected.insert(event, name.clone());
            assert_eq!(actions(&twice), expected, "{shape:?}\n{twice}");
        }
    }
}

#[test]
fn records_are_added_behind_an_event_in_its_shape() {
    let pasted = [
        ("{\"eventName\": \"X\"}", 1),
        ("{\n  \"Records\": [{\"eventName\": \"X\"}, {\"eventName\": \"X\", \"n\": 1.50}]\n}", 2),
        ("{\"Events\": [{\"CloudTrailEvent\": \"{\\\"eventName\\\": \\\"X\\\"}\"}]}", 1),
    ];
    for (shape, text) in texts() {
        let before = open(&text);
        let all = actions(&text);
        for (event, (new, count)) in (0..all.len()).flat_map(|event| pasted.map(|new| (event, new))) {
            let (edit, added) = before.insert(Some(event as u32), 0, new).unwrap();
            let more = apply(&text, &edit);
            let mut expected = all.clone();
            (0..count).for_each(|_| expected.insert(event + 1, "X".to_owned()));
            assert_eq!((actions(&more), added), (expected, count), "{shape:?}\n{more}");
            if shape != Shape::Single {
                let shapes: Vec<Shape> = open(&more).sources()[0].shapes.clone();
                assert_eq!(shapes, [shape], "{more}");
            }
        }
    }
}

#[test]
fn another_record_is_written_in_the_place_of_an_event() {
    for (shape, text) in texts() {
        let all = actions(&text);
        for event in 0..all.len() {
            let edit = open(&text).replace(event as u32, "{\n  \"eventName\": \"X\",\n  \"n\": 1.50\n}").unwrap();
            let other = apply(&text, &edit);
            let mut expected = all.clone();
            expected[event] = "X".to_owned();
            assert_eq!(actions(&other), expected, "{shape:?}\n{other}");
            assert_eq!(open(&other).sources()[0].shapes, open(&text).sources()[0].shapes, "{other}");
        }
        for not_one in ["", "no record", "{\"eventName\": \"X\"}\n{\"eventName\": \"Y\"}"] {
            assert!(open(&text).replace(0, not_one).is_none(), "{not_one}");
        }
    }
}

#[test]
fn a_replaced_record_stays_on_its_line_or_keeps_its_indent() {
    let new = "{\n\"eventName\": \"X\"\n}";
    let lines = "{\"eventName\": \"A\"}\n{\"eventName\": \"B\"}\n";
    let other = apply(lines, &open(lines).replace(0, new).unwrap());
    assert_eq!(other, "{\"eventName\": \"X\"}\n{\"eventName\": \"B\"}\n");
    let spread = "{\n  \"Records\": [\n    {\n      \"eventName\": \"A\"\n    }\n  ]\n}";
    let other = apply(spread, &open(spread).replace(0, new).unwrap());
    assert_eq!(other, spread.replace("\"A\"", "\"X\""));
}

#[test]
fn a_text_without_events_takes_its_first() {
    for (text, shape) in
        [("", Shape::Single), (" \n", Shape::Single), ("[]", Shape::List), ("{\"Records\": [\n]}", Shape::LogFile)]
    {
        let (edit, _) = open(text).insert(None, 0, "{\"eventName\": \"X\"}").unwrap();
        let more = apply(text, &edit);
        assert_eq!(actions(&more), ["X"], "{more}");
        assert_eq!(open(&more).sources()[0].shapes, [shape]);
    }
    assert!(open("").insert(None, 0, "no record").is_none());
}

#[test]
fn an_added_record_looks_like_its_neighbours() {
    let text = "{\n  \"Records\": [\n    {\n      \"eventName\": \"A\"\n    }\n  ]\n}";
    let (edit, _) = open(text).insert(Some(0), 0, "{\"eventName\":\"X\",\"n\":1.50}").unwrap();
    let expected = "{\n  \"Records\": [\n    {\n      \"eventName\": \"A\"\n    },\n    {\n      \"eventName\": \"X\",\n      \"n\": 1.50\n    }\n  ]\n}";
    assert_eq!(apply(text, &edit), expected);
    let lines = "{\"eventName\": \"A\"}\n{\"eventName\": \"B\"}\n";
    let (edit, _) = open(lines).insert(Some(0), 0, "{\n  \"eventName\": \"X\"\n}").unwrap();
    assert_eq!(apply(lines, &edit), "{\"eventName\": \"A\"}\n{\"eventName\": \"X\"}\n{\"eventName\": \"B\"}\n");
}
