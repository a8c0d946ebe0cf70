//! Why an EQL query matches or not: its conditions as for KQL, and how its sequences came about.

mod event;
mod leaf;
mod verdict;

pub use event::explain;
pub use verdict::verdict;
