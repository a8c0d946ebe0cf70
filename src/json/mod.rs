//! JSON with places: a reader that keeps the bytes of every key and value, the text of every number, and goes on after errors.
//!
//! ```text
//! value  := object | array | string | number | "true" | "false" | "null"
//! object := "{" [ string ":" value { "," string ":" value } ] "}"
//! array  := "[" [ value { "," value } ] "]"
//! ```
//! <https://www.rfc-editor.org/rfc/rfc8259>. Nothing else is accepted: what the integration's strict parser refuses is an error here.
//!
//! [`Reader`] checks a text in one pass and finds where its values start and end; [`parse`] builds the [`Tree`] of one value,
//! [`parse_projected`] only as much of it as a [`Projection`] asks for, [`Slots`] only where some values stand. None of them
//! recurses into what a text nests.

mod keys;
mod layout;
mod lexer;
mod limits;
mod output;
mod parser;
mod projection;
mod reader;
mod scan;
mod slots;
mod string;
mod tree;

pub use layout::LaidOut;
pub use limits::Limits;
pub use output::{Output, write_string};
pub use parser::{Parsed, parse};
pub use projection::{Projection, parse_projected};
pub use reader::Reader;
pub use scan::has_byte;
pub use slots::Slots;
pub use string::decode_string;
pub use tree::{Kind, NodeRef, Tree};

/// The value cannot be read further; the reason is among the diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abandoned;
