use super::{AlertSuppression, MachineLearning, NewTerms, Spanned, Threat, ThreatMatch, Threshold, Transform};
use crate::rule::toml::Value;
use crate::text::{Decoded, Span};

/// A detection rule. What is missing or of the wrong type is `None` (or an empty list); the diagnostics say so.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// `[metadata]`
    pub metadata: Metadata,
    /// `rule.name`
    pub name: Option<Spanned<String>>,
    /// `rule.rule_id`, a UUID.
    pub rule_id: Option<Spanned<String>>,
    /// `rule.type`
    pub rule_type: Option<Spanned<RuleType>>,
    /// `rule.language`, or the language the type implies where the key is missing.
    pub language: Option<Spanned<Language>>,
    /// `rule.query`
    pub query: Option<QueryText>,
    /// `rule.index`
    pub index: Vec<Spanned<String>>,
    /// `rule.data_view_id`
    pub data_view_id: Option<Spanned<String>>,
    /// `rule.filters`: Kibana filters as written.
    pub filters: Option<Spanned<Value>>,
    /// `rule.threshold`
    pub threshold: Option<Spanned<Threshold>>,
    /// `rule.new_terms`
    pub new_terms: Option<Spanned<NewTerms>>,
    /// `rule.event_category_override` and its neighbours.
    pub eql: EqlOptions,
    /// `rule.anomaly_threshold` and `rule.machine_learning_job_id`.
    pub machine_learning: MachineLearning,
    /// `rule.threat_index` and its neighbours.
    pub threat_match: ThreatMatch,
    /// `rule.alert_suppression`
    pub alert_suppression: Option<Spanned<AlertSuppression>>,
    /// `rule.from`: start of the window a run searches, date math. Kibana's default is `now-6m`.
    pub from: Option<Spanned<String>>,
    /// `rule.to`: end of that window, date math. Kibana's default is `now`.
    pub to: Option<Spanned<String>>,
    /// `rule.interval`: time between runs. Kibana's default is `5m`.
    pub interval: Option<Spanned<String>>,
    /// `rule.timestamp_override`
    pub timestamp_override: Option<Spanned<String>>,
    /// `rule.max_signals`
    pub max_signals: Option<Spanned<i64>>,
    /// `rule.severity`: `low`, `medium`, `high` or `critical`.
    pub severity: Option<Spanned<String>>,
    /// `rule.risk_score`, 0 to 100.
    pub risk_score: Option<Spanned<i64>>,
    /// `rule.building_block_type`
    pub building_block_type: Option<Spanned<String>>,
    /// `rule.license`
    pub license: Option<Spanned<String>>,
    /// `rule.author`
    pub author: Vec<Spanned<String>>,
    /// `rule.tags`
    pub tags: Vec<Spanned<String>>,
    /// `rule.description`
    pub description: Option<Spanned<String>>,
    /// `rule.note`: the investigation guide, Markdown; [`super::super::toml::decode`] gives its places.
    pub note: Option<Spanned<String>>,
    /// `rule.setup`: Markdown.
    pub setup: Option<Spanned<String>>,
    /// `rule.false_positives`
    pub false_positives: Vec<Spanned<String>>,
    /// `rule.references`
    pub references: Vec<Spanned<String>>,
    /// `rule.threat`
    pub threat: Vec<Threat>,
    /// `rule.investigation_fields.field_names`: the fields Kibana highlights.
    pub investigation_fields: Vec<Spanned<String>>,
    /// `rule.timeline_id`
    pub timeline_id: Option<Spanned<String>>,
    /// `rule.timeline_title`
    pub timeline_title: Option<Spanned<String>>,
    /// `[transform]`
    pub transform: Option<Transform>,
}

/// `[metadata]`
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// The table's header.
    pub span: Option<Span>,
    /// `YYYY/MM/DD`
    pub creation_date: Option<Spanned<String>>,
    /// `YYYY/MM/DD`
    pub updated_date: Option<Spanned<String>>,
    /// `production`, `deprecated` and so on.
    pub maturity: Option<Spanned<String>>,
    /// Integrations the rule belongs to.
    pub integration: Vec<Spanned<String>>,
    /// Oldest Elastic Stack the rule runs on.
    pub min_stack_version: Option<Spanned<String>>,
    /// Why that version.
    pub min_stack_comments: Option<Spanned<String>>,
    /// `YYYY/MM/DD`
    pub deprecation_date: Option<Spanned<String>>,
    /// Why it was deprecated.
    pub deprecated_reason: Option<Spanned<String>>,
}

/// `rule.query`, decoded, with the way back to the raw bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryText {
    /// The query as the engine reads it; [`Decoded::raw`] leads from its spans to the rule's bytes.
    pub decoded: Decoded,
    /// The raw string, quotes included; for a bare query the whole text.
    pub span: Span,
    /// The key `query`; `None` for a bare query.
    pub key: Option<Span>,
}

/// Keys that only EQL rules have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EqlOptions {
    /// Field compared with the event category; `event.category` where missing.
    pub event_category_override: Option<Spanned<String>>,
    /// Field sequences are ordered by; `@timestamp` where missing.
    pub timestamp_field: Option<Spanned<String>>,
    /// Field that orders events of the same time.
    pub tiebreaker_field: Option<Spanned<String>>,
}

/// `rule.type`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleType {
    /// `query`
    Query,
    /// `saved_query`
    SavedQuery,
    /// `threshold`
    Threshold,
    /// `new_terms`
    NewTerms,
    /// `eql`
    Eql,
    /// `esql`
    Esql,
    /// `threat_match`
    ThreatMatch,
    /// `machine_learning`
    MachineLearning,
}

/// `rule.language`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// `kuery`
    Kuery,
    /// `lucene`
    Lucene,
    /// `eql`
    Eql,
    /// `esql`
    Esql,
}

impl QueryText {
    /// The raw bytes between the quotes.
    pub fn inside(&self) -> Span {
        let whole = Span::from_range(0..self.decoded.text().len());
        self.decoded.raw(whole)
    }

    /// New query text as it must stand in the rule; `rule` is the rule's text.
    pub fn encode(&self, text: &str, rule: &str) -> String {
        crate::rule::toml::encode(text, if self.key.is_some() { self.span.of(rule) } else { "" })
    }
}

impl RuleType {
    /// Every type.
    pub const ALL: [Self; 8] = [
        Self::Query,
        Self::SavedQuery,
        Self::Threshold,
        Self::NewTerms,
        Self::Eql,
        Self::Esql,
        Self::ThreatMatch,
        Self::MachineLearning,
    ];

    /// As written in a rule.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::SavedQuery => "saved_query",
            Self::Threshold => "threshold",
            Self::NewTerms => "new_terms",
            Self::Eql => "eql",
            Self::Esql => "esql",
            Self::ThreatMatch => "threat_match",
            Self::MachineLearning => "machine_learning",
        }
    }

    /// The type written as `text`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule_type| rule_type.as_str() == text)
    }
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 4] = [Self::Kuery, Self::Lucene, Self::Eql, Self::Esql];

    /// As written in a rule.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kuery => "kuery",
            Self::Lucene => "lucene",
            Self::Eql => "eql",
            Self::Esql => "esql",
        }
    }

    /// The language written as `text`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.as_str() == text)
    }
}
