//! Services and actions that CloudTrail does not have: what is said of them, where, and what is suggested. Over the corpus
//! (set `RULE_PLAYGROUND_CORPUS`): nearly every pair of the logs is known, and no published rule gets a false alarm.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "support/vocabulary.rs"]
mod vocabulary;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::cloudtrail::vocabulary::{Action, Vocabulary};
use rule_playground::diagnostic::Diagnostic;
use rule_playground::ecs::FieldPath;
use rule_playground::events::{Cell, Scalar, SourceText, Store};
use rule_playground::explain::vocabulary::unknown_vocabulary;
use rule_playground::query::kql;

fn alarms(vocabulary: &Vocabulary, query: &str) -> Vec<Diagnostic> {
    unknown_vocabulary(&kql::parse(query).condition, vocabulary, false)
}

/// Code, the text it stands at, and its sentence; then the query after the fix.
fn shown(query: &str, alarm: &Diagnostic) -> (String, Option<String>) {
    let place = alarm.place.unwrap().span;
    let fixed = alarm.fix.as_ref().map(|fix| {
        fix.edits.iter().rev().fold(query.to_owned(), |mut text, edit| {
            text.replace_range(edit.place.span.range(), &edit.text);
            text
        })
    });
    (format!("{} {}: {}", alarm.code.id, place.of(query), alarm.message), fixed)
}

#[test]
fn what_cloudtrail_never_logs_is_named_with_its_remedy() {
    let vocabulary = vocabulary::vocabulary();
    #[rustfmt::skip]
    let table: &[(&str, &str, Option<&str>)] = &[
        // The service.
        ("event.dataset: aws.cloudtrail and event.provider: iam",
            "K040 iam: no AWS service is named `iam` in CloudTrail",
            Some("event.dataset: aws.cloudtrail and event.provider: iam.amazonaws.com")),
        ("event.provider: \"lamdba.amazonaws.com\"",
            "K040 \"lamdba.amazonaws.com\": no AWS service is named `lamdba.amazonaws.com` in CloudTrail",
            Some("event.provider: \"lambda.amazonaws.com\"")),
        ("event.dataset: aws.cloudtrail and event.provider: IAM*",
            "K040 IAM*: no AWS service has a name like this in CloudTrail", None),
        // The action of another service: the service is the remedy if nothing else needs it.
        ("event.provider: rds.amazonaws.com and event.action: CreateVpc",
            "K041 CreateVpc: `CreateVpc` is an action of `ec2.amazonaws.com`, not of `rds.amazonaws.com`",
            Some("event.provider: ec2.amazonaws.com and event.action: CreateVpc")),
        ("event.provider: rds.amazonaws.com and event.action: (CreateVpc or CreateDBInstance)",
            "K041 CreateVpc: `CreateVpc` is an action of `ec2.amazonaws.com`, not of `rds.amazonaws.com`", None),
        ("event.provider: (rds.amazonaws.com or iam.amazonaws.com) and event.action: CreateVpc",
            "K041 CreateVpc: `CreateVpc` is an action of `ec2.amazonaws.com`, not of `rds.amazonaws.com` or `iam.amazonaws.com`", None),
        ("event.provider: ec2.amazonaws.com and event.action: TagUser",
            "K041 TagUser: `TagUser` is an action of `iam.amazonaws.com`, not of `ec2.amazonaws.com`",
            Some("event.provider: iam.amazonaws.com and event.action: TagUser")),
        ("event.provider: iam.amazonaws.com and event.action: CreateRoute",
            "K041 CreateRoute: `CreateRoute` is an action of `apigateway.amazonaws.com`, `appmesh.amazonaws.com`, `ec2.amazonaws.com` and 1 more, not of `iam.amazonaws.com`", None),
        ("event.provider: rds.amazonaws.com and (event.action: CreateVpc or (user.name: a and event.action: RunTask))",
            "K041 RunTask: `RunTask` is an action of `ecs.amazonaws.com`, not of `rds.amazonaws.com`", None),
        // The action of nobody.
        ("event.provider: iam.amazonaws.com and event.action: createUser",
            "K042 createUser: `iam.amazonaws.com` has no action `createUser`",
            Some("event.provider: iam.amazonaws.com and event.action: CreateUser")),
        ("event.provider: iam.amazonaws.com and event.action: Make*",
            "K042 Make*: no action of `iam.amazonaws.com` has a name like this", None),
        ("event.provider: iam.amazonaws.com and event.action: \"Create*\"",
            "K042 \"Create*\": `iam.amazonaws.com` has no action `Create*`", None),
        ("event.dataset: aws.cloudtrail and event.action: \"ConsoleLgin\"",
            "K042 \"ConsoleLgin\": no AWS service has an action `ConsoleLgin`",
            Some("event.dataset: aws.cloudtrail and event.action: \"ConsoleLogin\"")),
    ];
    for (query, expected, fixed) in table {
        let alarms = alarms(&vocabulary, query);
        let last = alarms.last().map(|alarm| shown(query, alarm));
        assert_eq!(last, Some(((*expected).to_owned(), fixed.map(str::to_owned))), "{query}");
    }
}

#[test]
fn what_cloudtrail_logs_is_no_alarm() {
    let vocabulary = vocabulary::vocabulary();
    for query in [
        "event.provider: iam.amazonaws.com and event.action: (CreateUser or DeleteUser)",
        "event.provider: (ec2.amazonaws.com or iam.amazonaws.com) and event.action: (CreateUser or CreateVpc)",
        "event.provider: lambda.amazonaws.com and event.action: (CreateFunction20150331 or UpdateFunctionCode20150331v2)",
        "event.provider: lambda.amazonaws.com and event.action: (UpdateFunctionCode* or *Permission2015*)",
        "event.provider: signin.amazonaws.com and event.action: ConsoleLogin",
        "event.provider: *.amazonaws.com and event.action: CreateUser",
        "event.provider: * and event.action: NeverHeardOf",
        "event.provider: rds.amazonaws.com and not event.action: CreateVpc",
        "event.provider: rds.amazonaws.com or event.action: CreateVpc",
        // Other data sets have their own providers and actions.
        "event.provider: Microsoft-Windows-Security-Auditing and event.action: createUser",
        "event.dataset: okta.system and event.action: user.session.start",
    ] {
        assert_eq!(alarms(&vocabulary, query), [], "{query}");
    }
}

#[test]
fn a_long_list_of_unknown_names_is_cut() {
    let vocabulary = vocabulary::vocabulary();
    let list = vec!["Nothing"; 10_000].join(" or ");
    let query = format!("event.provider: iam.amazonaws.com and event.action: ({list})");
    assert_eq!(alarms(&vocabulary, &query).len(), 50);
}

/// Pairs in the logs that are no pairs: templates and invented records.
const NO_PAIRS: [(&str, &str); 6] = [
    ("...", "..."),
    ("...", "ConsoleLogin"),
    ("...", "CreateNetworkAclEntry"),
    ("...", "PutBucketAcl"),
    ("...", "PutObjectAcl"),
    ("foo", "bar"),
];

#[test]
fn every_pair_of_the_logs_is_known() {
    let Some(corpus) = corpus() else { return };
    let vocabulary = vocabulary::vocabulary();
    let mut texts = Vec::new();
    for file in files(&corpus.join("cloudtrail"), &["json", "ndjson", "raw"]) {
        let bytes = std::fs::read(&file).unwrap();
        texts.push(SourceText::from_bytes(file.display().to_string(), bytes));
    }
    let mut store = Store::open(texts, MappingOptions::default());
    let pairs = pairs(&mut store);
    let unknown: Vec<_> = pairs
        .iter()
        .filter(|(provider, action)| vocabulary.knows_action(provider, action) != Action::Known)
        .map(|(provider, action)| (provider.as_str(), action.as_str()))
        .collect();
    println!("{} pairs", pairs.len());
    assert!(pairs.len() > 300);
    assert!(unknown.iter().all(|pair| NO_PAIRS.contains(pair)), "{unknown:?}");
}

/// Alarms on published rules, each gone through by hand: docs/vocabulary.md has the verdicts.
const TRUE_FINDINGS: [(&str, &str); 9] = [
    ("collection_s3_unauthenticated_bucket_access_by_rare_source.toml", "ListBucket"),
    ("defense_evasion_elasticache_security_group_creation.toml", "Create Cache Security Group"),
    ("defense_evasion_elasticache_security_group_modified_or_deleted.toml", "Authorize Cache Security Group Ingress"),
    ("defense_evasion_elasticache_security_group_modified_or_deleted.toml", "AuthorizeCacheSecurityGroupEgress"),
    ("defense_evasion_elasticache_security_group_modified_or_deleted.toml", "Delete Cache Security Group"),
    ("defense_evasion_elasticache_security_group_modified_or_deleted.toml", "Revoke Cache Security Group Ingress"),
    ("defense_evasion_elasticache_security_group_modified_or_deleted.toml", "RevokeCacheSecurityGroupEgress"),
    ("discovery_organization_discovery_by_rare_user.toml", "DescribeOrgnanizationalUnit"),
    ("privilege_escalation_ec2_instance_profile_associated_with_running_instance.toml", "ReplaceIamInstanceProfile"),
];

#[test]
fn published_rules_get_no_false_alarm() {
    let Some(corpus) = corpus() else { return };
    let vocabulary = vocabulary::vocabulary();
    let mut found = Vec::new();
    for file in files(&corpus.join("detection-rules"), &["toml"]) {
        let table: toml::Table = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        let text_of = |key: &str| table.get("rule").and_then(|rule| rule.get(key)?.as_str());
        let Some(query) = text_of("query").filter(|_| text_of("language") == Some("kuery")) else { continue };
        for alarm in alarms(&vocabulary, query) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            found.push((name, alarm.place.unwrap().span.of(query).trim_matches('"').to_owned()));
        }
    }
    found.sort();
    assert_eq!(found, TRUE_FINDINGS.map(|(file, value)| (file.to_owned(), value.to_owned())));
}

fn corpus() -> Option<PathBuf> {
    let corpus = std::env::var_os("RULE_PLAYGROUND_CORPUS");
    if corpus.is_none() {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
    }
    corpus.map(PathBuf::from)
}

fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Provider and action of every event that has both.
fn pairs(store: &mut Store) -> BTreeSet<(String, String)> {
    let mut values = |field: &str| -> Vec<Option<String>> {
        let events = store.len();
        let column = store.column(&FieldPath::new(field));
        (0..events)
            .map(|event| {
                let Cell::Values([first, ..]) = column.cell(event) else { return None };
                match &column.dictionary.get(*first as usize)?.value {
                    Scalar::String(text) => Some(text.to_string()),
                    _ => None,
                }
            })
            .collect()
    };
    let (providers, actions) = (values("event.provider"), values("event.action"));
    providers.into_iter().zip(actions).filter_map(|(provider, action)| Some((provider?, action?))).collect()
}
