//! Any bytes are events or messages: the reader and the mapping do not panic, and places lie inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rule_playground::cloudtrail::MappingOptions;
use rule_playground::ecs::{FieldPath, Origin};
use rule_playground::events::{SourceText, Store};
use rule_playground::text::Span;

fuzz_target!(|bytes: &[u8]| {
    let text = SourceText::from_bytes("fuzz", bytes.to_vec());
    let mut store = Store::open(vec![text], MappingOptions::default());
    for event in 0..store.len() {
        let mapped = store.document(event);
        for (name, item) in mapped.document.leaves() {
            for span in spans(&item.origin) {
                let place = store.place(event, *span);
                assert!(place.span.end as usize <= store.text(0).len(), "{name} lies outside of the text");
            }
        }
        store.unmapped(event);
    }
    store.columns(&["event.action", "source.ip", "user.name", "aws.cloudtrail.request_parameters"].map(FieldPath::new));
    let length = store.text(0).len();
    assert!(store.diagnostics().iter().filter_map(|problem| problem.place).all(|at| at.span.end as usize <= length));
});

fn spans(origin: &Origin) -> &[Span] {
    match origin {
        Origin::Source(span) => std::slice::from_ref(span),
        Origin::Derived { from, .. } | Origin::Enrichment { from } | Origin::Unknown { from, .. } => from,
        Origin::Constant { .. } => &[],
    }
}
