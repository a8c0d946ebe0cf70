//! Any text is a query or messages, with every place inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rule_playground::explain::contradictions;
use rule_playground::query::kql;

fuzz_target!(|text: &str| {
    let query = kql::parse(text);
    let never = contradictions(text, &query);
    for place in query.diagnostics.iter().chain(&never).filter_map(|problem| problem.place) {
        assert!(text.get(place.span.range()).is_some(), "{place:?} is no part of the text");
    }
    for node in query.condition.nodes() {
        assert!(text.get(node.span.range()).is_some(), "{:?} is no part of the text", node.span);
    }
});
