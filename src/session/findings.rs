//! From the events the query matches to what the rule alerts on, by rule type.

use crate::eval::rule_types::{self, History, NewTermsResult, Schedule, ThresholdResult, Times};
use crate::eval::{Answer as Truths, Truth};
use crate::events::{Bitmap, Store};
use crate::explain::rule_types as sentences;
use crate::rule::{NewTerms, Rule, RuleType, Threshold};
use crate::session::{Alert, Answer, Verdict};

/// What the rule type found, for the page to show.
#[derive(Clone, Debug, Default)]
pub enum Findings {
    /// The type looks at each event on its own, or was not evaluated.
    #[default]
    EachEvent,
    /// The groups of a threshold rule.
    Threshold(ThresholdResult),
    /// The terms of a new terms rule.
    NewTerms(NewTermsResult),
}

/// The events the rule's query and filters match, and when they arrived.
pub(super) struct Matches<'a> {
    /// What query and filters say, in and outside the run.
    pub found: &'a Truths,
    /// Events the run searches; all where each event is judged as of its arrival.
    pub searched: &'a Bitmap,
    pub times: &'a Times,
    pub schedule: &'a Schedule,
    /// The verdict of query, filters and window in one sentence.
    pub sentence: String,
}

impl Findings {
    /// What the rule's type makes of the matches.
    pub(super) fn new(rule: &Rule, matches: Matches<'_>, events: &mut Store, history: &History) -> (Self, Answer) {
        let rule_type = rule.rule_type.as_ref().map_or(RuleType::Query, |rule_type| rule_type.value);
        match (rule_type, &rule.threshold, &rule.new_terms) {
            (RuleType::Threshold, Some(threshold), _) => of_threshold(&threshold.value, matches, events),
            (RuleType::NewTerms, _, Some(new_terms)) => of_new_terms(&new_terms.value, matches, events, history),
            _ => (Self::EachEvent, matches.each_event()),
        }
    }

    /// What it means for one event that the query matches; `None` where there is nothing to add.
    pub(super) fn about(&self, event: u32, schedule: &Schedule) -> Option<String> {
        match self {
            Self::EachEvent => None,
            Self::Threshold(result) => Some(sentences::about_groups_of(result, event, schedule)),
            Self::NewTerms(result) => Some(sentences::about_terms_of(result, event)),
        }
    }
}

impl Matches<'_> {
    fn matched(&self) -> Bitmap {
        let mut matched = self.found.yes.clone();
        matched.and(self.searched);
        matched
    }

    fn undecided(&self) -> Bitmap {
        let mut undecided = self.found.unknown.clone();
        undecided.and(self.searched);
        undecided
    }

    /// Whether any event might alert; if none, the query's own sentence says why.
    fn any(&self) -> bool {
        self.matched().count() + self.undecided().count() > 0
    }

    /// Every match is an alert.
    fn each_event(self) -> Answer {
        let (matched, undecided) = (self.matched(), self.undecided());
        let alerts = matched.ones().map(|event| Alert { events: vec![event], fields: Vec::new() }).collect();
        Answer {
            verdict: Verdict::of(matched.count() > 0, undecided.count() > 0),
            sentence: self.sentence,
            alerting: matched.clone(),
            matched,
            undecided,
            alerts,
        }
    }
}

fn of_threshold(rule: &Threshold, matches: Matches<'_>, events: &mut Store) -> (Findings, Answer) {
    let result = rule_types::threshold(rule, matches.found, events, matches.times, matches.schedule);
    let (matched, mut undecided) = (matches.matched(), matches.undecided());
    let mut alerting = Bitmap::none(matched.len());
    let mut alerts = Vec::new();
    for group in result.groups.iter().filter(|group| group.reached == Truth::True) {
        group.alerting.iter().for_each(|event| alerting.set(*event));
        alerts.push(Alert { events: group.events.clone(), fields: fields(&result.fields, &group.values) });
    }
    let open = result.groups.iter().filter(|group| group.reached == Truth::Unknown);
    open.clone().flat_map(|group| &group.events).for_each(|event| undecided.set(*event));
    undecided.minus(&alerting);
    let sentence = if matches.any() {
        sentences::threshold(&result, matches.schedule, matched.count(), matched.len())
    } else {
        matches.sentence
    };
    let verdict = Verdict::of(!alerts.is_empty(), open.count() > 0);
    (Findings::Threshold(result), Answer { verdict, sentence, matched, undecided, alerts, alerting })
}

fn of_new_terms(rule: &NewTerms, matches: Matches<'_>, events: &mut Store, history: &History) -> (Findings, Answer) {
    let result = rule_types::new_terms(rule, matches.found, events, matches.times, matches.schedule, history);
    let matched = matches.matched();
    let mut undecided = Bitmap::none(matched.len());
    result.undecided.iter().for_each(|event| undecided.set(*event));
    let mut alerting = Bitmap::none(matched.len());
    let mut alerts = Vec::new();
    for (term, occurrence) in result.new() {
        alerting.set(occurrence.event);
        alerts.push(Alert { events: vec![occurrence.event], fields: fields(&result.fields, &term.values) });
    }
    undecided.minus(&alerting);
    let sentence =
        if matches.any() { sentences::new_terms(&result, matched.count(), matched.len()) } else { matches.sentence };
    let verdict = Verdict::of(!alerts.is_empty(), undecided.count() > 0);
    (Findings::NewTerms(result), Answer { verdict, sentence, matched, undecided, alerts, alerting })
}

fn fields(names: &[String], values: &[String]) -> Vec<(String, String)> {
    names.iter().cloned().zip(values.iter().cloned()).collect()
}
