//! JSON with places: a reader that keeps the bytes of every key and value, the text of every number, and goes on after errors.
//!
//! ```text
//! value  := object | array | string | number | "true" | "false" | "null"
//! object := "{" [ string ":" value { "," string ":" value } ] "}"
//! array  := "[" [ value { "," value } ] "]"
//! ```
//! <https://www.rfc-editor.org/rfc/rfc8259>. Nothing else is accepted: what the integration's strict parser refuses is an error here.

mod parser;
mod string;
mod tree;

pub use parser::{Limits, Parsed, parse};
pub use string::decode_string;
pub use tree::{Kind, NodeRef, Tree};
