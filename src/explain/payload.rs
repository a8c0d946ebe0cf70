use super::part::{FoundState, Part};
use crate::ecs::FieldPath;
use crate::eval::Columns;
use crate::query::kql::{Leaf, ValueKind};
use crate::query::{Condition, NodeKind};

/// Narrows the bytes behind a wildcard's match in a printed payload (`aws.cloudtrail.request_parameters: *key=value*`)
/// from the whole object to the keys and values that the pattern names.
pub fn sharpen(parts: &mut [Part], condition: &Condition<Leaf>, events: &impl Columns, event: u32) {
    for part in parts {
        let Some(NodeKind::Leaf(leaf)) = condition.get(part.id).map(|node| &node.kind) else { continue };
        let ValueKind::Wildcard(pattern) = &leaf.predicate.value().kind else { continue };
        for found in part.found.iter_mut().filter(|found| found.satisfies && found.state == FoundState::Value) {
            let field = FieldPath::new(&found.field);
            let named = pattern.places_in(&found.text).into_iter();
            let bytes: Vec<_> = named.flat_map(|place| events.payload_places(event, &field, place)).collect();
            if !bytes.is_empty() {
                found.spans = bytes;
            }
        }
    }
}
