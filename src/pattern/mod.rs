//! Patterns on text: wildcards, address ranges, nearness of words.

mod cidr;
mod distance;
mod wildcard;

pub use cidr::{Cidr, address};
pub use distance::distance;
pub use wildcard::Wildcard;
