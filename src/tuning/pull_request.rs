//! The text of a pull request: what changed, how to see it, and the checklists of the rules repository's guidelines,
//! with a tick only where the machine knows.

use super::{Comparison, Counts, Label, Setting};

/// What the text is made of.
pub struct Evidence<'a> {
    /// The rule's name.
    pub name: &'a str,
    /// `updated_date`: `YYYY/MM/DD`.
    pub date: &'a str,
    /// How many events it was run over.
    pub events: u32,
    /// The rule's verdict over them in one sentence.
    pub verdict: &'a str,
    /// Whether it alerts.
    pub alerts: bool,
    /// The version before beside this one; `None` for a new rule.
    pub tuning: Option<Tuned<'a>>,
    /// What a new rule has.
    pub parts: &'a [Part],
    /// Leading wildcards in the query.
    pub leading_wildcards: u32,
    /// Test cases that pass, and all of them.
    pub cases: (u32, u32),
    /// Events to show, redacted: what they are and their JSON.
    pub samples: &'a [(String, String)],
    /// The request for the console of Dev Tools; empty where there is none.
    pub request: &'a str,
    /// A link to what the author sees; empty where there is none.
    pub link: &'a str,
    /// The change as a unified diff; empty for a new rule.
    pub diff: &'a str,
}

/// What changed.
pub struct Tuned<'a> {
    /// The difference in one sentence.
    pub sentence: &'a str,
    /// The counts.
    pub comparison: &'a Comparison,
    /// What is set differently.
    pub settings: &'a [Setting],
    /// Lines about clauses: how many events each loses or gains.
    pub reasons: Vec<String>,
    /// Leading wildcards in the query before.
    pub leading_wildcards: u32,
}

/// Something a new rule should have, and what the rule has of it; `None` where it has nothing or nobody can tell.
pub struct Part {
    /// What is asked for.
    pub asked: &'static str,
    /// The evidence.
    pub found: Option<String>,
}

/// The Markdown.
pub fn pull_request(evidence: &Evidence<'_>) -> String {
    let mut out = String::new();
    let mut line = |parts: &[&str]| {
        parts.iter().for_each(|part| out.push_str(part));
        out.push('\n');
    };
    let kind = if evidence.tuning.is_some() { "Tuning" } else { "New" };
    line(&["# [Rule ", kind, "] ", evidence.name, "\n\n## Summary\n"]);
    match &evidence.tuning {
        Some(tuned) => {
            line(&[tuned.sentence, ", over ", &evidence.events.to_string(), " events.\n"]);
            for Setting { key, before, after, .. } in tuned.settings {
                let shown = |text: &str| if text.is_empty() { "not set".to_owned() } else { code(text) };
                match before.len() + after.len() > 100 {
                    true => line(&["- `", key, "` changed, see the diff"]),
                    false => line(&["- `", key, "`: ", &shown(before), " → ", &shown(after)]),
                }
            }
        }
        None => line(&[evidence.verdict, "."]),
    }
    line(&["\n## How To Test\n"]);
    if let Some(tuned) = &evidence.tuning {
        table(tuned.comparison, &mut line);
        tuned.reasons.iter().for_each(|reason| line(&["- ", reason]));
        line(&[""]);
    }
    if evidence.cases.1 > 0 {
        let (passed, all) = (evidence.cases.0.to_string(), evidence.cases.1.to_string());
        line(&[&passed, " of ", &all, " test cases pass.\n"]);
    }
    if !evidence.request.is_empty() {
        line(&["The query for your own stack, in the console of Dev Tools:\n\n", &fenced(evidence.request, ""), "\n"]);
    }
    for (title, json) in evidence.samples {
        line(&[title, ", redacted:\n\n", &fenced(json, "json"), "\n"]);
    }
    if !evidence.link.is_empty() {
        line(&["See it run: <", evidence.link, ">\n"]);
    }
    line(&["## Checklist\n"]);
    let mut row = |asked: &str, found: Option<String>| match found {
        Some(found) => line(&["- [x] ", asked, ": ", &found]),
        None => line(&["- [ ] ", asked]),
    };
    match &evidence.tuning {
        Some(tuned) => tuning_rows(evidence, tuned, &mut row),
        None => new_rows(evidence, &mut row),
    }
    if !evidence.diff.is_empty() {
        line(&["\n## Proposed change\n\n", &fenced(evidence.diff, "diff")]);
    }
    out
}

/// Writes a question of a checklist, ticked where there is evidence.
type Row<'a> = &'a mut dyn FnMut(&str, Option<String>);

fn tuning_rows(evidence: &Evidence<'_>, tuned: &Tuned<'_>, row: Row<'_>) {
    let mut positive = Counts::default();
    let mut other = Counts::default();
    for counts in &tuned.comparison.labels {
        match counts.label {
            Label::TruePositive => positive = counts.events,
            Label::FalsePositive => other = counts.events,
            Label::None => {}
        }
    }
    let set = |keys: &[&str]| {
        let mut text = String::new();
        for setting in tuned.settings {
            if keys.contains(&setting.key) {
                let comma = if text.is_empty() { "" } else { ", " };
                text.push_str(&[comma, &code(&setting.before), " → ", &code(&setting.after)].concat());
            }
        }
        (!text.is_empty()).then_some(text)
    };
    let when = |holds: bool, text: &str| holds.then(|| text.to_owned());
    let kept = counted(positive.kept, positive.before, Label::TruePositive, "kept");
    let gone = counted(other.lost, other.before, Label::FalsePositive, "gone");
    let gained = counted(positive.gained, positive.gained, Label::TruePositive, "gained");
    let numbers = [tuned.leading_wildcards.to_string(), evidence.leading_wildcards.to_string()];
    let wildcards = ["leading wildcards: ", &numbers[0], " before, ", &numbers[1], " after"].concat();
    let is_fewer = other.lost > 0 && positive.lost == 0 && !kept.is_empty();
    let is_clean = evidence.leading_wildcards == 0 && other.before + other.after > 0 && other.after == 0;
    row("The description says in detail what changed and why", None);
    row("Fewer false positives", when(is_fewer, &[&gone, ", ", &kept].concat()));
    row("Behaviour found that was missed", when(positive.gained > 0, &gained));
    row("Cheaper to run", when(tuned.leading_wildcards > evidence.leading_wildcards, &wildcards));
    row("Another threshold", set(&["threshold.value", "threshold.field", "threshold.cardinality"]));
    row("Another window of time", set(&["from", "to", "interval", "new_terms.history_window_start"]));
    row("Another severity", set(&["severity", "risk_score"]));
    row("Example events or screenshots are attached", samples(evidence));
    row("The query stays inclusive and keeps its intent", when(positive.lost == 0 && !kept.is_empty(), &kept));
    row("It runs cheaply and seldom alerts in vain", when(is_clean, "no leading wildcard, no false positive left"));
    row("Test cases pass", cases(evidence));
    row("`updated_date` is the day of the merge", Some([evidence.date, " in the diff"].concat()));
    row("The widest `min_stack_version` stays", when(set(&["min_stack_version"]).is_none(), "not changed"));
    row("Name and description are free of errors", None);
    row("Release notes are added where users should know", None);
}

fn new_rows(evidence: &Evidence<'_>, row: Row<'_>) {
    for part in evidence.parts {
        row(part.asked, part.found.clone());
    }
    row("It was tested on events", evidence.alerts.then(|| evidence.verdict.to_owned()));
    row("Test cases pass", cases(evidence));
    row("Example events or screenshots are attached", samples(evidence));
    row("No rule finds the same already", None);
}

fn samples(evidence: &Evidence<'_>) -> Option<String> {
    let count = evidence.samples.len();
    (count > 0).then(|| [&count.to_string(), " above, redacted"].concat())
}

fn cases(evidence: &Evidence<'_>) -> Option<String> {
    let (passed, all) = evidence.cases;
    (all > 0 && passed == all).then(|| [&passed.to_string(), " of ", &all.to_string()].concat())
}

/// `3 of 4 true positives kept`; empty of none.
fn counted(number: u32, of: u32, label: Label, verb: &str) -> String {
    if of == 0 {
        return String::new();
    }
    [&number.to_string(), " of ", &of.to_string(), " ", label.words(of), " ", verb].concat()
}

fn table(comparison: &Comparison, line: &mut dyn FnMut(&[&str])) {
    line(&["| | before | after | kept | gained | lost | fewer |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]);
    let mut row = |name: &str, counts: &Counts| {
        let numbers = [counts.before, counts.after, counts.kept, counts.gained, counts.lost].map(|one| one.to_string());
        let fewer = counts.reduction().map_or_else(String::new, |tenths| percent(tenths) + " %");
        line(&["| ", name, " | ", &numbers.join(" | "), " | ", &fewer, " |"]);
    };
    row("alerts", &comparison.alerts);
    row("events in alerts", &comparison.events);
    for counts in comparison.labels.iter().filter(|counts| counts.label != Label::None && counts.total > 0) {
        row(counts.label.words(2), &counts.events);
    }
    line(&[""]);
}

/// Tenths of a percent as a number: `40`, `-33.3`.
pub fn percent(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = ((tenths.abs() / 10).to_string(), (tenths.abs() % 10).to_string());
    if rest == "0" { [sign, &whole].concat() } else { [sign, &whole, ".", &rest].concat() }
}

/// Text as Markdown code, whatever stands in it.
fn code(text: &str) -> String {
    let ticks = fence(text, 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    [&ticks, space, text, space, &ticks].concat()
}

fn fenced(text: &str, language: &str) -> String {
    let ticks = fence(text, 3);
    [&ticks, language, "\n", text.trim_end(), "\n", &ticks].concat()
}

/// More backticks than stand together anywhere in the text.
fn fence(text: &str, least: usize) -> String {
    let mut ticks = "`".repeat(least);
    while text.contains(&ticks) {
        ticks.push('`');
    }
    ticks
}
