//! What EQL means on Elasticsearch.
//!
//! <https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax>. A comparison of a field with values is
//! answered from the index ([`pushed`]): one value of a list is enough, and it is false where the field is missing.
//! Everything else runs as a script ([`script`]): on the first value of a list, and null where the field is missing, so
//! that `not` does not make it true.

mod evaluate;
mod functions;
mod kind;
mod leaf;
mod matcher;
mod messages;
mod pushed;
mod script;
mod value;

pub use evaluate::{Evaluated, Fields, Settings, evaluate};
pub(super) use evaluate::{bitmap, piped};
pub(super) use leaf::LeafKey;
