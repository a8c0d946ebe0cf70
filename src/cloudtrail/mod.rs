//! One CloudTrail record becomes the ECS document that Elastic's AWS integration (package 8.9.0) would index.
//!
//! [`steps()`] lists what happens, in order; a [`Plan`] is the part of it that some fields need.

pub mod conformance;
mod date;
pub mod enrichment;
mod entities;
mod java;
mod options;
mod plan;
mod raw;
mod refused;
mod run;
mod steps;
mod unmapped;
pub mod user_agent;
pub mod vocabulary;

pub use options::{MappingOptions, Retain};
pub use plan::Plan;
pub use refused::{map_blank, map_refused};
pub use steps::{Action, Step, steps};
pub use unmapped::unmapped;

use crate::diagnostic::Diagnostic;
use crate::ecs::{Document, FieldPath};
use crate::json::NodeRef;
use crate::text::Span;

/// The version of the integration's package whose pipeline is followed.
/// <https://epr.elastic.co/package/aws/8.9.0/>
pub const INTEGRATION_VERSION: &str = "8.9.0";

/// The version of ECS the integration's documents name.
const ECS_VERSION: &str = "8.11.0";

/// A mapped record.
#[derive(Clone, Debug, Default)]
pub struct Mapped {
    /// The document; spans are bytes of the text the record was parsed from.
    pub document: Document,
    /// What the integration would report in `error.message`, with its place in events text 0: the mapping does not
    /// know the number of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Maps a whole record.
pub fn map(record: NodeRef<'_>, options: &MappingOptions) -> Mapped {
    Plan::whole().map(record, options)
}

/// Maps a record as far as these fields need it: every named field is as in [`map`]'s document, others may be absent.
/// For more than one record make a [`Plan`].
pub fn map_fields(record: NodeRef<'_>, fields: &[FieldPath], options: &MappingOptions) -> Mapped {
    Plan::for_fields(fields).map(record, options)
}

/// The raw paths that these fields need, as [`Plan::reads`].
pub fn reads(fields: &[FieldPath]) -> Vec<&'static str> {
    Plan::for_fields(fields).reads()
}

/// The bytes of the record behind `part` of a payload string (`aws.cloudtrail.request_parameters` and the like; `part`
/// in bytes of its text): the keys and values that overlap it. Nothing for other fields.
pub fn payload_places(record: NodeRef<'_>, field: &FieldPath, part: Span, options: &MappingOptions) -> Vec<Span> {
    // A sign-in's user name is no longer in the payload once it is the document's.
    let run = Plan::for_fields(&[FieldPath::new("user.name")]).run(Some(record), options);
    steps::payload_places(&run, field.as_str(), part)
}
