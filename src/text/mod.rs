//! Places in text: byte spans, lines and columns, UTF-16 offsets, and decoded text that remembers where it came from.
//!
//! Inside the engine every offset is a byte offset into UTF-8. Lines and columns are made for messages,
//! UTF-16 offsets only in [`crate::wire`].

mod checkpoints;
mod decoded;
mod line_index;
mod lower;
mod span;
mod utf16;

pub use decoded::Decoded;
pub use line_index::{LineColumn, LineIndex};
pub use lower::{Lower, lower};
pub use span::Span;
pub use utf16::Utf16Index;
