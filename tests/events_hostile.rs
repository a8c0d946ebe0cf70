//! Large and broken texts: one clear message, no hang, no panic.

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::events::{SourceText, Store};

const MEGABYTES: usize = 10 << 20;

fn open(text: String) -> Store {
    Store::open(vec![SourceText { name: "events".into(), text }], MappingOptions::default())
}

fn repeated(piece: &str) -> String {
    piece.repeat(MEGABYTES / piece.len())
}

/// The same bytes every time, without structure.
fn noise(printable: bool) -> String {
    let mut state = 1_u64;
    let byte = move |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let byte = (state >> 33) as u8;
        char::from(if printable { b' ' + byte % 95 } else { byte })
    };
    (0..MEGABYTES).map(byte).collect()
}

#[test]
fn ten_megabytes_of_anything_give_few_clear_messages() {
    let records = |count: usize| vec![r#"{"eventName":"A"}"#; count].join(",");
    for (what, text, events, codes) in [
        ("opening brackets", repeated("["), 0, "J005"),
        ("opening braces", repeated("{"), 0, "J001"),
        ("quotes", repeated("\""), 0, "E002"),
        ("nested objects", repeated("{\"a\":"), 0, "J005"),
        ("nested mixtures", repeated("{\"a\":[0,"), 0, "J005"),
        ("closing brackets", repeated("]}"), 0, "E001"),
        ("commas", format!("[{}", repeated(",")), 0, "J001"),
        ("backslashes", format!("\"{}", repeated("\\")), 0, "J002"),
        ("one open string", format!("[\"{}", repeated("a")), 0, "J002"),
        ("one string", format!("{{\"a\":\"{}\"}}", repeated("a")), 1, ""),
        ("white space", repeated(" \n"), 0, "E003"),
        ("printable noise", noise(true), 0, "E001"),
        ("noise", noise(false), 0, "E001"),
        ("noise in a list", format!("[{}", noise(true)), 0, "J001"),
        ("cut in the middle", format!("{{\"Records\":[{},{{\"eventName\":", records(500_000)), 500_000, "J002"),
        ("nested 10000 levels", format!("[{}1{}]", "[".repeat(10_000), "]".repeat(10_000)), 0, "J005"),
    ] {
        let store = open(text);
        let mut found: Vec<_> = store.diagnostics().iter().map(|problem| problem.code.id).collect();
        found.dedup();
        assert_eq!((store.len(), found.join(" ").as_str()), (events, codes), "{what}");
    }
}

#[test]
fn a_million_keys_in_one_object_are_read() {
    let members: Vec<_> = (0..1_000_000).map(|key| format!("\"k{key}\":1")).collect();
    let store = open(format!("{{{},\"k7\":2}}", members.join(",")));
    let problems: Vec<_> =
        store.diagnostics().iter().map(|problem| (problem.code.id, problem.message.as_str())).collect();
    assert_eq!((store.len(), problems), (1, vec![("J003", "the key `k7` is written twice in this object")]));
}

#[test]
fn many_malformed_records_are_reported_up_to_a_limit() {
    for (what, piece, good) in [
        ("lines", "{\"a\" 1}\n{\"a\":1}\n", true),
        ("lines that are not closed", "{\"a\":1\n", false),
        ("strings that are not closed", "{\"a\":\"1}\n", false),
        ("concatenated", "{\"a\" 1}{\"a\":1}", true),
        ("repeated keys", "{\"a\":1,\"a\":1}", true),
    ] {
        let text = piece.repeat(100_000);
        let store = open(text);
        let last = store.diagnostics().last().map(|problem| problem.code.id);
        assert_eq!((store.diagnostics().len(), last), (101, Some("E005")), "{what}");
        assert_eq!(store.len(), if good { 100_000 } else { 0 }, "{what}");
    }
    let list = format!("[{}{{}}]", "{\"a\" 1},{\"a\":1},".repeat(100_000));
    assert_eq!(open(list).len(), 100_001);
}
