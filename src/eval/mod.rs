//! Conditions over events: every node of a query owns an [`Answer`], a bitmap of the events for which it is true and
//! one of those for which it cannot be told.
//!
//! Nothing short-circuits: one evaluation tells which events match, why one does not, what each part excludes, and
//! which parts could never be true. `and`, `or` and `not` are Kleene's: unknown reaches the verdict only if it decides it.
//! The walk belongs to all languages; what a leaf means belongs to each, KQL's to [`kql`].

mod answer;
mod cache;
mod columns;
pub mod eql;
mod evaluation;
mod exclusion;
pub mod filters;
pub mod kql;
pub mod rule_types;
pub mod sequence;

pub use answer::{Answer, Truth};
pub use cache::Cache;
pub use columns::Columns;
pub use evaluation::{Evaluation, LeafAnswer, Options, Refusal, evaluate};
