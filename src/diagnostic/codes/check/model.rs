/// A rule about which nothing is said. The examples of the checks each change it in one respect.
pub const MODEL: &str = r####"[metadata]
creation_date = "2024/01/10"
integration = ["aws"]
maturity = "production"
updated_date = "2024/02/20"

[rule]
author = ["Example"]
description = "Someone lists the users of an account."
from = "now-6m"
index = ["logs-aws.cloudtrail-*"]
interval = "5m"
language = "kuery"
license = "Elastic License v2"
name = "AWS IAM Users Listed"
note = """## Triage and analysis

### Investigating AWS IAM Users Listed

Ask the user whether the call was theirs.
"""
references = ["https://docs.example.com/listusers"]
risk_score = 47
rule_id = "3b1f3c1e-0000-4000-8000-000000000000"
severity = "medium"
tags = [
    "Domain: Cloud",
    "Platform: AWS",
    "Data Source: AWS",
    "Data Source: Amazon Web Services",
    "Tactic: Discovery",
    "Rule Type: Custom Query (KQL)",
    "Resources: Investigation Guide",
]
timestamp_override = "event.ingested"
type = "query"
query = '''
event.provider: "iam.amazonaws.com" and event.action: "ListUsers"
'''

[[rule.threat]]
framework = "MITRE ATT&CK"
[[rule.threat.technique]]
id = "T1087"
name = "Account Discovery"
reference = "https://attack.mitre.org/techniques/T1087/"
[[rule.threat.technique.subtechnique]]
id = "T1087.004"
name = "Cloud Account"
reference = "https://attack.mitre.org/techniques/T1087/004/"
[rule.threat.tactic]
id = "TA0007"
name = "Discovery"
reference = "https://attack.mitre.org/tactics/TA0007/"
"####;
