//! What a column and a document hold for events of both kinds.

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::SourceId;
use rule_playground::ecs::{FieldPath, FieldType, Item, Node, Origin};
use rule_playground::events::{Cell, Column, Scalar, SourceText, Store};
use rule_playground::text::Span;

fn open(text: &str) -> Store {
    Store::open(vec![SourceText { name: "events".into(), text: text.into() }], MappingOptions::default())
}

/// One word for each event: `-` missing, `?` unknown, else its values; `n` before a number, `b` before a boolean,
/// `!` after what no query finds.
fn cells(column: &Column) -> String {
    let words: Vec<_> = (0..column.len() as u32).map(|event| cell(column, event)).collect();
    words.join(" ")
}

fn cell(column: &Column, event: u32) -> String {
    let ids = match column.cell(event) {
        Cell::Missing => return "-".to_owned(),
        Cell::Unknown(_) => return "?".to_owned(),
        Cell::Values(ids) => ids,
    };
    let values = ids.iter().map(|id| {
        let entry = &column.dictionary[*id as usize];
        let text = match &entry.value {
            Scalar::Bool(value) => format!("b{value}"),
            Scalar::Number(text) => format!("n{text}"),
            Scalar::String(text) => text.to_string(),
        };
        if entry.searchable { text } else { format!("{}!", text.len()) }
    });
    values.collect::<Vec<_>>().join(",")
}

#[test]
fn columns_hold_what_is_indexed() {
    let long = "x".repeat(1025);
    let just_fits = "é".repeat(1024);
    for (field, text, expected) in [
        (
            "event.action",
            r#"{"event":{"action":"a"}} {"event.action":"b"} {"event":{}} {"event":{"action":null}}"#,
            "a b - -",
        ),
        (
            "event.category",
            r#"{"event":{"category":["a","b"]}} {"event":{"category":[]}} {"event.category":["b",null]}"#,
            "a,b - b",
        ),
        ("event.action", r#"{"event.action":true} {"event.action":7}"#, "true 7"),
        (
            "event.risk_score",
            r#"{"event.risk_score":"7.5"} {"event.risk_score":7} {"event.risk_score":"x"}"#,
            "n7.5 n7 x",
        ),
        (
            "aws.cloudtrail.read_only",
            r#"{"aws.cloudtrail.read_only":"true"} {"aws":{"cloudtrail":{"read_only":false}}}"#,
            "btrue bfalse",
        ),
        (
            "x.y.z",
            r#"{"x":{"y.z":1}} {"x.y":{"z":2}} {"x":[{"y":{"z":3}},{"y":[{"z":[4]}]}]} {"x":{"yz":1}}"#,
            "n1 n2 n3,n4 -",
        ),
        (
            "aws.cloudtrail.flattened.request_parameters.items.cidr",
            r#"{"aws.cloudtrail.flattened.request_parameters":{"items":[{"cidr":"a"},{"cidr":1},{"cidr":true}]}}"#,
            "a,1,true",
        ),
        (
            "aws.cloudtrail.flattened.request_parameters",
            r#"{"aws.cloudtrail.flattened.request_parameters":{"a":1,"b":{"c":["d"]}}}"#,
            "1,d",
        ),
        ("user.name.text", r#"{"user":{"name":"Ann"}}"#, "Ann"),
        (
            "event.action",
            &format!(r#"[{{"event.action":"{long}"}},{{"event.action":"{just_fits}"}}]"#),
            &format!("1025! {just_fits}"),
        ),
        ("aws.cloudtrail.request_parameters", &format!(r#"{{"aws.cloudtrail.request_parameters":"{long}"}}"#), &long),
        ("event.dataset", r#"{"eventName":"A"} {"event":{"dataset":"other"}} {"a":1}"#, "aws.cloudtrail other -"),
        ("data_stream.type", r#"{"eventName":"A"}"#, "logs"),
        ("source.geo.country_iso_code", r#"{"source.ip":"81.2.69.144"}"#, "-"),
    ] {
        let mut store = open(text);
        assert_eq!(cells(&store.column(&FieldPath::new(field))), expected, "{field} in {text}");
    }
}

#[test]
fn records_are_mapped_wherever_they_stand() {
    let text = concat!(
        r#"{"eventName":"A","eventSource":"iam.amazonaws.com","sourceIPAddress":"203.0.113.7"} "#,
        r#"{"@message":"{\"eventName\":\"A\",\"eventSource\":\"s3.amazonaws.com\"}"} "#,
        r#"{"eventName":"A","eventName":"A"} "#,
        r#"{"event":{"action":"B"},"source.ip":"203.0.113.7"}"#,
    );
    for (field, expected) in [
        ("event.action", "A A - B"),
        ("event.provider", "iam.amazonaws.com s3.amazonaws.com - -"),
        ("event.kind", "event event pipeline_error -"),
        ("event.dataset", "aws.cloudtrail aws.cloudtrail aws.cloudtrail -"),
        // Without enrichment: unknown for a record with an address, missing in a ready document.
        ("source.geo.country_iso_code", "? - - -"),
    ] {
        assert_eq!(cells(&open(text).column(&FieldPath::new(field))), expected, "{field}");
    }
}

#[test]
fn options_change_what_is_mapped() {
    let mut store = open(r#"{"eventName":"A"}"#);
    let tags = FieldPath::new("tags");
    assert_eq!(cells(&store.column(&tags)), "forwarded,aws-cloudtrail,actor_target_mapping");
    store.set_options(MappingOptions { tags: Some(vec!["x".to_owned()]), ..MappingOptions::default() });
    assert_eq!((cells(&store.column(&tags)).as_str(), store.len()), ("x", 1));
}

#[test]
fn equal_values_share_one_entry_and_several_columns_come_at_once() {
    let mut store = open(r#"{"a":"x","b":1} {"a":"y"} {"a":["y","x"]}"#);
    let fields = ["a", "b", "a"].map(FieldPath::new);
    let columns = store.columns(&fields);
    let shown: Vec<_> = columns.iter().map(|column| cells(column)).collect();
    assert_eq!(shown, ["x y y,x", "n1 - -", "x y y,x"]);
    assert_eq!((columns[0].dictionary.len(), columns[0].info.field_type), (2, FieldType::Unknown));
}

#[test]
fn ready_documents_pass_untouched_and_know_their_bytes() {
    let text = r#"{"_index":"i","_source":{"event.action":["a\n"],"n":1.50,"o":{"t":true,"z":null}}}"#;
    let mut store = open(text);
    let mapped = store.document(0);
    let names: Vec<_> = mapped.document.leaves().iter().map(|(name, item)| (name.clone(), under(text, item))).collect();
    let expected = [("event.action", r#""a\n""#), ("n", "1.50"), ("o.t", "true"), ("o.z", "null")];
    assert_eq!(names, expected.map(|(name, under)| (name.to_owned(), under.to_owned())));
    let action = mapped.document.get(&FieldPath::new("event.action")).unwrap();
    assert!(matches!(&action.node, Node::Array(items) if items[0].node == Node::String("a\n".into())));
    assert_eq!(store.field_names().iter().map(FieldPath::as_str).collect::<Vec<_>>(), ["event.action", "n", "o.t"]);
}

fn under(text: &str, item: &Item) -> String {
    let Origin::Source(span) = item.origin else { return String::new() };
    span.of(text).to_owned()
}

#[test]
fn places_inside_a_string_lead_to_the_outer_bytes() {
    let text = r#"[{"@message":"{\"eventName\":\"A\",\"é\":1}"}, {"eventName":"B"}]"#;
    let store = open(text);
    let inner = r#"{"eventName":"A","é":1}"#;
    let shown = |event, needle: &str, inner: &str| {
        let start = inner.find(needle).unwrap();
        let place = store.place(event, Span::from_range(start..start + needle.len()));
        assert_eq!(place.source, SourceId::Events(0));
        place.span.of(text).to_owned()
    };
    assert_eq!(shown(0, "\"A\"", inner), r#"\"A\""#);
    assert_eq!(shown(0, "\"é\":1", inner), r#"\"é\":1"#);
    assert_eq!(shown(1, "\"B\"", text), r#""B""#);
}

#[test]
fn index_constants_are_in_the_documents_of_records_only() {
    let mut store = open(r#"{"eventName":"A"} {"a":1}"#);
    let dataset = FieldPath::new("data_stream.dataset");
    let item = store.document(0).document.get(&dataset).cloned().unwrap();
    assert_eq!(item.node, Node::String("aws.cloudtrail".into()));
    assert!(matches!(item.origin, Origin::Constant { .. }));
    assert_eq!(store.document(1).document.get(&dataset), None);
}

#[test]
fn events_are_numbered_over_all_texts() {
    let text = |name: &str, text: &str| SourceText { name: name.into(), text: text.into() };
    let texts = vec![text("one", r#"[{"a":1},{"a":2}]"#), text("none", "x: y"), text("two", r#"{"a":3}"#)];
    let mut store = Store::open(texts, MappingOptions::default());
    assert_eq!((store.len(), cells(&store.column(&FieldPath::new("a"))).as_str()), (3, "n1 n2 n3"));
    assert_eq!(store.record(2).map(|record| record.source), Some(2));
    let counts: Vec<_> = store.sources().iter().map(|source| (source.name.as_str(), source.events)).collect();
    assert_eq!(counts, [("one", 2), ("none", 0), ("two", 1)]);
    assert_eq!(store.diagnostics()[0].place.map(|place| place.source), Some(SourceId::Events(1)));
    assert_eq!((store.record(3), store.document(3).document.root.len()), (None, 0));
}
