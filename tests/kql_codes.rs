//! Every code of the KQL room is raised by its example, and by nothing else in it.

#[path = "support/vocabulary.rs"]
mod vocabulary;

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::diagnostic::{Example, codes};
use rule_playground::eval::{Cache, Options, evaluate};
use rule_playground::events::Store;
use rule_playground::explain::contradictions;
use rule_playground::explain::vocabulary::unknown_vocabulary;
use rule_playground::query::kql;
use rule_playground::time::Timestamp;

#[test]
fn examples_raise_their_code() {
    let vocabulary = vocabulary::vocabulary();
    let mut tried = 0;
    for (code, example) in codes::examples() {
        let Example::Kuery(text) = *example else { continue };
        let query = kql::parse(text);
        let mut store = Store::open(Vec::new(), MappingOptions::default());
        let evaluation = evaluate(&query, &mut store, &mut Cache::default(), &Options { now: Timestamp(0) });
        let never = contradictions(text, &query);
        let unknown = unknown_vocabulary(&query.condition, &vocabulary, true);
        let found = query.diagnostics.iter().chain(&evaluation.diagnostics).chain(&never).chain(&unknown);
        let mut found: Vec<_> = found.map(|diagnostic| diagnostic.code.id).collect();
        found.dedup();
        assert_eq!(found, [code.id], "`{text}`");
        tried += 1;
    }
    assert!(tried > 15);
}
