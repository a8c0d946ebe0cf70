//! Who acted and on what: the entity fields, one line a case.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod mapping_support;

use mapping_support::parse_whole;
use rule_playground::cloudtrail::{MappingOptions, map};

/// Event source, action, the rest of the record, field, and its value as JSON; an empty text where it is absent.
type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

const ALICE: &str =
    r#""userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/alice", "userName": "alice"}"#;

#[rustfmt::skip]
const TARGETS: &[Case] = &[
    ("iam", "AttachUserPolicy", r#""requestParameters": {"policyArn": "arn:aws:iam::aws:policy/P", "userName": "bob"}"#, "target.entity.id", r#"["arn:aws:iam::aws:policy/P","bob"]"#),
    ("iam", "AttachUserPolicy", r#""requestParameters": {"policyArn": "arn:aws:iam::aws:policy/P", "userName": "bob"}"#, "service.target.entity.id", r#"["arn:aws:iam::aws:policy/P"]"#),
    ("iam", "AttachUserPolicy", r#""requestParameters": {"policyArn": "arn:aws:iam::aws:policy/P", "userName": "bob"}"#, "entity.target.id", r#"["bob"]"#),
    ("iam", "CreateAccessKey", r#""responseElements": {"accessKey": {"accessKeyId": "AKIAIOSFODNN7EXAMPLE"}}"#, "user.target.entity.id", r#"["AKIAIOSFODNN7EXAMPLE"]"#),
    ("iam", "ListUsers", r#""recipientAccountId": "111122223333""#, "entity.target.id", r#"["111122223333"]"#),
    ("iam", "DeleteUser", r#""requestParameters": {"userName": "bob"}"#, "target.entity.id", ""),
    ("sts", "AttachUserPolicy", r#""requestParameters": {"userName": "bob"}"#, "target.entity.id", ""),
    ("ec2", "GetPasswordData", r#""requestParameters": {"instanceId": "i-0123456789"}"#, "host.target.entity.id", r#"["i-0123456789"]"#),
    ("ec2", "GetPasswordData", r#""requestParameters": {"instanceId": "i-0123456789"}"#, "host.target.id", r#"["i-0123456789"]"#),
    ("ec2", "DeleteNetworkAclEntry", r#""requestParameters": {"networkAclId": "acl-1", "ruleNumber": 100}"#, "target.entity.id", r#"["100","acl-1"]"#),
    ("ec2", "AuthorizeSecurityGroupIngress", r#""requestParameters": {"groupId": "sg-1"}, "responseElements": {"securityGroupRuleSet": {"items": [{"securityGroupRuleId": "sgr-2"}, {"securityGroupRuleId": "sgr-1"}]}}"#, "target.entity.id", r#"["sg-1","sgr-1","sgr-2"]"#),
    ("lambda", "AddPermission20150331v2", r#""requestParameters": {"functionName": "ingest"}"#, "target.entity.id", r#"["ingest"]"#),
    ("monitoring", "DeleteAlarms", r#""requestParameters": {"alarmNames": ["b", "a", "b"]}"#, "target.entity.id", r#"["a","b"]"#),
    ("s3", "PutObject", r#""resources": [{"ARN": "arn:aws:s3:::logs/k"}, {"arn": "arn:aws:s3:::no"}]"#, "service.target.entity.id", r#"["arn:aws:s3:::logs/k"]"#),
    ("ssm", "SendCommand", r#""requestParameters": {"instanceIds": ["i-0123456789"]}"#, "host.target.id", r#"["i-0123456789"]"#),
    ("ssm", "SendCommand", r#""requestParameters": {"targets": [{"key": "k", "values": ["i-2", "i-1"]}]}"#, "target.entity.id", r#"["i-1","i-2"]"#),
    ("ssm", "SendCommand", r#""recipientAccountId": "111122223333", "requestParameters": {"instanceIds": ["*"]}"#, "target.entity.id", r#"["111122223333"]"#),
    ("ssm", "SendCommand", r#""requestParameters": {"instanceIds": ["i-1", "i-1", "i-2"]}"#, "target.entity.id", r#"["i-1"]"#),
];

#[rustfmt::skip]
const RELATED: &[Case] = &[
    ("kms", "Decrypt", r#""requestParameters": {"keyId": "k-1"}"#, "related.entity", r#"["alice","arn:aws:iam::111122223333:user/alice","k-1"]"#),
    // An element's ids are read until one is missing or known: the second instance shares its subnet with the first.
    ("ec2", "RunInstances", r#""responseElements": {"instancesSet": {"items": [{"subnetId": "subnet-1", "instanceId": "i-1"}, {"subnetId": "subnet-1", "vpcId": "vpc-1"}, {"subnetId": "subnet-2", "vpcId": "vpc-2", "instanceId": "i-3"}]}}"#, "related.entity", r#"["alice","arn:aws:iam::111122223333:user/alice","i-3","subnet-1","subnet-2","vpc-2"]"#),
    ("lambda", "CreateFunction", r#""responseElements": {"vpcConfig": {"subnetIds": ["subnet-1", "subnet-1", "subnet-2"]}}"#, "related.entity", r#"["alice","arn:aws:iam::111122223333:user/alice","subnet-1"]"#),
    ("sts", "AssumeRole", r#""sourceIdentity": "carol", "additionalEventData": {"MFAIdentifier": "mfa-1"}"#, "related.entity", r#"["alice","arn:aws:iam::111122223333:user/alice","carol","mfa-1"]"#),
    ("unheard", "X", r#""requestParameters": {"userName": "bob"}"#, "related.entity", r#"["alice","arn:aws:iam::111122223333:user/alice"]"#),
];

/// The identity, event source, action, field and its value.
#[rustfmt::skip]
const ACTORS: &[Case] = &[
    ("iam", "X", r#"{"type": "Root", "arn": "arn:aws:iam::111122223333:root"}"#, "user.entity.id", r#"["arn:aws:iam::111122223333:root"]"#),
    ("iam", "X", r#"{"type": "AssumedRole", "arn": "arn:s", "sessionContext": {"sessionIssuer": {"arn": "arn:i"}}}"#, "user.entity.id", r#"["arn:i"]"#),
    ("iam", "X", r#"{"type": "AssumedRole", "arn": "arn:s", "sessionContext": {"sessionIssuer": {"arn": "arn:i"}}}"#, "actor.entity.id", r#"["arn:s"]"#),
    ("iam", "X", r#"{"type": "AssumedRole", "arn": "arn:aws:sts::1:assumed-role/AWSServiceRoleForX/y"}"#, "service.entity.id", r#"["arn:aws:sts::1:assumed-role/AWSServiceRoleForX/y"]"#),
    ("iam", "X", r#"{"type": "FederatedUser", "arn": "arn:aws:sts::1:federated-user/a"}"#, "user.entity.id", r#"["arn:aws:sts::1:federated-user/a"]"#),
    ("iam", "X", r#"{"type": "IdentityCenterUser", "onBehalfOf": {"userId": "u-1"}}"#, "entity.id", r#"["u-1"]"#),
    ("iam", "X", r#"{"type": "Other", "arn": "i-0123456789"}"#, "host.entity.id", r#"["i-0123456789"]"#),
    ("iam", "X", r#"{"type": "AWSService", "invokedBy": "ecs.amazonaws.com"}"#, "actor.entity.id", ""),
    ("sts", "AssumeRole", r#"{"type": "AWSService", "invokedBy": "ecs.amazonaws.com"}"#, "service.entity.id", r#"["ecs.amazonaws.com"]"#),
    ("sts", "AssumeRole", r#"{"type": "AssumedRole", "arn": "arn:s", "sessionContext": {"sessionIssuer": {"arn": "arn:i"}}}"#, "actor.entity.id", r#"["arn:i"]"#),
    ("sts", "AssumeRole", r#"{"type": "AssumedRole", "arn": "arn:s"}"#, "actor.entity.id", ""),
];

fn field(record: &str, field: &str, options: &MappingOptions) -> String {
    let parsed = parse_whole(record);
    assert!(parsed.is_sound(), "{record}: {:?}", parsed.diagnostics);
    let document = map(parsed.tree.root(record).unwrap(), options).document;
    document.find(field).map_or(String::new(), |item| item.node.to_json_line())
}

#[test]
fn targets_and_related_ids_are_those_of_the_service() {
    for (source, action, rest, name, expected) in TARGETS.iter().chain(RELATED) {
        let record =
            format!(r#"{{"eventSource": "{source}.amazonaws.com", "eventName": "{action}", {ALICE}, {rest}}}"#);
        assert_eq!(field(&record, name, &MappingOptions::default()), *expected, "{name} of {record}");
    }
}

#[test]
fn actors_are_sorted_by_their_kind() {
    for (source, action, identity, name, expected) in ACTORS {
        let record = format!(
            r#"{{"eventSource": "{source}.amazonaws.com", "eventName": "{action}", "userIdentity": {identity}}}"#
        );
        assert_eq!(field(&record, name, &MappingOptions::default()), *expected, "{name} of {record}");
    }
}

#[test]
fn one_value_of_the_wrong_kind_takes_all_ids_away() {
    let record = format!(
        r#"{{"eventSource": "wafv2.amazonaws.com", "eventName": "CreateWebACL", {ALICE}, "responseElements": {{"summary": {{"id": "a"}}}}}}"#
    );
    for name in ["actor.entity.id", "user.entity.id", "related.entity"] {
        assert_eq!(field(&record, name, &MappingOptions::default()), "", "{name}");
    }
    assert_eq!(field(&record, "event.kind", &MappingOptions::default()), r#""pipeline_error""#);
}

#[test]
fn without_the_tag_or_a_name_there_are_no_ids() {
    let options = MappingOptions { tags: Some(vec!["forwarded".to_owned()]), ..MappingOptions::default() };
    let record = format!(r#"{{"eventName": "X", {ALICE}}}"#);
    assert_eq!(field(&record, "related.entity", &options), "");
    assert_eq!(field(&format!("{{{ALICE}}}"), "related.entity", &MappingOptions::default()), "");
}
