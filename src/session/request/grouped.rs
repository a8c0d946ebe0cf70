//! The aggregations of the rule types that group events.

use crate::json::Output;
use crate::rule::{NewTerms, Spanned, Threshold};

/// Groups at most in one answer.
const GROUPS: i64 = 10_000;

/// Groups that are large enough, with their first and last event.
pub fn threshold(threshold: &Threshold, timestamp: &str) -> Output {
    let mut inside = vec![
        ("first".to_owned(), Output::of("min", Output::of("field", timestamp))),
        ("last".to_owned(), Output::of("max", Output::of("field", timestamp))),
    ];
    for (at, cardinality) in threshold.cardinality.iter().enumerate() {
        let field = Output::of("field", cardinality.field.value.as_str());
        inside.push((format!("value{at}"), Output::of("cardinality", field)));
    }
    if threshold.fields.is_empty() {
        return Output::object(inside);
    }
    let value = threshold.value.as_ref().map_or(1, |value| value.value);
    inside.push(("enough".to_owned(), selector([("count", "_count")], &format!("params.count >= {value}"))));
    for (at, cardinality) in threshold.cardinality.iter().enumerate() {
        let name = format!("value{at}");
        let script = format!("params.{name} >= {}", cardinality.value.value);
        inside.push((format!("enough_{name}"), selector([(name.as_str(), name.as_str())], &script)));
    }
    Output::of("groups", by(&threshold.fields, Output::object(inside)))
}

/// Terms of the history window that first occur in the time a run searches.
pub fn new_terms(terms: &NewTerms, timestamp: &str, from: &str) -> Output {
    let before = Output::of("range", Output::of(timestamp, Output::of("lt", from)));
    let inside = [
        ("first", Output::of("min", Output::of("field", timestamp))),
        ("before", Output::object([("filter", before)])),
        ("new", selector([("before", "before._count")], "params.before == 0")),
    ];
    Output::of("terms", by(&terms.fields, Output::object(inside)))
}

fn by(fields: &[Spanned<String>], inside: Output) -> Output {
    let source = |field: &Spanned<String>| {
        Output::of(field.value.as_str(), Output::of("terms", Output::of("field", field.value.as_str())))
    };
    let sources: Vec<Output> = fields.iter().map(source).collect();
    let composite = Output::object([("size", GROUPS.into()), ("sources", sources.into())]);
    Output::object([("composite", composite), ("aggs", inside)])
}

fn selector<'p>(paths: impl IntoIterator<Item = (&'p str, &'p str)>, script: &str) -> Output {
    let paths = Output::object(paths.into_iter().map(|(name, path)| (name, path.into())));
    Output::of("bucket_selector", Output::object([("buckets_path", paths), ("script", script.into())]))
}
