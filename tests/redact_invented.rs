//! Nothing that names somebody survives in records no log ever held: identifying values at every place we could think of.

use rule_playground::events::SourceText;
use rule_playground::redact::Redaction;
use rule_playground::session::{Input, Redacted, Workspace};

/// Texts with what must go between ‹ and ›.
const ROWS: &[(&str, &str)] = &[
    (
        "an ARN as a key",
        r#"{"requestParameters": {"arn:aws:iam::‹210987654321›:user/‹mallory.x›": true}, "userIdentity": {"userName": "‹mallory.x›"}}"#,
    ),
    ("an ARN as a key only", r#"{"requestParameters": {"arn:aws:iam::‹210987654321›:user/‹mallory.x›": true}}"#),
    (
        "an ARN in a list",
        r#"{"resources": [{"ARN": "arn:aws:s3:::‹payroll-acme-corp›/salaries.csv"}, {"ARN": "arn:aws:kms:eu-west-1:‹210987654321›:key/‹3f9d6a8e-2b1c-4d5e-8f7a-6b5c4d3e2f1a›"}]}"#,
    ),
    (
        "an ARN in prose",
        r#"{"errorMessage": "User: arn:aws:sts::‹210987654321›:assumed-role/‹OpsAdmin›/‹mallory@acme.test› is not authorized to perform: iam:PassRole on resource: arn:aws:iam::‹210987654321›:role/‹BillingExport› because no identity-based policy allows it"}"#,
    ),
    (
        "other partitions",
        r#"{"a": "arn:aws-cn:iam::‹210987654321›:user/‹mallory.x›", "b": "arn:aws-us-gov:sts::‹310987654321›:assumed-role/‹GovAdmin›/‹sess-991›"}"#,
    ),
    (
        "accounts with separators",
        r#"{"a": "acct:‹210987654321›,‹310987654321›;‹410987654321›|x", "b": "(‹510987654321›)", "c": "prefix_‹610987654321›_suffix"}"#,
    ),
    ("an account with dashes", r#"{"a": "account ‹2109-8765-4321›, 210987654321", "accountAlias": "‹acme-prod›"}"#),
    (
        "accounts as numbers",
        r#"{"accountId": ‹210987654321›, "awsAccountIds": [‹310987654321›, ‹410987654321›], "owner_account": ‹510987654321›}"#,
    ),
    (
        "a policy as JSON in a string",
        r#"{"requestParameters": {"policyDocument": "{\"Statement\":[{\"Principal\":{\"AWS\":[\"arn:aws:iam::‹210987654321›:role/‹BillingExport›\",\"‹310987654321›\"]},\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"‹410987654321›\",\"aws:userid\":\"‹AROAQWERTYUIOPASDFGHJ›:‹mallory.x›\"},\"IpAddress\":{\"aws:SourceIp\":[\"‹198.18.7.7›/32\",\"‹2606:4700::6810:84e5›/128\"]}}}]}"}}"#,
    ),
    (
        "JSON in JSON in a string",
        r#"{"a": "{\"b\":\"{\\\"userName\\\":\\\"‹mallory.x›\\\",\\\"ip\\\":\\\"‹8.8.4.4›\\\"}\"}"}"#,
    ),
    (
        "JSON in JSON in JSON",
        r#"{"a": "{\"b\":\"{\\\"c\\\":\\\"{\\\\\\\"userName\\\\\\\":\\\\\\\"‹mallory.x›\\\\\\\"}\\\"}\"}"}"#,
    ),
    (
        "an encoded policy",
        r#"{"policy": "%7B%22AWS%22%3A%22arn%3Aaws%3Aiam%3A%3A‹210987654321›%3Auser%2F‹mallory.x›%22%7D"}"#,
    ),
    ("escapes of unicode", "{\"userIdentity\": {\"userName\": \"‹mall\\u006fry.x›\"}, \"x\": \"‹mallory.x›\"}"),
    (
        "IPv6",
        r#"{"sourceIPAddress": "‹2001:470:1f0b:9::2›", "b": "[‹2001:470:1f0b:9::3›]:443", "c": "‹::ffff:8.8.4.4›", "d": "‹2001:0470:1F0B:0009:0000:0000:0000:0004›", "e": "‹fe80::1ff:fe23:4567:890a›%eth0"}"#,
    ),
    (
        "addresses with ports and in lists",
        r#"{"a": "‹8.8.4.4›:443", "b": "‹8.8.4.5›, ‹8.8.4.6›", "c": "http://‹8.8.4.7›/x", "d": "‹8.8.4.8›-‹8.8.4.9›"}"#,
    ),
    (
        "host names of addresses",
        r#"{"a": "ec2-‹54-33-22-11›.compute-1.amazonaws.com", "b": "ip-‹10-4-5-6›.eu-west-1.compute.internal"}"#,
    ),
    (
        "buckets",
        r#"{"requestParameters": {"bucketName": "‹payroll-acme-corp›", "key": "x", "Host": "‹payroll-acme-corp›.s3.amazonaws.com"}}"#,
    ),
    (
        "keys of all kinds",
        r#"{"a": "‹AKIAQWERTYUIOPASDFGH›", "b": "id=‹ASIAQWERTYUIOPASDFGH›&x", "c": "‹AIDAQWERTYUIOPASDFGHJ›", "d": "‹AROAQWERTYUIOPASDFGHJ›:‹sess-991-x›", "e": "‹ANPAQWERTYUIOPASDFGHJ›", "f": "‹AIPAQWERTYUIOPASDFGHJ›", "g": "‹AGPAQWERTYUIOPASDFGHJ›"}"#,
    ),
    (
        "a key in a URL",
        r#"{"x": "https://b.s3.amazonaws.com/k?X-Amz-Credential=‹ASIAQWERTYUIOPASDFGH›%2F20260101%2Fus-east-1"}"#,
    ),
    (
        "principals",
        r#"{"userIdentity": {"principalId": "‹AROAQWERTYUIOPASDFGHJ›:‹mallory@acme.test›"}, "x": "‹mallory@acme.test›"}"#,
    ),
    (
        "e-mail addresses anywhere",
        r#"{"responseElements": {"owner": "‹mallory@acme.test›", "text": "sent to ‹eve@acme.test› and ‹bob+x@sub.acme.test›"}}"#,
    ),
    (
        "an SSO session",
        r#"{"userIdentity": {"arn": "arn:aws:sts::‹210987654321›:assumed-role/AWSReservedSSO_‹AdminAccess_0123456789abcdef›/‹mallory.x›", "sessionContext": {"sessionIssuer": {"userName": "AWSReservedSSO_‹AdminAccess_0123456789abcdef›"}}}}"#,
    ),
    (
        "request ids",
        r#"{"requestID": "‹3f9d6a8e-2b1c-4d5e-8f7a-6b5c4d3e2f1a›", "eventID": "‹4f9d6a8e-2b1c-4d5e-8f7a-6b5c4d3e2f1a›", "additionalEventData": {"x-amz-id-2": "‹Abc+/def0123456789==›"}, "text": "RequestId: ‹5f9d6a8e-2b1c-4d5e-8f7a-6b5c4d3e2f1a›"}"#,
    ),
    (
        "NDJSON",
        "{\"userIdentity\": {\"userName\": \"‹mallory.x›\"}}\n{\"x\": \"hello ‹mallory.x› there\"}\n{\"x\": \"arn:aws:iam::‹210987654321›:user/‹mallory.x›\"}\n",
    ),
    (
        "lookup-events",
        r#"{"Events": [{"EventId": "‹4f9d6a8e-2b1c-4d5e-8f7a-6b5c4d3e2f1a›", "Username": "‹mallory.x›", "AccessKeyId": "‹AKIAQWERTYUIOPASDFGH›", "Resources": [{"ResourceType": "AWS::IAM::User", "ResourceName": "‹victim.y›"}], "CloudTrailEvent": "{\"userIdentity\":{\"userName\":\"‹mallory.x›\",\"accountId\":\"‹210987654321›\"},\"sourceIPAddress\":\"‹8.8.4.4›\",\"requestParameters\":{\"userName\":\"‹victim.y›\"}}"}]}"#,
    ),
    (
        "EventBridge",
        r#"{"version": "0", "id": "‹4f9d6a8e-2b1c-4d5e-8f7a-6b5c4d3e2f1a›", "account": "‹210987654321›", "region": "eu-west-1", "resources": ["arn:aws:iam::‹210987654321›:role/‹BillingExport›"], "detail": {"userIdentity": {"sessionContext": {"sessionIssuer": {"userName": "‹BillingExport›"}}}, "sourceIPAddress": "‹8.8.4.4›"}}"#,
    ),
    (
        "ECS",
        r#"{"user": {"name": "‹mallory.x›", "id": "‹AIDAQWERTYUIOPASDFGHJ›", "target": {"name": "‹victim.y›"}}, "source": {"ip": "‹8.8.4.4›", "address": "‹8.8.4.4›", "geo": {"city_name": "Paris"}}, "cloud": {"account": {"id": "‹210987654321›", "name": "‹acme-prod›"}}, "related": {"user": ["‹mallory.x›", "‹victim.y›"], "ip": ["‹8.8.4.4›"]}, "event": {"id": "‹4f9d6a8e-2b1c-4d5e-8f7a-6b5c4d3e2f1a›", "original": "{\"userName\":\"‹mallory.x›\"}"}}"#,
    ),
    (
        "ECS with dots",
        r#"{"user.name": "‹mallory.x›", "user.email": "‹mallory@acme.test›", "source.ip": "‹8.8.4.4›", "aws.cloudtrail.user_identity.arn": "arn:aws:iam::‹210987654321›:user/‹mallory.x›", "aws.cloudtrail.user_identity.access_key_id": "‹AKIAQWERTYUIOPASDFGH›", "aws.cloudtrail.request_parameters": "{userName=‹mallory.x›, roleName=‹BillingExport›}", "related.user": ["‹victim.y›"], "group.name": "‹payroll-admins›"}"#,
    ),
    (
        "flattened text of the integration",
        r#"{"aws": {"cloudtrail": {"request_parameters": "{policyArn=arn:aws:iam::aws:policy/AdministratorAccess, userName=‹mallory.x›}", "response_elements": "{accessKey={accessKeyId=‹AKIAQWERTYUIOPASDFGH›, userName=‹mallory.x›}}"}}}"#,
    ),
    (
        "names of other things that are people",
        r#"{"requestParameters": {"groupName": "‹payroll-admins›", "instanceProfileName": "‹BillingHosts›", "masterUsername": "‹dbadmin-acme›", "keyName": "‹mallory-laptop›"}}"#,
    ),
    (
        "federation",
        r#"{"userIdentity": {"type": "WebIdentityUser", "principalId": "accounts.example.com:app-77:‹mallory@acme.test›", "userName": "‹mallory@acme.test›", "identityProvider": "accounts.example.com"}, "b": "arn:aws:iam::‹210987654321›:saml-provider/‹AcmeIdP›", "c": "arn:aws:iam::‹210987654321›:mfa/‹mallory.phone›"}"#,
    ),
    (
        "console sign-in",
        r#"{"additionalEventData": {"MFAIdentifier": "arn:aws:iam::‹210987654321›:mfa/‹mallory.phone›"}}"#,
    ),
    (
        "names beyond ASCII",
        r#"{"userName": "‹Jürgen-Müller›", "x": "arn:aws:iam::‹210987654321›:user/‹Jürgen-Müller›"}"#,
    ),
    (
        "VPC flow text",
        r#"{"message": "2 ‹210987654321› eni-0a1b2c3d ‹8.8.4.4› ‹10.0.0.9› 443 49152 6 10 840 1620140661 1620140721 ACCEPT OK"}"#,
    ),
];

/// Whether `value` stands in `text` as a word of its own.
fn stands_in(value: &str, text: &str) -> bool {
    text.match_indices(value).any(|(at, _)| {
        let edge = |one: Option<char>| one.is_none_or(|one| !one.is_alphanumeric());
        edge(text[..at].chars().next_back()) && edge(text[at + value.len()..].chars().next())
    })
}

#[test]
fn what_names_somebody_goes_wherever_it_stands() {
    let mut left = Vec::new();
    for (name, row) in ROWS {
        let text = row.replace(['‹', '›'], "");
        let out = Redaction::of(&[&text], &[]).json(&text);
        for secret in row.split('‹').skip(1).filter_map(|rest| rest.split('›').next()) {
            if stands_in(secret, &out) {
                left.push(format!("{name}: {secret}\n    {out}"));
            }
        }
    }
    assert!(left.is_empty(), "{} are left:\n{}", left.len(), left.join("\n"));
}

/// What rules ask for of the records below, and how many of them match.
const ASKED: &[(&str, u32)] = &[
    ("query = 'user.name: mallory.x'", 1),
    ("query = 'user.name: *@acme.test'", 1),
    ("query = 'aws.cloudtrail.user_identity.arn: *assumed-role/OpsAdmin*'", 2),
    ("query = 'aws.cloudtrail.request_parameters: *payroll-acme-corp*'", 3),
    ("query = 'cloud.account.id: (\"210987654321\" or 310987654321)'", 2),
    ("query = 'source.ip: (8.8.4.4 or 10.0.0.7)'", 2),
    (
        "query = 'event.action: *'\n[[rule.filters]]\n[rule.filters.meta]\nnegate = true\n[rule.filters.query.match_phrase]\n\"user.name\" = \"mallory.x\"",
        2,
    ),
    ("query = 'event.action: *'\n[[rule.filters]]\nquery.terms.\"user.name\" = [\"mallory.x\", \"bob\"]", 2),
];

fn record(user: &str, role: &str, address: &str, account: &str) -> String {
    format!(
        r#"{{"eventVersion": "1.11", "eventTime": "2026-03-01T10:00:00Z", "eventSource": "s3.amazonaws.com", "eventName": "GetObject", "awsRegion": "eu-west-1", "sourceIPAddress": "{address}", "recipientAccountId": "{account}", "userIdentity": {{"type": "AssumedRole", "accountId": "{account}", "principalId": "AROAQWERTYUIOPASDFGHJ:{user}", "userName": "{user}", "arn": "arn:aws:sts::{account}:assumed-role/{role}/{user}"}}, "requestParameters": {{"bucketName": "payroll-acme-corp", "Host": "payroll-acme-corp.s3.amazonaws.com"}}}}"#
    )
}

fn records() -> String {
    [
        record("mallory.x", "OpsAdmin", "8.8.4.4", "210987654321"),
        record("eve@acme.test", "OpsAdmin", "8.8.4.2", "310987654321"),
        record("bob", "OpsReader", "10.0.0.7", "410987654321"),
    ]
    .join("\n")
}

fn redacted(rule: &str, events: String) -> (u32, Redacted) {
    let mut workspace = Workspace::default();
    let rule = format!("[metadata]\n[rule]\nname = \"x\"\ntype = \"query\"\nlanguage = \"kuery\"\n{rule}\n");
    workspace.set_rule(Input::Rule(&rule));
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text: events }]);
    let matched = workspace.outcome().answer.matched.ones().count() as u32;
    (matched, workspace.redacted(false))
}

#[test]
fn what_a_rule_asks_for_is_replaced_in_it_as_in_the_events() {
    for (rule, matching) in ASKED {
        let (matched, redacted) = redacted(rule, records());
        assert_eq!(matched, *matching, "{rule}");
        assert_eq!(redacted.changed, 0, "{}", redacted.rule);
        for secret in ["mallory", "eve@", "bob\"", "payroll", "OpsReader", "8.8.4", "10987654321"] {
            // A piece that the rule matches with a wildcard stays: whoever has the rule knows it.
            let known = rule.contains(&format!("*{secret}"));
            assert!(
                known || !redacted.rule.contains(secret) && !redacted.events[0].text.contains(secret),
                "{secret}: {rule}"
            );
        }
    }
}

#[test]
fn a_verdict_that_cannot_stay_is_told() {
    let (matched, redacted) = redacted("query = 'source.ip: \"8.8.4.0/24\"'", records());
    assert_eq!((matched, redacted.changed), (2, 2));
    assert!(redacted.sentence().starts_with("2 verdicts are others"), "{}", redacted.sentence());
}

/// Addresses that no database of networks knows, so that a rule that asks for the network is answered, and others.
const NETWORKS: &[(&str, bool)] = &[
    ("8.8.4.4", false),
    ("10.9.8.7", true),
    ("100.64.3.2", true),
    ("127.0.0.9", true),
    ("169.254.7.7", true),
    ("172.20.1.1", true),
    ("192.168.1.1", true),
    ("253.234.5.234", true),
    ("2600:1f18::17", false),
    ("::ffff:10.9.8.7", true),
    ("::ffff:8.8.4.4", false),
    ("fc00::17", true),
    ("fe80::17", true),
    ("ff02::17", true),
];

#[test]
fn an_address_stays_one_that_databases_know_or_do_not() {
    for (address, unknown) in NETWORKS {
        let rule = "query = 'not source.as.organization.name: Amazon*'";
        let (matched, redacted) = redacted(rule, record("bob", "OpsReader", address, "410987654321"));
        assert_eq!(matched, u32::from(*unknown), "{address}");
        assert_eq!(redacted.changed, 0, "{address}: {}", redacted.events[0].text);
    }
}
