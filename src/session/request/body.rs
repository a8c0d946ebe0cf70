use super::{filters, grouped};
use crate::json::Output;
use crate::rule::{Rule, RuleType};

/// Kibana's default for `from`.
const FROM: &str = "now-6m";
const TIMESTAMP: &str = "@timestamp";

/// The body of `_search`, as the detection engine builds it.
/// <https://github.com/elastic/kibana/tree/main/x-pack/solutions/security/plugins/security_solution/server/lib/detection_engine/rule_types>
pub fn search(rule: &Rule, rule_type: RuleType, query: Output, notes: &mut Vec<String>) -> Output {
    let mut range = Range::of(rule);
    let mut body = Vec::new();
    match rule_type {
        RuleType::Threshold => {
            if let Some(threshold) = &rule.threshold {
                body.extend([("size", 0.into()), ("track_total_hits", Output::Bool(true))]);
                body.push(("aggs", grouped::threshold(&threshold.value, range.primary)));
            }
        }
        RuleType::NewTerms => {
            if let Some(terms) = &rule.new_terms {
                let start = terms.value.history_window_start.as_ref();
                body.push(("size", 0.into()));
                body.push(("aggs", grouped::new_terms(&terms.value, range.primary, range.from)));
                range.from = start.map_or(range.from, |start| &start.value.value);
            }
        }
        RuleType::ThreatMatch => notes
            .push("The indicators are not part of the request: it finds the events to compare with them.".to_owned()),
        _ => {}
    }
    if body.is_empty() {
        body.push(("size", 100.into()));
        body.push((
            "sort",
            vec![Output::of(TIMESTAMP, Output::object([("order", "asc".into()), ("unmapped_type", "date".into())]))]
                .into(),
        ));
    }
    let (mut wanted, unwanted) = filters::of(rule, notes);
    wanted.insert(0, query);
    wanted.push(range.to_dsl());
    let unwanted = (!unwanted.is_empty()).then(|| ("must_not", unwanted.into()));
    let of_bool = std::iter::once(("filter", wanted.into())).chain(unwanted);
    body.insert(0, ("query", Output::of("bool", Output::object(of_bool))));
    Output::object(body)
}

/// A query in Lucene's language.
pub fn lucene(text: &str) -> Output {
    Output::of("query_string", Output::object([("query", text.into()), ("analyze_wildcard", Output::Bool(true))]))
}

/// The body of `_eql/search`.
pub fn eql(rule: &Rule, text: &str) -> Output {
    let timestamp = rule.eql.timestamp_field.as_ref().map(|field| ("timestamp_field", field.value.as_str()));
    let tiebreaker = rule.eql.tiebreaker_field.as_ref().map(|field| ("tiebreaker_field", field.value.as_str()));
    let category =
        rule.eql.event_category_override.as_ref().map(|field| ("event_category_field", field.value.as_str()));
    let fields = [category, timestamp, tiebreaker].into_iter().flatten().map(|(key, field)| (key, field.into()));
    let rest = [("query", text.trim().into()), ("filter", Range::of(rule).to_dsl()), ("size", 100.into())];
    Output::object(rest.into_iter().chain(fields))
}

/// The body of `_query`.
pub fn esql(rule: &Rule, text: &str) -> Output {
    Output::object([("query", text.trim().into()), ("filter", Range::of(rule).to_dsl())])
}

/// The time a run of the rule searches.
struct Range<'r> {
    /// `timestamp_override`, else `@timestamp`.
    primary: &'r str,
    from: &'r str,
    to: &'r str,
}

impl<'r> Range<'r> {
    fn of(rule: &'r Rule) -> Self {
        let text = |value: &'r Option<crate::rule::Spanned<String>>, default| {
            value.as_ref().map_or(default, |value| value.value.as_str())
        };
        Self {
            primary: text(&rule.timestamp_override, TIMESTAMP),
            from: text(&rule.from, FROM),
            to: text(&rule.to, "now"),
        }
    }

    /// Events without the override are found by their own time.
    fn to_dsl(&self) -> Output {
        let on = |field: &str| {
            let bounds =
                [("gte", self.from.into()), ("lte", self.to.into()), ("format", "strict_date_optional_time".into())];
            Output::of("range", Output::of(field, Output::object(bounds)))
        };
        if self.primary == TIMESTAMP {
            return on(TIMESTAMP);
        }
        let absent = Output::of("exists", Output::of("field", self.primary));
        let own = Output::object([("filter", on(TIMESTAMP)), ("must_not", absent)]);
        let either = vec![on(self.primary), Output::of("bool", own)];
        Output::of("bool", Output::object([("should", either.into()), ("minimum_should_match", 1.into())]))
    }
}
