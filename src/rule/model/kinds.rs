use super::{QueryText, Spanned};
use crate::rule::toml::Value;
use crate::time::Duration;

/// `rule.threshold`: an alert for each group of events that is large enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Threshold {
    /// Fields to group by; none puts all events into one group.
    pub fields: Vec<Spanned<String>>,
    /// Smallest number of events.
    pub value: Option<Spanned<i64>>,
    /// Distinct values each group must have.
    pub cardinality: Vec<Cardinality>,
}

/// `rule.threshold.cardinality[]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cardinality {
    /// The field whose values are counted.
    pub field: Spanned<String>,
    /// Smallest number of distinct values.
    pub value: Spanned<i64>,
}

/// `rule.new_terms`: an alert for values not seen in the history window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTerms {
    /// The fields whose combination must be new, 1 to 3.
    pub fields: Vec<Spanned<String>>,
    /// Start of the history window.
    pub history_window_start: Option<HistoryWindow>,
}

/// `rule.new_terms.history_window_start[0]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryWindow {
    /// Date math such as `now-10d`.
    pub value: Spanned<String>,
}

/// Keys that only machine learning rules have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineLearning {
    /// Smallest anomaly score, 0 to 100.
    pub anomaly_threshold: Option<Spanned<i64>>,
    /// The jobs whose anomalies count.
    pub job_ids: Vec<Spanned<String>>,
}

/// Keys that only indicator match rules have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThreatMatch {
    /// Index patterns of the indicators.
    pub index: Vec<Spanned<String>>,
    /// Query that selects indicators.
    pub query: Option<QueryText>,
    /// Language of that query.
    pub language: Option<Spanned<String>>,
    /// Where indicators keep their values.
    pub indicator_path: Option<Spanned<String>>,
    /// Alternatives; inside one, all entries must match.
    pub mapping: Vec<Vec<MappingEntry>>,
    /// Kibana filters of the indicators, as written.
    pub filters: Option<Spanned<Value>>,
}

/// `rule.threat_mapping[].entries[]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingEntry {
    /// Field of the event.
    pub field: Spanned<String>,
    /// Field of the indicator.
    pub value: Spanned<String>,
    /// Whether the two must differ.
    pub negate: bool,
}

/// `rule.alert_suppression`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlertSuppression {
    /// Fields whose equal values make one alert; none for threshold rules.
    pub group_by: Vec<Spanned<String>>,
    /// `suppress` or `doNotSuppress`
    pub missing_fields_strategy: Option<Spanned<String>>,
    /// How long alerts are suppressed; `None` suppresses within one run.
    pub duration: Option<Duration>,
}
