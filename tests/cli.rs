//! The command line as scripts use it: what is printed where, and the exit status.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// What a call left behind.
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

fn run(arguments: &[&str]) -> Ran {
    run_with_input(arguments, "")
}

fn run_with_input(arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rule-playground"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that reads no input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder of one test's own.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(test);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> String {
        self.0.to_str().unwrap().to_owned()
    }

    /// Writes a file and gives its path.
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

const RULE: &str = include_str!("../www/samples/temporary-session-iam/rule.toml");

/// A record of this action, by someone at `198.51.100.7`.
fn record(action: &str) -> String {
    format!(
        r#"{{"eventVersion": "1.11", "eventTime": "2026-05-06T07:08:09Z", "eventSource": "iam.amazonaws.com", "eventName": "{action}", "sourceIPAddress": "198.51.100.7"}}"#
    )
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

const LIST_USERS: [&str; 5] = ["run", "--query", "event.action: ListUsers", "--language", "kuery"];

/// `run` with the query above, in JSON.
fn list_users<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&LIST_USERS, more, &["--format", "json"]].concat()
}

#[test]
fn run_prints_one_object() {
    let folder = Folder::new("run_prints_one_object");
    let rule = folder.write("rule.toml", RULE);
    let events = folder.write("events.json", include_str!("../www/samples/temporary-session-iam/events.json"));
    let ran = run(&["run", "--rule", &rule, "--events", &events, "--format", "json"]);
    let expected = json!({
        "rule": {
            "name": "AWS IAM Change With Temporary Session Credentials",
            "rule_id": ran.json()["rule"]["rule_id"],
            "type": "query",
            "language": "kuery",
        },
        "verdict": "match",
        "events": 9,
        "matched": [0, 1, 3, 8],
        "undecided": [],
        "alerts": [
            {"events": [0], "fields": {}},
            {"events": [1], "fields": {}},
            {"events": [3], "fields": {}},
            {"events": [8], "fields": {}},
        ],
        "diagnostics": [],
    });
    let name = RULE.lines().find_map(|line| line.strip_prefix("name = ")).unwrap().trim_matches('"');
    assert_eq!(ran.json()["rule"]["name"], name);
    assert!(RULE.contains(ran.json()["rule"]["rule_id"].as_str().unwrap()));
    let without_name = |mut value: Value| {
        value["rule"]["name"] = Value::Null;
        value
    };
    assert_eq!(without_name(ran.json()), without_name(expected));
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
}

#[test]
fn a_bare_query_has_no_name() {
    let folder = Folder::new("a_bare_query_has_no_name");
    let events = folder.write("events.json", record("ListUsers"));
    let ran = run(&list_users(&["--events", &events]));
    let rule = json!({"name": null, "rule_id": null, "type": "query", "language": "kuery"});
    assert_eq!(ran.json()["rule"], rule);
    assert_eq!(ran.json()["verdict"], "match");
}

#[test]
fn verdicts_are_words() {
    let folder = Folder::new("verdicts_are_words");
    let events = folder.write("events.json", record("ListUsers"));
    for (query, verdict, matched, undecided, status) in [
        ("event.action: ListUsers", "match", json!([0]), json!([]), 0),
        ("event.action: ListRoles", "no_match", json!([]), json!([]), 0),
        ("source.as.number: 64500", "undecided", json!([]), json!([0]), 0),
        ("event.action: (", "invalid", json!([]), json!([]), 1),
    ] {
        let ran = run(&["run", "--query", query, "--language", "kuery", "--events", &events, "--format", "json"]);
        let answer = ran.json();
        assert_eq!(answer["verdict"], verdict, "{query}");
        assert_eq!((&answer["matched"], &answer["undecided"]), (&matched, &undecided), "{query}");
        assert_eq!((&answer["events"], ran.status), (&json!(1), status), "{query}");
    }
}

#[test]
fn blank_lines_and_unreadable_records_take_no_index() {
    let folder = Folder::new("blank_lines");
    let lines = format!("{}\n\n{{\"eventName\": \n{}\n", record("ListRoles"), record("ListUsers"));
    let events = folder.write("events.ndjson", lines);
    let ran = run(&list_users(&["--events", &events]));
    let answer = ran.json();
    assert_eq!((&answer["events"], &answer["matched"]), (&json!(2), &json!([1])));
    let problem = &answer["diagnostics"][0];
    assert_eq!(answer["diagnostics"].as_array().unwrap().len(), 1);
    assert_eq!((&problem["source"], &problem["severity"]), (&json!("events"), &json!("error")));
    assert_eq!((&problem["path"], &problem["line"]), (&json!(events), &json!(3)));
    assert_eq!(ran.status, 1);
}

#[test]
fn indices_go_on_from_file_to_file() {
    let folder = Folder::new("indices_go_on");
    let one = folder.write("logs/b.json", format!("[{}, {}]", record("ListRoles"), record("ListUsers")));
    folder.write("logs/deeper/a.ndjson", record("ListUsers"));
    folder.write("logs/notes.txt", "no events");
    let logs = folder.0.join("logs");
    let ran = run(&list_users(&["--events", &one, logs.to_str().unwrap()]));
    assert_eq!((&ran.json()["events"], &ran.json()["matched"]), (&json!(5), &json!([1, 3, 4])));
}

#[test]
fn gzip_of_several_members_is_one_text() {
    let folder = Folder::new("gzip");
    let members = [gzip(&format!("{}\n", record("ListUsers"))), gzip(&record("ListUsers"))].concat();
    let events = folder.write("events.json.gz", members);
    let ran = run(&list_users(&["--events", &events]));
    assert_eq!(ran.json()["matched"], json!([0, 1]));
}

#[test]
fn a_dash_reads_standard_input() {
    let folder = Folder::new("a_dash");
    let events = folder.write("events.json", record("ListUsers"));
    let ran = run_with_input(&list_users(&["--events", "-"]), &record("ListUsers"));
    assert_eq!(ran.json()["matched"], json!([0]));
    let ran = run_with_input(&["run", "--rule", "-", "--events", &events, "--format", "json"], RULE);
    assert_eq!((&ran.json()["verdict"], ran.status), (&json!("no_match"), 0));
    let ran = run_with_input(&["check", "-", "--format", "json"], RULE);
    assert_eq!(ran.json(), json!([{"path": "-", "diagnostics": []}]));
    let ran = run_with_input(&["normalize", "-"], &record("ListUsers"));
    assert_eq!(ran.json()["event"]["action"], "ListUsers");
    let twice = run_with_input(&["run", "--rule", "-", "--events", "-"], RULE);
    assert_eq!((twice.status, twice.out.as_str()), (2, ""));
    assert!(twice.err.contains("standard input can be read once"), "{}", twice.err);
}

#[test]
fn columns_count_characters() {
    let folder = Folder::new("columns");
    let events = folder.write("events.json", record("ListUsers"));
    let query = "user.name: (\"Zoë\" or \"Ödön\") and event.acton: a";
    let ran = run(&["run", "--query", query, "--language", "kuery", "--events", &events, "--format", "json"]);
    let problem = &ran.json()["diagnostics"][0];
    let characters = query[..query.find("event.acton").unwrap()].chars().count() + 1;
    assert_eq!((&problem["code"], &problem["source"]), (&json!("K030"), &json!("rule")));
    assert_eq!((&problem["line"], &problem["column"]), (&json!(1), &json!(characters)));
    let keys: Vec<&String> = problem.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["code", "severity", "message", "source", "path", "line", "column"]);
}

#[test]
fn enrichment_decides_and_tags_replace() {
    let folder = Folder::new("enrichment");
    let events = folder.write("events.json", record("ListUsers"));
    let addresses = r#"{"198.51.100.0/24": {"geo": {"country_iso_code": "DE"}, "as": {"number": 64500}}}"#;
    let enrichment = folder.write("addresses.json", addresses);
    let query = ["run", "--query", "source.as.number: 64500 and tags: mine", "--language", "kuery", "--format", "json"];
    let with = |more: &[&str]| run(&[&query, ["--events", &events].as_slice(), more].concat()).json();
    assert_eq!(with(&["--enrichment", &enrichment])["verdict"], "no_match");
    assert_eq!(with(&["--enrichment", &enrichment, "--tags", "mine,forwarded"])["verdict"], "match");
    assert_eq!(with(&["--tags", "mine"])["verdict"], "undecided");
    let ran = run(&["normalize", &events, "--enrichment", &enrichment, "--tags", "mine"]);
    assert_eq!(ran.json()["source"]["geo"], json!({"country_iso_code": "DE"}));
    assert_eq!(ran.json()["tags"], json!(["mine"]));
    assert_eq!(
        run(&["normalize", &events]).json()["tags"],
        json!(["forwarded", "aws-cloudtrail", "actor_target_mapping"])
    );
}

#[test]
fn normalize_prints_one_document_a_line() {
    let folder = Folder::new("normalize");
    let numbers = r#"{"eventName": "PutObject", "eventSource": "s3.amazonaws.com", "requestParameters": {"big": 9007199254740993, "one": 1.0, "__proto__": {"a": "b"}}}"#;
    let events = folder.write("events.ndjson", format!("{}\n\n{numbers}\n", record("ListUsers")));
    let ran = run(&["normalize", &events]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!((lines.len(), ran.status), (2, 0));
    assert!(
        lines[1].contains(r#""request_parameters":{"__proto__":{"a":"b"},"big":9007199254740993,"one":1.0}"#),
        "{}",
        lines[1]
    );
    for (retain, copies) in
        [("all", (true, true)), ("flattened", (false, true)), ("keyword", (true, false)), ("none", (false, false))]
    {
        let out = run(&["normalize", &events, "--retain", retain]).out;
        let document: Value = serde_json::from_str(out.lines().nth(1).unwrap()).unwrap();
        let cloudtrail = &document["aws"]["cloudtrail"];
        let found =
            (cloudtrail["request_parameters"].is_string(), cloudtrail["flattened"]["request_parameters"].is_object());
        assert_eq!(found, copies, "{retain}");
    }
    let broken = folder.write("broken.ndjson", format!("{}\n{{\"a\": \n", record("ListUsers")));
    let ran = run(&["normalize", &broken]);
    assert_eq!((ran.out.lines().count(), ran.status), (1, 1));
    assert!(ran.err.starts_with(&format!("{broken}:3:1: error[J002]")), "{}", ran.err);
}

#[test]
fn check_lists_every_rule_file() {
    let folder = Folder::new("check");
    folder.write("rules/good.toml", RULE);
    folder.write("rules/deeper/bad.toml", RULE.replace("severity = ", "severty = "));
    folder.write("rules/notes.md", "no rule");
    let ran = run(&["check", folder.0.join("rules").to_str().unwrap(), "--format", "json"]);
    let checked = ran.json();
    let paths: Vec<&str> = checked.as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    assert!(paths[0].ends_with("bad.toml") && paths[1].ends_with("good.toml") && paths.len() == 2, "{paths:?}");
    assert_eq!(checked[1]["diagnostics"], json!([]));
    let problem = &checked[0]["diagnostics"][0];
    let line = RULE.lines().position(|line| line.starts_with("severity = ")).unwrap() + 1;
    assert_eq!((&problem["severity"], &problem["source"]), (&json!("error"), &json!("rule")));
    let lines: Vec<&Value> = checked[0]["diagnostics"].as_array().unwrap().iter().map(|one| &one["line"]).collect();
    assert!(lines.contains(&&json!(line)), "{lines:?}");
    assert_eq!(ran.status, 1);
    let empty = Folder::new("check_empty");
    let ran = run(&["check", &empty.path(), "--format", "json"]);
    assert_eq!((ran.json(), ran.status), (json!([]), 0));
}

#[test]
fn check_mends_only_what_it_must() {
    let folder = Folder::new("check_fix");
    let date = RULE.lines().find(|line| line.starts_with("updated_date = ")).unwrap();
    let broken = RULE.replace(date, &date.replace('/', "-")).replace('\n', "\r\n");
    let rule = folder.write("rule.toml", &broken);
    assert_eq!(run(&["check", &rule]).status, 1);
    let ran = run(&["check", &rule, "--fix"]);
    assert_eq!((ran.status, std::fs::read_to_string(&rule).unwrap()), (0, RULE.replace('\n', "\r\n")));
    assert!(ran.err.ends_with("changed\n"), "{}", ran.err);
    assert_eq!(run(&["check", &rule, "--fix"]).err, "");
}

#[test]
fn check_speaks_to_ci() {
    let folder = Folder::new("check_ci");
    let without = RULE.replace("timestamp_override = \"event.ingested\"\n", "");
    let rule = folder.write("rule.toml", &without);
    assert_eq!((run(&["check", &rule]).status, run(&["check", &rule, "--deny", "warning"]).status), (0, 1));
    let line = RULE.lines().position(|line| line.starts_with("name = ")).unwrap() + 1;
    let github = run(&["check", &rule, "--format", "github"]).out;
    assert!(github.starts_with(&format!("::warning file={rule},line={line},col=1,title=V20::")), "{github}");
    let sarif = run(&["check", &rule, "--format", "sarif"]).json();
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&json!("V20"), &json!("warning")));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!((&place["artifactLocation"]["uri"], &place["region"]["startLine"]), (&json!(rule), &json!(line)));
    assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][0]["id"], "V20");
    let junit = run(&["check", &rule, "--format", "junit", "--deny", "warning"]).out;
    assert!(junit.contains(r#"tests="1" failures="1""#) && junit.contains("warning[V20]"), "{junit}");
    let passed = run(&["check", &rule, "--format", "junit"]).out;
    assert!(passed.contains(r#"failures="0""#) && passed.contains("<system-out>"), "{passed}");
    let counted = run(&["check", &rule, "--count"]).out;
    assert!(counted.contains("V20    warning          1      1"), "{counted}");
}

#[test]
fn check_asks_for_a_new_date_of_a_changed_rule() {
    let folder = Folder::new("check_base");
    let changed = RULE.replacen("from = \"now-", "from = \"now-1", 1);
    folder.write("new/rule.toml", &changed);
    folder.write("old/rule.toml", RULE);
    let (new, old) = (folder.0.join("new"), folder.0.join("old"));
    let said = |base: &std::path::Path| {
        let ran = run(&["check", new.to_str().unwrap(), "--base", base.to_str().unwrap(), "--count"]);
        ran.out.contains("V10")
    };
    assert_eq!((said(&old), said(&new)), (true, false));
}

#[test]
fn check_warns_of_what_cloudtrail_never_logs() {
    let folder = Folder::new("check_warns");
    let rule = folder.write("rule.toml", include_str!("../www/samples/wrong-provider/rule.toml"));
    let ran = run(&["check", &rule, "--format", "json"]);
    assert_eq!((&ran.json()[0]["diagnostics"][0]["code"], ran.status), (&json!("K041"), 0));
}

#[test]
fn check_warns_of_misspelt_fields_of_cloudtrail_only() {
    let folder = Folder::new("misspelt");
    let rule = |index: &str| {
        format!(
            "[metadata]\n[rule]\nindex = [\"{index}\"]\ntype = \"query\"\nlanguage = \"kuery\"\nquery = \"event.acton: ListUsers\"\n"
        )
    };
    let printed = |index| run(&["check", &folder.write("rule.toml", rule(index))]).out;
    assert!(printed("logs-aws.cloudtrail-*").contains("warning[K030]: no event and no field table has `event.acton`"));
    assert!(!printed("logs-okta*").contains("K030"));
}

#[test]
fn conformance_compares_pairs() {
    let folder = Folder::new("conformance");
    folder.write("one.log", record("ListUsers"));
    let document = run_with_input(
        &["normalize", "-", "--tags", "preserve_original_event,actor_target_mapping"],
        &record("ListUsers"),
    );
    folder.write("one.log-expected.json", format!("{{\"expected\": [{}]}}", document.out));
    let ran = run(&["conformance", "--pairs", &folder.path()]);
    assert_eq!((ran.out.as_str(), ran.status), ("one: 1 document, equal\n1 of 1 pair equal, 1 document compared\n", 0));
    let changed = document.out.replace("\"success\"", "\"failure\"");
    folder.write("one.log-expected.json", format!("{{\"expected\": [{changed}]}}"));
    let ran = run(&["conformance", "--pairs", &folder.path()]);
    assert!(ran.out.contains("line 1: event.outcome: expected \"failure\", found \"success\""), "{}", ran.out);
    assert_eq!(ran.status, 1);
    assert_eq!(run(&["conformance", "--pairs", &Folder::new("conformance_empty").path()]).status, 2);
}

#[test]
fn a_setting_beside_a_pair_is_read() {
    let folder = Folder::new("conformance_config");
    let log = r#"{"eventName": "PutObject", "eventSource": "s3.amazonaws.com", "requestParameters": {"key": "a"}}"#;
    folder.write("one.log", log);
    folder.write("one.log-config.yml", "fields:\n  _conf:\n    retain: none\n");
    let tags = ["normalize", "-", "--tags", "preserve_original_event,actor_target_mapping", "--retain", "none"];
    let document = run_with_input(&tags, log);
    folder.write("one.log-expected.json", format!("{{\"expected\": [{}]}}", document.out));
    let ran = run(&["conformance", "--pairs", &folder.path()]);
    assert_eq!(ran.status, 0, "{}", ran.out);
}

#[test]
fn the_published_pairs_are_equal() {
    let Some(corpus) = std::env::var_os("RULE_PLAYGROUND_CORPUS") else {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
        return;
    };
    let pairs = Path::new(&corpus).join("ecs-pairs");
    let ran = run(&["conformance", "--pairs", pairs.to_str().unwrap()]);
    assert!(ran.out.ends_with("14 of 14 pairs equal, 25 documents compared\n"), "{}", ran.out);
    assert_eq!(ran.status, 0);
}

#[test]
fn wrong_usage_is_status_2_and_one_clear_sentence() {
    let folder = Folder::new("wrong_usage");
    let events = folder.write("events.json", record("ListUsers"));
    let no_json = folder.write("no.json", "not json");
    let no_address = folder.write("no-address.json", "{\n  \"81.2\": {}}");
    #[rustfmt::skip]
    let table: &[(&[&str], &str)] = &[
        (&[], "Usage"),
        (&["run"], "required arguments"),
        (&["run", "--query", "a: b", "--events", &events], "--language"),
        (&["run", "--rule", "r.toml", "--query", "a: b", "--language", "kuery", "--events", &events], "cannot be used with"),
        (&["run", "--query", "a: b", "--language", "sql", "--events", &events], "[possible values: kuery, eql, esql]"),
        (&["run", "--rule", "missing.toml", "--events", &events], "cannot read missing.toml"),
        (&["run", "--query", "a: b", "--language", "kuery", "--events", "missing.json"], "cannot read missing.json"),
        (&["run", "--query", "a: b", "--language", "kuery", "--events", &events, "--now", "yesterday"], "not an RFC 3339 time such as"),
        (&["run", "--query", "a: b", "--language", "kuery", "--events", &events, "--enrichment", &no_json], "no.json:1:1: "),
        (&["normalize", &events, "--enrichment", &no_address], "no-address.json:2:3: `81.2` is neither an address nor a CIDR block"),
        (&["normalize", &events, "--enrichment", "missing.json"], "cannot read missing.json"),
        (&["normalize", &events, "--retain", "some"], "[possible values: all, flattened, keyword, minimal, none]"),
        (&["check"], "required arguments"),
        (&["check", "missing.toml"], "cannot read missing.toml"),
        (&["conformance", "--pairs", "missing"], "cannot read missing"),
    ];
    for (arguments, sentence) in table {
        let ran = run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(sentence), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn the_version_names_every_table() {
    let ran = run(&["--version"]);
    for part in ["aws integration 8.9.0", "ECS 8.11.0", "uap-core 0.10.0", "botocore 1.44.5"] {
        assert!(ran.out.contains(part), "{}", ran.out);
    }
}

/// A rule for `StopLogging`, and one for it and more.
fn two_rules(folder: &Folder) -> (String, String) {
    let rule = |query: &str| {
        format!(
            "[metadata]\n[rule]\nname = \"Stop\"\ntype = \"query\"\nlanguage = \"kuery\"\nindex = [\"logs-aws.cloudtrail-*\"]\nquery = '{query}'\n"
        )
    };
    let old = folder.write("old.toml", rule("event.action: (StopLogging or DeleteTrail)").as_bytes());
    (old, folder.write("new.toml", rule("event.action: StopLogging").as_bytes()))
}

#[test]
fn test_runs_the_cases_beside_a_rule() {
    let folder = Folder::new("test_cases");
    two_rules(&folder);
    let case = |name: &str, expected: &str, action: &str| {
        format!(r#"{{"name": "{name}", "expected": "{expected}", "events": [{}]}}"#, record(action))
    };
    let of = |cases: &[String]| format!(r#"{{"version": 1, "cases": [{}]}}"#, cases.join(","));
    let good = [case("stops", "match", "StopLogging"), case("looks", "no_match", "GetTrailStatus")];
    let path = folder.write("new.cases.json", of(&good).as_bytes());
    let ran = run(&["test", &folder.path()]);
    assert_eq!((ran.status, ran.out.as_str()), (0, "2 of 2 cases pass, in 1 file\n"));

    let wrong = [good[0].clone(), good[1].clone(), case("a <b> & c", "match", "DeleteTrail")];
    folder.write("new.cases.json", of(&wrong).as_bytes());
    let ran = run(&["test", &path]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("`a <b> & c` failed: expected match, found no_match"), "{}", ran.out);
    let junit = run(&["test", &path, "--format", "junit"]);
    assert_eq!(junit.status, 1);
    assert!(junit.out.contains(r#"tests="3" failures="1" errors="0""#), "{}", junit.out);
    assert!(junit.out.contains("name=\"a &lt;b&gt; &amp; c\"><failure"), "{}", junit.out);
    let cases = &run(&["test", &path, "--format", "json"]).json()[0]["cases"];
    assert_eq!(cases.as_array().unwrap().iter().map(|case| &case["passed"]).collect::<Vec<_>>(), [true, true, false]);

    folder.write("new.cases.json", b"{\"cases\": [");
    let ran = run(&["test", &path]);
    assert!(ran.status == 1 && ran.out.contains("new.cases.json:1:"), "{}", ran.out);
    let lonely = folder.write("lonely.cases.json", of(&good).as_bytes());
    assert_eq!((run(&["test", &lonely]).status, run(&["test", "no such folder"]).status), (2, 2));
}

#[test]
fn compare_tells_what_a_change_gains_and_loses() {
    let folder = Folder::new("compare");
    let (old, new) = two_rules(&folder);
    let events = [record("StopLogging"), record("DeleteTrail"), record("GetTrailStatus")].join("\n");
    let events = folder.write("events.json", events.as_bytes());
    let labels = folder.write("labels.json", br#"{"true_positive": [0], "false_positive": [1]}"#);
    let ran = run(&["compare", &old, &new, "--events", &events, "--labels", &labels]);
    let sentence = "2 alerts before, 1 after: 50 % fewer; 1 of 1 true positive kept; 1 of 1 false positive gone";
    assert_eq!((ran.status, ran.out.lines().next()), (0, Some(sentence)));
    let found = run(&["compare", &old, &new, "--events", &events, "--format", "json"]).json();
    assert_eq!(found["alerts"], json!({"before": 2, "after": 1, "kept": 1, "gained": 0, "lost": 1, "reduction": 50.0}));
    assert_eq!(found["lost"]["events"], json!([1]));
    assert_eq!(found["lost"]["reasons"][0]["text"], "event.action: StopLogging");
    let text = run(&["compare", &old, &new, "--events", &events, "--format", "markdown", "--date", "2026/03/11"]).out;
    assert!(text.starts_with("# [Rule Tuning] Stop\n") && text.contains("+updated_date = \"2026/03/11\"\n"), "{text}");

    let broken = folder.write("broken.toml", b"[rule]\ntype = \"query\"\nlanguage = \"kuery\"\nquery = \"a: (\"\n");
    assert_eq!(run(&["compare", &broken, &new, "--events", &events]).status, 1);
    let wrong = folder.write("wrong.json", br#"{"true_positive": [99]}"#);
    assert_eq!(run(&["compare", &old, &new, "--events", &events, "--labels", &wrong]).status, 2);
}

#[test]
fn explain_says_what_to_change() {
    let folder = Folder::new("explain");
    let events = folder.write("events.json", record("ListUsers"));
    let query = ["--query", "event.action: \"List*\" and event.provider: iam.amazonaws.com", "--language", "kuery"];
    let ran = run(&[&["run", "--events", &events, "--explain"][..], &query].concat());
    let near = "^ `event.action` is `ListUsers`; in quotes `*` is a plain star, without them `List*` would match. Write `List*`, and 1 event matches";
    assert!(ran.out.contains(near), "{}", ran.out);
    let ran = run(&[&["run", "--events", &events, "--explain", "0"][..], &query].concat());
    assert!(ran.out.contains(near), "{}", ran.out);
}

#[test]
fn coverage_names_parts_that_are_never_true() {
    let folder = Folder::new("coverage");
    let (rule, _) = two_rules(&folder);
    let events = folder.write("events.json", record("StopLogging").as_bytes());
    let ran = run(&["run", "--rule", &rule, "--events", &events, "--coverage"]);
    assert!(ran.out.lines().any(|line| line.ends_with("event.action: DeleteTrail  never true")), "{}", ran.out);
    let found = run(&["run", "--rule", &rule, "--events", &events, "--coverage", "--format", "json"]).json();
    let holds: Vec<_> = found["coverage"].as_array().unwrap().iter().map(|part| part["holds"].clone()).collect();
    assert_eq!(holds, [1, 1, 0]);
}
