//! Every text one byte away from a good one: the reader accepts what another strict parser accepts, and the store never
//! loses its footing.

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::{Severity, SourceId};
use rule_playground::events::{SourceText, Store};
use rule_playground::json::{Kind, Limits, Projection, parse, parse_projected};
use rule_playground::text::Span;

const VALUE: &str =
    r#" {"a": [1, -0.5e+3, true, null, {}], "\u0062\n": {"é": "x\\\"y", "c": []}, "d": "🦀\ud83e\udd80"} "#;

const EVENTS: [&str; 4] = [
    r#"{"Records":[{"eventName":"A","x":{"y":[1,"}"]}},{"eventName":"B"},{"eventName":"C","z":"\\"}]}"#,
    "{\"eventName\":\"A\"}\n{\"eventName\":\"B\",\"x\":{}}\r\n{\"eventName\":\"C\"}\n",
    "[\n  {\n    \"eventName\": \"A\",\n    \"x\": {\n      \"y\": 1\n    }\n  },\n  {\n    \"eventName\": \"B\"\n  }\n]",
    r#"{"Events":[{"CloudTrailEvent":"{\"eventName\":\"A\"}"},{"CloudTrailEvent":"{\"eventName\":\"B\"}"}]}"#,
];

/// The text cut at every place, without every character, and with every character replaced or doubled by another.
fn mutations(text: &str) -> Vec<String> {
    let mut mutations = Vec::new();
    for (at, found) in text.char_indices() {
        let (before, after) = (&text[..at], &text[at + found.len_utf8()..]);
        mutations.push(before.to_owned());
        mutations.push(format!("{before}{after}"));
        for other in ['{', '}', '[', ']', '"', ',', ':', '\\', '0', 'u', '-', '.', 'e', ' ', '\n', '\u{0}', 'é'] {
            mutations.push(format!("{before}{other}{after}"));
            mutations.push(format!("{before}{other}{found}{after}"));
        }
    }
    mutations
}

#[test]
fn the_reader_accepts_what_a_strict_parser_accepts() {
    for text in mutations(VALUE) {
        let span = Span::from_range(0..text.len());
        let parsed = parse(&text, span, SourceId::Events(0), Limits::default());
        let rest = text.get(parsed.end as usize..).unwrap_or("");
        // The other parser takes a key that is written twice, and no half of a surrogate pair.
        let accepted = parsed.diagnostics.iter().all(|problem| problem.code.id == "J003")
            && rest.trim_matches([' ', '\t', '\n', '\r']).is_empty();
        assert_eq!(accepted, serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text:?}");
        // The projection is only meant for checked text, but must come to an end with any.
        let tree = parse_projected(&text, span, &Projection::of([&["d"] as &[&str], &["a"]]));
        assert!(tree.root(&text).is_none_or(|root| root.children().count() <= text.len()));
    }
}

#[test]
fn records_stay_objects_in_order_whatever_is_broken_around_them() {
    for text in EVENTS.iter().flat_map(|text| mutations(text)) {
        let mut store = Store::open(vec![SourceText { name: "events".into(), text }], MappingOptions::default());
        let mut end = 0;
        for event in 0..store.len() {
            let record = store.record(event).unwrap();
            let text = store.text(0);
            assert!(end <= record.span.start && record.span.start < record.span.end, "{text:?}");
            end = record.span.end;
            let parsed = parse(text, record.span, SourceId::Events(0), Limits::default());
            let kind = parsed.tree.root(text).map(|root| root.kind());
            assert_eq!(kind, Some(if record.embedded { Kind::String } else { Kind::Object }), "{text:?}");
            store.document(event);
        }
        let text = store.text(0);
        let places = store.diagnostics().iter().filter_map(|problem| problem.place);
        assert!(places.clone().all(|place| text.get(place.span.range()).is_some()), "{text:?}");
        let errors = store.diagnostics().iter().filter(|problem| problem.severity == Severity::Error).count();
        assert!(errors <= 2, "{errors} errors from one byte in {text:?}");
    }
}
