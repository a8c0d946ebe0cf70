//! Any text is a query or messages, with every place inside the text; tokens and comments leave out nothing but space.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rule_playground::explain::eql::contradictions;
use rule_playground::query::eql;

fuzz_target!(|text: &str| {
    let lexed = eql::lex(text);
    let mut covered: Vec<_> = lexed.tokens.iter().map(|token| token.span).chain(lexed.comments).collect();
    covered.sort();
    let mut end = 0;
    for span in covered {
        assert!(text[end..span.start as usize].trim().is_empty(), "{span:?} leaves something out");
        end = span.end as usize;
    }
    assert!(text[end..].trim().is_empty(), "the end is left out");
    let query = eql::parse(text);
    let never = contradictions(text, &query);
    for place in query.diagnostics.iter().chain(&never).filter_map(|problem| problem.place) {
        assert!(text.get(place.span.range()).is_some(), "{place:?} is no part of the text");
    }
    for node in query.filters().iter().flat_map(|filter| filter.condition.nodes()) {
        assert!(text.get(node.span.range()).is_some(), "{:?} is no part of the text", node.span);
    }
});
