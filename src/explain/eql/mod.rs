//! Why an EQL query matches or not: its conditions as for KQL, and how its sequences came about.

mod event;
mod leaf;
mod verdict;
mod warnings;

pub use event::explain;
pub use verdict::verdict;
pub use warnings::{contradictions, near_misses, unknown_vocabulary};
