use crate::eval::rule_types::{History, Times};
use crate::eval::{Answer, Cache, Options, Truth, evaluate, filters};
use crate::events::{SourceText, Store};
use crate::query::kql;
use crate::rule::{NewTerms, ThreatMatch};

/// What the user supplied besides the events.
#[derive(Default)]
pub(super) struct Supplied {
    /// Older events, for new terms.
    pub older: Store,
    /// Terms known to be seen.
    pub known_terms: History,
    /// The texts they were read from.
    pub term_lists: Vec<SourceText>,
    /// Indicator documents, for indicator match.
    pub indicators: Store,
}

/// The rule's question to the events, for asking it of others.
pub(super) struct Question<'a> {
    pub query: &'a kql::Query,
    pub filters: &'a filters::Filters,
    pub options: Options,
    /// The fields that hold an event's time, best first.
    pub time_fields: &'a [&'a str],
}

impl Supplied {
    /// The event texts, to be read again when the mapping changes or to say what cannot be read.
    pub fn stores(&self) -> [&Store; 2] {
        [&self.older, &self.indicators]
    }

    /// The same, to change how they are mapped.
    pub fn stores_mut(&mut self) -> [&mut Store; 2] {
        [&mut self.older, &mut self.indicators]
    }

    /// What is known of the time before the pasted events.
    pub fn history(&mut self, rule: &NewTerms, question: &Question<'_>) -> History {
        let mut history = self.known_terms.clone();
        if !self.older.is_empty() {
            let found = ask(question.query, question.filters, &mut self.older, &question.options);
            let times = Times::new(&mut self.older, question.time_fields);
            history.add_events(rule, &found, &mut self.older, &times);
        }
        history
    }

    /// The indicators, and which of them the rule's `threat_query` and `threat_filters` select. A `threat_query` in
    /// another language than KQL is not evaluated.
    pub fn indicators(&mut self, rule: &ThreatMatch, question: &Question<'_>) -> (&mut Store, Answer) {
        let filters = rule.filters.as_ref().map(|filters| filters::read(&filters.value)).unwrap_or_default();
        let is_kql = rule.language.as_ref().is_none_or(|language| language.value == "kuery");
        let query = kql::parse(rule.query.as_ref().map_or("*:*", |query| query.decoded.text()));
        let mut selected = ask(&query, &filters, &mut self.indicators, &question.options);
        if !is_kql {
            selected = Answer::same(Truth::Unknown, self.indicators.len());
        }
        (&mut self.indicators, selected)
    }
}

/// For which events query and filters hold.
fn ask(query: &kql::Query, filters: &filters::Filters, events: &mut Store, options: &Options) -> Answer {
    let evaluation = evaluate(query, events, &mut Cache::default(), options);
    let mut found = Answer { yes: evaluation.matched().clone(), unknown: evaluation.undecided().clone() };
    found.and(&filters::decide(filters, events, options));
    found
}
