use std::rc::Rc;

use crate::assist::{Known, Notes};
use crate::check::{self, Subject, Tables};
use crate::cloudtrail::MappingOptions;
use crate::cloudtrail::enrichment::Enrichment;
use crate::cloudtrail::user_agent::UserAgentParser;
use crate::cloudtrail::vocabulary::Vocabulary;
use crate::diagnostic::{Code, Diagnostic, Fix, Severity, SourceId, codes, sort_by_place};
use crate::eval;
use crate::eval::rule_types::History;
use crate::events::{SourceText, Store};
use crate::explain::{self, Explanation, NearMiss};
use crate::query::{self, Highlight, kql};
use crate::rule::{self, Language};
use crate::session::outcome::Given;
use crate::session::supplied::Supplied;
use crate::session::table::{self, Listed, Table, TableView};
use crate::session::tuning::Tuning;
use crate::session::{EqlFields, LocatedText, Outcome, Query, Request};
use crate::text::Decoded;
use crate::time::Timestamp;

/// The open texts and everything known about them.
#[derive(Default)]
pub struct Workspace {
    rule: Text,
    pub(super) parsed: rule::Parsed,
    pub(super) query: Option<Query>,
    pub(super) events: Store,
    located_events: Vec<LocatedText>,
    enrichment: Text,
    enrichment_problems: Vec<Diagnostic>,
    database_problems: Vec<Diagnostic>,
    mapping: MappingOptions,
    vocabulary: Option<Rc<Vocabulary>>,
    notes: Option<Notes>,
    tables: Option<Rc<Tables>>,
    advice_waits: bool,
    rule_path: Option<String>,
    now: Option<Timestamp>,
    pub(super) cache: eval::Cache,
    supplied: Supplied,
    eql_fields: EqlFields,
    pub(super) outcome: Option<Outcome>,
    pub(super) table: Table,
    pub(super) tuning: Tuning,
}

/// What the rule pane holds.
pub enum Input<'t> {
    /// A rule in TOML, or a bare query whose language shows.
    Rule(&'t str),
    /// A query in a known language.
    Query(&'t str, Language),
}

#[derive(Default)]
struct Text {
    text: String,
    located: LocatedText,
}

impl Text {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), located: LocatedText::default() }
    }
}

impl Workspace {
    /// Puts another rule in.
    pub fn set_rule(&mut self, input: Input<'_>) {
        let (text, parsed) = match input {
            Input::Rule(text) => (text, rule::parse(text)),
            Input::Query(text, language) => (text, rule::from_query(text, language)),
        };
        self.rule = Text::new(text);
        self.query = Query::of(&parsed.rule);
        self.parsed = parsed;
        self.outcome = None;
        self.tuning.cases.rule_changed();
    }

    /// Puts in the rule of another workspace.
    pub(super) fn take_rule_of(&mut self, other: &Self) {
        self.rule = Text::new(&other.rule.text);
        self.parsed = other.parsed.clone();
        self.query = other.query.clone();
        self.eql_fields = other.eql_fields.clone();
        self.outcome = None;
    }

    /// Replaces all events.
    pub fn set_events(&mut self, texts: Vec<SourceText>) {
        self.located_events = texts.iter().map(|_| LocatedText::default()).collect();
        self.events = Store::open(texts, self.mapping.clone());
        self.table.events_changed();
        self.cache.clear();
        self.forget_outcomes();
    }

    /// Replaces what decides the mapping, the enrichment included.
    pub fn set_mapping(&mut self, options: MappingOptions) {
        self.mapping = options;
        self.tuning.cases.mapping_changed();
        self.events.set_options(self.mapping.clone());
        self.supplied.stores_mut().into_iter().for_each(|store| store.set_options(self.mapping.clone()));
        self.cache.clear();
        self.forget_outcomes();
    }

    /// Replaces the table of addresses by what `text` says: JSON, address or CIDR block to `{geo, as}`.
    pub fn set_enrichment(&mut self, text: &str) {
        if text != self.enrichment.text {
            self.replace_enrichment(text);
        }
    }

    #[inline(never)]
    fn replace_enrichment(&mut self, text: &str) {
        let (table, problems) = Enrichment::from_json(text);
        self.enrichment = Text::new(text);
        self.enrichment_problems = problems;
        let enrichment = self.mapping.enrichment.with_table(table);
        self.set_mapping(MappingOptions { enrichment, ..self.mapping.clone() });
    }

    /// Replaces the MaxMind databases by files, each a name and its bytes.
    pub fn set_databases(&mut self, files: Vec<(String, Vec<u8>)>) {
        let mut enrichment = Enrichment::default();
        self.database_problems.clear();
        for (name, bytes) in files {
            let (_, problems) = enrichment.add_database(bytes);
            let named = problems.into_iter().map(|problem| problem.note(format!("File: {name}")));
            self.database_problems.extend(named);
        }
        let enrichment = enrichment.with_table(self.mapping.enrichment.clone());
        self.set_mapping(MappingOptions { enrichment, ..self.mapping.clone() });
    }

    /// Supplies the parser that takes user agents apart.
    pub fn set_user_agents(&mut self, parser: Rc<dyn UserAgentParser>) {
        self.set_mapping(MappingOptions { user_agents: Some(parser), ..self.mapping.clone() });
    }

    /// Whether there is no parser of user agents although one is needed: for a whole `document`, or a field the query names.
    pub fn wants_user_agents(&self, document: bool) -> bool {
        let names_one = |query: &Query| {
            let names = query.field_names();
            names.into_iter().any(|name| name.starts_with("user_agent.") && name != "user_agent.original")
        };
        self.mapping.user_agents.is_none() && (document || self.query.as_ref().is_some_and(names_one))
    }

    /// Supplies the services and actions that CloudTrail knows.
    pub fn set_vocabulary(&mut self, vocabulary: Rc<Vocabulary>) {
        self.vocabulary = Some(vocabulary);
    }

    /// Supplies what fields and functions mean.
    pub fn set_notes(&mut self, notes: Notes) {
        self.notes = Some(notes);
    }

    /// Why a message of this code is said; in the page nothing before the notes are there.
    pub fn explanation(&self, code: &Code) -> &str {
        self.notes.as_ref().and_then(|notes| notes.own(code.id)).unwrap_or(code.explanation)
    }

    /// Whether it was supplied what fields and functions mean, and which services and actions there are.
    pub fn has_words(&self) -> (bool, bool) {
        (self.notes.is_some(), self.vocabulary.is_some())
    }

    /// What help while writing starts from.
    pub(super) fn known(&mut self) -> Known<'_> {
        Known {
            text: &self.rule.text,
            rule: &self.parsed.rule,
            events: &mut self.events,
            vocabulary: self.vocabulary.as_deref(),
            notes: self.notes.as_ref(),
        }
    }

    /// Whether the query asks for services or actions, and nothing says which there are.
    pub fn wants_vocabulary(&self) -> bool {
        let asks = |query: &kql::Query| explain::vocabulary::names_vocabulary(&query.condition);
        self.vocabulary.is_none() && self.kql().is_some_and(asks)
    }

    /// Leaves advice out (the checks of the rules repository, what can never match, near misses) until
    /// [`Workspace::set_check_tables`]: whether the rule matches, and why, is asked first.
    pub fn postpone_advice(&mut self) {
        self.advice_waits = true;
    }

    /// Supplies MITRE's catalogue and the tags of published rules; `None` where they cannot be had.
    pub fn set_check_tables(&mut self, tables: Option<Rc<Tables>>) {
        self.tables = tables;
        self.advice_waits = false;
    }

    /// Whether advice waits for what MITRE's catalogue holds, or would say more with it.
    pub fn wants_check_tables(&self) -> bool {
        let waiting = self.advice_waits && !self.rule.text.is_empty();
        self.tables.is_none() && (waiting || self.parsed.root.table("metadata").is_some())
    }

    /// Says where the rule's file stands.
    pub fn set_rule_path(&mut self, path: &str) {
        self.rule_path = Some(path.to_owned());
    }

    /// The rule as the checks look at it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            text: &self.rule.text,
            parsed: &self.parsed,
            path: self.rule_path.as_deref(),
            kql: self.kql(),
            eql: self.query.as_ref().and_then(Query::eql),
            tables: self.tables.as_deref(),
        }
    }

    /// What decides the mapping.
    pub fn mapping(&self) -> &MappingOptions {
        &self.mapping
    }

    /// Sets the time the rule runs at; `None` judges each event as of its arrival.
    pub fn set_now(&mut self, now: Option<Timestamp>) {
        if self.now != now {
            self.now = now;
            self.forget_outcomes();
        }
    }

    /// The time the rule runs at, where one is set.
    pub fn now(&self) -> Option<Timestamp> {
        self.now
    }

    /// Supplies what happened before the pasted events, for rules of type `new_terms`: older events, and lists of terms
    /// known to be seen ([`History::from_terms`]).
    pub fn set_history(&mut self, texts: Vec<SourceText>) {
        self.supplied.known_terms = History::default();
        self.supplied.term_lists.clear();
        self.supplied.older = Store::default();
        if !texts.is_empty() {
            self.read_history(texts);
        }
        self.forget_outcomes();
    }

    #[inline(never)]
    fn read_history(&mut self, texts: Vec<SourceText>) {
        let mut older = Vec::new();
        for source in texts {
            match History::from_terms(&source.text) {
                Some(terms) => {
                    self.supplied.known_terms.add_terms(terms);
                    self.supplied.term_lists.push(source);
                }
                None => older.push(source),
            }
        }
        self.supplied.older = Store::open(older, self.mapping.clone());
    }

    /// How many older events, known terms and indicators were supplied.
    pub fn supplied_counts(&self) -> (u32, u32, u32) {
        let Supplied { older, known_terms, indicators, .. } = &self.supplied;
        (older.len(), known_terms.known.len() as u32, indicators.len())
    }

    /// The texts that were supplied: of the history, then of the indicators.
    pub(super) fn supplied_texts(&self) -> [Vec<SourceText>; 2] {
        let of = |store: &Store| -> Vec<SourceText> {
            let sources = store.sources().iter().zip(0..);
            sources.map(|(one, at)| SourceText { name: one.name.clone(), text: store.text(at).to_owned() }).collect()
        };
        let mut history = of(&self.supplied.older);
        history.extend(self.supplied.term_lists.iter().cloned());
        [history, of(&self.supplied.indicators)]
    }

    /// The fields EQL uses in place of its own.
    pub(super) fn eql_fields(&self) -> &EqlFields {
        &self.eql_fields
    }

    /// Supplies indicator documents, for rules of type `threat_match`.
    pub fn set_indicators(&mut self, indicators: Vec<SourceText>) {
        self.supplied.indicators = Store::open(indicators, self.mapping.clone());
        self.forget_outcomes();
    }

    /// What of the supplied events cannot be read, one sentence each, with the name of the text and the line.
    pub fn supplied_problems(&self) -> Vec<String> {
        self.supplied.stores().into_iter().flat_map(unreadable).collect()
    }

    /// The rule as it was read.
    pub fn rule(&self) -> &rule::Parsed {
        &self.parsed
    }

    /// Sets the fields that order EQL's events and name their category.
    pub fn set_eql_fields(&mut self, fields: EqlFields) {
        self.eql_fields = fields;
        self.forget_outcomes();
    }

    /// The query, where its language is evaluated.
    pub fn query(&self) -> Option<&Query> {
        self.query.as_ref()
    }

    fn kql(&self) -> Option<&kql::Query> {
        self.query.as_ref().and_then(Query::kql)
    }

    /// The query's text with the way back to the rule's bytes.
    pub fn query_text(&self) -> Option<&Decoded> {
        self.parsed.rule.query.as_ref().map(|query| &query.decoded)
    }

    /// The events.
    pub fn events(&self) -> &Store {
        &self.events
    }

    /// The events, to make columns and documents of them.
    pub fn events_mut(&mut self) -> &mut Store {
        &mut self.events
    }

    /// The answer; evaluates where something changed.
    pub fn outcome(&mut self) -> &Outcome {
        let outcome = match self.outcome.take() {
            Some(outcome) => outcome,
            None => {
                self.table.answer_changed();
                let (rule, query, supplied) = (&self.parsed, self.query.as_ref(), &mut self.supplied);
                let given = Given { rule, query, now: self.now, supplied, eql_fields: &self.eql_fields };
                Outcome::new(given, &mut self.events, &mut self.cache)
            }
        };
        self.outcome.insert(outcome)
    }

    /// What the reader wants to see of the events.
    pub fn table(&self) -> &TableView {
        self.table.view()
    }

    /// Sets which events the table lists, and in which order.
    pub fn set_table(&mut self, view: TableView) {
        self.table.set_view(view);
    }

    /// The events the table lists.
    pub fn listed(&mut self) -> &Listed {
        self.outcome();
        let (query, decoded) = (self.query.as_ref(), self.parsed.rule.query.as_ref().map(|query| &query.decoded));
        let parts = table::Parts { query, decoded, rule: &self.rule.text };
        match &self.outcome {
            Some(outcome) => {
                let (labels, events) = (&self.tuning.labels, &mut self.events);
                self.table.listed(table::Given { outcome, parts, labels, events })
            }
            None => self.table.nothing(),
        }
    }

    /// Evaluates the version of the rule before this one, where something changed.
    pub(super) fn evaluate_previous(&mut self) {
        let Some(previous) = self.tuning.previous.as_mut().filter(|previous| previous.outcome.is_none()) else {
            return;
        };
        let (rule, query, supplied) = (&previous.parsed, previous.query.as_ref(), &mut self.supplied);
        let given = Given { rule, query, now: self.now, supplied, eql_fields: &self.eql_fields };
        previous.outcome = Some(Outcome::new(given, &mut self.events, &mut self.cache));
    }

    /// What answers depend on besides the rule has changed.
    fn forget_outcomes(&mut self) {
        self.outcome = None;
        self.tuning.forget_outcome();
    }

    /// One of the open texts.
    pub fn text(&self, source: SourceId) -> &str {
        match source {
            SourceId::Rule => &self.rule.text,
            SourceId::Events(index) => self.events.text(index),
            SourceId::Enrichment => &self.enrichment.text,
            SourceId::Cases => &self.tuning.cases.text,
        }
    }

    /// The places of one of the open texts.
    pub fn located(&self, source: SourceId) -> &LocatedText {
        match source {
            SourceId::Rule => &self.rule.located,
            SourceId::Events(index) => self.located_events.get(index as usize).unwrap_or(&self.rule.located),
            SourceId::Enrichment => &self.enrichment.located,
            SourceId::Cases => &self.tuning.cases.located,
        }
    }

    /// The answer, if nothing changed since it was asked for.
    pub fn evaluated(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// Why one event matches or not; `None` where the query was not evaluated.
    pub fn explain(&mut self, event: u32) -> Option<Explanation> {
        self.outcome();
        self.outcome.as_ref()?.explain(&self.parsed.rule, self.query.as_ref()?, &mut self.events, event)
    }

    /// Values the events have that are close to what the query asks for; empty before the answer was asked for.
    pub fn near_misses(&self) -> Vec<NearMiss> {
        let answered = self.outcome.as_ref().filter(|_| !self.advice_waits);
        let Some((query, outcome)) = self.query.as_ref().zip(answered) else { return Vec::new() };
        match (query, &outcome.evaluation, &outcome.eql) {
            (Query::Kql(query), Some(evaluation), _) => explain::near_misses(query, evaluation),
            (Query::Eql(query), _, Some(evaluated)) => explain::eql::near_misses(query, evaluated),
            _ => Vec::new(),
        }
    }

    /// The rule as a request to Elasticsearch.
    pub fn request(&self) -> Request {
        Request::new(&self.parsed.rule, self.kql())
    }

    /// The colours of the query, in bytes of the rule's text.
    pub fn highlights(&self) -> Vec<Highlight> {
        let Some((query, text)) = self.query.as_ref().zip(self.query_text()) else { return Vec::new() };
        query.highlights().iter().map(|colour| Highlight { span: text.raw(colour.span), ..*colour }).collect()
    }

    /// A change of the query as a change of the rule's text.
    pub fn fix_in_rule(&self, fix: &Fix) -> Fix {
        let Some(query) = &self.parsed.rule.query else { return fix.clone() };
        query::relocate_fix(fix, &query.decoded, |text| query.encode(text, &self.rule.text))
    }

    /// Messages about the rule and its query as they stand there, whatever the events.
    pub fn rule_diagnostics(&self) -> Vec<Diagnostic> {
        let text = self.query_text().map_or("", Decoded::text);
        let index = &self.parsed.rule.index;
        let only_cloudtrail = !index.is_empty() && index.iter().all(|name| name.value.contains("cloudtrail"));
        let found = self.query.as_ref().map(|query| query.without_events(text, only_cloudtrail)).unwrap_or_default();
        self.about_rule(found)
    }

    /// All messages about rule, query, events and enrichment, in that order, each by place.
    pub fn diagnostics(&mut self) -> Vec<Diagnostic> {
        let outcome = self.outcome();
        let (found, more) = (outcome.diagnostics().to_vec(), outcome.about_rule.clone());
        let mut about_rule = self.about_rule(found);
        about_rule.extend(more);
        sort_by_place(&mut about_rule);
        let mut about_events = self.events.diagnostics().to_vec();
        about_events.extend(self.events.rejections().iter().cloned());
        sort_by_place(&mut about_events);
        about_rule
            .into_iter()
            .chain(about_events)
            .chain(self.enrichment_problems.iter().chain(&self.database_problems).cloned())
            .chain(self.tuning.cases.diagnostics())
            .collect()
    }

    /// Messages about the rule, `found` about its query included.
    fn about_rule(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut problems = self.parsed.diagnostics.clone();
        if let Some(text) = &self.parsed.rule.query {
            // A bare query is taken as one over CloudTrail: that is what the playground is for.
            let index = &self.parsed.rule.index;
            let reads_cloudtrail = index.is_empty() || index.iter().any(|name| name.value.contains("cloudtrail"));
            let vocabulary = self.vocabulary.as_deref();
            let of = |query: &Query| query.warnings(text.decoded.text(), vocabulary, reads_cloudtrail);
            let read = self.query.as_ref().map_or(&[][..], Query::diagnostics).iter().cloned();
            let written = self.query.as_ref().filter(|_| !self.advice_waits).map(of).unwrap_or_default();
            let mut about_query: Vec<_> = read.chain(written).chain(found).collect();
            if !self.advice_waits {
                check::settle(&self.subject(), &mut about_query);
            }
            let moved = |problem| query::relocate(problem, &text.decoded, |new| text.encode(new, &self.rule.text));
            // A rule that ends too early cuts its query: one cause, one message.
            if !problems.iter().any(|problem| *problem.code == codes::rule::CUT_OFF) {
                problems.extend(about_query.into_iter().map(moved));
            }
        }
        if !self.advice_waits {
            problems.extend(check::check(&self.subject()));
        }
        sort_by_place(&mut problems);
        problems
    }

    /// Whether the rule and all records could be read.
    pub fn is_sound(&mut self) -> bool {
        self.diagnostics().iter().all(|problem| problem.severity != Severity::Error)
    }
}

fn unreadable(store: &Store) -> impl Iterator<Item = String> + '_ {
    let errors = store.diagnostics().iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| match problem.place.map(|place| (place.source, place.span)) {
        Some((SourceId::Events(source), span)) => {
            let text = store.text(source);
            let place = LocatedText::default().line_column(text, span.start);
            let name = store.sources().get(source as usize).map_or("", |source| &source.name);
            format!("{name}:{}:{}: {}", place.line, place.column, problem.message)
        }
        _ => problem.message.clone(),
    })
}
