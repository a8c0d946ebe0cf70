//! A query as the Elasticsearch query that Kibana makes of it.
//!
//! What Kibana sends depends on the type of each field in the data view; the field table stands in for that.
//! <https://github.com/elastic/kibana/tree/main/src/platform/packages/shared/kbn-es-query/src/kuery>

use super::{Field, Leaf, Predicate, Query, RangeOperator, Value, ValueKind};
use crate::ecs::{FieldType, field_info};
use crate::json::Output;
use crate::query::NodeKind;

/// The time zone the detection engine reads dates in.
const TIME_ZONE: &str = "Zulu";

impl Query {
    /// The Elasticsearch query; what could not be read matches nothing.
    pub fn to_dsl(&self) -> Output {
        // Parts stand before the groups they belong to, so every part is built before its group takes it.
        let mut built: Vec<Option<Output>> = Vec::with_capacity(self.condition.nodes().len());
        for node in self.condition.nodes() {
            let parts: Vec<_> = node.parts().iter().filter_map(|part| built.get_mut(part.index())?.take()).collect();
            let only = |parts: Vec<Output>| parts.into_iter().next().unwrap_or(Output::Null);
            let dsl = match &node.kind {
                NodeKind::All => empty("match_all"),
                NodeKind::Broken => empty("match_none"),
                NodeKind::And(_) => Output::of("bool", Output::of("filter", parts)),
                NodeKind::Or(_) => any_of(parts),
                NodeKind::Not(_) => Output::of("bool", Output::of("must_not", only(parts))),
                NodeKind::Nested { path, .. } => {
                    let query = only(parts);
                    let members = [("path", path.as_ref().into()), ("query", query), ("score_mode", "none".into())];
                    Output::of("nested", Output::object(members))
                }
                NodeKind::Leaf(leaf) => of_leaf(leaf),
            };
            built.push(Some(dsl));
        }
        built.pop().flatten().unwrap_or_else(|| empty("match_all"))
    }
}

fn of_leaf(leaf: &Leaf) -> Output {
    match (&leaf.field, &leaf.predicate) {
        (None, Predicate::Is(value) | Predicate::Range(_, value)) => of_bare_term(value),
        (Some(field), Predicate::Is(value)) if &*field.name == "*" && value.kind == ValueKind::Exists => {
            empty("match_all")
        }
        (Some(field), Predicate::Is(value)) => any_of(vec![of_comparison(field, value)]),
        (Some(field), Predicate::Range(operator, value)) => any_of(vec![of_range(field, *operator, value)]),
    }
}

/// A value without a field: Elasticsearch looks for it in all of them.
fn of_bare_term(value: &Value) -> Output {
    match &value.kind {
        ValueKind::Wildcard(_) | ValueKind::Exists => Output::of("query_string", Output::of("query", escaped(value))),
        _ => multi_match(None, value),
    }
}

fn of_comparison(field: &Field, value: &Value) -> Output {
    let name = &*field.name;
    let field_type = field_info(name).field_type;
    match &value.kind {
        ValueKind::Exists => Output::of("exists", Output::of("field", name)),
        ValueKind::Wildcard(_) if field_type == FieldType::Keyword => {
            Output::of("wildcard", Output::of(name, Output::of("value", escaped(value))))
        }
        ValueKind::Wildcard(_) => query_string(name, escaped(value)),
        // Kibana asks each field of the data view that the name fits; here Elasticsearch finds them.
        _ if field.pattern.is_some() => multi_match(Some(name), value),
        _ if field_type == FieldType::Date => {
            let bounds = [("gte", plain(value)), ("lte", plain(value))].into_iter().chain(time_zone(value));
            Output::of("range", Output::of(name, Output::object(bounds)))
        }
        _ if field_type == FieldType::Keyword => {
            Output::of("term", Output::of(name, Output::of("value", plain(value))))
        }
        _ => Output::of(if value.quoted { "match_phrase" } else { "match" }, Output::of(name, plain(value))),
    }
}

fn of_range(field: &Field, operator: RangeOperator, value: &Value) -> Output {
    let name = &*field.name;
    if field.pattern.is_some() {
        let asked = format!("{}\"{}\"", operator.symbol(), value.text().replace('\\', "\\\\").replace('"', "\\\""));
        return query_string(name, asked.as_str().into());
    }
    let bound = match operator {
        RangeOperator::Less => "lt",
        RangeOperator::LessOrEqual => "lte",
        RangeOperator::Greater => "gt",
        RangeOperator::GreaterOrEqual => "gte",
    };
    let is_date = field_info(name).field_type == FieldType::Date;
    let bounds = std::iter::once((bound, plain(value))).chain(time_zone(value).filter(|_| is_date));
    Output::of("range", Output::of(name, Output::object(bounds)))
}

fn any_of(parts: Vec<Output>) -> Output {
    Output::of("bool", Output::object([("should", parts.into()), ("minimum_should_match", 1.into())]))
}

fn multi_match(field: Option<&str>, value: &Value) -> Output {
    let how = if value.quoted { "phrase" } else { "best_fields" };
    let fields = field.map(|name| ("fields", vec![name.into()].into()));
    let rest = [("type", how.into()), ("query", plain(value)), ("lenient", Output::Bool(true))];
    Output::of("multi_match", Output::object(fields.into_iter().chain(rest)))
}

fn query_string(field: &str, query: Output) -> Output {
    Output::of("query_string", Output::object([("fields", vec![field.into()].into()), ("query", query)]))
}

/// Numbers of milliseconds have no time zone.
fn time_zone(value: &Value) -> Option<(&'static str, Output)> {
    let is_number = value.text().bytes().all(|byte| byte.is_ascii_digit());
    (!is_number).then(|| ("time_zone", TIME_ZONE.into()))
}

fn plain(value: &Value) -> Output {
    match value.kind {
        ValueKind::Bool(value) => Output::Bool(value),
        ValueKind::Null => Output::Null,
        _ => (&*value.text()).into(),
    }
}

/// Text with stars as Elasticsearch's query string writes it: what means something there is escaped between the stars.
fn escaped(value: &Value) -> Output {
    let ValueKind::Wildcard(pattern) = &value.kind else { return (&*value.text()).into() };
    let mut text = String::new();
    for (at, part) in pattern.parts().enumerate() {
        text.push_str(if at > 0 { "*" } else { "" });
        for character in part.chars() {
            text.push_str(if SPECIAL.contains(character) { "\\" } else { "" });
            text.push(character);
        }
    }
    text.as_str().into()
}

/// Characters with a meaning in Elasticsearch's query string.
const SPECIAL: &str = "+-=&|><!(){}[]^\"~*?:\\/";

fn empty(name: &str) -> Output {
    Output::of(name, Output::Object(Vec::new()))
}

#[cfg(test)]
mod tests {
    use crate::query::kql;

    // What Kibana makes of each, read off the functions of kbn-es-query linked above.
    #[rustfmt::skip]
    const CASES: &[(&str, &str)] = &[
        ("",                              r#"{ "match_all": {} }"#),
        ("*:*",                           r#"{ "match_all": {} }"#),
        ("event.action: A",               r#"{ "bool": { "should": [{ "term": { "event.action": { "value": "A" } } }], "minimum_should_match": 1 } }"#),
        ("message: \"two words\"",        r#"{ "bool": { "should": [{ "match_phrase": { "message": "two words" } }], "minimum_should_match": 1 } }"#),
        ("message: word",                 r#"{ "bool": { "should": [{ "match": { "message": "word" } }], "minimum_should_match": 1 } }"#),
        ("event.action: *",               r#"{ "bool": { "should": [{ "exists": { "field": "event.action" } }], "minimum_should_match": 1 } }"#),
        ("event.action: Get*",            r#"{ "bool": { "should": [{ "wildcard": { "event.action": { "value": "Get*" } } }], "minimum_should_match": 1 } }"#),
        ("message: a-b*",                 r#"{ "bool": { "should": [{ "query_string": { "fields": ["message"], "query": "a\\-b*" } }], "minimum_should_match": 1 } }"#),
        ("source.port >= 1024",           r#"{ "bool": { "should": [{ "range": { "source.port": { "gte": "1024" } } }], "minimum_should_match": 1 } }"#),
        ("@timestamp < now-1d",           r#"{ "bool": { "should": [{ "range": { "@timestamp": { "lt": "now-1d", "time_zone": "Zulu" } } }], "minimum_should_match": 1 } }"#),
        ("not event.action: A",           r#"{ "bool": { "must_not": { "bool": { "should": [{ "term": { "event.action": { "value": "A" } } }], "minimum_should_match": 1 } } } }"#),
        ("word",                          r#"{ "multi_match": { "type": "best_fields", "query": "word", "lenient": true } }"#),
        ("wor*",                          r#"{ "query_string": { "query": "wor*" } }"#),
        ("source.geo.*: Berlin",          r#"{ "bool": { "should": [{ "multi_match": { "fields": ["source.geo.*"], "type": "best_fields", "query": "Berlin", "lenient": true } }], "minimum_should_match": 1 } }"#),
    ];

    #[test]
    fn each_form_becomes_what_kibana_sends() {
        for (query, expected) in CASES {
            assert_eq!(words(&kql::parse(query).to_dsl().to_text()), words(expected), "{query}");
        }
    }

    #[test]
    fn groups_keep_their_shape() {
        let dsl = words(&kql::parse("event.action: (A or B) and not user.name: *").to_dsl().to_text());
        let leaf = |leaf: &str| format!(r#"{{ "bool": {{ "should": [{leaf}], "minimum_should_match": 1 }} }}"#);
        let one = leaf(r#"{ "term": { "event.action": { "value": "A" } } }"#);
        let two = leaf(r#"{ "term": { "event.action": { "value": "B" } } }"#);
        let either = leaf(&format!("{one}, {two}"));
        let none = leaf(r#"{ "exists": { "field": "user.name" } }"#);
        let expected = format!(r#"{{ "bool": {{ "filter": [{either}, {{ "bool": {{ "must_not": {none} }} }}] }} }}"#);
        assert_eq!(dsl, words(&expected));
    }

    #[test]
    fn a_nested_group_names_its_path() {
        let dsl = kql::parse("items: { name: a }").to_dsl().to_text();
        for part in [r#""path": "items""#, r#""items.name": "a""#, r#""score_mode": "none""#] {
            assert!(dsl.contains(part), "{part} in {dsl}");
        }
    }

    /// The JSON without its layout.
    fn words(json: &str) -> String {
        json.split_whitespace().collect()
    }
}
