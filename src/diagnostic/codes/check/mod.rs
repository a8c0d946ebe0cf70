//! What the rules repository asks of a rule beyond its keys. The numbers are those of the census of its checks; a letter
//! tells apart what one of them says with another severity.

pub mod kinds;
pub mod metadata;
mod model;
pub mod note;
pub mod query;
pub mod schedule;
pub mod tags;
pub mod threat;

pub use model::MODEL;

use super::{Code, Example, codes};

pub(super) static ALL: &[&[(&Code, Example)]] =
    &[metadata::ALL, schedule::ALL, tags::ALL, threat::ALL, kinds::ALL, query::ALL, note::ALL];
