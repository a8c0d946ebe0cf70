use crate::diagnostic::Diagnostic;
use crate::query::{Highlight, eql, kql};
use crate::rule::{Language, Rule};

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
}
