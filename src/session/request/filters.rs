//! `rule.filters`: Kibana filters carry the Elasticsearch query they stand for.

use crate::json::Output;
use crate::rule::Rule;
use crate::rule::toml::{Table, Value, ValueKind};

/// The queries that must match, and those that must not. What carries no query is named in `notes`.
pub fn of(rule: &Rule, notes: &mut Vec<String>) -> (Vec<Output>, Vec<Output>) {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    let list = match rule.filters.as_ref().map(|filters| &filters.value.kind) {
        Some(ValueKind::List(list)) => list.as_slice(),
        _ => &[],
    };
    for filter in list.iter().filter_map(Value::as_table) {
        let meta = filter.table("meta");
        let is_set =
            |key| meta.and_then(|meta| meta.get(key)).is_some_and(|entry| entry.value.kind == ValueKind::Boolean(true));
        if is_set("disabled") {
            continue;
        }
        match filter.table("query") {
            Some(query) if is_set("negate") => unwanted.push(object(query)),
            Some(query) => wanted.push(object(query)),
            None => notes.push("A filter without `query` is left out.".to_owned()),
        }
    }
    (wanted, unwanted)
}

fn object(table: &Table) -> Output {
    Output::object(table.entries.iter().map(|entry| (entry.key.as_str(), output(&entry.value))))
}

fn output(value: &Value) -> Output {
    match &value.kind {
        ValueKind::String(text) => text.as_str().into(),
        ValueKind::Integer(number) => (*number).into(),
        ValueKind::Float(number) => Output::Number(crate::number::plain(*number).into()),
        ValueKind::Boolean(value) => Output::Bool(*value),
        ValueKind::Datetime => Output::Null,
        ValueKind::List(items) => items.iter().map(output).collect::<Vec<_>>().into(),
        ValueKind::Table(table) => object(table),
    }
}
