use super::plan::is_below;
use super::steps::STEPS;
use crate::json::{Kind, NodeRef};
use crate::text::Span;

/// The members of a record that no step reads, key and value, in document order: the document lost them.
pub fn unmapped(record: NodeRef<'_>) -> Vec<Span> {
    let mut lost = Vec::new();
    collect(record, "", &mut lost);
    lost
}

fn collect(object: NodeRef<'_>, above: &str, lost: &mut Vec<Span>) {
    for member in object.children() {
        let (Some(key), Some(key_span)) = (member.key(), member.key_span()) else { continue };
        let path = if above.is_empty() { key.into_owned() } else { format!("{above}.{key}") };
        let mut reads = STEPS.iter().flat_map(|step| step.reads);
        if reads.clone().any(|read| *read == path || is_below(&path, read)) {
            continue;
        }
        if member.kind() == Kind::Object && reads.any(|read| is_below(read, &path)) {
            collect(member, &path, lost);
        } else {
            lost.push(key_span.join(member.span()));
        }
    }
}
