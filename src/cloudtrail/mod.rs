//! One CloudTrail record becomes the ECS document that Elastic's AWS integration (package 8.9.0) would index.

pub mod enrichment;
mod options;
pub mod user_agent;

pub use options::{MappingOptions, Retain};

use crate::diagnostic::Diagnostic;
use crate::ecs::{Document, FieldPath};
use crate::json::NodeRef;

/// A mapped record.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// The document; spans are bytes of the text the record was parsed from.
    pub document: Document,
    /// What the integration would report in `error.message`, with its place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Maps a whole record.
pub fn map(_record: NodeRef<'_>, _options: &MappingOptions) -> Mapped {
    Mapped::default()
}

/// Maps a record as far as these fields need it: every named field is as in [`map`]'s document, others may be absent.
pub fn map_fields(record: NodeRef<'_>, _fields: &[FieldPath], options: &MappingOptions) -> Mapped {
    map(record, options)
}
