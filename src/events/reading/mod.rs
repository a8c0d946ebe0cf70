//! A text becomes records: one pass that checks the JSON, finds where each event starts and ends, and names the shapes.
//!
//! An object that holds events in one of the listed ways is unwrapped ([`super::Shape`]). Any other object is an event: a
//! CloudTrail record if it has one of [`RECORD_KEYS`] at its top, else a ready document.

mod embedded;
mod foreign;
mod messages;
mod recovery;
mod walk;

use super::{RecordRef, Shape};
use crate::diagnostic::{Diagnostic, Severity, sort_by_place};

/// Keys that only CloudTrail records have at their top.
pub(super) const RECORD_KEYS: [&str; 5] =
    ["eventName", "eventSource", "eventVersion", "insightDetails", "digestStartTime"];

/// What one text holds.
pub(super) struct Reading {
    /// The events, in order.
    pub records: Vec<RecordRef>,
    /// Values that are no event.
    pub skipped: u32,
    /// Problems, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// The shapes of the events, in order of first appearance.
    pub fn shapes(&self) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for record in &self.records {
            if shapes.last() != Some(&record.shape) && !shapes.contains(&record.shape) {
                shapes.push(record.shape);
            }
        }
        shapes
    }
}

/// Reads the text with number `source`.
pub(super) fn read(text: &str, source: u32) -> Reading {
    let mut reading = walk::walk(text, source);
    reading.diagnostics.extend(messages::replacement_character(text, source));
    let silent = reading.diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    if reading.records.is_empty() && reading.skipped == 0 && silent {
        reading.diagnostics.push(messages::no_events(source));
    }
    sort_by_place(&mut reading.diagnostics);
    reading
}
