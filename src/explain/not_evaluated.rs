//! Verdict sentences for rules that are not, or not wholly, evaluated.

use crate::eval::Evaluation;

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

/// The rule has no query.
pub fn no_query() -> String {
    "The rule has no query".to_owned()
}

/// The query's language is read but not evaluated.
pub fn language(name: &str) -> String {
    format!("Undecided: {name} rules are not evaluated yet")
}

/// The query was evaluated, but what the rule type makes of the matching events was not.
pub fn rule_type(name: &str, evaluation: &Evaluation) -> String {
    let (matched, events) = (evaluation.matched().count(), evaluation.events());
    format!("Undecided: the query matches {matched} of {events} events, but {name} rules are not evaluated yet")
}
