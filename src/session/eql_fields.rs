use crate::eval::eql::Fields;
use crate::rule::Rule;

/// The fields of EQL that the user sets for events without the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EqlFields {
    /// What `category where` compares.
    pub category: Option<String>,
    /// What events are ordered by.
    pub timestamp: Option<String>,
    /// What orders events of the same time.
    pub tiebreaker: Option<String>,
}

impl EqlFields {
    /// The fields in use: the user's, else the rule's, else the usual ones.
    pub(super) fn of(&self, rule: &Rule) -> Fields {
        let usual = Fields::default();
        let own =
            |set: &Option<String>, of_rule: Option<&String>| set.as_ref().or(of_rule).map(|name| name.as_str().into());
        let value = |field: &'_ Option<crate::rule::Spanned<String>>| field.as_ref().map(|field| field.value.clone());
        let (category, timestamp, tiebreaker) = (
            value(&rule.eql.event_category_override),
            value(&rule.eql.timestamp_field).or(value(&rule.timestamp_override)),
            value(&rule.eql.tiebreaker_field),
        );
        let mut timestamps: Vec<Box<str>> = own(&self.timestamp, timestamp.as_ref()).into_iter().collect();
        timestamps
            .extend(usual.timestamps.iter().filter(|name| !timestamps.contains(name)).cloned().collect::<Vec<_>>());
        Fields {
            category: own(&self.category, category.as_ref()).unwrap_or(usual.category),
            timestamps,
            tiebreaker: own(&self.tiebreaker, tiebreaker.as_ref()),
        }
    }
}
