use crate::ecs::{FieldPath, FieldType};
use crate::eval::Evaluation;
use crate::events::{Bitmap, Cell, Column, Scalar, Store};
use crate::pattern::{Cidr, address};
use crate::query::{Condition, NodeId};
use crate::session::table::search::contains;
use crate::session::{Outcome, Query, Verdict};
use crate::text::Decoded;
use crate::tuning::Label;

/// Which events the table lists: those that pass all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// With one of these verdicts; any where it is empty.
    pub verdicts: Vec<Verdict>,
    /// With these values.
    pub fields: Vec<FieldFilter>,
    /// With this text in the record as it stands, ASCII letters in any case; any where it is empty.
    pub text: String,
    /// With one of these labels; any where it is empty.
    pub labels: Vec<Label>,
    /// With this answer of a part of the query.
    pub part: Option<PartFilter>,
}

/// A test of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldFilter {
    /// The field.
    pub field: FieldPath,
    /// What is asked of its values.
    pub test: FieldTest,
    /// What they are compared with, if with anything.
    pub value: String,
}

/// What is asked of the values of a field. A value that is not known satisfies none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldTest {
    /// One of them is this value; in a field of addresses it may be a range.
    Is,
    /// There is a value, and none is this one.
    IsNot,
    /// One of them contains this text, ASCII letters in any case.
    Contains,
    /// There is a value.
    Exists,
    /// There is none.
    Missing,
}

/// The events for which a part of the query has an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct PartFilter {
    /// Its number.
    pub node: u32,
    /// Its bytes in the rule's text: while the rule is edited a part is known by its text, numbers move.
    pub text: String,
    /// Which answer.
    pub which: PartAnswer,
}

/// An answer of a part of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartAnswer {
    /// It is true.
    True,
    /// It is false.
    False,
    /// It cannot be told.
    Unknown,
    /// The event would match if this part alone were answered the other way.
    OnlyExcludes,
}

/// The query whose parts a filter may name.
pub(in crate::session) struct Parts<'a> {
    pub query: Option<&'a Query>,
    /// The query's text with the way to the rule's.
    pub decoded: Option<&'a Decoded>,
    /// The rule's text.
    pub rule: &'a str,
}

impl FieldFilter {
    /// The events that pass.
    pub fn events(&self, events: &mut Store) -> Bitmap {
        let column = events.column(&self.field);
        let any = |column: &Column| column.events_with(&vec![true; column.dictionary.len()]);
        match self.test {
            FieldTest::Is => self.equal(&column),
            FieldTest::IsNot => {
                let mut others = any(&column);
                others.minus(&self.equal(&column));
                others
            }
            FieldTest::Contains => column.events_with(&self.decide(&column, |text| contains(text, &self.value))),
            FieldTest::Exists => any(&column),
            FieldTest::Missing => {
                let mut missing = any(&column);
                column.unknown_events().for_each(|event| missing.set(event));
                missing.not();
                missing
            }
        }
    }

    fn equal(&self, column: &Column) -> Bitmap {
        let range = Cidr::parse(&self.value).filter(|_| column.info.field_type == FieldType::Ip);
        column.events_with(&self.decide(column, |text| match range {
            Some(range) => address(text).is_some_and(|address| range.contains(address)),
            None => text == self.value,
        }))
    }

    fn decide(&self, column: &Column, test: impl Fn(&str) -> bool) -> Vec<bool> {
        column.dictionary.iter().map(|entry| test(scalar_text(&entry.value))).collect()
    }
}

impl PartFilter {
    /// The events that pass; `None` where the query has no such part.
    pub(super) fn events(&self, parts: &Parts<'_>, outcome: &Outcome) -> Option<Bitmap> {
        match parts.query? {
            Query::Kql(query) => self.of_condition(&query.condition, outcome.evaluation.as_ref()?, parts),
            Query::Eql(query) => {
                let evaluated = outcome.eql.as_ref()?;
                let mut steps = query.filters().into_iter().zip(&evaluated.filters);
                steps.find_map(|(filter, evaluation)| self.of_condition(&filter.condition, evaluation, parts))
            }
        }
    }

    fn of_condition<L>(&self, condition: &Condition<L>, evaluation: &Evaluation, parts: &Parts<'_>) -> Option<Bitmap> {
        let mut same = condition.nodes().iter().filter(|node| {
            let span = parts.decoded.map_or(node.span, |decoded| decoded.raw(node.span));
            span.of(parts.rule) == self.text
        });
        let first = same.next()?;
        let node = std::iter::once(first).chain(same).find(|node| node.id.number() == self.node).unwrap_or(first);
        self.of_node(condition, evaluation, node.id)
    }

    fn of_node<L>(&self, condition: &Condition<L>, evaluation: &Evaluation, node: NodeId) -> Option<Bitmap> {
        let answer = evaluation.answer(node)?;
        Some(match self.which {
            PartAnswer::True => answer.yes.clone(),
            PartAnswer::False => answer.no(),
            PartAnswer::Unknown => answer.unknown.clone(),
            PartAnswer::OnlyExcludes => evaluation.only_excludes(condition, node),
        })
    }
}

/// The events with a verdict, as [`crate::session::Answer::of`] gives it.
pub(super) fn with_verdict(outcome: &Outcome, verdict: Verdict) -> Bitmap {
    let answer = &outcome.answer;
    if answer.verdict == Verdict::Invalid || verdict == Verdict::Invalid {
        return Bitmap::none(answer.alerting.len());
    }
    let mut with = match verdict {
        Verdict::Match => return answer.alerting.clone(),
        Verdict::Undecided => answer.undecided.clone(),
        _ => {
            let mut none = answer.undecided.clone();
            none.not();
            none
        }
    };
    with.minus(&answer.alerting);
    with
}

/// The text of a value.
pub(super) fn scalar_text(value: &Scalar) -> &str {
    match value {
        Scalar::Bool(true) => "true",
        Scalar::Bool(false) => "false",
        Scalar::Number(text) | Scalar::String(text) => text,
    }
}

/// The first value of a field for an event, as an index into its dictionary.
pub(super) fn first_value(column: &Column, event: u32) -> Option<u32> {
    match column.cell(event) {
        Cell::Values(ids) => ids.first().copied(),
        Cell::Missing | Cell::Unknown(_) => None,
    }
}
