use super::*;

/// The codes and the text under each place.
fn problems(text: &str) -> Vec<(&'static str, String)> {
    let under = |place: Option<Place>| place.map_or(String::new(), |place| place.span.of(text).to_owned());
    parse(text).diagnostics.iter().map(|problem| (problem.code.id, under(problem.place))).collect()
}

/// The tree in one line: leaves as `field=value`, stars as `*`.
fn tree(text: &str) -> String {
    let query = parse(text);
    let mut lines: Vec<String> = Vec::new();
    for node in query.condition.nodes() {
        let parts = node.parts().iter().map(|part| lines[part.index()].clone()).collect::<Vec<_>>().join(" ");
        lines.push(match &node.kind {
            NodeKind::All => "all".to_owned(),
            NodeKind::And(_) => format!("(and {parts})"),
            NodeKind::Or(_) => format!("(or {parts})"),
            NodeKind::Not(_) => format!("(not {parts})"),
            NodeKind::Nested { path, .. } => format!("({path}: {parts})"),
            NodeKind::Broken => "broken".to_owned(),
            NodeKind::Leaf(leaf) => {
                let field = leaf.field.as_ref().map_or("", |field| &field.name);
                let operator = match leaf.predicate {
                    Predicate::Range(operator, _) => operator.symbol(),
                    Predicate::Is(_) => "=",
                };
                format!("{field}{operator}{}", leaf.predicate.value().text())
            }
        });
    }
    lines.pop().unwrap()
}

#[test]
fn trees_follow_the_grammar() {
    for (text, expected) in [
        ("", "all"),
        (" \n", "all"),
        ("a:1 and b:2 or not c:3", "(or (and a=1 b=2) (not c=3))"),
        ("a:1 AND (b:2 Or c:3)", "(and a=1 (or b=2 c=3))"),
        ("a:(x and not (y or z*))", "(and a=x (not (or a=y a=z*)))"),
        ("a:(not x)", "(not a=x)"),
        ("a : two words", "a=two words"),
        ("\"a b\" : \"*\"", "a b=*"),
        ("l:{ a:1 and m:{ b:2 } }", "(l: (and l.a=1 (l.m: l.m.b=2)))"),
        ("a >= 4 and @timestamp<\"now-1d/d\"", "(and a>=4 @timestamp<now-1d/d)"),
        ("free text and \"more\"", "(and =free text =more)"),
        ("a.*:1", "a.*=1"),
    ] {
        assert_eq!(tree(text), expected, "in {text:?}");
    }
}

#[test]
fn errors_stand_where_they_are() {
    for (text, expected) in [
        ("a:1)", &[("K001", ")")][..]),
        ("(a:1", &[("K002", "(")]),
        ("((a:1", &[("K002", "(")]),
        ("a:\"x", &[("K002", "\"")]),
        ("a:{ b:1", &[("K002", "{")]),
        ("a:", &[("K003", "a:")]),
        ("a:()", &[("K003", "a:(")]),
        ("(a:) and b:", &[("K003", "a:"), ("K003", "b:")]),
        ("a >", &[("K003", "a >")]),
        ("a:1 b:2", &[("K004", "b")]),
        ("a:\"1\" b:\"2\"", &[("K004", "b")]),
        ("a:1 and(b:2)", &[("K004", "(")]),
        ("(a:1)or b:2", &[("K004", "or b")]),
        ("a:(1 2 \"3\")", &[("K004", "\"3\"")]),
        ("a: not x", &[("K005", "not")]),
        ("not not a:1", &[("K001", "not")]),
        ("a:C:\\W", &[("K001", ":")]),
        ("a:C\\:\\W", &[("K006", "\\")]),
        (":x", &[("K008", ":")]),
        ("a: > 5", &[("K001", ":")]),
        ("{ a:1 }", &[("K008", "{")]),
        ("a:1 and ", &[("K001", "")]),
        ("a:1 and", &[("K023", "and")]),
        ("a:1 or or b:2", &[("K023", "or")]),
        ("a:1 AND b:2", &[("K020", "AND")]),
        ("word", &[("K021", "word")]),
        ("a:null", &[("K022", "a:null")]),
        ("not ", &[("K001", "")]),
        ("*", &[]),
    ] {
        let expected: Vec<_> = expected.iter().map(|(code, under)| (*code, (*under).to_owned())).collect();
        assert_eq!(problems(text), expected, "in {text:?}");
    }
}

#[test]
fn several_errors_are_found_at_once() {
    let text = "a: not x and b: and c:(1 or \"2) and d:3";
    let codes: Vec<_> = problems(text).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["K005", "K003", "K002"]);
    assert_eq!(problems(&"a:1 b:2 ".repeat(3)).len(), 5);
}

#[test]
fn depth_is_limited() {
    assert_eq!(problems(&"(".repeat(100_000)), [("K007", "(".to_owned())]);
    assert_eq!(problems(&"a:(".repeat(50_000)), [("K001", ":".to_owned())]);
    assert_eq!(problems(&"a:{".repeat(50_000)), [("K007", "{".to_owned())]);
    let deep = format!("{}a:1{}", "(".repeat(100), ")".repeat(100));
    assert_eq!(problems(&deep), []);
}

#[test]
fn long_queries_are_read_without_deep_recursion() {
    let many = ["a:1"; 10_000].join(" or ");
    assert_eq!(parse(&many).condition.nodes().len(), 10_001);
    assert_eq!(problems(&"a:1 ".repeat(10_000)).len(), 9_999);
    for noise in ["not ", "{", "}", ")", ":", "<", "\"", "\\", "a:not ", "a:(not ", "* "] {
        parse(&noise.repeat(20_000));
    }
}

#[test]
fn spans_cover_the_words_of_each_part() {
    let text = "not a:(x or \"y z\") and l:{ b > 5 }";
    let query = parse(text);
    let spans: Vec<_> = query.condition.nodes().iter().map(|node| node.span.of(text)).collect();
    assert_eq!(spans, ["x", "\"y z\"", "a:(x or \"y z\")", "not a:(x or \"y z\")", "b > 5", "l:{ b > 5 }", text]);
}
