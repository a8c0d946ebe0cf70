use super::part::{Part, Reason};
use super::what_if::WhatIf;
use super::{payload, reason, sentence, values};
use crate::ecs::Item;
use crate::eval::{Columns, Evaluation, Truth};
use crate::order;
use crate::query::kql::{Leaf, Query};
use crate::query::{Condition, Node, NodeId, NodeKind};
use crate::text::{Span, lower};

/// Why one event matches or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The event.
    pub event: u32,
    /// Its answer.
    pub verdict: Truth,
    /// The verdict in one sentence.
    pub sentence: String,
    /// Every part of the query, by its number: parts before the groups they belong to, the whole query last.
    pub parts: Vec<Part>,
    /// The parts the verdict rests on, in the order of the query: for a match the true parts it needs, for an event that
    /// does not match the parts that fail, for an undecided one those that are not known.
    pub marks: Vec<Mark>,
}

/// A part the verdict rests on, in both texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The part.
    pub node: NodeId,
    /// Bytes of the query text.
    pub query: Span,
    /// Its answer.
    pub truth: Truth,
    /// Bytes of the record that its answer was read from; empty where a value is missing or the same for all events.
    pub record: Vec<Span>,
}

/// Explains the answer of `evaluation` for one event. `text` is the query's text.
pub fn explain(
    text: &str,
    query: &Query,
    evaluation: &Evaluation,
    events: &mut impl Columns,
    event: u32,
) -> Explanation {
    let condition = &query.condition;
    let what_if = WhatIf::new(condition, evaluation, event);
    let mut parts = events.with_document(event, |document| {
        let leaves = values::leaves(document);
        parts(text, condition, evaluation, &what_if, |node, leaf, part| {
            let excluded = is_excluded(condition, node);
            explain_leaf(text, node, leaf, evaluation, &leaves, event, excluded, part);
        })
    });
    payload::sharpen(&mut parts, condition, events, event);
    finish(evaluation, &what_if, parts, event)
}

/// The explanation with these parts.
pub(super) fn finish<L>(evaluation: &Evaluation, what_if: &WhatIf<'_, L>, parts: Vec<Part>, event: u32) -> Explanation {
    let deciding: Vec<&Part> = what_if.deciding().iter().filter_map(|id| parts.get(id.index())).collect();
    let verdict = evaluation.verdict(event);
    let marks = deciding.iter().map(|part| mark(part, &parts)).collect();
    let sentence = whole(verdict, deciding);
    Explanation { event, verdict, sentence, parts, marks }
}

/// Every part of a condition; `explain_leaf` says why a comparison has its answer.
pub(super) fn parts<L>(
    text: &str,
    condition: &Condition<L>,
    evaluation: &Evaluation,
    what_if: &WhatIf<'_, L>,
    mut explain_leaf: impl FnMut(&Node<L>, &L, &mut Part),
) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(condition.nodes().len());
    for node in condition.nodes() {
        let mut part = Part {
            id: node.id,
            text: String::new(),
            span: node.span,
            truth: what_if.truth(node.id),
            decisive: what_if.is_decisive(node.id),
            decides: false,
            reason: Reason::Group,
            sentence: String::new(),
            found: Vec::new(),
            matched: evaluation.answer(node.id).map_or(0, |answer| answer.yes.count()),
            only_excludes: match is_needed(condition, node) {
                true => evaluation.only_excludes_count(condition, node.id),
                false => 0,
            },
            parts: node.parts().to_vec(),
        };
        match &node.kind {
            NodeKind::All => (part.text, part.reason) = ("every event".to_owned(), Reason::Always),
            NodeKind::And(_) => part.text = "and".to_owned(),
            NodeKind::Or(_) => part.text = "or".to_owned(),
            NodeKind::Not(_) => part.text = "not".to_owned(),
            NodeKind::Nested { path, .. } => {
                part.text = format!("{path}: {{ … }}");
                let (some, no) = ("An object of", "No object of");
                part.sentence =
                    format!("{} `{path}` satisfies the group", if part.truth == Truth::True { some } else { no });
            }
            NodeKind::Broken => (part.text, part.reason) = (node.span.of(text).to_owned(), Reason::Broken),
            NodeKind::Leaf(leaf) => explain_leaf(node, leaf, &mut part),
        }
        parts.push(part);
    }
    for id in what_if.deciding() {
        if let Some(part) = parts.get_mut(id.index()) {
            part.decides = true;
        }
    }
    parts
}

/// Whether the query cannot match without it: it is not one of several alternatives, and not the whole query itself.
fn is_needed<L>(condition: &Condition<L>, node: &Node<L>) -> bool {
    let mut above = condition.ancestors(node.id);
    let Some(group) = above.find(|group| !matches!(group.kind, NodeKind::Not(_))) else { return false };
    // Below an odd number of `not`s every part of an `or` must fail: it is the conjunction there.
    let positive = above.filter(|group| matches!(group.kind, NodeKind::Not(_))).count() % 2 == 0;
    match group.kind {
        NodeKind::And(_) => positive,
        NodeKind::Or(_) => !positive,
        _ => false,
    }
}

#[expect(clippy::too_many_arguments, reason = "what a leaf is explained by, with nothing in common to group")]
fn explain_leaf(
    text: &str,
    node: &Node<Leaf>,
    leaf: &Leaf,
    evaluation: &Evaluation,
    leaves: &[(String, &Item)],
    event: u32,
    excluded: bool,
    part: &mut Part,
) {
    let words = node.span.of(text);
    let field = leaf.field.as_ref().filter(|field| !node.span.contains(field.span));
    part.text = field.map_or_else(|| words.to_owned(), |field| format!("{}: {words}", field.name));
    if let Some(answer) = evaluation.leaf(node.id) {
        part.found = values::found(answer, leaves, event);
        // A leaf over many fields shows those that satisfied it.
        if answer.columns.len() > 1 && part.truth == Truth::True {
            part.found.retain(|found| found.satisfies);
        }
        part.reason = reason::reason(leaf, answer, part.truth, &part.found);
        part.sentence = sentence::sentence(leaf, part.truth, &part.reason, &part.found, excluded);
    }
}

/// Whether an odd number of `not`s stands above a part.
pub(super) fn is_excluded<L>(condition: &Condition<L>, node: &Node<L>) -> bool {
    let nots = condition.ancestors(node.id).filter(|above| matches!(above.kind, NodeKind::Not(_)));
    nots.count() % 2 == 1
}

fn mark(part: &Part, parts: &[Part]) -> Mark {
    // A nested group rests on the values of all its leaves.
    let mut open = vec![part];
    let mut record: Vec<Span> = Vec::new();
    while let Some(part) = open.pop() {
        let chosen = part.found.iter().filter(|found| found.satisfies || part.truth != Truth::True);
        record.extend(chosen.flat_map(|found| found.spans.iter().copied()));
        open.extend(part.parts.iter().filter_map(|id| parts.get(id.index())));
    }
    order::sort(&mut record);
    record.dedup();
    Mark { node: part.id, query: part.span, truth: part.truth, record }
}

/// The verdict in one sentence, from the parts it rests on.
fn whole(verdict: Truth, deciding: Vec<&Part>) -> String {
    let start = match verdict {
        Truth::True => return "This event matches".to_owned(),
        Truth::False => "This event does not match",
        Truth::Unknown => "Undecided",
    };
    let mut sentences: Vec<&str> = Vec::new();
    for part in deciding {
        if !part.sentence.is_empty() && !sentences.contains(&part.sentence.as_str()) {
            sentences.push(&part.sentence);
        }
    }
    match sentences.as_slice() {
        [] => start.to_owned(),
        [only] => format!("{start}: {}", lower_first(only)),
        [first, rest @ ..] => {
            let more = rest.len();
            let parts = if more == 1 { "part" } else { "parts" };
            let verb = match (verdict, more) {
                (Truth::Unknown, 1) => "is not known either",
                (Truth::Unknown, _) => "are not known either",
                (_, 1) => "fails too",
                _ => "fail too",
            };
            format!("{start}: {}; {more} more {parts} {verb}", lower_first(first))
        }
    }
}

fn lower_first(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| std::iter::once(lower(first)).chain(characters).collect())
}
