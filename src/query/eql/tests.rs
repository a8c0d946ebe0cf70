use super::*;

/// The codes of a query's messages with the text they point at.
fn problems(text: &str) -> Vec<(&'static str, &str)> {
    let query = parse(text);
    let places = query.diagnostics.iter().map(|problem| (problem.code.id, problem.place.unwrap().span.of(text)));
    places.collect()
}

#[test]
fn what_elasticsearch_takes_is_taken() {
    for text in [
        "any where true",
        "\"my category\" where not ?a.b == null",
        "process where `a-b`.c : (\"x*\", \"\"\"y\\?\"\"\") and d in~ (\"e\") or f not in (1, 2.5, -3)",
        "process where (a + 1) * 2 >= 4 % 3 and length(b) > 0 // end",
        "sequence by user.name with maxspan=15m [iam where true] by a with runs=3 ![any where true] by b [any where c == 1] by c until [any where false] by d | tail 1",
        "sample by host.id [iam where true] [file where true] | head 1",
        "network where cidrmatch(source.ip, \"10.0.0.0/8\", \"::1\") == false",
        "any where a regex~ \"b.*\" and c like (\"d\", \"e\") /* f */",
        "any where null == (a > -1)",
    ] {
        assert_eq!(problems(text), [], "in {text}");
    }
}

#[test]
fn each_mistake_is_one_message_at_its_place() {
    for (text, expected) in [
        ("", ("Q001", "")),
        ("iam", ("Q001", "")),
        ("iam where", ("Q001", "")),
        ("iam where a == ", ("Q001", "")),
        ("iam where a == 1 AND b == 2", ("Q001", "AND")),
        ("iam where a == \"b", ("Q002", "\"")),
        ("iam where (a == 1", ("Q002", "(")),
        ("sequence [iam where a == 1 [any where true]", ("Q009", "[")),
        ("iam where a == \"b\\.c\"", ("Q003", "\\.")),
        ("iam where a == ?'b'", ("Q004", "?'b'")),
        ("iam where a = 1", ("Q005", "=")),
        ("iam where lenght(a) > 1", ("Q006", "lenght")),
        ("iam where length~(a) > 1", ("Q007", "length~")),
        ("iam where a == b", ("Q008", "a == b")),
        ("iam where a in (1, b)", ("Q008", "b")),
        ("iam where a | unique b", ("Q009", "unique")),
        ("join [iam where a] [iam where b]", ("Q009", "join")),
        ("iam where child of [iam where a]", ("Q009", "of")),
        ("iam where a[0] == 1", ("Q009", "[")),
        ("iam where 1 + 2", ("Q012", "1 + 2")),
        ("iam where a : 1", ("Q013", "1")),
        ("iam where a < 1 < 2", ("Q001", "<")),
        ("iam where process.any == 1", ("Q001", "any")),
        ("sequence [iam where true]", ("Q010", "sequence")),
        ("sequence by a + 1 [iam where true] [iam where true]", ("Q010", "a + 1")),
        ("sequence with maxspan=1y [iam where true] [iam where true]", ("Q010", "1y")),
        ("sequence [iam where true] by a [iam where true]", ("Q010", "[iam where true]")),
        ("sequence [iam where true] ![iam where true]", ("Q010", "![iam where true]")),
        ("sequence [iam where true] with runs=101 [iam where true]", ("Q010", "101")),
        ("sample [iam where true] [iam where true]", ("Q010", "sample")),
    ] {
        assert_eq!(problems(text), [expected], "in {text}");
    }
}

#[test]
fn text_that_the_data_can_hardly_contain_is_quoted() {
    let text = r#"any where stringContains(a, "\\\"b\\\":") and c : "d\u{07}" and e == "f\\g""#;
    let messages: Vec<String> = parse(text).diagnostics.iter().map(|problem| problem.message.clone()).collect();
    let expected = [
        "the text searched for contains a backslash before a punctuation mark: `\\\"b\\\":`",
        "the text searched for contains a control character: `d\\u{07}`",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn depth_is_limited() {
    for text in [
        format!("any where {}a == 1{}", "(".repeat(5000), ")".repeat(5000)),
        format!("any where {}a", "not ".repeat(100_000)),
        format!("any where {}1 == 1", "-".repeat(100_000)),
        format!("any where {}", "length(".repeat(5000)),
    ] {
        let codes: Vec<_> = parse(&text).diagnostics.iter().map(|problem| problem.code.id).collect();
        assert_eq!(codes, ["Q011"]);
    }
}

#[test]
fn any_cut_of_a_query_is_read() {
    let text = "sequence by a with maxspan=1m [iam where not b : (\"c*\", \"\"\"d\"\"\") and f(g, 1) >= -2] ![any where true] until [`h` where ?i in (null)] | tail 1";
    for end in 0..text.len() {
        for start in [0, end / 2] {
            parse(text.get(start..end).unwrap());
        }
    }
}
