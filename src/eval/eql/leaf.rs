use std::rc::Rc;

use super::kind::Kind;
use super::pushed::{Misfit, Pushed};
use super::script;
use super::value::Value;
use super::{Fields, Settings};
use crate::ecs::FieldPath;
use crate::eval::{Answer, Cache, Columns, LeafAnswer, Options, Refusal, Truth};
use crate::events::{Bitmap, Cell, Column};
use crate::order::Map;
use crate::query::Condition;
use crate::query::eql::{Expression, Field, Leaf};
use crate::text::Span;

/// What makes two leaves the same question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LeafKey {
    /// A leaf as the query writes it, or the category.
    text: Box<str>,
    /// The field of the category.
    category: Option<Box<str>>,
    options: Options,
}

/// Answers every leaf of one event filter, by node index. `text` is the query's text.
pub(super) fn decide_leaves(
    text: &str,
    condition: &Condition<Leaf>,
    events: &mut impl Columns,
    cache: &mut Cache,
    settings: &Settings,
) -> Vec<Option<Rc<LeafAnswer>>> {
    let wanted: Vec<FieldPath> = condition.leaves().flat_map(|(_, leaf)| names(leaf, &settings.fields)).collect();
    let columns = events.columns(&wanted);
    let column = |name: &str| columns.iter().find(|column| column.field.as_str() == name).cloned();
    let mut answers: Vec<Option<Rc<LeafAnswer>>> = vec![None; condition.nodes().len()];
    for (node, leaf) in condition.leaves() {
        let key = match leaf {
            Leaf::Category(category) => {
                let field = Some(settings.fields.category.clone());
                LeafKey { text: category.clone(), category: field, options: settings.options }
            }
            Leaf::Test(_) => LeafKey { text: node.span.of(text).into(), category: None, options: settings.options },
        };
        let answer = cache.get_eql(&key).unwrap_or_else(|| {
            let answer = Rc::new(match leaf {
                Leaf::Category(category) => in_category(category, column(&settings.fields.category), events.count()),
                Leaf::Test(expression) => decide(expression, &column, events.count(), &settings.options),
            });
            cache.insert_eql(key, answer.clone());
            answer
        });
        if let Some(slot) = answers.get_mut(node.id.index()) {
            *slot = Some(answer);
        }
    }
    answers
}

fn names(leaf: &Leaf, fields: &Fields) -> Vec<FieldPath> {
    match leaf {
        Leaf::Category(_) => vec![FieldPath::new(&fields.category)],
        Leaf::Test(expression) => expression.fields().iter().map(|field| FieldPath::new(&field.name)).collect(),
    }
}

/// One of an event's categories is enough.
fn in_category(category: &str, column: Option<Rc<Column>>, count: u32) -> LeafAnswer {
    let Some(column) = column else { return LeafAnswer::on(Vec::new(), Answer::same(Truth::False, count)) };
    let holds =
        column.dictionary.iter().map(|entry| entry.searchable && Value::from(&entry.value).as_text() == Some(category));
    from_values(column.clone(), holds.collect(), false, count)
}

fn decide(
    expression: &Expression,
    column: &dyn Fn(&str) -> Option<Rc<Column>>,
    count: u32,
    options: &Options,
) -> LeafAnswer {
    let mut columns: Vec<Rc<Column>> = Vec::new();
    for field in expression.fields() {
        if !columns.iter().any(|known| known.field.as_str() == &*field.name) {
            columns.extend(column(&field.name));
        }
    }
    if columns.iter().any(|column| Kind::of(column) == Kind::Analysed) {
        let refusal = Some(Refusal::NotIndexed);
        return LeafAnswer { refusal, ..LeafAnswer::on(columns, Answer::same(Truth::Unknown, count)) };
    }
    let Some(pushed) = Pushed::new(expression) else { return by_script(expression, columns, count) };
    let Some(own) = columns.first().cloned() else {
        return LeafAnswer::on(columns, Answer::same(Truth::False, count));
    };
    let kind = Kind::of(&own);
    if kind == Kind::Unknown {
        // Elasticsearch puts null in for an optional field that no index has, and nothing is pushed.
        return by_script(expression, columns, count);
    }
    let test = match pushed.test(kind, options) {
        Ok(test) => test,
        Err(misfit) => {
            let takes = match misfit {
                Misfit::Value(_) => kind.takes(),
                Misfit::Regex(_) => "another regular expression",
            };
            let refusal = Some(Refusal::BadValue { takes });
            return LeafAnswer { refusal, ..LeafAnswer::on(columns, Answer::same(Truth::Unknown, count)) };
        }
    };
    let holds = own.dictionary.iter().map(|entry| entry.searchable && test.holds(&entry.value)).collect();
    from_values(own, holds, pushed.negated, count)
}

/// From which values satisfy it to which events do.
fn from_values(column: Rc<Column>, holds: Vec<bool>, negated: bool, count: u32) -> LeafAnswer {
    let mut answer = Answer::same(Truth::False, count);
    answer.yes = column.events_with(&holds);
    column.unknown_events().for_each(|event| answer.unknown.set(event));
    let mut satisfied = holds;
    if negated {
        answer.not();
        satisfied.iter_mut().for_each(|holds| *holds = !*holds);
    }
    LeafAnswer { satisfied: vec![satisfied], ..LeafAnswer::on(vec![column], answer) }
}

/// More combinations of an event's values than this are not tried.
const MOST_COMBINATIONS: usize = 10_000;

/// Runs the expression on every combination of the values an event has: one that satisfies it is enough. A field named
/// twice stands for two values. Where a field is missing it is null.
fn by_script(expression: &Expression, columns: Vec<Rc<Column>>, count: u32) -> LeafAnswer {
    let mut answer = Answer::same(Truth::False, count);
    let mut satisfied: Vec<Vec<bool>> = columns.iter().map(|column| vec![false; column.dictionary.len()]).collect();
    // Every place where the expression names a field, with the number of its column.
    let fields = expression.fields();
    let places: Vec<(Span, usize)> = fields
        .iter()
        .filter_map(|field| {
            let at = columns.iter().position(|column| column.field.as_str() == &*field.name)?;
            Some((field.span, at))
        })
        .collect();
    let mut known: Map<Vec<Option<u32>>, Option<bool>> = Map::default();
    let unknown_type = columns.iter().any(|column| Kind::of(column) == Kind::Unknown);
    let mut nulls = Bitmap::none(count);
    for event in 0..count {
        if columns.iter().any(|column| matches!(column.cell(event), Cell::Unknown(_))) {
            answer.unknown.set(event);
            continue;
        }
        let values: Vec<Vec<Option<u32>>> = places.iter().map(|(_, at)| ids(columns.get(*at), event)).collect();
        let combinations = values.iter().map(Vec::len).product::<usize>().min(MOST_COMBINATIONS);
        let mut is_null = true;
        for number in 0..combinations {
            let chosen = combination(&values, number);
            let run = || {
                let value = |field: &Field| {
                    let entry = places.iter().zip(&chosen).find(|((span, _), _)| *span == field.span);
                    let entry = entry.and_then(|((_, at), id)| columns.get(*at)?.dictionary.get((*id)? as usize));
                    entry.map_or(Value::Null, |entry| Value::from(&entry.value))
                };
                script::evaluate(expression, &value).as_bool()
            };
            let holds = known.get(&chosen).copied().unwrap_or_else(run);
            known.insert(chosen.clone(), holds);
            is_null &= holds.is_none();
            if holds == Some(true) {
                answer.yes.set(event);
                for ((_, at), id) in places.iter().zip(&chosen) {
                    if let Some(slot) = id.and_then(|id| satisfied.get_mut(*at)?.get_mut(id as usize)) {
                        *slot = true;
                    }
                }
            }
        }
        if is_null && unknown_type {
            nulls.set(event);
        }
    }
    let unknown_field = unknown_type && fields.iter().any(|field| !field.optional);
    let refusal = unknown_field.then_some(Refusal::UnknownField);
    LeafAnswer { satisfied, nulls: unknown_type.then_some(nulls), refusal, ..LeafAnswer::on(columns, answer) }
}

/// The values of an event, by their places in the dictionary; a single null where it has none.
fn ids(column: Option<&Rc<Column>>, event: u32) -> Vec<Option<u32>> {
    let searchable = |column: &Rc<Column>, id: u32| column.dictionary.get(id as usize).is_some_and(|e| e.searchable);
    let found = match column.map(|column| (column, column.cell(event))) {
        Some((column, Cell::Values(ids))) => {
            ids.iter().filter(|id| searchable(column, **id)).map(|id| Some(*id)).collect()
        }
        _ => Vec::new(),
    };
    if found.is_empty() { vec![None] } else { found }
}

/// The combination with this number, one value of each list; the numbers go up to the product of their lengths.
fn combination(values: &[Vec<Option<u32>>], mut number: usize) -> Vec<Option<u32>> {
    let mut next = |of: &Vec<Option<u32>>| {
        let value = of.get(number % of.len().max(1)).copied().flatten();
        number /= of.len().max(1);
        value
    };
    values.iter().map(&mut next).collect()
}

impl LeafAnswer {
    fn on(columns: Vec<Rc<Column>>, answer: Answer) -> Self {
        Self { answer: Rc::new(answer), columns, satisfied: Vec::new(), refusal: None, nulls: None }
    }
}
