//! The store: source texts, the records in them, a column for each field in use, and bitmaps over events.

mod bitmap;
mod column;
mod column_builder;
mod documents;
mod edits;
mod field_names;
mod memo;
mod reading;
mod ready;
mod record;
mod shape;
mod source_text;
mod spread;
mod store;
mod values;

pub use bitmap::Bitmap;
pub use column::{Cell, Column, Entry, Scalar};
pub use record::{RecordKind, RecordRef};
pub use shape::Shape;
pub use source_text::SourceText;
pub use store::{SourceSummary, Store};
