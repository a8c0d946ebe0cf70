//! Whatever is typed, parsing gives a tree with places inside the text, and evaluating and explaining it goes well.

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::Severity;
use rule_playground::eval::{Cache, Options, evaluate};
use rule_playground::events::{SourceText, Store};
use rule_playground::explain::{contradictions, explain, near_misses, verdict};
use rule_playground::query::{NodeKind, kql};
use rule_playground::time::Timestamp;

const PIECES: &[&str] = &[
    "a",
    "event.action",
    "b c",
    " ",
    "  ",
    "\n",
    "\u{a0}",
    ":",
    ": ",
    "(",
    ")",
    "{",
    "}",
    "<",
    "<=",
    ">",
    ">=",
    "\"",
    "\\",
    "\\:",
    "\\and",
    "\\u00e9",
    "*",
    " and ",
    " OR ",
    "not ",
    "null",
    "true",
    "-1",
    "10.0.0.0/8",
    "é",
    "😀",
    "now-1d/d",
    "\"q\"",
    "\"C:\\x\"",
    "event.action: ListUsers",
];

#[test]
fn noise_is_read() {
    let text = r#"{"_source": {"event": {"action": "ListUsers"}, "a": [{"b": 1}]}}"#.to_owned();
    let mut store = Store::open(vec![SourceText { name: "events".to_owned(), text }], MappingOptions::default());
    let mut state = 1_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    for _ in 0..3_000 {
        let length = below(14);
        let text: String = (0..length).map(|_| PIECES[below(PIECES.len())]).collect();
        check(&text, &mut store);
    }
}

fn check(text: &str, store: &mut Store) {
    let query = kql::parse(text);
    let mut end = 0;
    for token in kql::lex(text) {
        let between = &text[end..token.span.start as usize];
        assert!(between.trim_matches([' ', '\t', '\r', '\n', '\u{a0}']).is_empty(), "{text:?} loses {between:?}");
        end = token.span.end as usize;
    }
    let mut end = 0;
    for highlight in &query.highlights {
        assert!(highlight.span.start >= end && !highlight.span.of(text).is_empty(), "{text:?}: {highlight:?}");
        end = highlight.span.end;
    }
    for diagnostic in &query.diagnostics {
        let span = diagnostic.place.map(|place| place.span);
        assert!(span.is_some_and(|span| text.get(span.range()).is_some()), "{text:?}: {diagnostic:?}");
        for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.place.span.range()).is_some(), "{text:?}: {diagnostic:?}");
        }
    }
    let broken = query.condition.nodes().iter().any(|node| matches!(node.kind, NodeKind::Broken));
    let errors = query.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    assert!(!broken || errors > 0, "{text:?} is broken without an error");
    assert!(query.condition.root().is_some(), "{text:?} has no tree");
    for node in query.condition.nodes() {
        assert!(text.get(node.span.range()).is_some(), "{text:?}: {node:?}");
    }
    let evaluation = evaluate(&query, store, &mut Cache::default(), &Options { now: Timestamp(0) });
    let explanation = explain(text, &query, &evaluation, store, 0);
    assert_eq!(explanation.verdict, evaluation.verdict(0));
    assert!(!verdict(text, &query, &evaluation).sentence.is_empty());
    contradictions(text, &query);
    near_misses(&query, &evaluation);
}

#[test]
fn fixes_resolve_what_they_fix() {
    for (text, fixed) in [
        ("a: not b", "not a: b"),
        ("a: 1 b: 2", "a: 1 and b: 2"),
        ("a: > 5", "a > 5"),
        ("a: C\\:\\W\\x", "a: C\\:\\\\W\\\\x"),
        ("a: 1 AND b: 2", "a: 1 and b: 2"),
        ("a: null", "not a:*"),
        ("a: 1 or (a: 2 or b: (3 or 4))", "a:(1 or 2) or b: (3 or 4)"),
    ] {
        let query = kql::parse(text);
        let fix = query.diagnostics[0].fix.as_ref().unwrap();
        let mut changed = text.to_owned();
        for edit in fix.edits.iter().rev() {
            changed.replace_range(edit.place.span.range(), &edit.text);
        }
        let words = changed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words, fixed);
        assert_eq!(kql::parse(&changed).diagnostics, [], "{changed}");
    }
}
