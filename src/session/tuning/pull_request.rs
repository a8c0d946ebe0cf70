use super::redacted::rule_text;
use super::version::trees;
use crate::diagnostic::{SourceId, codes};
use crate::redact::Redaction;
use crate::session::{Compared, Reason, Verdict, Workspace};
use crate::tuning::{self, Evidence, HintKind, Label, Part, Tuned};

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
        let answer = self.outcome().answer.clone();
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
            events: answer.matched.len(),
            verdict: &answer.sentence,
            alerts: answer.verdict == Verdict::Match,
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
        let texts: Vec<String> = wanted.iter().filter_map(|(_, event)| self.record_text(*event)).collect();
        let own = rule_text(self.text(SourceId::Rule), &self.parsed);
        let mut rules = vec![own];
        rules.extend(self.previous().map(|previous| rule_text(&previous.text, &previous.parsed)));
        let mut redaction = Redaction::of(&texts.iter().map(String::as_str).collect::<Vec<_>>(), &rules);
        redaction.keep_those_in(&rules);
        let labels = self.labels();
        let label = |event| match (labels.true_positive.contains(&event), labels.false_positive.contains(&event)) {
            (true, _) => Label::TruePositive,
            (_, true) => Label::FalsePositive,
            _ => Label::None,
        };
        let titled = wanted.into_iter().zip(&texts).map(|((title, event), text)| {
            let title = match label(event) {
                Label::None => title,
                label => [&title, " (", label.words(1), ")"].concat(),
            };
            (title, redaction.json(text))
        });
        titled.collect()
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
        let some = |count: usize, noun: &str| (count > 0).then(|| format!("{count} {noun}"));
        let list = |values: &[crate::rule::Spanned<String>]| -> Vec<String> {
            values.iter().map(|value| value.value.clone()).collect()
        };
        let unknown = self.evaluated().is_some_and(|outcome| {
            outcome.diagnostics().iter().any(|problem| *problem.code == codes::kql::UNKNOWN_FIELD)
        });
        let fields = self.query.as_ref().map_or(0, |query| query.field_names().len());
        let index = list(&rule.index);
        let narrow = !index.is_empty() && index.iter().all(|index| index.contains('.') && index.contains('*'));
        let integration = list(&rule.metadata.integration);
        let aligned = !integration.is_empty()
            && integration.iter().all(|name| index.iter().any(|index| index.contains(name.as_str())));
        let created = rule.metadata.creation_date.as_ref().filter(|created| created.value == date);
        let techniques: Vec<String> =
            rule.threat.iter().filter_map(|threat| Some(threat.tactic.as_ref()?.id.as_ref()?.value.clone())).collect();
        let present = |text: &Option<crate::rule::Spanned<String>>| text.as_ref().map(|_| "present".to_owned());
        vec![
            Part {
                asked: "Every field of the query is known",
                found: (fields > 0 && !unknown).then(|| "no unknown field".to_owned()),
            },
            Part { asked: "References are given", found: some(rule.references.len(), "given") },
            Part {
                asked: "`creation_date` is the day of the merge",
                found: created.map(|created| created.value.clone()),
            },
            Part { asked: "The index is neither too specific nor too vague", found: narrow.then(|| index.join(", ")) },
            Part { asked: "`integration` goes with the index", found: aligned.then(|| integration.join(", ")) },
            Part { asked: "It says how to set up what it needs", found: present(&rule.setup) },
            Part { asked: "It has an investigation guide", found: present(&rule.note) },
            Part { asked: "It has tags", found: some(rule.tags.len(), "tags") },
            Part {
                asked: "It is mapped to MITRE ATT&CK",
                found: (!techniques.is_empty()).then(|| techniques.join(", ")),
            },
            Part {
                asked: "A building block rule has the fields of one",
                found: rule.building_block_type.is_none().then(|| "not a building block".to_owned()),
            },
        ]
    }
}

/// What each clause loses or gains, one line each.
fn reasons(compared: &Compared) -> Vec<String> {
    let of = |change: &tuning::Change, reasons: &[Reason], verb: &str| -> Vec<String> {
        let lines = change.reasons.iter().zip(reasons).map(|(difference, reason)| {
            let count = difference.events.count();
            let events = if count == 1 { "event" } else { "events" };
            let fence = if reason.text.contains('`') { "``" } else { "`" };
            format!("{fence}{}{fence}: {count} {events} {verb}", reason.text)
        });
        lines.collect()
    };
    let mut lines = of(&compared.comparison.lost, &compared.lost, "lost");
    lines.extend(of(&compared.comparison.gained, &compared.gained, "gained (it kept them out before)"));
    lines
}
