use super::leaf::decide_leaves;
use super::messages::{messages, unknown_field};
use crate::diagnostic::Diagnostic;
use crate::eval::evaluation::walk;
use crate::eval::sequence::{self, Sequences};
use crate::eval::{Cache, Columns, Evaluation, Options, Truth};
use crate::events::Bitmap;
use crate::order;
use crate::query::eql::{EventFilter, Pipe, Query, QueryKind};

/// What an evaluation depends on besides query and events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What all languages depend on.
    pub options: Options,
    /// The fields with a meaning of their own.
    pub fields: Fields,
}

/// The fields that name an event's category and order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// What `category where` compares.
    pub category: Box<str>,
    /// What events are ordered by; a later one where those before it are missing.
    pub timestamps: Vec<Box<str>>,
    /// What orders events of the same time; without it their order in the input does.
    pub tiebreaker: Option<Box<str>>,
}

/// The answers of a query.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// One for each of [`Query::filters`].
    pub filters: Vec<Evaluation>,
    /// The events it matches; for a sequence, every event of a complete one.
    pub matched: Bitmap,
    /// The events it might match.
    pub undecided: Bitmap,
    /// What it gives, in order: single events, or the events of a sequence by step.
    pub alerts: Vec<Vec<u32>>,
    /// How the sequences came about; `None` for single events.
    pub sequences: Option<Sequences>,
    /// What evaluating found out about the query. Places are bytes of the query.
    pub diagnostics: Vec<Diagnostic>,
}

impl Default for Fields {
    fn default() -> Self {
        Self { category: "event.category".into(), timestamps: vec!["@timestamp".into()], tiebreaker: None }
    }
}

/// Answers `query` for every event. `text` is the query's text, `visible` the events the rule looks at.
pub fn evaluate(
    text: &str,
    query: &Query,
    visible: &Bitmap,
    events: &mut impl Columns,
    cache: &mut Cache,
    settings: &Settings,
) -> Evaluated {
    cache.next_round();
    let filters = query.filters();
    let filters: Vec<Evaluation> =
        filters.iter().map(|filter| evaluate_filter(text, filter, events, cache, settings)).collect();
    let mut diagnostics: Vec<Diagnostic> = filters.iter().flat_map(|filter| filter.diagnostics.clone()).collect();
    let mut evaluated = match &query.kind {
        QueryKind::Event(_) => single_events(filters, query, visible, events, settings),
        QueryKind::Sequence(sequence) | QueryKind::Sample(sequence) => {
            for step in sequence.steps.iter().chain(&sequence.until) {
                let names = step.keys.iter().map(|key| crate::ecs::FieldPath::new(&key.name)).collect::<Vec<_>>();
                let columns = events.columns(&names);
                let unknown = step.keys.iter().zip(&columns).filter(|(key, column)| {
                    super::kind::Kind::of(column) == super::kind::Kind::Unknown && !key.optional
                });
                diagnostics.extend(unknown.map(|(key, _)| unknown_field(key)));
            }
            sequence::evaluate(filters, query, sequence, visible, events, settings)
        }
    };
    diagnostics.append(&mut evaluated.diagnostics);
    order::sort_by_key(&mut diagnostics, |diagnostic| diagnostic.place);
    diagnostics.dedup_by(|next, one| next.place == one.place && next.code == one.code);
    evaluated.diagnostics = diagnostics;
    evaluated
}

fn evaluate_filter(
    text: &str,
    filter: &EventFilter,
    events: &mut impl Columns,
    cache: &mut Cache,
    settings: &Settings,
) -> Evaluation {
    let leaves = decide_leaves(text, &filter.condition, events, cache, settings);
    let answers = walk(&filter.condition, &leaves, events.count(), |_, _, _| None);
    let diagnostics = filter.condition.leaves().flat_map(|(node, leaf)| {
        let answer = leaves.get(node.id.index()).and_then(Option::as_ref);
        answer.map_or_else(Vec::new, |answer| messages(node, leaf, answer))
    });
    let diagnostics = diagnostics.collect();
    Evaluation::new(answers, leaves, events.count(), diagnostics)
}

/// Events in their order, cut by the pipes.
fn single_events(
    filters: Vec<Evaluation>,
    query: &Query,
    visible: &Bitmap,
    events: &mut impl Columns,
    settings: &Settings,
) -> Evaluated {
    let count = events.count();
    let order = sequence::order(events, visible, &settings.fields);
    let truth = |event: u32| filters.first().map_or(Truth::Unknown, |filter| filter.verdict(event));
    let ordered = |wanted: Truth| order.events().filter(|event| truth(*event) == wanted).collect::<Vec<u32>>();
    let matched = piped(ordered(Truth::True), &query.pipes);
    let alerts: Vec<Vec<u32>> = matched.iter().map(|event| vec![*event]).collect();
    let undecided = bitmap(ordered(Truth::Unknown), count);
    Evaluated { matched: bitmap(matched, count), undecided, alerts, filters, sequences: None, diagnostics: Vec::new() }
}

/// What the pipes leave of the matches, in their order.
pub(in crate::eval) fn piped<T>(mut matches: Vec<T>, pipes: &[Pipe]) -> Vec<T> {
    for pipe in pipes {
        match pipe {
            Pipe::Head(count) => matches.truncate(*count as usize),
            Pipe::Tail(count) => {
                let from = matches.len().saturating_sub(*count as usize);
                matches.drain(..from);
            }
        }
    }
    matches
}

pub(in crate::eval) fn bitmap(events: impl IntoIterator<Item = u32>, count: u32) -> Bitmap {
    let mut bitmap = Bitmap::none(count);
    events.into_iter().for_each(|event| bitmap.set(event));
    bitmap
}
