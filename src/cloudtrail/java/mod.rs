//! Values as Java prints them: the payload strings are the `toString()` of the pipeline's maps and lists.

mod hash_map;
mod number;
mod text;

pub use hash_map::in_hash_order;
pub use text::{payload_places, payload_text, value_text};
