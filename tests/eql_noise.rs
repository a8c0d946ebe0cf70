//! Whatever is typed, parsing gives a tree with places inside the text, and evaluating and explaining it goes well.

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::Severity;
use rule_playground::eval::eql::{Fields, Settings, evaluate};
use rule_playground::eval::{Cache, Options};
use rule_playground::events::{Bitmap, SourceText, Store};
use rule_playground::explain;
use rule_playground::query::eql;
use rule_playground::time::Timestamp;

const PIECES: &[&str] = &[
    "any where ",
    "iam where ",
    "sequence ",
    "sample ",
    "by a",
    " with maxspan=1m ",
    " with runs=2 ",
    "until ",
    "[",
    "![",
    "]",
    "a",
    "event.action",
    "?b",
    "`c`",
    "é",
    "😀",
    " ",
    "\n",
    " and ",
    " or ",
    "not ",
    "null",
    "true",
    " == ",
    " != ",
    " : ",
    " like~ ",
    " regex ",
    " in ",
    " in~ ",
    "(",
    ")",
    ",",
    "\"x\"",
    "\"*\\n\"",
    "\"\\q",
    "\"\"\"raw\"\"\"",
    "'old'",
    "?\"old\"",
    "-1",
    "2.5e3",
    "99999999999999999999",
    " + ",
    " % ",
    "/",
    "//",
    "/*",
    "*/",
    "length(",
    "stringContains~(",
    "| head 1",
    "|",
    "=",
    "\u{a0}",
    "[any where true] ",
    "\\",
    "~",
    "\"[a-\"",
    "\"a{2\"",
];

/// Mutations of these reach deeper than noise.
const SEEDS: &[&str] = &[
    "any where event.action : (\"List*\", \"\"\"Get?ser\"\"\") and not startsWith~(?b, \"x\") or -a / 2 >= 1",
    "sequence by a with maxspan=1m [iam where true] by b with runs=2 ![any where `c` in (1, null)] [any where true] until [any where a] | tail 1",
    "sample by a [any where length(event.action) == 9] [any where event.action regex \"List(Users)?\"]",
];

#[test]
fn noise_is_read() {
    let text =
        r#"{"_source": {"event": {"action": "ListUsers"}, "a": [{"b": 1}], "@timestamp": "2024-03-01T10:00:00Z"}}"#;
    let source = SourceText { name: "events".to_owned(), text: text.to_owned() };
    let mut store = Store::open(vec![source], MappingOptions::default());
    let mut state = 1_u64;
    let mut below = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    for round in 0..4_000 {
        let mut text = String::new();
        if round % 2 == 0 {
            let length = below(14);
            text.extend((0..length).map(|_| PIECES[below(PIECES.len())]));
        } else {
            text.push_str(SEEDS[below(SEEDS.len())]);
            for _ in 0..1 + below(3) {
                let boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let from = boundaries[below(boundaries.len())];
                let to = boundaries[below(boundaries.len())].min(from + 9).max(from);
                let to = if text.is_char_boundary(to) { to } else { from };
                text.replace_range(from..to, PIECES[below(PIECES.len())]);
            }
        }
        check(&text, &mut store);
    }
}

fn check(text: &str, store: &mut Store) {
    let lexed = eql::lex(text);
    let mut covered: Vec<_> = lexed.tokens.iter().map(|token| token.span).chain(lexed.comments).collect();
    covered.sort();
    let mut end = 0;
    for span in covered {
        assert!(text[end..span.start as usize].trim().is_empty(), "{text:?} loses what stands before {span:?}");
        end = span.end as usize;
    }
    let query = eql::parse(text);
    let mut end = 0;
    for highlight in &query.highlights {
        assert!(highlight.span.start >= end && !highlight.span.of(text).is_empty(), "{text:?}: {highlight:?}");
        end = highlight.span.end;
    }
    let mut problems = query.diagnostics.clone();
    assert!(query.filters().iter().all(|filter| filter.condition.root().is_some()), "{text:?} has no tree");
    if query.is_sound() {
        let settings = Settings { options: Options { now: Timestamp(0) }, fields: Fields::default() };
        let found = evaluate(text, &query, &Bitmap::all(1), store, &mut Cache::default(), &settings);
        problems.extend(found.diagnostics.clone());
        let explanation = explain::eql::explain(text, &query, &found, store, 0);
        assert!(!explanation.sentence.is_empty(), "{text:?}");
        explain::eql::near_misses(&query, &found);
    }
    problems.extend(explain::eql::contradictions(text, &query));
    for problem in &problems {
        let span = problem.place.map(|place| place.span);
        assert!(span.is_some_and(|span| text.get(span.range()).is_some()), "{text:?}: {problem:?}");
        for edit in problem.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.place.span.range()).is_some(), "{text:?}: {problem:?}");
        }
    }
    let errors = query.diagnostics.iter().any(|problem| problem.severity == Severity::Error);
    assert_eq!(query.is_sound(), !errors, "{text:?}");
}
