use crate::diagnostic::SourceId;
use crate::events::SourceText;
use crate::redact::{Redaction, RuleText};
use crate::rule::Parsed;
use crate::rule::toml::{Value, ValueKind};
use crate::session::{Input, Outcome, Workspace};
use crate::text::Span;

/// The open texts with what names people and accounts replaced.
#[derive(Clone, Debug, Default)]
pub struct Redacted {
    /// The rule.
    pub rule: String,
    /// The version before; empty for none.
    pub previous: String,
    /// The events.
    pub events: Vec<SourceText>,
    /// What was supplied of the time before.
    pub history: Vec<SourceText>,
    /// Indicator documents.
    pub indicators: Vec<SourceText>,
    /// The test cases; empty for none.
    pub cases: String,
    /// What is known of addresses; empty for nothing.
    pub enrichment: String,
    /// Events that have another verdict than before, with either version, and test cases that fare otherwise.
    pub changed: u32,
    /// How many values were replaced: `12 account ids`.
    pub replaced: Vec<String>,
}

impl Redacted {
    /// Whether every verdict stayed, in one sentence.
    pub fn sentence(&self) -> String {
        match self.changed {
            0 => "Every event keeps its verdict".to_owned(),
            1 => "1 verdict is another: the rule asks for something that was replaced".to_owned(),
            more => format!("{more} verdicts are others: the rule asks for something that was replaced"),
        }
    }
}

impl Workspace {
    /// The open texts redacted, and whether the rule still answers the same. `cases`: the test cases go along.
    pub fn redacted(&mut self, cases: bool) -> Redacted {
        let cases = if cases { self.text(SourceId::Cases).to_owned() } else { String::new() };
        let enrichment = self.text(SourceId::Enrichment).to_owned();
        let rule = rule_text(self.text(SourceId::Rule), &self.parsed);
        let previous = self.tuning.previous.as_ref().map(|previous| rule_text(&previous.text, &previous.parsed));
        let sources = self.events.sources().iter().zip(0..);
        let texts: Vec<&str> = sources.map(|(_, source)| self.events.text(source)).collect();
        let supplied = self.supplied_texts();
        let more = supplied.iter().flatten().map(|source| source.text.as_str());
        let all: Vec<&str> = texts.iter().copied().chain(more).chain([cases.as_str(), enrichment.as_str()]).collect();
        let rules: Vec<RuleText<'_>> = [rule].into_iter().chain(previous).collect();
        let redaction = Redaction::of(&all, &rules);
        let rule = |number: usize| rules.get(number).map_or_else(String::new, |rule| redaction.rule(rule));
        let names = self.events.sources().iter().map(|source| source.name.clone());
        let each = |source: &SourceText| SourceText { name: source.name.clone(), text: redaction.json(&source.text) };
        let [history, indicators] = supplied.map(|texts| texts.iter().map(each).collect());
        let mut redacted = Redacted {
            history,
            indicators,
            rule: rule(0),
            previous: rule(1),
            events: names.zip(&texts).map(|(name, text)| SourceText { name, text: redaction.json(text) }).collect(),
            cases: redaction.json(&cases),
            enrichment: redaction.json(&enrichment),
            changed: 0,
            replaced: redaction
                .replaced()
                .into_iter()
                .map(|(kind, count)| format!("{count} {}", kind.words()))
                .collect(),
        };
        redacted.changed = self.changed_by(&redacted);
        redacted
    }

    fn changed_by(&mut self, redacted: &Redacted) -> u32 {
        let mut other = Self::default();
        other.set_mapping(self.mapping().clone());
        other.set_enrichment(&redacted.enrichment);
        other.set_history(redacted.history.clone());
        other.set_indicators(redacted.indicators.clone());
        other.set_eql_fields(self.eql_fields().clone());
        other.set_events(redacted.events.clone());
        other.set_now(self.now());
        other.set_rule(Input::Rule(&redacted.rule));
        other.set_previous(&redacted.previous);
        other.set_cases(&redacted.cases);
        let differ = |one: &Outcome, two: &Outcome| {
            (0..one.answer.matched.len()).filter(|event| one.answer.of(*event) != two.answer.of(*event)).count()
        };
        let mut changed = differ(self.outcome(), other.outcome());
        self.evaluate_previous();
        other.evaluate_previous();
        if let (Some(one), Some(two)) = (&self.tuning.previous, &other.tuning.previous) {
            changed += one.outcome.as_ref().zip(two.outcome.as_ref()).map_or(0, |(one, two)| differ(one, two));
        }
        // Without test cases on the other side there is nothing to pair.
        let (own, others) = (self.case_results(), other.case_results());
        changed += own.iter().zip(others).filter(|(one, two)| one.found != two.found).count();
        changed as u32
    }
}

/// The keys of `[rule]` that ask for values.
const ASKING: &[&str] = &["query", "filters", "threat_query", "threat_filters"];

pub(super) fn rule_text<'t>(text: &'t str, parsed: &Parsed) -> RuleText<'t> {
    let mut asks = Vec::new();
    // A bare query stands under no key.
    asks.extend(parsed.rule.query.as_ref().map(|query| query.span));
    let table = parsed.root.table("rule").unwrap_or(&parsed.root);
    table
        .entries
        .iter()
        .filter(|entry| ASKING.contains(&&*entry.key))
        .for_each(|entry| strings(&entry.value, &mut asks));
    asks.sort_unstable_by_key(|span| span.start);
    // The query was found twice: with its quotes and without.
    asks.dedup_by(|one, before| one.start < before.end);
    RuleText { text, asks }
}

/// Where the strings of a value stand.
fn strings(value: &Value, found: &mut Vec<Span>) {
    match &value.kind {
        ValueKind::String(_) => found.push(value.span),
        ValueKind::List(values) => values.iter().for_each(|value| strings(value, found)),
        ValueKind::Table(table) => table.entries.iter().for_each(|entry| strings(&entry.value, found)),
        _ => {}
    }
}
