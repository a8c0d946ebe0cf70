use super::Scalar;
use crate::ecs::{Document, Item, Node, Origin};

/// What the index of the `aws.cloudtrail` data stream adds to every document, though no pipeline step writes it.
/// <https://www.elastic.co/docs/reference/integrations/aws/cloudtrail>
const CONSTANTS: [(&str, &str); 5] = [
    ("data_stream.type", "logs"),
    ("data_stream.dataset", "aws.cloudtrail"),
    ("data_stream.namespace", "default"),
    ("event.dataset", "aws.cloudtrail"),
    ("event.module", "aws"),
];

/// The value of a field that is the same for all CloudTrail records.
pub(super) fn constant(field: &str) -> Option<Scalar> {
    CONSTANTS.iter().find(|(name, _)| *name == field).map(|(_, value)| Scalar::String((*value).into()))
}

/// Adds the constants to a mapped record.
pub(super) fn add(document: &mut Document) {
    for (name, value) in CONSTANTS {
        let origin = Origin::Constant { step: "index constants" };
        document.set(name, Item { node: Node::String(value.into()), origin });
    }
}
