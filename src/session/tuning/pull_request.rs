use super::redacted::rule_text;
use super::version::trees;
use crate::diagnostic::{SourceId, codes};
use crate::redact::Redaction;
use crate::rule::Spanned;
use crate::session::{Compared, Outcome, Reason, Verdict, Workspace};
use crate::tuning::{self, Evidence, HintKind, Part, Tuned};

/// What a pull request is given.
#[derive(Clone, Debug)]
pub struct PullRequest {
    /// Markdown.
    pub markdown: String,
    /// The change as a unified diff; empty for a new rule.
    pub diff: String,
    /// The rule with `updated_date` set.
    pub rule: String,
}

impl Workspace {
    /// The text of a pull request with this rule. `date` is `YYYY/MM/DD`, `link` leads to what the author sees, `path` is
    /// the rule's in its repository.
    pub fn pull_request(&mut self, date: &str, link: &str, path: &str) -> PullRequest {
        let compared = self.compared();
        let previous = self.previous().map(|previous| previous.text.clone());
        let own = self.text(SourceId::Rule).to_owned();
        let rule = tuning::with_updated_date(&self.parsed.rule, &own, date);
        let diff = previous.map_or_else(String::new, |previous| tuning::unified_diff(&previous, &rule, path));
        let samples = self.samples(compared.as_ref());
        let parts = self.parts(date);
        let leading_wildcards = self.leading_wildcards(false);
        let before = self.leading_wildcards(true);
        let results = self.case_results();
        let cases = (results.iter().filter(|result| result.passed()).count() as u32, results.len() as u32);
        let request = self.request().dev_tools();
        let answer = &self.outcome().answer;
        let (events, verdict) = (answer.matched.len(), answer.sentence.clone());
        let alerts = answer.verdict == Verdict::Match;
        let tuning = compared.as_ref().map(|compared| Tuned {
            sentence: &compared.sentence,
            comparison: &compared.comparison,
            settings: &compared.settings,
            reasons: reasons(compared),
            leading_wildcards: before,
        });
        let markdown = tuning::pull_request(&Evidence {
            name: self.parsed.rule.name.as_ref().map_or("", |name| &name.value),
            date,
            events,
            verdict: &verdict,
            alerts,
            tuning,
            parts: &parts,
            leading_wildcards,
            cases,
            samples: &samples,
            request: &request,
            link,
            diff: &diff,
        });
        PullRequest { markdown, diff, rule }
    }

    /// One event each that stays, goes, comes, or, for a new rule, one that alerts. What the rule itself names stays, so
    /// that the event still shows what the rule does with it.
    fn samples(&mut self, compared: Option<&Compared>) -> Vec<(String, String)> {
        let mut wanted: Vec<(String, u32)> = Vec::new();
        match compared {
            Some(compared) => {
                let found = &compared.comparison;
                let rows =
                    [("kept", &found.kept), ("no longer alerting", &found.lost.events), ("new", &found.gained.events)];
                for (what, events) in rows {
                    wanted.extend(events.ones().next().map(|event| (["An event ", what].concat(), event)));
                }
            }
            None => {
                let first = self.outcome().answer.alerting.ones().next();
                wanted.extend(first.map(|event| ("An event that alerts".to_owned(), event)));
            }
        }
        let mut texts: Vec<String> = Vec::new();
        for (_, event) in &wanted {
            texts.extend(self.record_text(*event));
        }
        let own = rule_text(self.text(SourceId::Rule), &self.parsed);
        let mut rules = vec![own];
        rules.extend(self.previous().map(|previous| rule_text(&previous.text, &previous.parsed)));
        let mut redaction = Redaction::of(&texts.iter().map(String::as_str).collect::<Vec<&str>>(), &rules);
        redaction.keep_those_in(&rules);
        let labels = self.labels();
        let mut samples = Vec::new();
        for ((mut title, event), text) in wanted.into_iter().zip(&texts) {
            title.push_str(match (labels.true_positive.contains(&event), labels.false_positive.contains(&event)) {
                (true, _) => " (true positive)",
                (_, true) => " (false positive)",
                _ => "",
            });
            samples.push((title, redaction.json(text)));
        }
        samples
    }

    fn leading_wildcards(&mut self, before: bool) -> u32 {
        let (rule, query, outcome) = match (before, &self.tuning.previous) {
            (true, Some(previous)) => (&previous.parsed.rule, previous.query.as_ref(), previous.outcome.as_ref()),
            (true, None) => return 0,
            (false, _) => (&self.parsed.rule, self.query.as_ref(), self.outcome.as_ref()),
        };
        let Some(outcome) = outcome else { return 0 };
        let hints = tuning::hints(&trees(rule, query, outcome), &crate::events::Bitmap::none(0));
        hints.iter().filter(|hint| hint.kind == HintKind::LeadingWildcard).count() as u32
    }

    /// What the guidelines ask of a new rule.
    fn parts(&self, date: &str) -> Vec<Part> {
        let rule = &self.parsed.rule;
        let is_unknown =
            |outcome: &Outcome| outcome.diagnostics().iter().any(|problem| *problem.code == codes::kql::UNKNOWN_FIELD);
        let fields = self.query.as_ref().map_or(0, |query| query.field_names().len());
        let known = fields > 0 && !self.evaluated().is_some_and(is_unknown);
        let index = joined(&rule.index);
        let integration = joined(&rule.metadata.integration);
        let is_narrow = |index: &Spanned<String>| index.value.contains('.') && index.value.contains('*');
        let has_index = |name: &Spanned<String>| rule.index.iter().any(|index| index.value.contains(&name.value));
        let created = rule.metadata.creation_date.as_ref().is_some_and(|created| created.value == date);
        let mut techniques = String::new();
        for threat in &rule.threat {
            if let Some(id) = threat.tactic.as_ref().and_then(|tactic| tactic.id.as_ref()) {
                techniques.push_str(if techniques.is_empty() { "" } else { ", " });
                techniques.push_str(&id.value);
            }
        }
        let narrow = rule.index.iter().all(is_narrow);
        let aligned = rule.metadata.integration.iter().all(has_index);
        let given = |count: usize, noun: &str| [&count.to_string(), " ", noun].concat();
        let mut parts = Vec::new();
        let mut part = |asked, holds: bool, found: &str| {
            parts.push(Part { asked, found: (holds && !found.is_empty()).then(|| found.to_owned()) });
        };
        let (references, tags) = (rule.references.len(), rule.tags.len());
        part("Every field of the query is known", known, "no unknown field");
        part("References are given", references > 0, &given(references, "given"));
        part("`creation_date` is the day of the merge", created, date);
        part("The index is neither too specific nor too vague", narrow, &index);
        part("`integration` goes with the index", aligned, &integration);
        part("It says how to set up what it needs", rule.setup.is_some(), "present");
        part("It has an investigation guide", rule.note.is_some(), "present");
        part("It has tags", tags > 0, &given(tags, "tags"));
        part("It is mapped to MITRE ATT&CK", true, &techniques);
        part("A building block rule has the fields of one", rule.building_block_type.is_none(), "not a building block");
        parts
    }
}

fn joined(values: &[Spanned<String>]) -> String {
    let mut text = String::new();
    for value in values {
        text.push_str(if text.is_empty() { "" } else { ", " });
        text.push_str(&value.value);
    }
    text
}

/// What each clause loses or gains, one line each.
fn reasons(compared: &Compared) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |change: &tuning::Change, reasons: &[Reason], verb: &str| {
        for (difference, reason) in change.reasons.iter().zip(reasons) {
            let count = difference.events.count();
            let events = if count == 1 { " event " } else { " events " };
            let fence = if reason.text.contains('`') { "``" } else { "`" };
            lines.push([fence, &reason.text, fence, ": ", &count.to_string(), events, verb].concat());
        }
    };
    add(&compared.comparison.lost, &compared.lost, "lost");
    add(&compared.comparison.gained, &compared.gained, "gained (it kept them out before)");
    lines
}
