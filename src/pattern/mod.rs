//! Patterns on text: wildcards, address ranges, nearness of words.

mod cidr;
mod distance;
mod glob;
mod lucene;
mod wildcard;

pub use cidr::{Cidr, address};
pub use distance::distance;
pub use glob::Glob;
pub use lucene::LuceneRegex;
pub use wildcard::Wildcard;
