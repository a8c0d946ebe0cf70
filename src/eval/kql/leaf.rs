use std::rc::Rc;

use super::predicate::test;
use super::resolve::{NOT_INDEXED, Resolved, resolve};
use crate::ecs::{FieldPath, FieldType};
use crate::eval::{Answer, Cache, Columns, LeafAnswer, Options, Refusal, Truth};
use crate::events::Column;
use crate::order;
use crate::query::Condition;
use crate::query::kql::{Leaf, Predicate, RangeOperator, ValueKind};

/// What makes two leaves the same question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LeafKey {
    field: Option<Box<str>>,
    pattern: bool,
    operator: Option<RangeOperator>,
    value: ValueKind,
    quoted: bool,
    /// Only where the answer depends on them.
    options: Option<Options>,
}

impl LeafKey {
    fn new(leaf: &Leaf, options: &Options) -> Self {
        let operator = match leaf.predicate {
            Predicate::Is(_) => None,
            Predicate::Range(operator, _) => Some(operator),
        };
        let value = leaf.predicate.value();
        Self {
            field: leaf.field.as_ref().map(|field| field.name.clone()),
            pattern: leaf.field.as_ref().is_some_and(|field| field.pattern.is_some()),
            operator,
            value: value.kind.clone(),
            quoted: value.quoted,
            options: value.text().starts_with("now").then_some(*options),
        }
    }
}

/// Answers every leaf of a query, by node index. Columns that are missing are made together, in one pass.
pub(in crate::eval) fn decide_leaves(
    condition: &Condition<Leaf>,
    events: &mut impl Columns,
    cache: &mut Cache,
    options: &Options,
) -> Vec<Option<Rc<LeafAnswer>>> {
    let mut answers: Vec<Option<Rc<LeafAnswer>>> = vec![None; condition.nodes().len()];
    let mut open = Vec::new();
    let mut wanted: Vec<FieldPath> = Vec::new();
    for (node, leaf) in condition.leaves() {
        let key = LeafKey::new(leaf, options);
        match cache.get(&key) {
            Some(answer) => {
                if let Some(slot) = answers.get_mut(node.id.index()) {
                    *slot = Some(answer);
                }
            }
            None => {
                let resolved = resolve(leaf, events);
                if let Resolved::Fields(fields) | Resolved::AnyField(fields) = &resolved {
                    wanted.extend(fields.iter().cloned());
                }
                open.push((node.id, leaf, key, resolved));
            }
        }
    }
    order::sort(&mut wanted);
    wanted.dedup();
    let columns = events.columns(&wanted);
    let column = |field: &FieldPath| wanted.binary_search(field).ok().and_then(|at| columns.get(at)).cloned();
    for (id, leaf, key, resolved) in open {
        // The same question may stand in the query twice.
        let answer =
            cache.get(&key).unwrap_or_else(|| Rc::new(decide(leaf, &resolved, column, events.count(), options)));
        cache.insert(key, answer.clone());
        if let Some(slot) = answers.get_mut(id.index()) {
            *slot = Some(answer);
        }
    }
    answers
}

fn decide(
    leaf: &Leaf,
    resolved: &Resolved,
    column: impl Fn(&FieldPath) -> Option<Rc<Column>>,
    count: u32,
    options: &Options,
) -> LeafAnswer {
    let (fields, lenient) = match resolved {
        Resolved::Everything => return LeafAnswer::without_values(Truth::True, count, None),
        Resolved::Fields(fields) => (fields, leaf.field.as_ref().is_some_and(|field| field.pattern.is_some())),
        Resolved::AnyField(fields) => (fields, true),
    };
    let columns: Vec<Rc<Column>> = fields.iter().filter_map(column).collect();
    let refusal = columns.first().filter(|_| !lenient).and_then(|column| never(&columns, column));
    if refusal.is_some() {
        return LeafAnswer { columns, ..LeafAnswer::without_values(Truth::False, count, refusal) };
    }
    let mut answer = Answer::same(Truth::False, count);
    let mut satisfied = Vec::with_capacity(columns.len());
    for column in &columns {
        let hidden = NOT_INDEXED.contains(&column.field.as_str());
        let test = match test(column.info.field_type, &leaf.predicate, options) {
            Ok(test) => test,
            Err(_) if lenient => {
                satisfied.push(vec![false; column.dictionary.len()]);
                continue;
            }
            Err(takes) => {
                let refusal = Some(Refusal::BadValue { takes });
                return LeafAnswer { columns, ..LeafAnswer::without_values(Truth::Unknown, count, refusal) };
            }
        };
        let holds: Vec<bool> =
            column.dictionary.iter().map(|entry| entry.searchable && !hidden && test.holds(&entry.value)).collect();
        let mut part = Answer::same(Truth::False, count);
        part.yes = column.events_with(&holds);
        column.unknown_events().for_each(|event| part.unknown.set(event));
        answer.or(&part);
        satisfied.push(holds);
    }
    LeafAnswer { answer: Rc::new(answer), columns, satisfied, refusal: None, nulls: None }
}

/// Why a single field can satisfy no leaf at all.
fn never(columns: &[Rc<Column>], own: &Column) -> Option<Refusal> {
    if NOT_INDEXED.contains(&own.field.as_str()) {
        return Some(Refusal::NotIndexed);
    }
    let absent = |column: &Rc<Column>| column.dictionary.is_empty() && column.unknown_events().next().is_none();
    let unknown_field = own.info.field_type == FieldType::Unknown && columns.iter().all(absent);
    unknown_field.then_some(Refusal::UnknownField)
}

impl LeafAnswer {
    fn without_values(truth: Truth, count: u32, refusal: Option<Refusal>) -> Self {
        let answer = Rc::new(Answer::same(truth, count));
        Self { answer, columns: Vec::new(), satisfied: Vec::new(), refusal, nulls: None }
    }
}
