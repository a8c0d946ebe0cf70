use super::{Combinations, Terms, Times};
use crate::diagnostic::SourceId;
use crate::eval::{Answer, Columns};
use crate::json::{self, Limits};
use crate::order::Map;
use crate::rule::NewTerms;
use crate::text::Span;
use crate::time::Timestamp;

/// What is known of the time before the pasted events, for rules of type `new_terms`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Terms in older events that the query matches.
    pub sightings: Vec<Sighting>,
    /// Terms said to be seen, whenever that was.
    pub known: Map<Vec<String>, ()>,
    /// From when on everything is known: the oldest of the older events, or what the list of terms says.
    pub since: Option<Timestamp>,
}

/// A term in an older event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// When.
    pub time: Timestamp,
    /// The values, in the order of the rule's fields; `None` where a value is not known.
    pub term: Option<Vec<String>>,
    /// Whether the query matches that event for certain.
    pub certain: bool,
}

impl History {
    /// Reads a list of terms known to be seen: `{"terms": [["alice", "eu-west-1"], …], "since": "2024-03-01"}`. A term
    /// of a single field may stand without brackets. `since` says from when on the list is complete; without it an
    /// unlisted term may still have been seen. `None` where the text is something else.
    #[inline(never)]
    pub fn from_terms(text: &str) -> Option<Self> {
        let parsed = json::parse(text, Span::from_range(0..text.len()), SourceId::Events(0), Limits::default());
        let root = parsed.tree.root(text).filter(|_| parsed.diagnostics.is_empty())?;
        let term = |node: json::NodeRef<'_>| match node.as_str() {
            Some(single) => Some(vec![single.to_string()]),
            None if node.kind() == json::Kind::Array => {
                node.children().map(|value| value.as_str().map(|value| value.to_string())).collect()
            }
            None => None,
        };
        let known = root.get("terms")?.children().map(|node| Some((term(node)?, ()))).collect::<Option<Map<_, _>>>()?;
        let since = match root.get("since") {
            Some(since) => Some(Timestamp::parse(&since.as_str()?)?),
            None => None,
        };
        Some(Self { known, since, ..Self::default() })
    }

    /// Adds another list of terms.
    pub fn add_terms(&mut self, other: Self) {
        other.known.into_entries().into_iter().for_each(|(term, ())| _ = self.known.insert(term, ()));
        self.since = [self.since, other.since].into_iter().flatten().min();
    }

    /// Reads older events. `query` is the rule's query, with its filters, over those events: Kibana searches the history
    /// with the same query.
    pub fn add_events(&mut self, rule: &NewTerms, query: &Answer, events: &mut impl Columns, times: &Times) {
        let fields: Vec<&str> = rule.fields.iter().map(|field| field.value.as_str()).collect();
        let terms = Terms::new(events, &fields);
        for event in 0..events.count() {
            let certain = query.yes.get(event);
            let Some(time) = times.get(event).filter(|_| certain || query.unknown.get(event)) else { continue };
            match terms.of(event) {
                Combinations::Missing => {}
                Combinations::Unknown(_) => self.sightings.push(Sighting { time, term: None, certain }),
                Combinations::Known(keys) => {
                    let sighting = |key: &Vec<u32>| Sighting { time, term: Some(terms.texts(key)), certain };
                    self.sightings.extend(keys.iter().map(sighting));
                }
            }
        }
        self.since = [self.since, times.oldest()].into_iter().flatten().min();
    }

    /// Whether everything since `time` is known, given the oldest pasted event.
    pub(super) fn reaches(&self, time: Timestamp, oldest: Option<Timestamp>) -> bool {
        [self.since, oldest].into_iter().flatten().any(|since| since <= time)
    }

    /// From when on everything is known, given the oldest pasted event.
    pub(super) fn begins(&self, oldest: Option<Timestamp>) -> Option<Timestamp> {
        [self.since, oldest].into_iter().flatten().min()
    }
}
