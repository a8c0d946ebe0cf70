//! What EQL means on Elasticsearch.
//!
//! <https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax>. A comparison of a field with values, and a
//! function that looks for constant text in a field, is answered from the index ([`pushed`]); everything else runs as a
//! script ([`script`]). Of both it is true that one value of a list is enough, and that `not` is true where they are
//! not: also for an event without the field. They differ in `!=`: the index answers it as the opposite of `==`, a script
//! has null, so that `user.name != "x"` is true without the field and `length(user.name) != 3` is not. Sources:
//! Elasticsearch's `QueryTranslator` and `Scripts.multiValueDocValuesRewrite`, pull requests 61160, 61189 and 76610.

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
