//! TOML 1.0 as a tree in which every key and value has a place.

mod message;
mod read;
mod repair;
mod string;
mod tree;
mod version;
mod write;

pub(super) use read::{Document, read};
pub use string::decode;
pub use tree::{Entry, Table, Value, ValueKind};
pub use write::encode;
