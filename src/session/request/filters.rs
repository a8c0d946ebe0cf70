//! `rule.filters`: Kibana filters carry the Elasticsearch query they stand for.
//! <https://github.com/elastic/kibana/blob/main/src/platform/packages/shared/kbn-es-query/src/es_query/from_filters.ts>

use crate::json::Output;
use crate::rule::Rule;
use crate::rule::toml::{Table, Value, ValueKind};

/// The queries that must match, and those that must not. What carries no query is named in `notes`.
pub fn of(rule: &Rule, notes: &mut Vec<String>) -> (Vec<Output>, Vec<Output>) {
    rule.filters.as_ref().map_or_else(Default::default, |filters| read(&filters.value, notes, DEPTH))
}

/// How deep combined filters may be nested.
const DEPTH: usize = 32;

fn read(filters: &Value, notes: &mut Vec<String>, depth: usize) -> (Vec<Output>, Vec<Output>) {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    let list = match &filters.kind {
        ValueKind::List(list) => list.as_slice(),
        _ => &[],
    };
    for filter in list.iter().filter_map(Value::as_table) {
        let meta = |key| Some(&filter.table("meta")?.get(key)?.value);
        let is_set = |key| meta(key).and_then(Value::as_bool).unwrap_or(false);
        if is_set("disabled") {
            continue;
        }
        let combined = meta("params").filter(|_| meta("type").and_then(Value::as_str) == Some("combined"));
        // Older filters have the clause beside `meta`.
        let own = filter.entries.iter().find(|entry| entry.key != "meta" && entry.key != "$state");
        let query = match (combined.filter(|_| depth > 0), filter.table("query"), own) {
            (Some(parts), ..) => {
                let is_any = meta("relation").and_then(Value::as_str) == Some("OR");
                combine(parts, is_any, notes, depth - 1)
            }
            (None, Some(query), _) => object(query),
            (None, None, Some(entry)) => Output::of(entry.key.as_str(), output(&entry.value)),
            (None, None, None) => {
                notes.push("A filter without `query` is left out.".to_owned());
                continue;
            }
        };
        if is_set("negate") { unwanted.push(query) } else { wanted.push(query) }
    }
    (wanted, unwanted)
}

/// Filters joined by `and` or `or`.
fn combine(parts: &Value, is_any: bool, notes: &mut Vec<String>, depth: usize) -> Output {
    let (mut wanted, unwanted) = read(parts, notes, depth);
    if !is_any {
        return bool_of([("filter", wanted), ("must_not", unwanted)]);
    }
    wanted.extend(unwanted.into_iter().map(|part| Output::of("bool", Output::of("must_not", part))));
    Output::of("bool", Output::object([("should", wanted.into()), ("minimum_should_match", 1.into())]))
}

fn bool_of(parts: [(&str, Vec<Output>); 2]) -> Output {
    let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
    Output::of("bool", Output::object(parts.map(|(name, part)| (name, Output::from(part)))))
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
