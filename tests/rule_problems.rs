//! Broken rules: what is said, and the text under it.

use rule_playground::diagnostic::Diagnostic;
use rule_playground::rule::{Language, RuleType, parse};

/// A rule without a problem, into which the cases below are put.
const METADATA: &str = "[metadata]\ncreation_date = \"2024/01/01\"\nupdated_date = \"2024/01/01\"\n";
const RULE: &str = r#"[rule]
name = "Example"
rule_id = "3b1f3c1e-0000-4000-8000-000000000000"
type = "query"
language = "kuery"
query = "event.action: *"
author = ["Example"]
description = "Example"
severity = "low"
risk_score = 21
"#;

fn sound() -> String {
    format!("{METADATA}{RULE}")
}

/// Each message as its code, the text under it and the fact.
fn said(text: &str) -> Vec<String> {
    let under = |diagnostic: &Diagnostic| diagnostic.place.map_or("", |place| place.span.of(text)).to_owned();
    parse(text).diagnostics.iter().map(|d| format!("{} `{}` {}", d.code.id, under(d), d.message)).collect()
}

#[test]
fn a_sound_rule_has_no_problem() {
    assert_eq!(said(&sound()), Vec::<String>::new());
    assert_eq!(said(&sound().replace('\n', "\r\n")), Vec::<String>::new());
    assert_eq!(said(&format!("\u{feff}{}", sound())), ["R021 `\u{feff}` the file starts with a byte order mark"]);
}

#[test]
fn one_change_one_message_at_its_place() {
    for (from, to, expected) in [
        ("name =", "nme =", "R011 `nme` `nme` is no key of [rule]"),
        ("severity = \"low\"\n", "", "R013 `[rule]` [rule] has no `severity`"),
        ("severity = \"low\"", "severity = \"hgih\"", "R016 `\"hgih\"` `hgih` is no `severity`"),
        ("severity = \"low\"", "severity \"low\"", "R001 `\"low\"` this line has no `=`"),
        ("severity = \"low\"", "severity = low", "R001 `low` text needs quotes"),
        ("severity = \"low\"", "severity = “low”", "R001 `“low”` text needs quotes"),
        ("severity = \"low\"", "severity =", "R001 `=` the key has no value"),
        ("severity = \"low\"", "severity == \"low\"", "R001 `=` two `=` in a row"),
        ("severity = \"low\"", "severity = \"low", "R001 `\"low` the string is not closed on its line"),
        ("risk_score = 21", "risk_score = \"high\"", "R015 `\"high\"` `risk_score` is text"),
        ("risk_score = 21", "risk_score = \"21\"", "R017 `\"21\"` `risk_score` is text; it is read as 21"),
        ("risk_score = 21", "risk_score = 101", "R016 `101` `risk_score` is 101"),
        ("author = [\"Example\"]", "author = \"Example\"", "R015 `\"Example\"` `author` is text"),
        ("author = [\"Example\"]", "author = [\"Example\", 1]", "R015 `1` an element of `author` is a whole number"),
        ("author = [\"Example\"]", "author = [\"Example\"", "R003 `[` this list is never closed"),
        ("query = \"event.action: *\"", "query = \" \"", "R016 `\" \"` `query` is blank"),
        (
            "query = \"event.action: *\"",
            "query = \"event.action: *\nor a: b\n\"\"\"",
            "R003 `\"` this string is never closed",
        ),
        ("query = \"event.action: *\"", "query = '''event.action: *", "R003 `'''` this string is never closed"),
        ("type = \"query\"", "type = \"kuery\"", "R016 `\"kuery\"` `kuery` is no `type`"),
        (
            "language = \"kuery\"",
            "language = \"kuery\"\nanomaly_threshold = 5",
            "R012 `anomaly_threshold` rules of type `query` have no `anomaly_threshold`",
        ),
        ("type = \"query\"", "type = \"eql\"", "R018 `\"kuery\"` rules of type `eql` are not written in `kuery`"),
        (
            "type = \"query\"",
            "type = \"threshold\"",
            "R013 `[rule]` [rule] has no `threshold`, which rules of type `threshold` need",
        ),
        ("name = \"Example\"\n", "name = \"Example\"\nname = \"Sample\"\n", "R004 `name` `name` is written twice"),
        (&sound(), "[hunt]\nauthor = \"Example\"\n", "R011 `hunt` `hunt` is no key of the top level"),
        (
            METADATA,
            "[metadata]\ncreation_date = \"2024/01/01\"\n[metadata]\ncreation_date = \"2024/01/01\"\nupdated_date = \"2024/01/01\"\n",
            "R004 `metadata` `metadata` is written twice",
        ),
        ("[rule]", "[Rule]", "R011 `Rule` `Rule` is no key of the top level"),
        ("name = \"Example\"", "name = \"Ex\u{fffd}\"", "R001 `\u{fffd}` bytes that are not UTF-8 stand here"),
        (METADATA, "", "R014 `` the table [metadata] is missing"),
        ("[rule]\n", "[rule\n", "R001 `[rule` the table header is not closed"),
        ("[rule]\n", "[rule]\nnew_key = 1\n", "R011 `new_key` `new_key` is no key of [rule]"),
        (
            "\nupdated_date",
            "\ndeprecated_reason = \"x\"\nupdated_date",
            "R011 `deprecated_reason` `deprecated_reason` is no key of [metadata]",
        ),
        ("risk_score = 21", "risk_score = 21\nmeta = {a = 1,}", "R005 `,` a table in braces may not end with a comma"),
        ("risk_score = 21", "risk_score = 21\nmeta = {\na = 1}", "R005 `{` a table in braces must stand on one line"),
        ("name = \"Example\"", "name = \"Ex\\eample\"", "R005 `\\e` `\\e` is no escape of TOML 1.0"),
        ("name = \"Example\"", "name = \"Ex\\x41mple\"", "R005 `\\x41` `\\x` is no escape of TOML 1.0"),
        ("name = \"Example\"", "name = \"Ex\\qample\"", "R001 `\\q` unknown escape"),
        (
            "risk_score = 21",
            "risk_score = 21\nmeta = {at = 2024-01-01T10:20Z}",
            "R005 `2024-01-01T10:20Z` a time without seconds",
        ),
    ] {
        let text = sound().replacen(from, to, 1);
        assert_eq!(said(&text), [expected], "{to}");
    }
}

#[test]
fn all_problems_are_reported_at_once() {
    let text = sound()
        .replace("name = \"Example\"", "nme = \"Example\"\nnote = \"a\" \"b\"")
        .replace("severity = \"low\"", "severity = \"huge\"")
        .replace("risk_score = 21", "risk_score \"21\"\ntags = 5");
    let codes: Vec<_> = parse(&text).diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
    assert_eq!(codes, ["R011", "R001", "R016", "R001", "R015"]);
}

#[test]
fn a_string_that_swallows_the_next_key_is_found() {
    let text = sound() + "note = \"\"\"\nfirst\nsetup = \"\"\"\nsecond\n\"\"\"\ntags = []\n";
    assert_eq!(said(&text), ["R003 `\"\"\"` this string is never closed"]);
    assert_eq!(parse(&text).rule.setup.unwrap().value, "second\n");
}

#[test]
fn a_cut_rule_keeps_what_stands_before() {
    let whole = sound() + "note = '''\nfirst line\nsecond";
    let parsed = parse(&whole);
    assert_eq!(said(&whole), ["R002 `` the text ends inside a string that starts on line 14"]);
    assert_eq!(parsed.rule.risk_score.unwrap().value, 21);
}

#[test]
fn a_fix_makes_the_message_go_away() {
    for (from, to) in [
        ("severity", "severty"),
        ("\"low\"", "\"lwo\""),
        ("\"low\"", "low"),
        ("21", "\"21\""),
        ("type = \"query\"", "type = \"qeury\""),
    ] {
        let mut text = sound().replacen(from, to, 1);
        let fix = parse(&text).diagnostics.remove(0).fix.unwrap();
        for edit in fix.edits.iter().rev() {
            text.replace_range(edit.place.span.range(), &edit.text);
        }
        assert_eq!(text, sound(), "{to}");
    }
}

#[test]
fn places_of_keys_and_values_lead_to_the_text() {
    let text = sound()
        + "[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n[rule.threat.tactic]\nid = \"TA0001\"\nname = \"Initial Access\"\nreference = \"https://attack.mitre.org/tactics/TA0001\"\n";
    let rule = parse(&text).rule;
    let name = rule.name.unwrap();
    assert_eq!((name.key.unwrap().of(&text), name.span.of(&text)), ("name", "\"Example\""));
    assert_eq!(rule.author[0].span.of(&text), "\"Example\"");
    assert_eq!(rule.threat[0].span.of(&text), "[[rule.threat]]");
    let query = rule.query.unwrap();
    assert_eq!((query.span.of(&text), query.inside().of(&text)), ("\"event.action: *\"", "event.action: *"));
    let under_query = |token: &&rule_playground::rule::Token| query.inside().contains(token.span);
    assert_eq!(parse(&text).tokens.iter().filter(under_query).count(), 0);
}

#[test]
fn other_inputs_get_one_sentence() {
    for (text, code) in [
        ("", "R009"),
        ("\u{feff} \n", "R009"),
        ("{\"name\": \"Example\", \"query\": \"a = b\"}", "R008"),
        ("{\"id\": 1}\n{\"id\": 2}\n", "R008"),
        ("event.action: ListUsers", "R010"),
        ("hello world", "R001"),
    ] {
        let codes: Vec<_> = parse(text).diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
        assert_eq!(codes, [code], "{text}");
    }
}

#[test]
fn a_bare_query_is_a_rule_with_defaults() {
    let text = "\n  any where event.action == \"X\"\n";
    let rule = parse(text).rule;
    assert_eq!((rule.rule_type.unwrap().value, rule.language.unwrap().value), (RuleType::Eql, Language::Eql));
    let query = rule.query.unwrap();
    assert_eq!(query.decoded.text(), "any where event.action == \"X\"");
    assert_eq!(query.span.of(text), query.decoded.text());
}

#[test]
fn deprecated_rules_are_loaded_as_they_are() {
    let text =
        sound().replace("\nupdated_date", "\nmaturity = \"deprecated\"\ndeprecated_reason = \"x\"\nupdated_date");
    assert_eq!(said(&text), Vec::<String>::new());
}

#[test]
fn every_example_raises_exactly_its_code() {
    use rule_playground::diagnostic::{Example, codes};
    for (code, example) in codes::examples().filter(|(code, _)| code.id.starts_with('R')) {
        let Example::Rule(text) = *example else { continue };
        let codes: Vec<_> = parse(text).diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
        assert_eq!(codes, [code.id]);
    }
}
