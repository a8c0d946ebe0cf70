//! The events text: shapes, records, files.

super::codes! {}
