use super::{Found, FoundState, Reason};
use crate::eval::{LeafAnswer, Refusal, Truth};
use crate::query::kql::{Leaf, Predicate, ValueKind};

/// Why a leaf has its answer, from the values found for it.
pub(super) fn reason(leaf: &Leaf, answer: &LeafAnswer, truth: Truth, found: &[Found]) -> Reason {
    match &answer.refusal {
        Some(Refusal::UnknownField) => return Reason::UnknownField,
        Some(Refusal::NotIndexed) => return Reason::NotIndexed,
        Some(Refusal::BadValue { takes }) => return Reason::BadValue { takes },
        None => {}
    }
    match truth {
        Truth::True if answer.columns.is_empty() => Reason::Always,
        Truth::True => Reason::Satisfied,
        Truth::Unknown => {
            let needs = found.iter().find(|found| found.state == FoundState::Unknown);
            Reason::Unknown { needs: needs.map_or("", |found| &found.text).into() }
        }
        Truth::False => {
            let values = || found.iter().filter(|found| found.state == FoundState::Value);
            let hidden = found.iter().find(|found| found.state == FoundState::NotSearchable);
            match hidden {
                _ if differs_in_case(leaf, values()) => Reason::OtherCase,
                _ if values().next().is_some() => Reason::OtherValue,
                Some(hidden) => Reason::NotSearchable {
                    characters: hidden.text.chars().count(),
                    limit: answer.columns.iter().find_map(|column| column.info.ignore_above).unwrap_or(0),
                },
                None => Reason::Missing,
            }
        }
    }
}

fn differs_in_case<'f>(leaf: &Leaf, mut values: impl Iterator<Item = &'f Found>) -> bool {
    let Predicate::Is(value) = &leaf.predicate else { return false };
    match &value.kind {
        ValueKind::Text(text) => values.any(|found| found.text.to_lowercase() == text.to_lowercase()),
        ValueKind::Wildcard(pattern) => {
            let lower = pattern.to_lowercase();
            values.any(|found| lower.matches(&found.text.to_lowercase()))
        }
        ValueKind::Exists | ValueKind::Bool(_) | ValueKind::Null => false,
    }
}
