use super::{Found, FoundState, Reason};
use crate::eval::{LeafAnswer, Refusal, Truth};
use crate::query::kql::{Leaf, Predicate, ValueKind};
use crate::text::Lower;

/// Why a KQL leaf has its answer, from the values found for it.
pub(super) fn reason(leaf: &Leaf, answer: &LeafAnswer, truth: Truth, found: &[Found]) -> Reason {
    from_values(answer, truth, found, |value| differs_in_case(leaf, value))
}

/// Why a leaf of any language has its answer; `differs_in_case` says whether a value would satisfy it but for upper and
/// lower case.
pub(super) fn from_values(
    answer: &LeafAnswer,
    truth: Truth,
    found: &[Found],
    differs_in_case: impl Fn(&Found) -> bool,
) -> Reason {
    match &answer.refusal {
        Some(Refusal::UnknownField) => return Reason::UnknownField,
        Some(Refusal::NotIndexed) => return Reason::NotIndexed,
        Some(Refusal::BadValue { takes }) => return Reason::BadValue { takes },
        None => {}
    }
    let of = |state: FoundState| found.iter().filter(move |found| found.state == state);
    match truth {
        Truth::True if answer.columns.is_empty() => Reason::Always,
        Truth::True => Reason::Satisfied,
        Truth::Unknown => {
            let needs = of(FoundState::Unknown).next();
            Reason::Unknown { needs: needs.map_or("", |found| &found.text).into() }
        }
        Truth::False => match of(FoundState::NotSearchable).next() {
            _ if of(FoundState::Value).any(differs_in_case) => Reason::OtherCase,
            _ if of(FoundState::Value).next().is_some() => Reason::OtherValue,
            Some(hidden) => Reason::NotSearchable {
                characters: hidden.text.chars().count(),
                limit: answer.columns.iter().find_map(|column| column.info.ignore_above).unwrap_or(0),
            },
            None => Reason::Missing,
        },
    }
}

fn differs_in_case(leaf: &Leaf, found: &Found) -> bool {
    let Predicate::Is(value) = &leaf.predicate else { return false };
    match &value.kind {
        ValueKind::Text(text) => found.text.lower() == text.lower(),
        ValueKind::Wildcard(pattern) => pattern.to_lowercase().matches(&found.text.lower()),
        ValueKind::Exists | ValueKind::Bool(_) | ValueKind::Null => false,
    }
}
