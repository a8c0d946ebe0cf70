use super::{Found, Subject, element_with_comma, repeated, value};
use crate::diagnostic::Code;
use crate::diagnostic::codes::check::tags as codes;
use crate::rule::RuleType;
use crate::text::Span;

/// Tags that an index pattern, written exactly so, asks for.
const OF_INDEX: &[(&str, &[&str])] = &[
    ("logs-endpoint.events.*", &["Domain: Endpoint", "Data Source: Elastic Defend"]),
    ("endgame-*", &["Data Source: Elastic Endgame"]),
    ("logs-aws*", &["Data Source: AWS", "Data Source: Amazon Web Services", "Domain: Cloud"]),
    ("logs-azure*", &["Data Source: Azure", "Domain: Cloud"]),
    ("logs-o365*", &["Data Source: Microsoft 365", "Domain: Cloud"]),
    ("logs-okta*", &["Data Source: Okta"]),
    ("logs-gcp*", &["Data Source: Google Cloud Platform", "Data Source: GCP", "Domain: Cloud"]),
    ("logs-google_workspace*", &["Data Source: Google Workspace", "Domain: Cloud"]),
    ("logs-cloud_defend.alerts-*", &["Data Source: Elastic Defend for Containers", "Domain: Container"]),
    ("logs-cloud_defend*", &["Data Source: Elastic Defend for Containers", "Domain: Container"]),
    ("logs-kubernetes.*", &["Data Source: Kubernetes"]),
    ("apm-*-transaction*", &["Data Source: APM"]),
    ("traces-apm*", &["Data Source: APM"]),
    (".alerts-security.*", &["Rule Type: Higher-Order Rule"]),
    ("logs-cyberarkpas.audit*", &["Data Source: CyberArk PAS"]),
    ("logs-endpoint.alerts-*", &["Data Source: Elastic Defend"]),
    ("logs-windows.sysmon_operational-*", &["Data Source: Sysmon"]),
    ("logs-windows.powershell*", &["Data Source: PowerShell Logs"]),
    ("logs-system.security*", &["Data Source: Windows Security Event Logs"]),
    ("logs-system.forwarded*", &["Data Source: Windows Security Event Logs"]),
    ("logs-system.system*", &["Data Source: Windows System Event Logs"]),
    ("logs-sentinel_one_cloud_funnel.*", &["Data Source: SentinelOne"]),
    ("logs-fim.event-*", &["Data Source: File Integrity Monitoring"]),
    ("logs-crowdstrike.fdr*", &["Data Source: Crowdstrike"]),
];

/// Tags that the folder of a rule asks for.
const OF_FOLDER: &[(&str, &str)] = &[("linux", "OS: Linux"), ("macos", "OS: macOS"), ("windows", "OS: Windows")];

/// Categories the guidelines ask for.
const CATEGORIES: &[&str] = &["Domain: ", "Platform: ", "Data Source: ", "Rule Type: ", "Tactic: "];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found) {
    written(subject, found);
    of_index(subject, found);
    of_tactic(subject, found);
    of_content(subject, found);
    taxonomy(subject, found);
}

fn written(subject: &Subject<'_>, found: &mut Found) {
    let tags = &subject.rule().tags;
    for tag in repeated(tags) {
        let span = element_with_comma(subject.text, tag.span);
        found.say(&codes::TAG_TWICE, tag.span, format!("`{}` is written twice", tag.value)).add_fix(
            "Remove it",
            span,
            "",
        );
    }
    let Some(tables) = subject.tables else { return };
    for tag in tags {
        if let Some(usual) = tables.usual_tag(&tag.value) {
            found.say(&codes::TAG_CASE, tag.span, format!("published rules write `{usual}`")).add_fix(
                format!("Change it to `{usual}`"),
                tag.span,
                format!("\"{usual}\""),
            );
        } else if !CATEGORIES.iter().any(|known| tag.value.contains(known.trim_end()))
            && !tables.has_category(&tag.value)
        {
            found
                .say(&codes::TAG_PREFIX, tag.span, format!("`{}` has no category that published rules use", tag.value))
                .add_note("Write `Category: Value`, such as `Use Case: Threat Detection`");
        }
    }
}

/// Reports a tag that is not there, with the change that adds it as the first of the list.
pub(super) fn missing(subject: &Subject<'_>, found: &mut Found, code: &'static Code, place: Span, tag: &str) {
    let list = subject.key("tags").map(|entry| entry.value.span);
    let first = subject.rule().tags.first().map(|first| first.span);
    let said = found.say(code, place, format!("the tag `{tag}` is missing"));
    match (list, first) {
        (_, Some(first)) => {
            let before = subject.text.get(..first.start as usize).unwrap_or("");
            let gap = before.len() - before.trim_end().len();
            let gap = before.get(before.len() - gap..).unwrap_or(" ");
            let gap = if gap.is_empty() { " " } else { gap };
            said.add_fix(format!("Add `{tag}`"), Span::at(first.start), format!("\"{tag}\",{gap}"));
        }
        (Some(list), None) => {
            said.add_fix(format!("Add `{tag}`"), list, format!("[\"{tag}\"]"));
        }
        (None, None) => {
            said.add_note(format!("Add `tags = [\"{tag}\"]`"));
        }
    }
}

fn has(subject: &Subject<'_>, tag: &str) -> bool {
    subject.rule().tags.iter().any(|own| own.value == tag)
}

fn is_of(subject: &Subject<'_>, rule_type: RuleType) -> bool {
    subject.rule().rule_type.is_some_and(|own| own.value == rule_type)
}

fn of_index(subject: &Subject<'_>, found: &mut Found) {
    let mut said: Vec<&str> = Vec::new();
    for index in &subject.rule().index {
        let Some((_, tags)) = OF_INDEX.iter().find(|(pattern, _)| *pattern == index.value) else { continue };
        for tag in tags.iter().filter(|tag| !has(subject, tag)) {
            if !said.contains(tag) {
                said.push(tag);
                missing(subject, found, &codes::TAG_OF_INDEX, index.span, tag);
            }
        }
    }
}

fn of_tactic(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let first = rule.threat.first().and_then(|threat| threat.tactic.as_ref()?.name.as_ref());
    let Some(tactic) = first.filter(|_| !is_of(subject, RuleType::MachineLearning)) else { return };
    let tag = format!("Tactic: {}", tactic.value);
    if !has(subject, &tag) && !has(subject, "Continuous Monitoring") {
        missing(subject, found, &codes::TAG_OF_TACTIC, tactic.span, &tag);
    }
}

fn of_content(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let mut wanted: Vec<(Span, &str)> = Vec::new();
    if let Some(note) = rule.note.as_ref().filter(|note| note.value.contains("Investigating")) {
        wanted.push((note.key.unwrap_or(note.span), "Resources: Investigation Guide"));
    }
    let asks = rule.query.as_ref().filter(|_| is_of(subject, RuleType::Esql));
    if let Some(query) = asks.filter(|query| super::esql::has_completion(query.decoded.text())) {
        wanted.push((query.key.unwrap_or(query.span), "Resources: LLM"));
    }
    if let Some(rule_type) = rule.rule_type.filter(|rule_type| rule_type.value == RuleType::MachineLearning) {
        wanted.extend(["Rule Type: Machine Learning", "Rule Type: ML"].map(|tag| (rule_type.span, tag)));
    }
    let folder = OF_FOLDER.iter().find(|(folder, _)| subject.folder() == Some(folder));
    wanted.extend(folder.map(|(_, tag)| (subject.place(), *tag)));
    for (place, tag) in wanted.into_iter().filter(|(_, tag)| !has(subject, tag)) {
        missing(subject, found, &codes::TAG_OF_CONTENT, place, tag);
    }
}

/// Most published rules have none of the newer categories; it is said where a rule has begun to use them.
fn taxonomy(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let newer = ["Platform: ", "Rule Type: "];
    if !rule.tags.iter().any(|tag| newer.iter().any(|category| tag.value.starts_with(category))) {
        return;
    }
    let threat = !rule.threat.is_empty();
    let wanted = CATEGORIES.iter().filter(|category| threat || **category != "Tactic: ");
    let absent: Vec<&str> = wanted
        .filter(|category| !rule.tags.iter().any(|tag| tag.value.starts_with(**category)))
        .map(|category| category.trim_end())
        .collect();
    // A tag of the tactic that is missing is a warning of its own.
    let absent: Vec<&str> = absent.into_iter().filter(|category| *category != "Tactic:").collect();
    if absent.is_empty() || value(rule.name.as_ref()).is_empty() {
        return;
    }
    let place = subject.key("tags").map_or(subject.place(), |entry| entry.key_span);
    found.say(&codes::TAG_TAXONOMY, place, format!("no tag of: {}", absent.join(" ")));
}
