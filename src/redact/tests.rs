use super::*;

fn redacted(events: &str, rule: &str) -> (String, String) {
    let asks = rule.find("query = ").map(|at| Span::from_range(at..rule.len())).into_iter().collect();
    let rules = [RuleText { text: rule, asks }];
    let redaction = Redaction::of(&[events], &rules);
    (redaction.json(events), redaction.rule(&rules[0]))
}

#[test]
fn values_are_replaced_and_everything_else_stays() {
    // A template: what stands in ‹› must change, all else must not.
    let rows = [
        r#"{"recipientAccountId": "‹123456789012›", "awsRegion": "eu-central-1", "eventName": "ListUsers"}"#,
        r#"{"arn": "arn:aws:iam::‹123456789012›:user/team/‹alice.w›", "userName": "‹alice.w›"}"#,
        r#"{"arn": "arn:aws:sts::‹123456789012›:assumed-role/‹Deploy›/‹i-0ab12›", "principalId": "‹AROAABCDEFGHIJKLMNOPQ›:‹i-0ab12›"}"#,
        r#"{"sourceIPAddress": "‹8.8.4.4›", "accessKeyId": "‹ASIAABCDEFGHIJKLMNOP›", "userAgent": "Chrome/120.0.0.1 Boto3/1.2.3.4"}"#,
        r#"{"sourceIPAddress": "cloudtrail.amazonaws.com", "cidrIp": "0.0.0.0/0", "cidrIpv6": "::/0", "type": "Root", "arn": "arn:aws:iam::‹123456789012›:root"}"#,
        r#"{"requestID": "‹A1B2C3D4E5F6A7B8›", "eventID": "‹0f0e0d0c-0b0a-4908-8706-050403020100›", "sourceIPAddress": "‹2600:1f18::17›"}"#,
        r#"{"userName": "root", "role": "arn:aws:iam::‹123456789012›:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"}"#,
        r#"{"host": "ip-‹10-1-2-3›.ec2.internal", "vpc": "‹10.1.2.3›", "version": "10.1.2.9"}"#,
        r#"{"policy": "{\"userName\":\"‹bob-the-builder›\",\"Principal\":{\"AWS\":\"‹210987654321›\"}}", "who": "‹bob-the-builder›"}"#,
        r#"{"doc": "%22AWS%22%3A%22arn%3Aaws%3Aiam%3A%3A‹123456789012›%3Aroot%22", "account": ‹123456789012›}"#,
        r#"{"bucket": "logs-‹123456789012›-eu", "‹123456789012›": 1}"#,
        "{\"userName\": \"‹carol›\", \"eventName\": \"carol\"} broken \"sourceIPAddress\": \"‹8.8.4.4›\"",
    ];
    for row in rows {
        let events = row.replace(['‹', '›'], "");
        let (out, _) = redacted(&events, "");
        let mut rest = out.as_str();
        for (number, part) in row.split(['‹', '›']).enumerate() {
            if number % 2 == 0 {
                rest = rest.strip_prefix(part).unwrap_or_else(|| panic!("`{part}` is not next in {rest}\n{row}"));
                continue;
            }
            let (other, after) = rest.split_at(part.len().min(rest.len()));
            // Addresses may become shorter or longer.
            let end = if part.contains(['.', ':']) || part.matches('-').count() == 3 {
                rest.find(['"', '/']).unwrap().min(rest.find(".ec2").unwrap_or(usize::MAX))
            } else {
                other.len()
            };
            let other = rest.get(..end).unwrap();
            assert_ne!(other, part, "{row}");
            assert!(!out.contains(part) || row.contains("eventName\": \"carol"), "`{part}` is left in {out}");
            rest = if end == part.len() { after } else { &rest[end..] };
        }
    }
}

#[test]
fn the_same_value_is_replaced_by_the_same_everywhere() {
    let events = r#"{"userName": "deploy-bot", "arn": "arn:aws:iam::123456789012:user/deploy-bot", "sourceIPAddress": "8.8.4.4"}"#;
    let rule = "rule_id = \"0f0e0d0c-0b0a-4908-8706-050403020100\"\nnote = \"deploy-bot of 123456789012\"\nquery = 'user.name: \"deploy-bot\" and source.ip: (\"8.8.4.4\" or \"10.0.0.0/8\") and cloud.account.id: 123456789012 and user.name: dep*'";
    let (events, rule) = redacted(events, rule);
    let name = events.split('"').nth(3).unwrap();
    assert!(
        name.starts_with("dep") && name != "deploy-bot" && name.len() == 10 && name.as_bytes()[6] == b'-',
        "{name}"
    );
    assert!(events.contains(&format!("arn:aws:iam::111122223333:user/{name}\"")), "{events}");
    assert!(
        rule.contains(&format!("user.name: \"{name}\" and source.ip: (\"192.0.2.1\" or \"10.0.0.0/8\")")),
        "{rule}"
    );
    assert!(rule.contains("cloud.account.id: 111122223333 and user.name: dep*"), "{rule}");
    assert!(
        rule.contains("0f0e0d0c-0b0a-4908-8706-050403020100") && rule.contains("deploy-bot of 111122223333"),
        "{rule}"
    );
}

#[test]
fn no_two_values_become_the_same() {
    let events: Vec<String> = (0..900)
        .map(|at| {
            format!("{{\"a\": \"8.8.{}.{}\", \"accountId\": \"{}\"}}", at / 250, at % 250 + 1, 111_122_223_000_u64 + at)
        })
        .collect();
    let events = events.join("\n");
    let (out, _) = redacted(&events, "");
    let mut values: Vec<&str> =
        out.split('"').filter(|part| part.len() > 6 && part.as_bytes()[0].is_ascii_digit()).collect();
    assert_eq!(values.len(), 1800);
    values.sort_unstable();
    values.dedup();
    assert_eq!(values.len(), 1800);
}
