//! Elastic Common Schema: field paths, values, documents with provenance, and the type of every field.

mod document;
mod field_table;
mod field_type;
mod json;
mod path;

pub use document::{Document, Item, Node, Origin};
pub use field_table::{ECS_VERSION, field_info, fields, text_parent};
pub use field_type::{FieldInfo, FieldType};
pub use path::FieldPath;
