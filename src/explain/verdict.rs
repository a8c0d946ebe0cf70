use super::sentence::{CHARACTERS, quoted};
use crate::eval::{Evaluation, Truth};
use crate::events::{Bitmap, Cell};
use crate::query::kql::{Leaf, Query};
use crate::query::{Node, NodeId, NodeKind};

/// The answer of a query for all events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// In one word.
    pub kind: VerdictKind,
    /// Events it matches.
    pub matched: u32,
    /// Events that cannot be decided.
    pub undecided: u32,
    /// Events there are.
    pub events: u32,
    /// In one sentence, without a full stop.
    pub sentence: String,
}

/// One match makes it a match; else one undecided event makes it undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerdictKind {
    /// An event matches.
    Match,
    /// No event matches.
    NoMatch,
    /// No event matches for certain, and some might.
    Undecided,
    /// The query has errors.
    Invalid,
}

/// The verdict over all events. `text` is the query's text.
pub fn verdict(text: &str, query: &Query, evaluation: &Evaluation) -> Verdict {
    let (matched, undecided, events) =
        (evaluation.matched().count(), evaluation.undecided().count(), evaluation.events());
    let kind = match (matched, undecided) {
        _ if !query.is_sound() => VerdictKind::Invalid,
        (0, 0) => VerdictKind::NoMatch,
        (0, _) => VerdictKind::Undecided,
        _ => VerdictKind::Match,
    };
    let sentence = match kind {
        VerdictKind::Invalid => "The query has errors".to_owned(),
        _ if events == 0 => "There are no events to match".to_owned(),
        VerdictKind::Match => {
            let of = format!("{matched} of {} {}", plural(events), if matched == 1 { "matches" } else { "match" });
            if undecided == 0 { of } else { format!("{of}, {undecided} undecided{}", because(evaluation)) }
        }
        VerdictKind::Undecided => format!("{undecided} of {} undecided{}", plural(events), because(evaluation)),
        VerdictKind::NoMatch => match common_failure(text, query, evaluation) {
            Some(part) if events == 1 => format!("The event does not match; it fails {part}"),
            Some(part) => format!("No event of {events} matches; all fail {part}"),
            None if events == 1 => "The event does not match".to_owned(),
            None => format!("No event of {events} matches"),
        },
    };
    Verdict { kind, matched, undecided, events, sentence }
}

fn plural(events: u32) -> String {
    if events == 1 { "1 event".to_owned() } else { format!("{events} events") }
}

/// What to supply for the undecided events, as far as it can be named.
fn because(evaluation: &Evaluation) -> String {
    let needs = needs(evaluation, evaluation.undecided());
    match needs.as_slice() {
        [] => String::new(),
        [only] => format!(": add {only}"),
        [first, rest @ ..] => format!(": add {first} and {} more", rest.len()),
    }
}

/// What the undecided events lack, each once, in the order of the query and the events.
fn needs(evaluation: &Evaluation, undecided: &Bitmap) -> Vec<String> {
    let mut needs: Vec<String> = Vec::new();
    for column in evaluation.columns() {
        for event in column.unknown_events().filter(|event| undecided.get(*event)) {
            if let Cell::Unknown(need) = column.cell(event)
                && !needs.iter().any(|known| known == need)
            {
                needs.push(need.to_owned());
            }
        }
    }
    needs
}

/// A part that every event fails, the first in the order of the query.
fn common_failure(text: &str, query: &Query, evaluation: &Evaluation) -> Option<String> {
    let root = query.condition.root()?;
    let fails = |id: &NodeId| {
        evaluation.answer(*id).is_some_and(|answer| answer.yes.count() == 0 && answer.unknown.count() == 0)
    };
    let parts = match &root.kind {
        NodeKind::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(&root.id),
    };
    let node = parts.iter().find(|part| fails(part)).and_then(|part| query.condition.get(*part))?;
    Some(describe(text, query, node))
}

/// A part in its own words; a long one by the field it asks, where that is one.
fn describe(text: &str, query: &Query, node: &Node<Leaf>) -> String {
    if let NodeKind::Leaf(Leaf { field: None, predicate }) = &node.kind {
        return quoted(&predicate.value().text());
    }
    let words = node.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= CHARACTERS {
        return quoted(&words);
    }
    let mut leaves = query
        .condition
        .leaves()
        .filter(|(leaf, _)| leaf.id == node.id || query.condition.ancestors(leaf.id).any(|above| above.id == node.id));
    let field = leaves.next().and_then(|(_, leaf)| leaf.field.clone());
    match field
        .filter(|field| leaves.all(|(_, leaf)| leaf.field.as_ref().is_some_and(|other| other.name == field.name)))
    {
        Some(field) => format!("the condition on `{}`", field.name),
        None => quoted(&words),
    }
}

impl Verdict {
    /// The answer for one event in the terms of a verdict.
    pub fn kind_of(truth: Truth) -> VerdictKind {
        match truth {
            Truth::True => VerdictKind::Match,
            Truth::False => VerdictKind::NoMatch,
            Truth::Unknown => VerdictKind::Undecided,
        }
    }
}
