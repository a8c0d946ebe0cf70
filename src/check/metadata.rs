use super::{Found, Subject, line_after, value};
use crate::diagnostic::codes::check::metadata as codes;
use crate::diagnostic::{Diagnostic, Place};
use crate::rule::schema::TIMELINES;
use crate::rule::{RuleType, Spanned};
use crate::text::Lower;

/// Severity, its band of risk scores, and the usual one.
const RISKS: &[(&str, i64, i64, i64)] =
    &[("low", 0, 21, 21), ("medium", 22, 47, 47), ("high", 48, 73, 73), ("critical", 74, 100, 99)];

/// The paragraph that the setup of a rule with the most alerts must hold.
const ALERT_LIMIT: &str = "For information on troubleshooting the maximum alerts warning please refer to this \
    [guide](https://www.elastic.co/guide/en/security/current/alerts-ui-monitor.html#troubleshoot-max-alerts).";

/// Keys that older stacks do not know, and the first stack that does.
const RESTRICTED: &[(&str, [u32; 2])] =
    &[("investigation_fields", [8, 11]), ("related_integrations", [8, 3]), ("required_fields", [8, 3])];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found) {
    risk(subject, found);
    dates(subject, found);
    released(subject, found);
    signals(subject, found);
    license(subject, found);
    stack(subject, found);
    file(subject, found);
    integration(subject, found);
    timeline(subject, found);
}

fn risk(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let (Some(severity), Some(score)) = (&rule.severity, &rule.risk_score) else { return };
    let Some((_, least, most, usual)) = RISKS.iter().find(|(name, ..)| *name == severity.value) else { return };
    let outside = !(*least..=*most).contains(&score.value);
    if outside && (0..=100).contains(&score.value) {
        let message = format!("{} is no risk score of severity {}", score.value, severity.value);
        found
            .say(&codes::RISK_BAND, score.span, message)
            .add_note(format!("It lies between {least} and {most}"))
            .add_fix(format!("Change it to {usual}"), score.span, usual.to_string());
    } else if !outside && score.value != *usual {
        let message = format!("rules of severity {} usually have {usual}", severity.value);
        found.say(&codes::RISK_USUAL, score.span, message);
    }
}

fn dates(subject: &Subject<'_>, found: &mut Found) {
    let metadata = &subject.rule().metadata;
    for date in [&metadata.creation_date, &metadata.updated_date, &metadata.deprecation_date].into_iter().flatten() {
        if day(&date.value).is_some_and(|(year, month, day)| day < 1 || day > days(year, month)) {
            found.say(&codes::NO_SUCH_DAY, date.span, format!("the calendar has no `{}`", date.value));
        }
    }
    let (Some(created), Some(updated)) = (&metadata.creation_date, &metadata.updated_date) else { return };
    if day(&created.value).zip(day(&updated.value)).is_some_and(|(created, updated)| updated < created) {
        found
            .say(&codes::UPDATED_BEFORE_CREATED, updated.span, "the rule was updated before it was created")
            .add_note(format!("It was created on {}", created.value))
            .add_fix(format!("Change it to {}", created.value), updated.span, format!("\"{}\"", created.value));
    }
}

/// Year, month and day of a date of the right shape.
fn day(date: &str) -> Option<(u32, u32, u32)> {
    let mut parts = date.split('/').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// A rule that differs from `before` although the day of its last change is the same. `today` is what a fix writes.
pub fn changed_without_date(subject: &Subject<'_>, before: &str, today: Option<&str>) -> Option<Diagnostic> {
    let date = subject.rule().metadata.updated_date.as_ref()?;
    let older = crate::rule::parse(before);
    let same = older.rule.metadata.updated_date.is_some_and(|older| older.value == date.value);
    if before == subject.text || !same {
        return None;
    }
    let message = "the rule was changed and `updated_date` was not";
    let diagnostic = Diagnostic::new(&codes::UNCHANGED_DATE, Place::rule(date.span), message);
    Some(match today.filter(|today| *today != date.value) {
        Some(today) => diagnostic.replace_with(format!("Change it to {today}"), format!("\"{today}\"")),
        None => diagnostic,
    })
}

fn released(subject: &Subject<'_>, found: &mut Found) {
    for key in ["version", "revision"] {
        if let Some(entry) = subject.key(key) {
            found.say(&codes::VERSIONED, entry.key_span, format!("authors do not set `{key}`")).add_note("Remove it");
        }
    }
}

fn signals(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let Some(most) = &rule.max_signals else { return };
    let explained = value(rule.setup.as_ref()).contains(ALERT_LIMIT);
    if most.value > 1000 {
        let said = found.say(&codes::MANY_SIGNALS, most.span, format!("`max_signals` is {}", most.value));
        said.add_note("It is at most 1000");
        if explained {
            said.add_fix("Change it to 1000", most.span, "1000");
        }
    } else if most.value == 1000 && !explained {
        let note = format!("Add to `setup`: {ALERT_LIMIT}");
        found.say(&codes::MANY_SIGNALS, most.span, "the setup does not say what many alerts mean").add_note(note);
    }
}

fn license(subject: &Subject<'_>, found: &mut Found) {
    const SECOND: &str = "Elastic License v2";
    let Some(license) = &subject.rule().license else { return };
    if license.value.lower().contains("elastic license") && license.value != SECOND {
        found
            .say(&codes::LICENSE, license.span, format!("`{}` is no licence of the repository", license.value))
            .add_fix(format!("Change it to `{SECOND}`"), license.span, format!("\"{SECOND}\""));
    }
}

fn stack(subject: &Subject<'_>, found: &mut Found) {
    let metadata = &subject.rule().metadata;
    let Some(version) = &metadata.min_stack_version else { return };
    if metadata.min_stack_comments.is_none() {
        found
            .say(&codes::STACK_COMMENT, version.key.unwrap_or(version.span), "the oldest stack has no reason")
            .add_note("Add `min_stack_comments`");
    }
    let Some(oldest) = subject.oldest_stack() else { return };
    let suppression = subject.rule().rule_type.map(|rule_type| match rule_type.value {
        RuleType::Threshold => [8, 12],
        RuleType::ThreatMatch => [8, 13],
        RuleType::NewTerms | RuleType::Eql => [8, 14],
        RuleType::Esql | RuleType::MachineLearning => [8, 15],
        RuleType::Query | RuleType::SavedQuery => [8, 8],
    });
    let suppression = suppression.map(|first| ("alert_suppression", first));
    for (key, first) in RESTRICTED.iter().copied().chain(suppression) {
        let Some(entry) = subject.key(key).filter(|_| oldest.as_slice() < first.as_slice()) else { continue };
        let message = format!("stack {} does not know `{key}`", version.value);
        found
            .say(&codes::TOO_NEW, entry.key_span, message)
            .add_note(format!("Stacks from {}.{} do", first[0], first[1]));
    }
}

fn file(subject: &Subject<'_>, found: &mut Found) {
    let Some(name) = subject.file_name() else { return };
    let stem = name.strip_suffix(".toml").unwrap_or("");
    let plain = !stem.is_empty() && stem.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    if !plain {
        found
            .say(&codes::FILE_NAME, subject.place(), format!("the file is called `{name}`"))
            .add_note("Use a to z, 0 to 9 and `_`");
        return;
    }
    let rule = subject.rule();
    let learns = rule.rule_type.is_some_and(|rule_type| rule_type.value == RuleType::MachineLearning);
    let by_elastic = rule.author.iter().any(|author| author.value == "Elastic");
    let tactic = rule.threat.first().and_then(|threat| threat.tactic.as_ref()?.name.as_ref());
    let Some(tactic) = tactic.filter(|_| by_elastic && !learns) else { return };
    let start = tactic.value.lower().replace(' ', "_");
    if !stem.starts_with(&start) {
        found
            .say(&codes::FILE_NAME, tactic.span, format!("the file's name does not start with `{start}`"))
            .add_note(format!("It is called `{name}`; rename it, or put its tactic first"));
    }
}

/// What the keys of `[metadata]` say about deprecated rules, which the loader takes as they are.
pub(super) fn deprecated(subject: &Subject<'_>, found: &mut Found) {
    let metadata = &subject.rule().metadata;
    let place = metadata.maturity.as_ref().map_or(subject.metadata_place(), |maturity| maturity.span);
    match (&metadata.deprecation_date, &metadata.updated_date) {
        (None, updated) => {
            let said = found.say(&codes::DEPRECATED, place, "the rule has no `deprecation_date`");
            if let Some(updated) = updated {
                let line = line_after(subject.text, place);
                said.add_fix("Add it", line, format!("deprecation_date = \"{}\"\n", updated.value));
            }
        }
        (Some(date), Some(updated)) if date.value != updated.value => {
            found
                .say(&codes::DEPRECATED, date.span, "the rule was retired on another day than it was last changed")
                .add_fix(format!("Change it to {}", updated.value), date.span, format!("\"{}\"", updated.value));
        }
        _ => {}
    }
    if subject.path.is_some_and(|path| !path.split(['/', '\\']).any(|folder| folder == "_deprecated"))
        && subject.folder().is_some()
    {
        found.say(&codes::DEPRECATED, place, "the rule does not stand in a folder `_deprecated`");
    }
}

/// Index patterns that say nothing about an integration.
const GENERAL: &[&str] = &[
    ".alerts-security.*",
    "logs-*",
    "metrics-*",
    "traces-*",
    "endgame-*",
    "filebeat-*",
    "packetbeat-*",
    "auditbeat-*",
    "winlogbeat-*",
];

/// Packages of machine learning jobs, which read other integrations' data.
const LEARNING: &[&str] = &["lmd", "dga", "ded", "problemchild", "beaconing", "pad"];

fn integration(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let named = &rule.metadata.integration;
    let kind = rule.rule_type.map(|rule_type| rule_type.value);
    let excused = named.iter().any(|name| LEARNING.contains(&name.value.as_str()));
    let promoted = subject.metadata_is("promotion", true);
    if excused
        || promoted
        || matches!(kind, None | Some(RuleType::ThreatMatch | RuleType::MachineLearning | RuleType::Esql))
    {
        return;
    }
    let mut missing: Vec<&str> = Vec::new();
    for index in rule.index.iter().filter(|index| !GENERAL.contains(&index.value.as_str())) {
        let Some(wanted) = integration_of(&index.value) else { continue };
        if named.iter().any(|name| name.value == wanted) || missing.contains(&wanted) {
            continue;
        }
        missing.push(wanted);
        found
            .say(&codes::INTEGRATION, index.span, format!("`metadata.integration` does not name `{wanted}`"))
            .add_note(format!("`{}` holds its data", index.value));
    }
}

/// The integration whose data an index pattern names: the word after the first hyphen.
fn integration_of(index: &str) -> Option<&str> {
    if index == "apm-*-transaction*" {
        return Some("apm");
    }
    let after = index.split_once('-').map_or(index, |(_, after)| after);
    let after = if after.is_empty() { index } else { after };
    after.split(|c: char| !c.is_alphanumeric() && c != '_').find(|word| !word.is_empty())
}

fn timeline(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let known = |text: &Spanned<String>| TIMELINES.iter().find(|(id, title)| *id == text.value || *title == text.value);
    let quoted = |text: &str| format!("\"{text}\"");
    match (&rule.timeline_id, &rule.timeline_title) {
        (Some(one), None) | (None, Some(one)) => {
            let (has, lacks) = if rule.timeline_id.is_some() {
                ("timeline_id", "timeline_title")
            } else {
                ("timeline_title", "timeline_id")
            };
            let Some((id, title)) = known(one) else { return };
            let text = format!("{lacks} = {}\n", quoted(if lacks == "timeline_id" { id } else { title }));
            found
                .say(&codes::TIMELINE_PAIR, one.key.unwrap_or(one.span), format!("`{has}` stands without `{lacks}`"))
                .add_fix(format!("Add `{lacks}`"), line_after(subject.text, one.span), text);
        }
        (Some(id), Some(title)) => {
            let (Some((_, expected)), Some(_)) = (known(id), known(title)) else { return };
            if *expected != title.value {
                found.say(&codes::TIMELINE_PAIR, title.span, format!("the template is called `{expected}`")).add_fix(
                    format!("Change it to `{expected}`"),
                    title.span,
                    quoted(expected),
                );
            }
        }
        (None, None) => {}
    }
}
