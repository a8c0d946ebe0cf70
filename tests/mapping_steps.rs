//! Every step of the mapping, one line a case: what of the record it reads, and the field it makes of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod mapping_support;

use std::collections::BTreeSet;

use mapping_support::parse_whole;
use rule_playground::cloudtrail::{
    Action, MappingOptions, Retain, map, map_blank, map_refused, payload_places, steps, unmapped,
};
use rule_playground::diagnostic::{Example, codes};
use rule_playground::ecs::{Document, FieldPath, Origin};
use rule_playground::text::Span;

/// Step, record, field, and the field's value as JSON; an empty text where the field is absent.
type Case = (u8, &'static str, &'static str, &'static str);

const SESSION_ARN: &str = "arn:aws:sts::111122223333:assumed-role/audit/alice@example.com";

#[rustfmt::skip]
const CASES: &[Case] = &[
    (0, "{}", "data_stream.dataset", r#""aws.cloudtrail""#),
    (0, "{}", "event.module", r#""aws""#),
    (0, "{}", "tags", r#"["forwarded","aws-cloudtrail","actor_target_mapping"]"#),
    (1, r#"{"a" : "\u0041"}"#, "event.original", r#""{\"a\" : \"\\u0041\"}""#),
    (4, "{}", "ecs.version", r#""8.11.0""#),
    (5, r#"{"eventTime": "2024-05-06T07:08:09Z"}"#, "@timestamp", r#""2024-05-06T07:08:09.000Z""#),
    (5, r#"{"eventTime": "yesterday"}"#, "@timestamp", ""),
    (7, r#"{"eventName": "X", "userIdentity": {"arn": "arn:aws:iam::111122223333:user/alice"}}"#, "actor.entity.id", r#"["arn:aws:iam::111122223333:user/alice"]"#),
    (8, r#"{"eventVersion": "1.08"}"#, "aws.cloudtrail.event_version", r#""1.08""#),
    (8, r#"{"userIdentity": {"type": "Root"}}"#, "aws.cloudtrail.user_identity.type", r#""Root""#),
    (9, r#"{"userIdentity": {"type": "AWSService", "invokedBy": "ecs.amazonaws.com"}}"#, "service.name", r#""ecs.amazonaws.com""#),
    (9, r#"{"userIdentity": {"type": "AssumedRole", "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/R"}}}}"#, "service.name", r#""ecs.amazonaws.com""#),
    (9, r#"{"userIdentity": {"type": "AssumedRole", "invokedBy": "a.amazonaws.com", "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/R"}}}}"#, "service.name", r#""a.amazonaws.com""#),
    (9, r#"{"userIdentity": {"type": "IAMUser", "invokedBy": "signin.amazonaws.com"}}"#, "service.name", ""),
    (10, r#"{"userIdentity": {"type": "IAMUser", "userName": "alice"}}"#, "user.name", r#""alice""#),
    (10, r#"{"userIdentity": {"type": "IAMUser", "principalId": "AIDA1"}}"#, "user.id", r#""AIDA1""#),
    (10, r#"{"userIdentity": {"type": "AWSService", "invokedBy": "ecs.amazonaws.com", "principalId": "AIDA1"}}"#, "user.id", ""),
    (11, r#"{"userIdentity": {"accountId": "111122223333"}, "recipientAccountId": "444455556666"}"#, "cloud.account.id", r#""111122223333""#),
    (11, r#"{"userIdentity": {"sessionContext": {"attributes": {"mfaAuthenticated": "false"}}}}"#, "aws.cloudtrail.user_identity.session_context.mfa_authenticated", r#""false""#),
    (12, r#"{"userIdentity": {"sessionContext": {"attributes": {"creationDate": "20240506T070809Z"}}}}"#, "aws.cloudtrail.user_identity.session_context.creation_date", r#""2024-05-06T07:08:09.000Z""#),
    (12, r#"{"userIdentity": {"sessionContext": {"attributes": {"creationDate": "May 6"}}}}"#, "aws.cloudtrail.user_identity.session_context.creation_date", ""),
    (13, r#"{"userIdentity": {"sessionContext": {"sessionIssuer": {"type": "Role"}}}}"#, "aws.cloudtrail.user_identity.session_context.session_issuer.type", r#""Role""#),
    (14, r#"{"userIdentity": {"type": "AssumedRole", "userName": "x", "sessionContext": {"sessionIssuer": {"userName": "audit"}}}}"#, "user.name", r#""audit""#),
    (14, r#"{"userIdentity": {"type": "IAMUser", "userName": "x", "sessionContext": {"sessionIssuer": {"userName": "audit"}}}}"#, "user.name", r#""x""#),
    (15, r#"{"userIdentity": {"sessionContext": {"sessionIssuer": {"principalId": "AROA1"}}}}"#, "aws.cloudtrail.user_identity.session_context.session_issuer.principal_id", r#""AROA1""#),
    (16, r#"{"userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/audit/alice@example.com"}}"#, "related.user", r#"["alice@example.com","alice"]"#),
    (16, r#"{"userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/audit/alice@example.com"}}"#, "user.email", r#""alice@example.com""#),
    (16, r#"{"userIdentity": {"type": "IAMUser", "arn": "arn:aws:sts::111122223333:assumed-role/audit/alice"}}"#, "related.user", ""),
    (17, r#"{"userIdentity": {"onBehalfOf": {"userId": "u-1", "identityStoreArn": "arn:s"}}}"#, "aws.cloudtrail.user_identity.on_behalf_of", r#"{"identity_store_arn":"arn:s","user_id":"u-1"}"#),
    (17, r#"{"userIdentity": {"type": "IdentityCenterUser", "onBehalfOf": {"userId": "u-1"}}}"#, "user.id", r#""u-1""#),
    (17, r#"{"userIdentity": {"type": "IdentityCenterUser", "principalId": "p-1", "onBehalfOf": {"userId": "u-1"}}}"#, "user.id", r#""p-1""#),
    (18, r#"{"sessionCredentialFromConsole": "true"}"#, "aws.cloudtrail.session_credential_from_console", r#""true""#),
    (19, r#"{"userIdentity": {"sessionContext": {"webIdFederationData": {"attributes": {"a.b": "c", "d": "-"}}}}}"#, "aws.cloudtrail.user_identity.session_context.web_id_federation_data.attributes", r#"{"a.b":"c"}"#),
    (19, r#"{"userIdentity": {"inScopeOf": {"sourceArn": "arn:x"}}}"#, "aws.cloudtrail.user_identity.in_scope_of.source_arn", r#""arn:x""#),
    (20, r#"{"eventSource": "sts.amazonaws.com"}"#, "cloud.service.name", r#""sts""#),
    (20, r#"{"eventSource": "sts.amazonaws.com"}"#, "event.provider", r#""sts.amazonaws.com""#),
    (20, r#"{"eventSource": "own.example.com"}"#, "cloud.service.name", ""),
    (21, r#"{"eventName": 7}"#, "event.action", r#""7""#),
    (22, r#"{"eventCategory": "Management"}"#, "aws.cloudtrail.event_category", r#""Management""#),
    (23, r#"{"eventName": "UserAuthentication", "additionalEventData": {"UserName": "alice", "Type": "x"}}"#, "user.name", r#""alice""#),
    (23, r#"{"eventName": "UserAuthentication", "additionalEventData": {"UserName": "alice", "Type": "x"}}"#, "aws.cloudtrail.additional_eventdata", r#""{Type=x}""#),
    (23, r#"{"eventName": "Other", "additionalEventData": {"UserName": "alice"}}"#, "user.name", ""),
    (24, "{}", "cloud.provider", r#""aws""#),
    (24, r#"{"awsRegion": "eu-west-1"}"#, "cloud.region", r#""eu-west-1""#),
    (25, r#"{"sourceIPAddress": "2001:db8::1"}"#, "source.ip", r#""2001:db8::1""#),
    (25, r#"{"sourceIPAddress": "AWS Internal"}"#, "source.address", r#""AWS Internal""#),
    (25, r#"{"sourceIPAddress": "AWS Internal"}"#, "source.ip", ""),
    (27, r#"{"userAgent": "curl/8"}"#, "user_agent.original", r#""curl/8""#),
    (28, r#"{"errorCode": "AccessDenied"}"#, "aws.cloudtrail.error_code", r#""AccessDenied""#),
    (29, r#"{"requestParameters": {"b": [1, 2.50], "a": null, "c": {"d": "none"}}}"#, "aws.cloudtrail.request_parameters", r#""{b=[1, 2.5]}""#),
    (29, r#"{"requestParameters": {"b": [1, 2.50], "a": null, "c": {"d": "none"}}}"#, "aws.cloudtrail.flattened.request_parameters", r#"{"b":[1,2.50]}"#),
    (29, r#"{"responseElements": "done"}"#, "aws.cloudtrail.response_elements", r#""done""#),
    (29, r#"{"serviceEventDetails": {"a": true}}"#, "aws.cloudtrail.service_event_details", r#""{a=true}""#),
    (30, r#"{"eventID": "e-1"}"#, "event.id", r#""e-1""#),
    (30, r#"{"managementEvent": true}"#, "aws.cloudtrail.management_event", r#""true""#),
    (30, r#"{"readOnly": false}"#, "aws.cloudtrail.read_only", "false"),
    (31, r#"{"resources": [{"ARN": "arn:a", "accountId": "1", "type": "T", "note": 1}, {"ARN": "arn:a", "accountId": "1", "type": "T", "note": 2}, "x"]}"#, "aws.cloudtrail.resources", r#"[{"account_id":"1","arn":"arn:a","note":2,"type":"T"}]"#),
    (31, r#"{"resources": [{"ARN": "arn:a", "arn": "arn:b"}]}"#, "aws.cloudtrail.resources", r#"[{"arn":"arn:a"}]"#),
    (31, r#"{"resources": {"ARN": "arn:a"}}"#, "aws.cloudtrail.resources", r#"{"ARN":"arn:a"}"#),
    (32, r#"{"recipientAccountId": "444455556666"}"#, "cloud.account.id", r#""444455556666""#),
    (33, r#"{"sharedEventId": "s-2"}"#, "aws.cloudtrail.shared_event_id", r#""s-2""#),
    (33, r#"{"sharedEventID": "s-1", "sharedEventId": "s-2"}"#, "aws.cloudtrail.shared_event_id", r#""s-1""#),
    (33, r#"{"addendum": {"updatedFields": "eventName"}}"#, "aws.cloudtrail.addendum.updated_fields", r#""eventName""#),
    (34, r#"{"requestParameters": {"userName": "bob", "newUserName": "rob"}, "responseElements": {"user": {"userId": 7}}}"#, "related.user", r#"["bob","rob","7"]"#),
    (35, r#"{"eventName": "ConsoleLogin", "additionalEventData": {"MobileVersion": "No", "MFAUsed": "Yes", "LoginTo": "https://example.com/"}}"#, "aws.cloudtrail.console_login.additional_eventdata", r#"{"login_to":"https://example.com/","mfa_used":true,"mobile_version":false}"#),
    (36, "{}", "event.kind", r#""event""#),
    (36, r#"{"eventName": "CreateAccessKey"}"#, "event.type", r#"["user","change"]"#),
    (36, r#"{"eventName": "CreateAccessKey"}"#, "event.category", r#"["iam"]"#),
    (36, r#"{"eventName": "StopLogging"}"#, "event.type", r#"["info"]"#),
    (36, r#"{"eventName": "StopLogging"}"#, "event.category", ""),
    (36, r#"{"errorMessage": "no"}"#, "event.outcome", r#""failure""#),
    (36, r#"{"eventName": "ConsoleLogin", "errorMessage": "no", "responseElements": {"ConsoleLogin": "Success"}}"#, "event.outcome", r#""success""#),
    (37, r#"{"awsAccountId": "111122223333"}"#, "cloud.account.id", r#""111122223333""#),
    (37, r#"{"digestS3Object": "logs/1"}"#, "file.path", r#""logs/1""#),
    (38, r#"{"digestEndTime": "2024-05-06T07:08:09Z"}"#, "@timestamp", r#""2024-05-06T07:08:09.000Z""#),
    (38, r#"{"previousDigestHashValue": "ab12"}"#, "related.hash", r#"["ab12"]"#),
    (38, r#"{"publicKeyFingerprint": "f2", "digestPublicKeyFingerprint": "f1"}"#, "aws.cloudtrail.flattened.digest.public_key_fingerprint", r#""f1""#),
    (39, r#"{"requestParameters": {"groupName": "web"}, "responseElements": {"group": {"groupId": "g-1"}}}"#, "group", r#"{"id":"g-1","name":"web"}"#),
    (39, r#"{"requestParameters": {"userName": "bob"}}"#, "user.target.name", r#""bob""#),
    (40, r#"{"insightDetails": {"eventName": "X", "state": "Start"}}"#, "aws.cloudtrail.flattened.insight_details", r#"{"eventName":"X","state":"Start"}"#),
    (41, r#"{"tlsDetails": {"tlsVersion": "TLSv1.3"}}"#, "tls", r#"{"version":"1.3","version_protocol":"tls"}"#),
    (41, r#"{"tlsDetails": {"tlsVersion": "1.3"}}"#, "tls", r#"{"version":"1.3"}"#),
    (41, r#"{"tlsDetails": {"tlsVersion": "tlsVersion", "cipherSuite": "C"}}"#, "tls", ""),
    (41, r#"{"tlsDetails": {"keyExchange": "x25519", "clientProvidedHostHeader": "h.example.org"}}"#, "aws.cloudtrail.tls_details.key_exchange", r#""x25519""#),
    (42, r#"{"userIdentity": {"type": "IAMUser", "userName": "alice@example.com"}}"#, "user.email", r#""alice@example.com""#),
    (42, r#"{"userIdentity": {"type": "IAMUser", "userName": "@alice"}}"#, "user.email", ""),
    (43, r#"{"userIdentity": {"type": "IAMUser", "userName": "alice", "principalId": "AIDA1"}, "requestParameters": {"userName": "bob", "newUserName": "rob"}}"#, "related.user", r#"["bob","rob","AIDA1","alice"]"#),
    (44, r#"{"sourceIPAddress": "192.0.2.7", "serviceEventDetails": {"sourceIpAddress": "198.51.100.7"}}"#, "related.ip", r#"["192.0.2.7","198.51.100.7"]"#),
    (45, r#"{"sourceIPAddress": "host.example.org", "tlsDetails": {"clientProvidedHostHeader": "s.example.org"}}"#, "related.hosts", r#"["s.example.org","host.example.org"]"#),
    (45, r#"{"sourceIPAddress": "ec2.amazonaws.com", "requestParameters": {"instanceId": "i-short", "target": "i-0123456789"}}"#, "related.hosts", r#"["i-0123456789"]"#),
    (45, r#"{"resources": [{"ARN": "arn:aws:ec2:eu-west-1:111122223333:instance/i-0000000001"}], "responseElements": {"instancesSet": {"items": [{"instanceId": "i-0000000002"}]}}}"#, "related.hosts", r#"["i-0000000001","i-0000000002"]"#),
    (48, r#"{"eventTime": "yesterday"}"#, "event.kind", r#""pipeline_error""#),
    (48, r#"{"eventTime": "yesterday"}"#, "tags", r#"["forwarded","aws-cloudtrail","actor_target_mapping","preserve_original_event"]"#),
];

fn document(record: &str, options: &MappingOptions) -> Document {
    let parsed = parse_whole(record);
    assert!(parsed.is_sound(), "{record}: {:?}", parsed.diagnostics);
    map(parsed.tree.root(record).unwrap(), options).document
}

fn value(document: &Document, field: &str) -> String {
    document.find(field).map_or(String::new(), |item| item.node.to_json_line())
}

#[test]
fn steps_make_their_fields() {
    for (step, record, field, expected) in CASES {
        assert_eq!(
            value(&document(record, &MappingOptions::default()), field),
            *expected,
            "step {step}, {field} of {record}"
        );
    }
}

#[test]
fn every_step_of_the_pipeline_has_a_row_and_a_case() {
    let rows: BTreeSet<u8> = steps().map(|step| step.number).collect();
    assert_eq!(rows, (0..=48).collect());
    let numbers: Vec<u8> = steps().map(|step| step.number).collect();
    assert!(numbers.is_sorted(), "{numbers:?}");
    let run: BTreeSet<u8> =
        steps().filter(|step| !matches!(step.action, Action::Elsewhere(_))).map(|step| step.number).collect();
    let tested: BTreeSet<u8> = CASES.iter().map(|(step, ..)| *step).collect();
    // Step 26 is in `enrichment_is_unknown_until_supplied`.
    assert_eq!(run.difference(&tested).copied().collect::<Vec<_>>(), [26]);
}

#[test]
fn only_the_payloads_that_retain_keeps_are_written() {
    let record = r#"{"requestParameters": {"cidrIp": "192.0.2.0/24", "b": 1}, "responseElements": {"c": 2},
        "insightDetails": {"state": "Start"}}"#;
    for (retain, text, request, response) in [
        (Retain::All, r#""{b=1, cidrIp=192.0.2.0/24}""#, r#"{"b":1,"cidrIp":"192.0.2.0/24"}"#, r#"{"c":2}"#),
        (Retain::Flattened, "", r#"{"b":1,"cidrIp":"192.0.2.0/24"}"#, r#"{"c":2}"#),
        (Retain::Keyword, r#""{b=1, cidrIp=192.0.2.0/24}""#, "", ""),
        (Retain::Minimal, r#""{b=1, cidrIp=192.0.2.0/24}""#, r#"{"cidrIp":"192.0.2.0/24"}"#, ""),
        (Retain::None, "", "", ""),
    ] {
        let document = document(record, &MappingOptions { retain, ..MappingOptions::default() });
        assert_eq!(value(&document, "aws.cloudtrail.request_parameters"), text, "{retain:?}");
        assert_eq!(value(&document, "aws.cloudtrail.flattened.request_parameters"), request, "{retain:?}");
        assert_eq!(value(&document, "aws.cloudtrail.flattened.response_elements"), response, "{retain:?}");
        assert_eq!(value(&document, "aws.cloudtrail.flattened.insight_details"), r#"{"state":"Start"}"#, "{retain:?}");
    }
}

#[test]
fn a_long_payload_has_no_flattened_copy() {
    // The text is `{a=…}`: four units more than the value.
    for (length, is_flattened) in [(32_761, true), (32_762, false)] {
        let record = format!(r#"{{"requestParameters": {{"a": "{}"}}}}"#, "é".repeat(length));
        let document = document(&record, &MappingOptions::default());
        assert_eq!(document.find("aws.cloudtrail.flattened").is_some(), is_flattened, "{length}");
        assert!(document.find("aws.cloudtrail.request_parameters").is_some());
    }
}

#[test]
fn enrichment_is_unknown_until_supplied() {
    let record = r#"{"sourceIPAddress": "203.0.113.7", "userAgent": "curl/8"}"#;
    let document = document(record, &MappingOptions::default());
    for (field, supplied) in [
        ("source.geo", "geography of 203.0.113.7"),
        ("source.as", "ASN of 203.0.113.7"),
        ("user_agent.os", "the list of user agents"),
    ] {
        let origin = &document.find(field).unwrap().origin;
        assert!(matches!(origin, Origin::Unknown { needs, .. } if **needs == *supplied), "{field}: {origin:?}");
    }
    assert!(!document.to_json().contains("geo"));
}

#[test]
fn derived_values_point_at_the_part_they_came_from() {
    let record = format!(
        r#"{{"eventSource": "sts.amazonaws.com", "tlsDetails": {{"tlsVersion": "TLSv1.3"}},
        "userIdentity": {{"type": "AssumedRole", "arn": "{SESSION_ARN}"}}}}"#
    );
    let document = document(&record, &MappingOptions::default());
    for (field, under) in [
        ("cloud.service.name", "sts"),
        ("tls.version", "1.3"),
        ("user.email", "alice@example.com"),
        ("event.provider", "\"sts.amazonaws.com\""),
    ] {
        let spans: Vec<Span> = match &document.find(field).unwrap().origin {
            Origin::Source(span) => vec![*span],
            Origin::Derived { from, .. } => from.clone(),
            other => panic!("{field}: {other:?}"),
        };
        assert_eq!(spans.iter().map(|span| span.of(&record)).collect::<Vec<_>>(), [under], "{field}");
    }
}

#[test]
fn a_part_of_a_payload_string_leads_to_its_keys_and_values() {
    let record = r#"{"requestParameters": {"status": {"enabled": false, "a\u0062c": [1, 2]}, "name": "trail"}}"#;
    let parsed = parse_whole(record);
    let root = parsed.tree.root(record).unwrap();
    let field = FieldPath::new("aws.cloudtrail.request_parameters");
    let text = r#"{name=trail, status={abc=[1, 2], enabled=false}}"#;
    assert_eq!(value(&document(record, &MappingOptions::default()), field.as_str()), format!("\"{text}\""));
    for (part, expected) in [
        ("enabled=false", vec![r#""enabled""#, "false"]),
        ("bc=[1", vec![r#""a\u0062c""#, "1"]),
        ("rai", vec![r#""trail""#]),
        ("={", vec![]),
    ] {
        let start = text.find(part).unwrap();
        let span = Span::from_range(start..start + part.len());
        let places = payload_places(root, &field, span, &MappingOptions::default());
        assert_eq!(places.iter().map(|place| place.of(record)).collect::<Vec<_>>(), expected, "{part}");
    }
}

#[test]
fn what_fails_is_reported_with_its_place() {
    for (record, code, under) in [
        (r#"{"eventTime": "yesterday"}"#, "M001", r#""yesterday""#),
        (r#"{"newestEventTime": 7}"#, "M001", "7"),
        (r#"{"userIdentity": {"type": "AssumedRole", "arn": "role:sts:/x"}}"#, "M002", r#""role:sts:/x""#),
        (r#"{"eventName": "ConsoleLogin", "responseElements": {"ConsoleLogin": true}}"#, "M003", "true"),
        (r#"{"eventName": "X", "userIdentity": {"userName": ["a"]}}"#, "M004", r#"["a"]"#),
        (r#"{"eventName": "X", "resources": {"ARN": "arn:a"}}"#, "M005", r#"{"ARN": "arn:a"}"#),
    ] {
        let parsed = parse_whole(record);
        let mapped = map(parsed.tree.root(record).unwrap(), &MappingOptions::default());
        let problems: Vec<_> = mapped
            .diagnostics
            .iter()
            .map(|problem| (problem.code.id, problem.place.unwrap().span.of(record)))
            .collect();
        assert_eq!(problems, [(code, under)], "{record}");
        assert_eq!(value(&mapped.document, "event.kind"), r#""pipeline_error""#);
        assert!(value(&mapped.document, "error.message").contains("Processor "));
    }
}

#[test]
fn the_example_of_each_code_raises_it() {
    let codes: Vec<_> = codes::examples().filter(|(code, _)| code.id.starts_with('M')).collect();
    assert!(codes.len() >= 5);
    for (code, example) in codes {
        let Example::Events(record) = *example else { panic!("{} has no record", code.id) };
        let parsed = parse_whole(record);
        let mapped = map(parsed.tree.root(record).unwrap(), &MappingOptions::default());
        assert_eq!(mapped.diagnostics.iter().map(|problem| problem.code.id).collect::<Vec<_>>(), [code.id]);
    }
}

#[test]
fn a_refused_record_keeps_its_text_and_says_why() {
    let text = r#"{"eventName": }"#;
    let options = MappingOptions { tags: Some(vec!["own".to_owned()]), ..MappingOptions::default() };
    let document = map_refused(text, Span::from_range(0..text.len()), "expected a value", &options).document;
    assert_eq!(value(&document, "event.original"), r#""{\"eventName\": }""#);
    assert_eq!(value(&document, "event.kind"), r#""pipeline_error""#);
    assert_eq!(value(&document, "tags"), r#"["own","preserve_original_event"]"#);
    assert!(value(&document, "error.message").contains("expected a value"));
    assert_eq!(value(&document, "event.type"), "");
}

#[test]
fn a_blank_line_has_only_what_every_document_has() {
    let document = map_blank(&MappingOptions::default()).document;
    assert_eq!(value(&document, "event.original"), "");
    assert_eq!(value(&document, "event.outcome"), r#""success""#);
}

#[test]
fn members_that_nothing_reads_are_lost() {
    let record = r#"{"eventName": "X", "eventContext": {"a": 1}, "tlsDetails": {"cipherSuite": "C", "other": 1},
        "userIdentity": {"type": "Root", "color": "red"}, "requestParameters": {"anything": 1}, "a.b": 2}"#;
    let parsed = parse_whole(record);
    let lost: Vec<_> = unmapped(parsed.tree.root(record).unwrap()).into_iter().map(|span| span.of(record)).collect();
    assert_eq!(lost, [r#""eventContext": {"a": 1}"#, r#""other": 1"#, r#""color": "red""#, r#""a.b": 2"#]);
}
