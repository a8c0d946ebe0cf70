use std::cell::OnceCell;
use std::rc::Rc;

use super::{Answer, Cache, Columns, Truth, exclusion, kql};
use crate::diagnostic::{Diagnostic, Place, Severity, codes, sort_by_place};
use crate::events::{Bitmap, Column};
use crate::query::kql::{Field, Leaf, Query, ValueKind};
use crate::query::{Condition, NodeId, NodeKind};
use crate::text::Span;
use crate::time::Timestamp;

/// What an evaluation depends on besides query and events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// What `now` means in date math.
    pub now: Timestamp,
}

/// The answers of every part of a query for every event.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// One for each node, by its index.
    answers: Vec<Rc<Answer>>,
    /// One for each node; `None` for those that are no leaves.
    leaves: Vec<Option<Rc<LeafAnswer>>>,
    root: Rc<Answer>,
    events: u32,
    /// What evaluating found out about the query: unknown fields, values that do not fit. Places are bytes of the query.
    pub diagnostics: Vec<Diagnostic>,
    only_excludes: OnceCell<Vec<u32>>,
}

/// The answer of a leaf and what it was decided on.
#[derive(Clone, Debug)]
pub struct LeafAnswer {
    /// For all events.
    pub answer: Rc<Answer>,
    /// The fields it looked at: one, or several where the name has stars or names an object. Each with its values.
    pub columns: Vec<Rc<Column>>,
    /// For each column, which entries of its dictionary satisfy the leaf.
    pub satisfied: Vec<Vec<bool>>,
    /// Why it could not be decided on the values.
    pub refusal: Option<Refusal>,
    /// Events for which it is null, so that its opposite is no more true than it is: only an EQL leaf over `?field` that
    /// no index has.
    pub nulls: Option<Bitmap>,
}

/// Why a leaf was not decided on the values of its field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// No event has the field and no table knows it: it is never true.
    UnknownField,
    /// Elasticsearch stores the field but does not index it: it is never true.
    NotIndexed,
    /// Elasticsearch refuses a query with this value for the field's type: unknown.
    BadValue {
        /// What the field takes, in words: "an IP address or a range such as 10.0.0.0/8".
        takes: &'static str,
    },
}

/// Answers every part of `query` for every event. A query with errors is unknown wherever it could not be read.
pub fn evaluate(query: &Query, events: &mut impl Columns, cache: &mut Cache, options: &Options) -> Evaluation {
    cache.next_round();
    let count = events.count();
    let leaves = kql::decide_leaves(&query.condition, events, cache, options);
    let mut diagnostics = Vec::new();
    let answers = walk(&query.condition, &leaves, count, |path, part, span| {
        let answer = kql::nested(&query.condition, path, part, events, options);
        if answer.is_none() {
            diagnostics.push(not_decided(path, span));
        }
        answer
    });
    let mut last_field = None;
    diagnostics.extend(query.condition.leaves().filter_map(|(node, leaf)| {
        // Inside a group the group's own objects are asked, not the fields of the event.
        let grouped = query.condition.ancestors(node.id).any(|above| matches!(above.kind, NodeKind::Nested { .. }));
        let refusal = leaves.get(node.id.index())?.as_ref()?.refusal.as_ref().filter(|_| !grouped)?;
        let field = leaf.field.as_ref()?;
        // A field named for a list of values is one cause; a value that does not fit is one each.
        let again = last_field.replace(field.span) == Some(field.span);
        if again && !matches!(refusal, Refusal::BadValue { .. }) { None } else { message(leaf, field, refusal) }
    }));
    Evaluation::new(answers, leaves, count, once_per_cause(diagnostics))
}

/// The answer of every node, from those of the leaves; `nested` decides a group over one list, if it can.
pub(super) fn walk<L>(
    condition: &Condition<L>,
    leaves: &[Option<Rc<LeafAnswer>>],
    count: u32,
    mut nested: impl FnMut(&str, NodeId, Span) -> Option<Answer>,
) -> Vec<Rc<Answer>> {
    let unknown = || Rc::new(Answer::same(Truth::Unknown, count));
    let mut answers: Vec<Rc<Answer>> = Vec::with_capacity(leaves.len());
    for (node, leaf) in condition.nodes().iter().zip(leaves) {
        let of = |id: &NodeId| answers.get(id.index()).cloned();
        let answer = match &node.kind {
            NodeKind::All => Rc::new(Answer::same(Truth::True, count)),
            NodeKind::Broken => unknown(),
            NodeKind::And(parts) => combine(parts.iter().filter_map(of), Answer::and, Truth::True, count),
            NodeKind::Or(parts) => combine(parts.iter().filter_map(of), Answer::or, Truth::False, count),
            NodeKind::Not(part) => {
                let mut answer = of(part).map_or(Answer::same(Truth::Unknown, count), |part| (*part).clone());
                answer.not();
                let leaf = leaves.get(part.index()).and_then(Option::as_ref);
                if let Some(nulls) = leaf.and_then(|leaf| leaf.nulls.as_ref()) {
                    answer.yes.minus(nulls);
                }
                Rc::new(answer)
            }
            NodeKind::Nested { path, part } => nested(path, *part, node.span).map_or_else(unknown, Rc::new),
            NodeKind::Leaf(_) => leaf.as_ref().map_or_else(unknown, |leaf| leaf.answer.clone()),
        };
        answers.push(answer);
    }
    answers
}

fn combine(
    parts: impl Iterator<Item = Rc<Answer>>,
    operation: fn(&mut Answer, &Answer),
    neutral: Truth,
    count: u32,
) -> Rc<Answer> {
    let mut whole = Answer::same(neutral, count);
    parts.for_each(|part| operation(&mut whole, &part));
    Rc::new(whole)
}

fn message(leaf: &Leaf, field: &Field, refusal: &Refusal) -> Option<Diagnostic> {
    let value = leaf.predicate.value();
    Some(match refusal {
        Refusal::UnknownField => {
            let message = format!("no event and no field table has `{}`", field.name);
            let diagnostic = Diagnostic::new(&codes::kql::UNKNOWN_FIELD, Place::rule(field.span), message);
            match kql::nearest(&field.name) {
                Some(nearest) => diagnostic
                    .note(format!("Did you mean `{nearest}`?"))
                    .replace_with(format!("Replace with `{nearest}`"), nearest),
                // Other integrations have fields that no table here knows.
                None => Diagnostic { severity: Severity::Info, ..diagnostic }
                    .note("Check the field's name; an event that has it settles the matter."),
            }
        }
        Refusal::NotIndexed => {
            let message = format!("`{}` is stored but not searchable", field.name);
            Diagnostic::new(&codes::kql::NOT_INDEXED, Place::rule(field.span), message)
                .note("Look for the value in the field it was parsed into.")
        }
        // The parser has told of `null`.
        Refusal::BadValue { .. } if value.kind == ValueKind::Null => return None,
        Refusal::BadValue { takes } => {
            let message = format!("`{}` takes {takes}, not `{}`", field.name, value.text());
            Diagnostic::new(&codes::kql::VALUE_TYPE, Place::rule(value.span), message)
                .note("Write a value of the field's type; Elasticsearch refuses the query as it stands.")
        }
    })
}

fn not_decided(path: &str, span: Span) -> Diagnostic {
    let message = format!("the group of `{path}` is not evaluated");
    Diagnostic::new(&codes::kql::NOT_DECIDED, Place::rule(span), message)
        .note("Name the fields in the group without stars, and give each value a type its field takes.")
}

/// A field nobody knows is one cause, however often it is named, unless each place has its own fix.
fn once_per_cause(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    sort_by_place(&mut diagnostics);
    let mut told: Vec<String> = Vec::new();
    diagnostics.retain(|diagnostic| {
        let again = told.contains(&diagnostic.message) && diagnostic.fix.is_none();
        told.push(diagnostic.message.clone());
        !again
    });
    diagnostics
}

impl Evaluation {
    /// Takes the answers of all nodes, the whole query's last.
    pub(super) fn new(
        answers: Vec<Rc<Answer>>,
        leaves: Vec<Option<Rc<LeafAnswer>>>,
        events: u32,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let root = answers.last().map_or_else(|| Rc::new(Answer::same(Truth::Unknown, events)), Rc::clone);
        Self { answers, leaves, root, events, diagnostics, only_excludes: OnceCell::new() }
    }

    /// Number of events.
    pub fn events(&self) -> u32 {
        self.events
    }

    /// Events the whole query matches.
    pub fn matched(&self) -> &Bitmap {
        &self.root.yes
    }

    /// Events for which the whole query cannot be decided.
    pub fn undecided(&self) -> &Bitmap {
        &self.root.unknown
    }

    /// The answer of the whole query for one event.
    pub fn verdict(&self, event: u32) -> Truth {
        self.root.truth(event)
    }

    /// The answers of one part.
    pub fn answer(&self, node: NodeId) -> Option<&Answer> {
        self.answers.get(node.index()).map(|answer| &**answer)
    }

    /// The answer of one part for one event.
    pub fn truth(&self, node: NodeId, event: u32) -> Truth {
        self.answer(node).map_or(Truth::Unknown, |answer| answer.truth(event))
    }

    /// What a leaf was decided on; `None` for other nodes.
    pub fn leaf(&self, node: NodeId) -> Option<&LeafAnswer> {
        self.leaves.get(node.index())?.as_deref()
    }

    /// The columns the query looked at, each once, in the order of the query.
    pub fn columns(&self) -> Vec<Rc<Column>> {
        let mut columns: Vec<Rc<Column>> = Vec::new();
        for column in self.leaves.iter().flatten().flat_map(|leaf| &leaf.columns) {
            if !columns.iter().any(|known| known.field == column.field) {
                columns.push(Rc::clone(column));
            }
        }
        columns
    }

    /// Events that only this part excludes: they do not match, and would if this part alone were answered the other way.
    pub fn only_excludes<L>(&self, condition: &Condition<L>, node: NodeId) -> Bitmap {
        exclusion::only_excluded_by(condition, self, node)
    }

    /// How many events only this part excludes. Counted for all parts on first use.
    pub fn only_excludes_count<L>(&self, condition: &Condition<L>, node: NodeId) -> u32 {
        let counts = self.only_excludes.get_or_init(|| exclusion::counts(condition, self));
        counts.get(node.index()).copied().unwrap_or(0)
    }

    /// For each part, by its index, how many matches need it: they would be none with it alone answered the other way.
    pub fn needed_counts<L>(&self, condition: &Condition<L>) -> Vec<u32> {
        exclusion::needed(condition, self)
    }
}
