//! Patterns on text: wildcards and address ranges.

mod cidr;
mod wildcard;

pub use cidr::{Cidr, address};
pub use wildcard::Wildcard;
