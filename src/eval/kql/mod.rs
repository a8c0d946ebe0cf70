//! What a KQL leaf means on Elasticsearch: the query Kibana would send for it, by the type of the field.
//!
//! <https://www.elastic.co/docs/reference/query-languages/query-dsl>; Kibana's translation is `kbn-es-query`.
//! A list satisfies a leaf if one of its values does; a missing field satisfies none, so `not` is true for it.

mod analysis;
pub(in crate::eval) mod date;
mod leaf;
mod nested;
mod predicate;
mod resolve;

pub(super) use leaf::{LeafKey, decide_leaves};
pub(super) use nested::nested;
pub(super) use resolve::nearest;
pub use resolve::plain_fields;
