use crate::rule;
use crate::session::{LocatedText, Outcome, Query};
use crate::text::Span;
use crate::tuning::{Tree, eql_facts, kql_facts};

/// Another version of the rule.
pub struct Version {
    /// Its text.
    pub text: String,
    /// What was read from it.
    pub parsed: rule::Parsed,
    pub(in crate::session) query: Option<Query>,
    pub(super) located: LocatedText,
    pub(in crate::session) outcome: Option<Outcome>,
}

impl Version {
    /// Reads a rule in TOML, or a bare query.
    pub(super) fn new(text: &str) -> Self {
        let parsed = rule::parse(text);
        let query = Query::of(&parsed.rule);
        Self { text: text.to_owned(), parsed, query, located: LocatedText::default(), outcome: None }
    }

    /// The UTF-16 offsets of bytes of its text.
    pub fn utf16(&self, span: Span) -> (u32, u32) {
        self.located.utf16(&self.text, span)
    }
}

/// The conditions of a query with their answers; none where it was not evaluated.
pub(super) fn trees<'a>(rule: &'a rule::Rule, query: Option<&Query>, outcome: &'a Outcome) -> Vec<Tree<'a>> {
    let text = rule.query.as_ref().map_or("", |query| query.decoded.text());
    match (query, &outcome.evaluation, &outcome.eql) {
        (Some(Query::Kql(query)), Some(evaluation), _) => {
            let condition = query.condition.map(&mut |node, leaf| kql_facts(text, node, leaf));
            vec![Tree { condition, evaluation, text }]
        }
        (Some(Query::Eql(query)), _, Some(evaluated)) => {
            let filters = query.filters().into_iter().zip(&evaluated.filters);
            let trees = filters.map(|(filter, evaluation)| {
                let condition = filter.condition.map(&mut |node, leaf| eql_facts(text, node, leaf));
                Tree { condition, evaluation, text }
            });
            trees.collect()
        }
        _ => Vec::new(),
    }
}
