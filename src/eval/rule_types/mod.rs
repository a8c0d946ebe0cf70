//! What each rule type makes of the events its query matches, as Kibana's detection engine does:
//! <https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule>.
//!
//! Every type reads the same things: the query's [`Answer`](super::Answer) with the rule's filters, the time of each
//! event ([`Times`]) and the rule's [`Schedule`]. Unknown answers stay unknown: a type says match only where what is
//! known suffices, and no match only where the unknown could not change it.

mod anomaly;
mod history;
mod indicator;
mod jobs;
mod new_terms;
mod schedule;
mod suppression;
mod terms;
mod threshold;
mod times;

pub use anomaly::{Anomaly, AnomalyResult, Combination, Preview, Rejection, anomalies};
pub use history::History;
pub use indicator::{Hit, IndicatorResult, indicator_match};
pub use jobs::Job;
pub use new_terms::{NewTermsResult, Novelty, Occurrence, SeenIn, Term, new_terms};
pub use schedule::{Schedule, Window};
pub use suppression::{Several, Suppressed, suppress};
pub(in crate::eval) use terms::text;
pub use terms::{Combinations, Terms};
pub use threshold::{Group, ThresholdResult, threshold};
pub use times::Times;
