//! From the events the query matches to what the rule alerts on, by rule type.

use std::collections::HashSet;

use crate::eval::rule_types::{
    self, AnomalyResult, IndicatorResult, NewTermsResult, Schedule, Several, ThresholdResult, Times,
};
use crate::eval::{Answer as Truths, Truth};
use crate::events::{Bitmap, Store};
use crate::explain::rule_types as sentences;
use crate::rule::{AlertSuppression, NewTerms, Rule, RuleType, Threshold};
use crate::session::supplied::{Question, Supplied};
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
    /// The results of a machine learning rule's jobs.
    MachineLearning(AnomalyResult),
    /// The indicators that fit, of an indicator match rule.
    ThreatMatch(IndicatorResult),
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
    pub(super) fn new(
        rule: &Rule,
        matches: Matches<'_>,
        events: &mut Store,
        mut supplied: Context<'_>,
    ) -> (Self, Answer) {
        let (times, schedule) = (matches.times, matches.schedule);
        let rule_type = rule.rule_type.as_ref().map_or(RuleType::Query, |rule_type| rule_type.value);
        let (findings, answer) = match (rule_type, &rule.threshold, &rule.new_terms) {
            // Its groups are alerts already.
            (RuleType::Threshold, Some(threshold), _) => return of_threshold(&threshold.value, matches, events),
            (RuleType::NewTerms, _, Some(new_terms)) => of_new_terms(&new_terms.value, matches, events, supplied),
            (RuleType::ThreatMatch, ..) => of_threat_match(rule, matches, events, &mut supplied),
            _ => (Self::EachEvent, matches.each_event()),
        };
        let several = if matches!(findings, Self::EachEvent) { Several::Each } else { Several::Together };
        let suppression = rule.alert_suppression.as_ref().filter(|suppression| !suppression.value.group_by.is_empty());
        match suppression {
            Some(suppression) => {
                let suppression = Suppression { rule: &suppression.value, several, times, schedule };
                (findings, suppression.apply(answer, events))
            }
            None => (findings, answer),
        }
    }

    /// What a machine learning rule makes of the events.
    #[inline(never)]
    pub(super) fn of_anomalies(rule: &Rule, events: &mut Store, schedule: &Schedule) -> (Self, Answer) {
        let result = rule_types::anomalies(&rule.machine_learning, events, schedule);
        let sentence = sentences::anomalies(&result);
        if result.records.is_empty() {
            return (Self::MachineLearning(result), Answer::undecided(sentence, events.len()));
        }
        let mut matched = Bitmap::none(events.len());
        let mut alerts = Vec::new();
        for record in result.records.iter().filter(|record| record.rejected.is_none()) {
            matched.set(record.event);
            let fields = vec![("job_id".to_owned(), record.job_id.clone())];
            alerts.push(Alert { events: vec![record.event], fields });
        }
        let answer = Answer {
            verdict: Verdict::of(!alerts.is_empty(), false),
            sentence,
            alerting: matched.clone(),
            matched,
            undecided: Bitmap::none(events.len()),
            listed: Some(alerts),
        };
        (Self::MachineLearning(result), answer)
    }

    /// What it means for one event that the query matches; `None` where there is nothing to add.
    pub(super) fn about(&self, event: u32, schedule: &Schedule) -> Option<String> {
        match self {
            Self::EachEvent => None,
            Self::Threshold(result) => Some(sentences::about_groups_of(result, event, schedule)),
            Self::NewTerms(result) => Some(sentences::about_terms_of(result, event)),
            Self::MachineLearning(result) => sentences::about_record(result, event),
            Self::ThreatMatch(result) => Some(sentences::about_indicators_of(result, event)),
        }
    }
}

/// What the types that look at more than the events need.
pub(super) struct Context<'a> {
    pub supplied: &'a mut Supplied,
    pub question: Question<'a>,
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
        Answer {
            verdict: Verdict::of(matched.count() > 0, undecided.count() > 0),
            sentence: self.sentence,
            alerting: matched.clone(),
            matched,
            undecided,
            listed: None,
        }
    }
}

#[inline(never)]
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
    (Findings::Threshold(result), Answer { verdict, sentence, matched, undecided, listed: Some(alerts), alerting })
}

#[inline(never)]
fn of_new_terms(rule: &NewTerms, matches: Matches<'_>, events: &mut Store, context: Context<'_>) -> (Findings, Answer) {
    let history = context.supplied.history(rule, &context.question);
    let result = rule_types::new_terms(rule, matches.found, events, matches.times, matches.schedule, &history);
    let matched = matches.matched();
    let mut undecided = Bitmap::none(matched.len());
    result.undecided.iter().for_each(|event| undecided.set(*event));
    let mut alerting = Bitmap::none(matched.len());
    let mut alerts = Vec::new();
    for (term, occurrence) in result.alerting() {
        alerting.set(occurrence.event);
        alerts.push(Alert { events: vec![occurrence.event], fields: fields(&result.fields, &term.values) });
    }
    undecided.minus(&alerting);
    let sentence =
        if matches.any() { sentences::new_terms(&result, matched.count(), matched.len()) } else { matches.sentence };
    let verdict = Verdict::of(!alerts.is_empty(), undecided.count() > 0);
    (Findings::NewTerms(result), Answer { verdict, sentence, matched, undecided, listed: Some(alerts), alerting })
}

#[inline(never)]
fn of_threat_match(
    rule: &Rule,
    matches: Matches<'_>,
    events: &mut Store,
    context: &mut Context<'_>,
) -> (Findings, Answer) {
    let (indicators, selected) = context.supplied.indicators(&rule.threat_match, &context.question);
    let (matched, mut undecided) = (matches.matched(), matches.undecided());
    let inside = Truths { yes: matched.clone(), unknown: undecided.clone() };
    let result = rule_types::indicator_match(&rule.threat_match, &inside, events, indicators, &selected);
    if result.supplied == 0 {
        undecided.or(&matched);
    } else {
        undecided = Bitmap::none(matched.len());
        result.undecided.iter().for_each(|event| undecided.set(*event));
    }
    let mut alerting = Bitmap::none(matched.len());
    let mut alerts = Vec::new();
    for hit in &result.hits {
        alerting.set(hit.event);
        let fields = hit.entries.iter().map(|(own, _, value)| (own.clone(), value.clone())).collect();
        alerts.push(Alert { events: vec![hit.event], fields });
    }
    let sentence =
        if matches.any() { sentences::indicators(&result, matched.count(), matched.len()) } else { matches.sentence };
    let verdict = Verdict::of(!alerts.is_empty(), undecided.count() > 0);
    (Findings::ThreatMatch(result), Answer { verdict, sentence, matched, undecided, listed: Some(alerts), alerting })
}

/// How alerts become fewer.
struct Suppression<'a> {
    rule: &'a AlertSuppression,
    several: Several,
    times: &'a Times,
    schedule: &'a Schedule,
}

impl Suppression<'_> {
    /// The matches stay; only what is alerted on changes.
    fn apply(&self, answer: Answer, events: &mut Store) -> Answer {
        let before = answer.alerts();
        let first: Vec<u32> = before.iter().filter_map(|alert| alert.events.first().copied()).collect();
        let groups = rule_types::suppress(self.rule, &first, self.several, events, self.times, self.schedule);
        let alerts: Vec<Alert> = groups
            .into_iter()
            .map(|group| {
                let members = || group.alerts.iter().filter_map(|at| before.get(*at));
                let mut fields: Vec<(String, String)> =
                    members().next().map_or_else(Vec::new, |one| one.fields.clone());
                fields.extend(
                    group
                        .fields
                        .iter()
                        .filter(|(name, _)| !fields.iter().any(|(known, _)| known == name))
                        .cloned()
                        .collect::<Vec<_>>(),
                );
                let mut seen = HashSet::new();
                let events = members().flat_map(|alert| alert.events.iter().copied());
                let events: Vec<u32> = events.filter(|event| seen.insert(*event)).collect();
                Alert { events, fields }
            })
            .collect();
        let sentence = if alerts.len() < before.len() {
            sentences::suppressed(&answer.sentence, alerts.len() as u32)
        } else {
            answer.sentence.clone()
        };
        Answer { listed: Some(alerts), sentence, ..answer }
    }
}

fn fields(names: &[String], values: &[String]) -> Vec<(String, String)> {
    names.iter().cloned().zip(values.iter().cloned()).collect()
}
