use crate::cloudtrail::vocabulary::Vocabulary;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::eval::{self, eql::Fields};
use crate::events::{Bitmap, Store};
use crate::explain;
use crate::query::{Highlight, eql, kql};
use crate::rule::{Language, Rule};
use crate::time::Timestamp;

/// The rule's query in a language that is evaluated.
#[derive(Clone, Debug)]
pub enum Query {
    /// KQL
    Kql(kql::Query),
    /// EQL
    Eql(eql::Query),
}

impl Query {
    /// Reads the rule's query; `None` where it has none or its language is another.
    pub(super) fn of(rule: &Rule) -> Option<Self> {
        let text = rule.query.as_ref()?.decoded.text();
        match rule.language.as_ref()?.value {
            Language::Kuery => Some(Self::Kql(kql::parse(text))),
            Language::Eql => Some(Self::Eql(eql::parse(text))),
            Language::Esql | Language::Lucene => None,
        }
    }

    /// The query, where it is KQL.
    pub fn kql(&self) -> Option<&kql::Query> {
        match self {
            Self::Kql(query) => Some(query),
            Self::Eql(_) => None,
        }
    }

    /// The query, where it is EQL.
    pub fn eql(&self) -> Option<&eql::Query> {
        match self {
            Self::Eql(query) => Some(query),
            Self::Kql(_) => None,
        }
    }

    /// What is wrong with it as it stands; places are bytes of the query text.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Self::Kql(query) => &query.diagnostics,
            Self::Eql(query) => &query.diagnostics,
        }
    }

    /// The colours of its text.
    pub fn highlights(&self) -> &[Highlight] {
        match self {
            Self::Kql(query) => &query.highlights,
            Self::Eql(query) => &query.highlights,
        }
    }

    /// The fields it names.
    pub fn field_names(&self) -> Vec<&str> {
        match self {
            Self::Kql(query) => {
                let fields = query.condition.leaves().filter_map(|(_, leaf)| leaf.field.as_ref());
                fields.map(|field| &*field.name).collect()
            }
            Self::Eql(query) => query.fields().into_iter().map(|field| &*field.name).collect(),
        }
    }

    /// What can never match in it, whatever the events. `text` is its text; `reads_cloudtrail` says whether a part that
    /// names no data set reads CloudTrail.
    pub(super) fn warnings(
        &self,
        text: &str,
        vocabulary: Option<&Vocabulary>,
        reads_cloudtrail: bool,
    ) -> Vec<Diagnostic> {
        let mut found = match self {
            Self::Kql(query) => explain::contradictions(text, query),
            Self::Eql(query) => explain::eql::contradictions(text, query),
        };
        found.extend(match (self, vocabulary) {
            (Self::Kql(query), Some(known)) if query.is_sound() => {
                explain::vocabulary::unknown_vocabulary(&query.condition, known, reads_cloudtrail, &query.diagnostics)
            }
            (Self::Eql(query), Some(known)) => explain::eql::unknown_vocabulary(query, known, reads_cloudtrail),
            _ => Vec::new(),
        });
        found
    }

    /// What evaluating says of it without any event. `only_cloudtrail` says whether the rule reads nothing else.
    pub(super) fn without_events(&self, text: &str, only_cloudtrail: bool) -> Vec<Diagnostic> {
        let options = eval::Options { now: Timestamp(0) };
        let (events, cache) = (&mut Store::default(), &mut eval::Cache::default());
        match self {
            // A field that no table knows may well be in the events of other integrations, but hardly beside a name like it.
            Self::Kql(query) => {
                let mut found = eval::evaluate(query, events, cache, &options).diagnostics;
                let is_slip = |problem: &Diagnostic| {
                    *problem.code == codes::kql::UNKNOWN_FIELD && problem.severity == Severity::Warning
                };
                found.retain(|problem| problem.severity == Severity::Error || (only_cloudtrail && is_slip(problem)));
                found
            }
            Self::Eql(query) => {
                let settings = eval::eql::Settings { options, fields: Fields::default() };
                let none = Bitmap::none(0);
                let mut found = eval::eql::evaluate(text, query, &none, events, cache, &settings).diagnostics;
                found.retain(|problem| *problem.code != codes::eql::UNKNOWN_FIELD);
                found
            }
        }
    }
}
