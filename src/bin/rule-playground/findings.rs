//! What the rule's type found, as text.

use rule_playground::wire::{Finding, FindingsReport, Verdict};

/// One line for what was looked for and one for each thing found.
pub fn lines(report: &FindingsReport) -> Vec<String> {
    let mut lines = vec![report.lead.clone()];
    for (at, step) in report.steps.iter().enumerate() {
        let name = if step.starts_with("until ") { String::new() } else { format!("step {}: ", at + 1) };
        lines.push(format!("  {name}{step}"));
    }
    lines.extend(report.findings.iter().map(line));
    if report.more > 0 {
        lines.push(format!("  and {} more", report.more));
    }
    lines
}

fn line(finding: &Finding) -> String {
    let verdict = match finding.verdict {
        Verdict::Match => "match",
        Verdict::NoMatch => "no_match",
        Verdict::Undecided => "undecided",
        Verdict::Invalid => "invalid",
    };
    let mut line = format!("  {verdict:<9} ");
    for value in finding.values.iter().filter(|value| !value.is_empty()) {
        line.push_str(value);
        line.push_str("  ");
    }
    if let (Some(has), Some(of)) = (finding.has, finding.of) {
        line.push_str(&format!("{has} of {of}  "));
    }
    line.push_str(&finding.sentence);
    if !finding.from.is_empty() {
        line.push_str(&format!("  [{} to {}]", finding.from, finding.to));
    }
    let events = finding.marks.iter().filter_map(|mark| {
        let event = mark.event?;
        Some(if mark.step > 0 { format!("{event} (step {})", mark.step) } else { event.to_string() })
    });
    let events: Vec<String> = events.collect();
    if !events.is_empty() {
        line.push_str(&format!("  events: {}", events.join(" ")));
    }
    if finding.more > 0 {
        line.push_str(&format!(" and {} more", finding.more));
    }
    line
}
