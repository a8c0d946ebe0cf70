use crate::diagnostic::{Diagnostic, Place, Severity, codes};
use crate::ecs::FieldPath;
use crate::eval::rule_types::Schedule;
use crate::eval::{self, Evaluation, Truth, eql, filters};
use crate::events::{Bitmap, Store};
use crate::explain::rule_types::{self as sentences, Restriction};
use crate::explain::{self, not_evaluated};
use crate::query::{self, kql};
use crate::rule::{self, Language, RuleType};
use crate::session::findings::{Context, Findings, Matches};
use crate::session::supplied::{Question, Supplied};
use crate::session::{Alert, Answer, EqlFields, Query, Verdict, eql_fields, other_data};
use crate::time::{DateMath, Timestamp};

/// An answer with the evaluation it was read off.
pub struct Outcome {
    /// The answer.
    pub answer: Answer,
    /// Every part of the query for every event; `None` where the query was not evaluated.
    pub evaluation: Option<Evaluation>,
    /// The same for EQL, a part for each step; `None` for other languages.
    pub eql: Option<eql::Evaluated>,
    /// What the rule type found.
    pub findings: Findings,
    /// Which window decided, in one sentence.
    pub window: String,
    schedule: Schedule,
    /// Events the run searches.
    searched: Bitmap,
    /// Events for which query and filters hold, or may hold.
    possible: Bitmap,
    /// About the rule, its query left out; places are bytes of the rule.
    pub(super) about_rule: Vec<Diagnostic>,
}

/// What an answer depends on.
pub(super) struct Given<'a> {
    pub rule: &'a rule::Parsed,
    pub query: Option<&'a Query>,
    pub now: Option<Timestamp>,
    pub supplied: &'a mut Supplied,
    pub eql_fields: &'a EqlFields,
}

impl Outcome {
    /// Evaluates the rule over the events.
    pub(super) fn new(given: Given<'_>, events: &mut Store, cache: &mut eval::Cache) -> Self {
        let rule = &given.rule.rule;
        let schedule = Schedule::new(rule, given.now);
        let count = events.len();
        let mut outcome = Self {
            answer: Answer::invalid(String::new(), count),
            evaluation: None,
            eql: None,
            findings: Findings::default(),
            window: sentences::window(&schedule),
            searched: Bitmap::all(count),
            possible: Bitmap::none(count),
            about_rule: about_rule(rule),
            schedule,
        };
        if let Some(obstacle) = obstacle(given.rule, given.query) {
            outcome.answer = Answer::invalid(obstacle, count);
            return outcome;
        }
        let language = rule.language.as_ref().map(|language| language.value);
        match (given.query, language) {
            (Some(query), _) => {
                match query {
                    Query::Kql(query) => outcome.evaluate(rule, query, given.supplied, events, cache),
                    Query::Eql(query) => outcome.evaluate_eql(rule, query, given.eql_fields, events, cache),
                }
                if let Some(error) = first_error(outcome.diagnostics()) {
                    outcome.answer = Answer::invalid(not_evaluated::refused_query(&error), count);
                    outcome.findings = Findings::default();
                }
            }
            _ if count == 0 => outcome.answer = Answer::undecided(not_evaluated::no_events(), count),
            (None, Some(Language::Lucene)) => outcome.answer = Answer::undecided(not_evaluated::lucene(), count),
            (None, Some(other)) => {
                outcome.answer = Answer::undecided(not_evaluated::language(other.as_str()), count);
            }
            (None, None) => {
                (outcome.findings, outcome.answer) = Findings::of_anomalies(rule, events, &outcome.schedule);
            }
        }
        outcome
    }

    fn evaluate(
        &mut self,
        rule: &rule::Rule,
        query: &kql::Query,
        supplied: &mut Supplied,
        events: &mut Store,
        cache: &mut eval::Cache,
    ) {
        let time_fields = time_fields(rule);
        // One pass over the records makes the columns of the times and of the query.
        let times_and_query =
            time_fields.iter().map(|field| FieldPath::new(field)).chain(eval::kql::plain_fields(query));
        events.columns(&times_and_query.collect::<Vec<_>>());
        let times = cache.times(events, &time_fields);
        let now = self.schedule.now.or(times.newest()).unwrap_or(Timestamp(0));
        let options = eval::Options { now };
        let evaluation = eval::evaluate(query, events, cache, &options);
        let filters = rule.filters.as_ref().map(|filters| filters::read(&filters.value)).unwrap_or_default();
        let mut found = eval::Answer { yes: evaluation.matched().clone(), unknown: evaluation.undecided().clone() };
        if !filters.is_empty() {
            found.and(&filters::decide(&filters, events, &options));
        }
        if let Some(run) = self.schedule.only_run() {
            self.searched = Bitmap::none(events.len());
            let inside = |event: &u32| times.get(*event).is_some_and(|time| run.contains(time));
            (0..events.len()).filter(inside).for_each(|event| self.searched.set(event));
        }
        self.possible = found.yes.clone();
        self.possible.or(&found.unknown);
        let text = rule.query.as_ref().map_or("", |query| query.decoded.text());
        let sentence = self.query_sentence(&evaluation, &found, || explain::verdict(text, query, &evaluation).sentence);
        let question = Question { query, filters: &filters, options, time_fields: &time_fields };
        let (searched, schedule) = (&self.searched, &self.schedule);
        let matches = Matches { found: &found, searched, times: &times, schedule, sentence };
        (self.findings, self.answer) = Findings::new(rule, matches, events, Context { supplied, question });
        self.evaluation = Some(evaluation);
    }

    /// An EQL rule: events outside the window or refused by its filters take no part in a sequence.
    #[inline(never)]
    fn evaluate_eql(
        &mut self,
        rule: &rule::Rule,
        query: &query::eql::Query,
        fields: &EqlFields,
        events: &mut Store,
        cache: &mut eval::Cache,
    ) {
        let times = cache.times(events, &time_fields(rule));
        let options = eval::Options { now: self.schedule.now.or(times.newest()).unwrap_or(Timestamp(0)) };
        if let Some(run) = self.schedule.only_run() {
            self.searched = Bitmap::none(events.len());
            let inside = |event: &u32| times.get(*event).is_some_and(|time| run.contains(time));
            (0..events.len()).filter(inside).for_each(|event| self.searched.set(event));
        }
        let mut visible = self.searched.clone();
        let filters = rule.filters.as_ref().map(|filters| filters::read(&filters.value)).unwrap_or_default();
        if !filters.is_empty() {
            visible.and(&filters::decide(&filters, events, &options).yes);
        }
        let text = rule.query.as_ref().map_or("", |query| query.decoded.text());
        let settings = eql::Settings { options, fields: fields.of(rule) };
        let found = eql::evaluate(text, query, &visible, events, cache, &settings);
        self.possible = found.matched.clone();
        self.possible.or(&found.undecided);
        let keys = eql_fields::key_names(query);
        let columns = events.columns(&keys);
        let alerts = found.alerts.iter().map(|events| {
            let first = events.first().copied().unwrap_or(u32::MAX);
            let fields = columns.iter().map(|column| (column.field.to_string(), eql_fields::first_text(column, first)));
            Alert { events: events.clone(), fields: fields.collect() }
        });
        self.answer = Answer {
            verdict: Verdict::of(!found.alerts.is_empty(), found.undecided.count() > 0),
            sentence: explain::eql::verdict(query, &found, events.len()),
            alerting: found.matched.clone(),
            matched: found.matched.clone(),
            undecided: found.undecided.clone(),
            listed: Some(alerts.collect()),
        };
        self.eql = Some(found);
    }

    /// The verdict of query, filters and window; `of_query` is the query's own.
    fn query_sentence(
        &self,
        evaluation: &Evaluation,
        found: &eval::Answer,
        of_query: impl FnOnce() -> String,
    ) -> String {
        let mut outside = evaluation.matched().clone();
        outside.minus(&self.searched);
        let mut filtered = evaluation.matched().clone();
        filtered.and(&self.searched);
        filtered.minus(&self.possible);
        let restriction = Restriction { outside: outside.count(), filtered: filtered.count() };
        let searched = |events: &Bitmap| {
            let mut events = events.clone();
            events.and(&self.searched);
            events.count()
        };
        let counts = (searched(&found.yes), searched(&found.unknown), evaluation.events());
        if restriction == Restriction::default() {
            return of_query();
        }
        sentences::restricted(restriction, &self.schedule, counts)
    }

    /// Why one event matches or not; `None` where the query was not evaluated.
    pub(super) fn explain(
        &self,
        rule: &rule::Rule,
        query: &Query,
        events: &mut Store,
        event: u32,
    ) -> Option<explain::Explanation> {
        let text = rule.query.as_ref().map_or("", |query| query.decoded.text());
        let explanation = match query {
            Query::Kql(query) => explain::explain(text, query, self.evaluation.as_ref()?, events, event),
            Query::Eql(query) => explain::eql::explain(text, query, self.eql.as_ref()?, events, event),
        };
        let sentence = self.about(event).unwrap_or_else(|| explanation.sentence.clone());
        Some(explain::Explanation { sentence, ..explanation })
    }

    /// The key of the rule that decides about an event its query matches.
    pub(super) fn beyond_query(&self, event: u32) -> &'static str {
        match &self.findings {
            _ if !self.searched.get(event) => "from",
            _ if self.evaluation.is_some() && !self.possible.get(event) => "filters",
            Findings::Threshold(_) => "threshold",
            Findings::NewTerms(_) => "new_terms",
            Findings::ThreatMatch(_) => "threat_mapping",
            Findings::MachineLearning(_) => "anomaly_threshold",
            Findings::EachEvent => "query",
        }
    }

    /// What the rule makes of an event its query matches; `None` where the query alone decides.
    pub fn about(&self, event: u32) -> Option<String> {
        let Some(evaluation) = &self.evaluation else { return self.findings.about(event, &self.schedule) };
        if evaluation.verdict(event) != Truth::True {
            return None;
        }
        let outside = !self.searched.get(event);
        if outside || !self.possible.get(event) {
            return Some(sentences::about_restricted(outside, &self.schedule));
        }
        self.findings.about(event, &self.schedule)
    }

    /// What evaluating found out about the query; places are bytes of the query text.
    pub(super) fn diagnostics(&self) -> &[Diagnostic] {
        match (&self.evaluation, &self.eql) {
            (Some(evaluation), _) => &evaluation.diagnostics,
            (None, Some(evaluated)) => &evaluated.diagnostics,
            (None, None) => &[],
        }
    }
}

/// The fields that hold an event's time for this rule, best first.
fn time_fields(rule: &rule::Rule) -> Vec<&str> {
    rule.timestamp_override.iter().map(|field| field.value.as_str()).chain(["@timestamp"]).collect()
}

/// Messages about what the rule reads and how.
fn about_rule(rule: &rule::Rule) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = other_data::check(rule).into_iter().collect();
    for filters in [&rule.filters, &rule.threat_match.filters].into_iter().flatten() {
        problems.extend(filters::read(&filters.value).diagnostics);
    }
    if let Some(language) = rule.language.as_ref().filter(|language| language.value == Language::Lucene) {
        let message = "Lucene queries are not supported, because their syntax and scoring are not KQL's";
        let diagnostic = Diagnostic::new(&codes::rule_types::LUCENE, Place::rule(language.span), message);
        problems.push(diagnostic.note("Write the query in KQL (`language = \"kuery\"`) to evaluate it here."));
    }
    let window = rule.new_terms.as_ref().and_then(|new_terms| new_terms.value.history_window_start.as_ref());
    if let Some(window) = window.filter(|window| DateMath::parse(&window.value.value).is_none()) {
        let message = format!("`{}` is no date math", window.value.value);
        let diagnostic = Diagnostic::new(&codes::rule_types::HISTORY_WINDOW, Place::rule(window.value.span), message);
        problems.push(diagnostic.note("Write how far the history goes back, such as `now-10d`."));
    }
    problems
}

/// Why the rule cannot be evaluated as it stands.
fn obstacle(rule: &rule::Parsed, query: Option<&Query>) -> Option<String> {
    if let Some(breaking) = rule.breaking() {
        let is_error = breaking.severity == Severity::Error;
        return Some(not_evaluated::broken_rule(is_error.then_some(&breaking.message)));
    }
    match query {
        Some(query) => first_error(query.diagnostics()).map(|error| not_evaluated::broken_query(&error)),
        None if rule.rule.query.is_none() && needs_query(&rule.rule) => Some(not_evaluated::no_query()),
        None => None,
    }
}

fn first_error(problems: &[Diagnostic]) -> Option<String> {
    problems.iter().find(|problem| problem.severity == Severity::Error).map(|problem| problem.message.clone())
}

fn needs_query(rule: &rule::Rule) -> bool {
    rule.rule_type.as_ref().is_none_or(|rule_type| rule_type.value != RuleType::MachineLearning)
}
