//! One meaning for the severities of messages about a rule's query: an error is what the repository's loader refuses.

use super::Subject;
use super::grammar::refusal;
use crate::diagnostic::codes::check::query as codes;
use crate::diagnostic::codes::{eql, kql};
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::rule::Language;

/// What Kibana or Elasticsearch refuse and the loader does not see: it knows no mapping of the data.
const UNSEEN: &[&Code] = &[&kql::VALUE_TYPE, &kql::NULL_VALUE, &eql::UNKNOWN_FUNCTION, &eql::VALUE_TYPE];

/// What only Elasticsearch asks of EQL, by words of the message.
const ONLY_ELASTICSEARCH: &[&str] = &[
    "needs two steps",
    "a sample needs `by`",
    "`by` stands after `with`",
    "`0s` is no time",
    "a field stands in a list",
    "the pipe `count`",
    "the pipe `filter`",
    "the pipe `sort`",
    "the pipe `unique",
];

/// Sets the severities of messages about the query of a rule, whose places are bytes of the query text, and adds what only
/// the repository refuses.
#[inline(never)]
pub fn settle(subject: &Subject<'_>, about_query: &mut Vec<Diagnostic>) {
    let rule = subject.rule();
    let Some(query) = rule.query.as_ref().filter(|_| subject.parsed.root.table("rule").is_some()) else { return };
    let unread = subject.metadata_is("query_schema_validation", false) || subject.is_deprecated();
    let of_kql = rule.language.is_some_and(|language| language.value == Language::Kuery);
    let text = query.decoded.text();
    let refused = if of_kql && !unread { refusal(text) } else { None };
    for problem in about_query.iter_mut().filter(|problem| problem.severity == Severity::Error) {
        let says = |part: &&str| problem.message.contains(*part);
        let only_there =
            ONLY_ELASTICSEARCH.iter().any(says) || (problem.code == &eql::NOT_SUPPORTED && !says(&"the pipe"));
        if unread || only_there || UNSEEN.contains(&problem.code) || (of_kql && refused.is_none()) {
            problem.severity = Severity::Warning;
        }
    }
    let at = |query: &crate::query::eql::Query| {
        let fields = query.fields();
        fields.into_iter().map(|field| field.span).find(|span| span.of(text).starts_with('@'))
    };
    if let Some(span) = subject.eql.filter(|_| !unread).and_then(at) {
        let message = "the rules repository refuses the query: it asks for backquotes around a name with `@`";
        about_query.push(Diagnostic::new(&codes::REFUSED, Place::rule(span), message));
    }
    let Some(refused) = refused.filter(|_| about_query.iter().all(|problem| problem.severity != Severity::Error))
    else {
        return;
    };
    // Kibana takes keywords in any case: what it says of them is the reason.
    let case = about_query.iter_mut().filter(|problem| problem.code == &kql::KEYWORD_CASE);
    let mut cases = 0;
    for problem in case {
        problem.severity = Severity::Error;
        cases += 1;
    }
    if cases == 0 {
        let message = format!("the rules repository refuses the query: {}", refused.fact);
        about_query.push(Diagnostic::new(&codes::REFUSED, Place::rule(refused.span), message));
    }
}
