//! Verdict sentences for rules that are not, or not wholly, evaluated.

/// The rule's text cannot be read; `error` is the first reason.
pub fn broken_rule(error: Option<&str>) -> String {
    match error {
        Some(error) => format!("The rule cannot be read: {error}"),
        None => "There is no rule to evaluate".to_owned(),
    }
}

/// The query cannot be read; `error` is the first reason.
pub fn broken_query(error: &str) -> String {
    format!("The query cannot be read: {error}")
}

/// Elasticsearch refuses to run the query; `error` is the first reason.
pub fn refused_query(error: &str) -> String {
    format!("Elasticsearch refuses the query: {error}")
}

/// The rule has no query.
pub fn no_query() -> String {
    "The rule has no query".to_owned()
}

/// The query's language is read but not evaluated.
pub fn language(name: &str) -> String {
    format!("Undecided: {name} rules are not evaluated yet")
}

/// Lucene queries are not read.
pub fn lucene() -> String {
    "Undecided: Lucene queries are not supported, because their syntax is not KQL's and no published CloudTrail rule \
     uses it"
        .to_owned()
}

/// There is nothing to evaluate.
pub fn no_events() -> String {
    "There are no events to match".to_owned()
}
