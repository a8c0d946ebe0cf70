//! The store: source texts, the records in them, a column for each field in use, and bitmaps over events.

mod bitmap;
mod column;
mod spread;

pub use bitmap::Bitmap;
pub use column::{Cell, Column, Entry, Scalar};
