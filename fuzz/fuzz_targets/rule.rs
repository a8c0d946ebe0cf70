//! Any text is a rule or messages, with every place inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rule_playground::rule;

fuzz_target!(|text: &str| {
    let parsed = rule::parse(text);
    for place in parsed.diagnostics.iter().filter_map(|problem| problem.place) {
        assert!(text.get(place.span.range()).is_some(), "{place:?} is no part of the text");
    }
});
