use crate::diagnostic::{Diagnostic, Severity};
use crate::ecs::FieldPath;
use crate::eval::{self, Evaluation};
use crate::events::{Bitmap, Scalar, Store};
use crate::explain::{self, not_evaluated};
use crate::query::kql;
use crate::rule::{self, RuleType};
use crate::session::{Alert, Answer, Verdict};
use crate::time::Timestamp;

/// An answer with the evaluation it was read off.
pub struct Outcome {
    /// The answer.
    pub answer: Answer,
    /// Every part of the query for every event; `None` where the query was not evaluated.
    pub evaluation: Option<Evaluation>,
}

impl Outcome {
    /// Evaluates the rule over the events.
    pub(super) fn new(
        rule: &rule::Parsed,
        query: Option<&kql::Query>,
        events: &mut Store,
        cache: &mut eval::Cache,
        now: Option<Timestamp>,
    ) -> Self {
        let without_evaluation = |answer| Self { answer, evaluation: None };
        if let Some(obstacle) = obstacle(rule, query) {
            return without_evaluation(Answer::invalid(obstacle, events.len()));
        }
        let Some(query) = query else {
            let name = rule.rule.language.as_ref().map_or("machine learning", |language| language.value.as_str());
            return without_evaluation(undecided(not_evaluated::language(name), events.len()));
        };
        let options = eval::Options { now: now.unwrap_or_else(|| newest(events)) };
        let evaluation = eval::evaluate(query, events, cache, &options);
        let answer = answer(rule, query, &evaluation);
        Self { answer, evaluation: Some(evaluation) }
    }

    /// What evaluating found out about the query; places are bytes of the query text.
    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        self.evaluation.as_ref().map_or(&[], |evaluation| &evaluation.diagnostics)
    }
}

/// Why the rule cannot be evaluated as it stands.
fn obstacle(rule: &rule::Parsed, query: Option<&kql::Query>) -> Option<String> {
    let first_error = |problems: &[Diagnostic]| {
        problems.iter().find(|problem| problem.severity == Severity::Error).map(|problem| problem.message.clone())
    };
    if rule.is_broken() {
        return Some(not_evaluated::broken_rule(first_error(&rule.diagnostics).as_deref()));
    }
    match query {
        Some(query) => first_error(&query.diagnostics).map(|error| not_evaluated::broken_query(&error)),
        None if rule.rule.query.is_none() && needs_query(&rule.rule) => Some(not_evaluated::no_query()),
        None => None,
    }
}

fn needs_query(rule: &rule::Rule) -> bool {
    rule.rule_type.as_ref().is_none_or(|rule_type| rule_type.value != RuleType::MachineLearning)
}

fn undecided(sentence: String, events: u32) -> Answer {
    let verdict = if events == 0 { Verdict::NoMatch } else { Verdict::Undecided };
    Answer { verdict, sentence, matched: Bitmap::none(events), undecided: Bitmap::all(events), alerts: Vec::new() }
}

/// What the rule makes of the events its query matches.
fn answer(rule: &rule::Parsed, query: &kql::Query, evaluation: &Evaluation) -> Answer {
    let text = rule.rule.query.as_ref().map_or("", |query| query.decoded.text());
    let (matched, undecided) = (evaluation.matched().clone(), evaluation.undecided().clone());
    let rule_type = rule.rule.rule_type.as_ref().map_or(RuleType::Query, |rule_type| rule_type.value);
    let candidates = matched.count() + undecided.count() > 0;
    let one_event_is_enough = matches!(rule_type, RuleType::Query | RuleType::SavedQuery);
    if !one_event_is_enough && candidates {
        let sentence = not_evaluated::rule_type(rule_type.as_str(), evaluation);
        return Answer { verdict: Verdict::Undecided, sentence, matched, undecided, alerts: Vec::new() };
    }
    let verdict = match (matched.count(), undecided.count()) {
        (1.., _) => Verdict::Match,
        (0, 1..) => Verdict::Undecided,
        (0, 0) => Verdict::NoMatch,
    };
    let alerts = matched.ones().map(|event| Alert { events: vec![event], fields: Vec::new() }).collect();
    Answer { verdict, sentence: explain::verdict(text, query, evaluation).sentence, matched, undecided, alerts }
}

/// The time of the newest event: "now" where the user sets none, so that old events behave as they did.
fn newest(events: &mut Store) -> Timestamp {
    let column = events.column(&FieldPath::new("@timestamp"));
    let times = column.dictionary.iter().filter_map(|entry| match &entry.value {
        Scalar::String(text) => Timestamp::parse(text),
        Scalar::Number(text) => text.parse().ok().map(Timestamp),
        Scalar::Bool(_) => None,
    });
    times.max().unwrap_or(Timestamp(0))
}
