//! The sentences about what a rule type makes of the events its query matches: for all events, and for one.

mod anomaly;
pub mod finding;
mod indicator;
mod new_terms;
mod threshold;
mod window;
mod words;

pub use anomaly::{about_record, anomalies};
pub use indicator::{about_indicators_of, indicators};
pub use new_terms::{about_terms_of, new_terms};
pub use threshold::{about_groups_of, threshold};
pub use window::{Restriction, about_restricted, restricted, suppressed, window};
