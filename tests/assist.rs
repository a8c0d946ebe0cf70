//! What may be written at a place of a rule, and what stands there: `|` in a text is the cursor.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a text without a cursor fails the test")]

#[path = "support/vocabulary.rs"]
mod vocabulary;

use rule_playground::assist::{Completions, Hover, Notes};
use rule_playground::events::SourceText;
use rule_playground::session::{Input, Workspace};

const EVENTS: &str = r#"{"Records": [
  {"eventTime": "2026-01-01T10:00:00Z", "eventSource": "iam.amazonaws.com", "eventName": "CreateUser",
   "sourceIPAddress": "192.0.2.1", "requestParameters": {"userName": "bob \"the\" builder"},
   "userIdentity": {"type": "IAMUser", "userName": "alice", "accountId": "111122223333"}},
  {"eventTime": "2026-01-01T10:00:01Z", "eventSource": "iam.amazonaws.com", "eventName": "CreateUser",
   "sourceIPAddress": "192.0.2.1", "readOnly": false, "userAgent": "AWS Console",
   "userIdentity": {"type": "IAMUser", "userName": "alice", "accountId": "111122223333"}},
  {"eventTime": "2026-01-01T10:00:02Z", "eventSource": "s3.amazonaws.com", "eventName": "GetObject",
   "sourceIPAddress": "198.51.100.7", "userIdentity": {"type": "Root", "accountId": "111122223333"}}
]}"#;

fn workspace(text: &str) -> (Workspace, u32) {
    let at = text.find('|').unwrap();
    let mut workspace = Workspace::default();
    workspace.set_vocabulary(vocabulary::vocabulary());
    workspace.set_notes(Notes::read(concat!(
        include_str!("../src/assist/notes.txt"),
        include_str!("../src/assist/said.txt")
    )));
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text: EVENTS.to_owned() }]);
    workspace.set_rule(Input::Rule(&text.replacen('|', "", 1)));
    (workspace, at as u32)
}

fn complete(text: &str) -> Completions {
    let (mut workspace, at) = workspace(text);
    workspace.complete(at).unwrap_or_default()
}

fn hover(text: &str) -> Option<Hover> {
    let (mut workspace, at) = workspace(text);
    workspace.hover(at)
}

/// The first labels.
fn labels(text: &str, count: usize) -> Vec<String> {
    complete(text).items.into_iter().take(count).map(|item| item.label).collect()
}

/// The text after the item with this label was chosen, with the cursor.
fn chosen(text: &str, label: &str) -> String {
    let found = complete(text);
    let labels: Vec<_> = found.items.iter().map(|item| &item.label).collect();
    let item = found.items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("{label} is not offered in {text}, but {labels:?}"));
    let plain = text.replacen('|', "", 1);
    let (start, end) = (found.span.start as usize, found.span.end as usize);
    let cursor = start + item.cursor.map_or(item.insert.len(), |cursor| cursor as usize);
    let mut written = [&plain[..start], &item.insert, &plain[end..]].concat();
    written.insert(cursor, '|');
    written
}

fn kql(query: &str) -> String {
    format!("[rule]\ntype = \"query\"\nlanguage = \"kuery\"\nquery = '''\n{query}\n'''\n")
}

fn eql(query: &str) -> String {
    format!("[rule]\ntype = \"eql\"\nlanguage = \"eql\"\nquery = '''\n{query}\n'''\n")
}

#[test]
fn keys_are_those_the_table_lacks() {
    for (text, expected) in [
        ("|", &["metadata", "rule", "transform"][..]),
        ("[metadata]\n|", &["creation_date", "updated_date"]),
        ("[metadata]\ncreation_date = \"2026/01/01\"\n|\n", &["updated_date", "integration"]),
        ("[rule]\nname = \"x\"\nrule_id = \"y\"\n|\n[metadata]\n", &["type", "author"]),
        ("[rule]\nsev|", &["severity", "severity_mapping"]),
        ("[rule]\nsev| = \"low\"", &["severity", "severity_mapping"]),
        ("[rule]\nname = \"x\"\n  risk|", &["risk_score", "risk_score_mapping"]),
        ("[rule]\ntype = \"threshold\"\nthresh|", &["threshold"]),
        ("[rule]\ntype = \"query\"\nthresh|", &[]),
        ("[rule.threshold]\n|", &["field", "value"]),
        ("[rule.threshold]\nfield = []\nvalue = 3\n|", &["cardinality"]),
        ("[[rule.threshold.cardinality]]\n|", &["field", "value"]),
        ("[rule]\ninvestigation_fields = { fi| }", &["field_names"]),
        ("[[rule.threat]]\n[rule.threat.tactic]\nid = \"TA0001\"\n|", &["name", "reference"]),
        ("[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n[[rule.threat]]\nfra|", &["framework"]),
        // A list that was never closed ends at the next key.
        ("[rule]\ntags = [\"a\"\nseverity = \"low\"\nlic|", &["license"]),
    ] {
        assert_eq!(labels(text, expected.len().max(1)), expected, "{text}");
    }
}

#[test]
fn a_key_is_written_with_its_value() {
    for (text, label, expected) in [
        ("[rule]\nsev|", "severity", "[rule]\nseverity = \"|\""),
        ("[rule]\nsev| = \"low\"", "severity", "[rule]\nseverity| = \"low\""),
        ("[rule]\nrisk|", "risk_score", "[rule]\nrisk_score = |"),
        ("[rule]\ntag|", "tags", "[rule]\ntags = [\"|\"]"),
        ("[rule]\nquer|", "query", "[rule]\nquery = '''\n|\n'''"),
        ("[rule]\nthre|", "threat", "[rule]\n[[rule.threat]]\n|"),
        ("[rule]\ninv|", "investigation_fields", "[rule]\n[rule.investigation_fields]\n|"),
        ("[rule.thr|", "rule.threshold", "[rule.threshold]|"),
        ("[rule]\nthreshold = { | }", "value", "[rule]\nthreshold = { value = | }"),
    ] {
        assert_eq!(chosen(text, label), expected);
    }
}

#[test]
fn values_are_those_the_key_takes() {
    for (text, expected) in [
        ("[rule]\nseverity = \"|\"", &["low", "medium", "high", "critical"][..]),
        ("[rule]\nseverity = |", &["low", "medium", "high", "critical"]),
        ("[rule]\nseverity = \"h|", &["high"]),
        ("[rule]\ntype = 'new|'", &["new_terms"]),
        ("[rule]\nenabled = |", &["true", "false"]),
        ("[rule]\nindex = [\"logs|\"]", &["logs-aws.cloudtrail-*"]),
        ("[rule]\ntags = [\"Domain: Cloud\", \"Domain|\"]", &["Domain: Identity", "Domain: Storage"]),
        ("[rule.threat.tactic]\nname = \"Impa|\"", &["Impact"]),
        ("[rule.threshold]\nfield = [\"user.na|\"]", &["user.name"]),
        ("[rule.new_terms]\nvalue = [\"cloud.account.id\", \"user.na|\"]", &["user.name"]),
        ("[rule.alert_suppression]\ngroup_by = [\"source.i|", &["source.ip"]),
        ("[rule.investigation_fields]\nfield_names = [\n  \"@time|\",\n]", &["@timestamp"]),
    ] {
        assert_eq!(labels(text, expected.len()), expected, "{text}");
    }
    assert_eq!(chosen("[rule]\nseverity = |", "high"), "[rule]\nseverity = \"high\"|");
    assert_eq!(chosen("[rule]\nrisk_score = |", "47"), "[rule]\nrisk_score = 47|");
    assert_eq!(chosen("[rule]\nseverity = \"|low\"", "high"), "[rule]\nseverity = \"high|\"");
    assert_eq!(labels("[rule]\nname = \"|\"", 1), [""; 0]);
}

#[test]
fn kql_offers_what_fits_the_place() {
    for (query, expected) in [
        ("user.na|", &["user.name"][..]),
        ("event.action: CreateUser and user.na|", &["user.name"]),
        ("not user.na|", &["user.name"]),
        ("(user.na|)", &["user.name"]),
        ("event.action|", &["event.action"]),
        ("event.action: |", &["CreateUser", "GetObject"]),
        ("event.action:|", &["CreateUser", "GetObject"]),
        ("event.action: \"Get|\"", &["GetObject"]),
        ("event.action: (GetObject or Cr|)", &["CreateUser"]),
        ("event.action: (GetObject or not |", &["CreateUser", "GetObject"]),
        ("event.provider: iam.amazonaws.com and event.action: DeleteLogin|", &["DeleteLoginProfile"]),
        ("event.provider: s3.amazonaws.com and event.action: DeleteLogin|", &[]),
        ("event.action: DeleteLogin| and event.provider: iam.amazonaws.com", &["DeleteLoginProfile"]),
        ("event.provider: lambda|", &["lambda.amazonaws.com"]),
        ("aws.cloudtrail.read_only: |", &["false", "true"]),
        ("event.action: CreateUser |", &["and", "or"]),
        ("event.action: CreateUser an|", &["and"]),
        ("event.action: (CreateUser |", &["and", "or"]),
        ("event.action: \"CreateUser\" |", &["and", "or"]),
        ("event.action |", &[":", ">="]),
        ("event.action: \"Create| and user.name: \"x\"", &["CreateUser"]),
        ("event.action: \"CreateUser\"|", &[]),
        ("\"Crea|", &[]),
    ] {
        assert_eq!(labels(&kql(query), expected.len().max(1)), expected, "{query}");
    }
}

#[test]
fn what_is_chosen_in_kql_has_the_quotes_of_its_place() {
    let payload = "{userName=bob \"the\" builder}";
    for (query, label, expected) in [
        ("event.action: Cr|", "CreateUser", "event.action: CreateUser|"),
        ("event.action: \"Cr|\" and x: y", "CreateUser", "event.action: \"CreateUser\"| and x: y"),
        ("event.action: \"Cr|", "CreateUser", "event.action: \"CreateUser\"|"),
        ("user_agent.original: |", "AWS Console", "user_agent.original: \"AWS Console\"|"),
        ("user.na|me.text: x", "user.name", "user.name|: x"),
        (
            "aws.cloudtrail.request_parameters: |",
            payload,
            r#"aws.cloudtrail.request_parameters: "{userName=bob \"the\" builder}"|"#,
        ),
    ] {
        assert_eq!(chosen(&kql(query), label), kql(expected));
    }
    let basic = |query: &str| format!("[rule]\nlanguage = \"kuery\"\nquery = \"\"\"\n{query}\n\"\"\"\n");
    assert_eq!(
        chosen(&basic("aws.cloudtrail.request_parameters: |"), payload),
        basic(r#"aws.cloudtrail.request_parameters: "{userName=bob \\"the\\" builder}"|"#)
    );
    assert_eq!(
        chosen("[rule]\nquery = \"user_agent.original: |\"", "AWS Console"),
        "[rule]\nquery = \"user_agent.original: \\\"AWS Console\\\"|\""
    );
    assert_eq!(
        chosen("event.outcome: success and event.action: Cr|", "CreateUser"),
        "event.outcome: success and event.action: CreateUser|"
    );
}

#[test]
fn eql_offers_what_fits_the_place() {
    for (query, expected) in [
        ("|", &["iam where", "file where", "any where"][..]),
        ("any |", &["where"]),
        ("any where user.na|", &["user.name"]),
        ("any where starts|", &["startsWith"]),
        ("any where event.action |", &["==", "!=", ":", "in"]),
        ("any where event.action == |", &["CreateUser", "GetObject"]),
        ("any where event.action == \"Get|", &["GetObject"]),
        ("any where event.action in (\"CreateUser\", \"Ge|\")", &["GetObject"]),
        (
            "any where event.provider == \"iam.amazonaws.com\" and event.action == \"DeleteLogin|\"",
            &["DeleteLoginProfile"],
        ),
        ("any where event.action == \"x\" |", &["and", "or"]),
        ("any where startsWith(user.na|", &["user.name"]),
        ("sequence |", &["by", "with maxspan"]),
        ("sequence with |", &["maxspan", "runs"]),
        ("sequence by user.na|", &["user.name"]),
        ("sequence by user.name, cloud.acc|", &["cloud.account.id"]),
        ("sequence by user.name\n  [any where true]\n  [iam where event.action == \"Get|\"]", &["GetObject"]),
        ("sequence by user.name [any where true] |", &["[", "by"]),
        ("any where true // user.na|", &[]),
    ] {
        let found = labels(&eql(query), expected.len().max(1));
        assert_eq!(found.iter().map(|label| label.trim_end()).collect::<Vec<_>>(), expected, "{query}");
    }
    assert_eq!(
        chosen(&eql("any where event.action == |"), "CreateUser"),
        eql("any where event.action == \"CreateUser\"|")
    );
    assert_eq!(chosen(&eql("any where starts|"), "startsWith"), eql("any where startsWith(|)"));
    assert_eq!(chosen(&eql("sequence |"), "with maxspan"), eql("sequence with maxspan=|"));
}

#[test]
fn items_say_what_they_are() {
    let detail = |text: &str, label: &str| {
        let found = complete(text).items.into_iter().find(|item| item.label == label).unwrap();
        (found.detail, found.info)
    };
    assert_eq!(detail(&kql("event.action: |"), "CreateUser").0, "2 events");
    assert_eq!(detail(&kql("source.i|"), "source.ip").0, "ip");
    assert!(detail(&kql("source.i|"), "source.ip").1.starts_with("The address"));
    assert_eq!(detail("[rule]\nna|", "name").0, "required");
    assert_eq!(detail(&eql("any where startsW|"), "startsWith").0, "startsWith(text, start)");
}

#[test]
fn a_hover_says_what_stands_there() {
    for (text, expected) in [
        (
            kql("event.act|ion: CreateUser"),
            "event.action / keyword / In 3 of 3 events / From CloudTrail: eventName / CreateUser 2 / GetObject 1",
        ),
        (kql("event.action|: CreateUser"), "event.action / keyword"),
        (kql("event.act|ion"), "event.action / keyword"),
        (kql("event.action: Create|User"), "CreateUser / event.action / 2 of 3 events have it"),
        (kql("event.action: (x or Crea|te*)"), "Create* / event.action / 2 of 3 events have it"),
        (kql("event.action: Nothi|ng"), "Nothing / event.action / No event has it"),
        (kql("user.changes.na|me: x"), "user.changes.name / keyword / None of 3 events has it"),
        (kql("nothing.he|re: x"), "nothing.here / not in the field table / CloudTrail's mapping writes no such field"),
        (kql("a: b an|d c: d"), "and / Both sides must hold."),
        (eql("any where startsW|ith(user.name, \"a\")"), "startsWith(text, start) / function / ignores case"),
        (eql("any where event.action == \"create|user\""), "createuser / event.action / No event has it"),
        (eql("any where event.action : \"create|user\""), "createuser / event.action / 2 of 3 events have it"),
        (eql("sequence with max|span=1m [any where true]"), "maxspan / The most time"),
        ("[rule]\nsever|ity = \"low\"".to_owned(), "rule.severity / required / low, medium, high, critical"),
        ("[rule]\nint|erval = \"5m\"".to_owned(), "rule.interval / optional / `5m` where missing"),
        ("[rule.thresh|old]\n".to_owned(), "rule.threshold / For rules of type threshold"),
        ("[rule.threshold]\nfield = [\"user.na|me\"]".to_owned(), "user.name / keyword / alice 2"),
        ("user.na|me: alice".to_owned(), "user.name / keyword"),
    ] {
        let found = hover(&text).unwrap_or_else(|| panic!("nothing is said of {text}"));
        let mut said = vec![found.title, found.kind];
        said.extend(found.lines);
        said.extend(found.values.iter().map(|(value, count)| format!("{value} {count}")));
        for part in expected.split(" / ") {
            assert!(said.iter().any(|line| line.contains(part)), "{part} in {said:?} of {text}");
        }
    }
    assert_eq!(hover("[rule]\n|\nname = \"x\""), None);
    assert_eq!(hover("[rule]\nseverity = \"low\" # so| it is"), None);
}

#[test]
fn long_values_and_tables_can_be_folded() {
    let text =
        "[rule]\nname = \"x\"\nnote = '''\na\nb\n'''\ntags = [\n  \"x\",\n]\n\n[[rule.threat]]\nframework = \"y\"\n|";
    let (workspace, _) = workspace(text);
    let plain = text.replace('|', "");
    let folds: Vec<&str> = workspace.folds().into_iter().map(|span| span.of(&plain)).collect();
    assert_eq!(
        folds,
        [
            "\nname = \"x\"\nnote = '''\na\nb\n'''\ntags = [\n  \"x\",\n]",
            "\na\nb\n",
            "\n  \"x\",\n",
            "\nframework = \"y\"",
        ]
    );
}

#[test]
fn help_is_given_at_every_place_of_any_text() {
    let texts = [
        kql("event.provider: (\"a or b\" and not x:{y:\\"),
        eql("sequence by ?a.`b with maxspan=5\n [any where a in (\"x\", \"\"\"] /* b"),
        "[rule\ntags = [\"é😀\", {a = [[\n'''x\n\"\"\"\\u12 = = [a] }".to_owned(),
        kql("a: b\u{a0}c\u{a0}d\\\u{2003}"),
        "=\"".to_owned(),
        "a=''".to_owned(),
        include_str!("../www/samples/ssm-shell-command/rule.toml").to_owned(),
    ];
    for text in texts {
        let cursor = format!("{text}|");
        let (mut workspace, _) = workspace(&cursor);
        for at in (0..=text.len() as u32).filter(|at| text.is_char_boundary(*at as usize)) {
            if let Some(found) = workspace.complete(at) {
                let replaced = found.span.range();
                assert!(text.get(replaced).is_some(), "at {at} of {text}");
            }
            if let Some(found) = workspace.hover(at) {
                assert!(text.get(found.span.range()).is_some(), "at {at} of {text}");
            }
        }
    }
}

#[test]
fn every_note_is_about_something() {
    let notes = include_str!("../src/assist/notes.txt");
    let names: Vec<&str> =
        notes.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').next().unwrap()).collect();
    for name in &names {
        let same = names.iter().filter(|other| other == &name).count();
        assert!(same == 1 || name.ends_with('='), "{name} has one line");
        if name.contains('.') && !name.ends_with([' ', '.', '=']) {
            assert_ne!(rule_playground::ecs::field_info(name).field_type.name(), "", "{name} is a field");
        }
    }
    for function in rule_playground::query::eql::FUNCTIONS {
        let (signature, sentence) =
            Notes::read(notes).function(function.name).map(|(s, t)| (s.to_owned(), t.to_owned())).unwrap();
        assert!(signature.starts_with(function.name) && sentence.ends_with('.'), "{signature}");
    }
}
