use super::{Clause, Filters, Pattern};
use crate::ecs::FieldPath;
use crate::eval::rule_types::text;
use crate::eval::{Answer, Cache, Columns, Options, Truth, evaluate};
use crate::query::kql::{Leaf, Query};
use crate::query::{Condition, NodeKind};
use crate::text::Span;

/// For which events all filters hold.
#[inline(never)]
pub fn decide(filters: &Filters, events: &mut impl Columns, options: &Options) -> Answer {
    match &filters.clause {
        Some(clause) => answer(clause, events, options),
        None => Answer::same(Truth::True, events.count()),
    }
}

fn answer(clause: &Clause, events: &mut impl Columns, options: &Options) -> Answer {
    let count = events.count();
    match clause {
        Clause::All => Answer::same(Truth::True, count),
        Clause::Unsupported => Answer::same(Truth::Unknown, count),
        Clause::Leaf(question) => leaf(question, events, options),
        Clause::Pattern(field, pattern) => matching(field, pattern, events),
        Clause::Bool { must, must_not, should, least } => {
            let mut whole = Answer::same(Truth::True, count);
            must.iter().for_each(|clause| whole.and(&answer(clause, events, options)));
            for clause in must_not {
                let mut part = answer(clause, events, options);
                part.not();
                whole.and(&part);
            }
            if *least > 0 {
                let parts: Vec<Answer> = should.iter().map(|clause| answer(clause, events, options)).collect();
                whole.and(&at_least(*least, &parts, count));
            }
            whole
        }
    }
}

fn leaf(leaf: &Leaf, events: &mut impl Columns, options: &Options) -> Answer {
    let mut condition = Condition::new();
    let root = condition.push(Span::default(), NodeKind::Leaf(leaf.clone()));
    let query = Query { condition, highlights: Vec::new(), diagnostics: Vec::new() };
    let evaluation = evaluate(&query, events, &mut Cache::default(), options);
    evaluation.answer(root).cloned().unwrap_or_else(|| Answer::same(Truth::Unknown, events.count()))
}

fn matching(field: &FieldPath, pattern: &Pattern, events: &mut impl Columns) -> Answer {
    let mut whole = Answer::same(Truth::False, events.count());
    for column in events.columns(std::slice::from_ref(field)) {
        let holds: Vec<bool> =
            column.dictionary.iter().map(|entry| entry.searchable && pattern.matches(&text(&entry.value))).collect();
        whole.yes = column.events_with(&holds);
        column.unknown_events().for_each(|event| whole.unknown.set(event));
    }
    whole
}

/// Where at least so many of the parts hold.
fn at_least(least: usize, parts: &[Answer], count: u32) -> Answer {
    let mut whole = Answer::same(Truth::False, count);
    for event in 0..count {
        let of = |truth| parts.iter().filter(|part| part.truth(event) == truth).count();
        let (certain, possible) = (of(Truth::True), of(Truth::Unknown));
        if certain >= least {
            whole.yes.set(event);
        } else if certain + possible >= least {
            whole.unknown.set(event);
        }
    }
    whole
}
