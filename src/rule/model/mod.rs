//! A rule as values with places.

mod kinds;
mod rule;
mod spanned;
mod threat;

pub use kinds::{
    AlertSuppression, Cardinality, HistoryWindow, MachineLearning, MappingEntry, NewTerms, ThreatMatch, Threshold,
};
pub use rule::{EqlOptions, Language, Metadata, QueryText, Rule, RuleType};
pub use spanned::Spanned;
pub use threat::{Investigate, Osquery, Provider, Tactic, Technique, Threat, Transform};
