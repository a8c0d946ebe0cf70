use std::cmp::Ordering;

use super::analysis::{has_match, has_phrase, words};
use super::date;
use crate::ecs::FieldType;
use crate::eval::Options;
use crate::events::Scalar;
use crate::number;
use crate::pattern::{Cidr, Wildcard, address};
use crate::query::kql::{Predicate, RangeOperator, Value, ValueKind};
use crate::text::Lower;

/// A leaf for one type of field: what a single value must be.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// Any value.
    Any,
    /// Exactly this text.
    Exact(Box<str>),
    /// Text that matches.
    Wildcard(Wildcard),
    /// One of these.
    AnyOf(Vec<Test>),
    /// Text that sorts so: by bytes.
    Sorted(RangeOperator, Box<str>),
    /// One of these words.
    Words(Vec<String>),
    /// These words side by side.
    Phrase(Vec<String>),
    /// A word that matches.
    WordLike(Wildcard),
    /// A word that sorts so.
    WordSorted(RangeOperator, String),
    /// A number that compares so.
    Number(Number),
    /// A number that compares so.
    NumberSorted(RangeOperator, Number),
    /// This truth value.
    Bool(bool),
    /// An address in the range.
    Address(Cidr),
    /// An address that sorts so.
    AddressSorted(RangeOperator, u128),
    /// An instant between the two, inclusive; milliseconds since 1970.
    Between(i64, i64),
    /// A field of no known type: text as on a keyword, numbers as numbers.
    Dynamic { text: Box<Test>, number: Option<Box<Test>> },
    /// Nothing: the type has no values a query reaches.
    Never,
}

/// A number, exact where it is whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Whole(i128),
    Real(f64),
}

/// What a leaf asks of fields of this type; else, in words, what such a field takes.
pub(super) fn test(field_type: FieldType, predicate: &Predicate, options: &Options) -> Result<Test, &'static str> {
    let value = predicate.value();
    if value.kind == ValueKind::Null {
        // A range without a bound asks for any value; a comparison with null is refused.
        return match predicate {
            Predicate::Range(..) => Ok(Test::Any),
            Predicate::Is(_) => Err("a value, or `*` for any"),
        };
    }
    match (predicate, &value.kind) {
        (Predicate::Is(_), ValueKind::Exists) => Ok(Test::Any),
        (Predicate::Is(_), ValueKind::Wildcard(pattern)) => like(field_type, pattern),
        (Predicate::Is(_), _) => equal(field_type, value, options),
        (Predicate::Range(operator, _), _) => range(field_type, *operator, &value.text(), options),
    }
}

fn equal(field_type: FieldType, value: &Value, options: &Options) -> Result<Test, &'static str> {
    let text = value.text();
    Ok(match field_type {
        FieldType::Keyword
        | FieldType::ConstantKeyword
        | FieldType::Wildcard
        | FieldType::Flattened
        | FieldType::FlattenedLeaf => Test::Exact(text.as_ref().into()),
        FieldType::Text if value.quoted => Test::Phrase(words(&text)),
        FieldType::Text => Test::Words(words(&text)),
        FieldType::Ip => Test::Address(Cidr::parse(&text).ok_or(ADDRESS)?),
        FieldType::Date => {
            let (first, last) = date::bounds(&text, options.now).ok_or(DATE)?;
            Test::Between(first, last)
        }
        FieldType::Long | FieldType::Double => Test::Number(Number::parse(&text).ok_or(NUMBER)?),
        FieldType::Boolean => match &*text {
            "true" => Test::Bool(true),
            "false" => Test::Bool(false),
            _ => return Err(BOOLEAN),
        },
        FieldType::Unknown => Test::Dynamic {
            number: Number::parse(&text).map(|number| Box::new(Test::Number(number))),
            text: Box::new(Test::Exact(text.into())),
        },
        FieldType::GeoPoint | FieldType::Object => Test::Never,
    })
}

fn like(field_type: FieldType, pattern: &Wildcard) -> Result<Test, &'static str> {
    Ok(match field_type {
        FieldType::Keyword | FieldType::Unknown => Test::Wildcard(pattern.clone()),
        FieldType::ConstantKeyword | FieldType::Wildcard | FieldType::Flattened | FieldType::FlattenedLeaf => {
            alternatives(pattern)
        }
        FieldType::Text => Test::WordLike(pattern.clone()),
        FieldType::Ip => return Err(ADDRESS),
        FieldType::Date => return Err(DATE),
        FieldType::Long | FieldType::Double => return Err(NUMBER),
        FieldType::Boolean => return Err(BOOLEAN),
        FieldType::GeoPoint | FieldType::Object => Test::Never,
    })
}

/// Kibana's `query_string` on other fields than keywords: spaces separate alternatives; words without a star that stand side
/// by side are one value. <https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query>
fn alternatives(pattern: &Wildcard) -> Test {
    let mut tests = Vec::new();
    for word in pattern.words() {
        match (word.is_plain(), tests.last_mut()) {
            (false, _) => tests.push(Test::Wildcard(word)),
            (true, Some(Test::Exact(before))) => *before = format!("{before} {word}").into(),
            (true, _) => tests.push(Test::Exact(word.prefix().into())),
        }
    }
    match tests.len() {
        1 => tests.remove(0),
        _ => Test::AnyOf(tests),
    }
}

fn range(field_type: FieldType, operator: RangeOperator, text: &str, options: &Options) -> Result<Test, &'static str> {
    Ok(match field_type {
        FieldType::Keyword
        | FieldType::ConstantKeyword
        | FieldType::Wildcard
        | FieldType::Flattened
        | FieldType::FlattenedLeaf => Test::Sorted(operator, text.into()),
        FieldType::Text => Test::WordSorted(operator, text.lower()),
        FieldType::Ip => Test::AddressSorted(operator, address(text).ok_or(ADDRESS)?),
        FieldType::Date => {
            let (first, last) = date::bounds(text, options.now).ok_or(DATE)?;
            match operator {
                RangeOperator::Less => Test::Between(i64::MIN, first.saturating_sub(1)),
                RangeOperator::LessOrEqual => Test::Between(i64::MIN, last),
                RangeOperator::Greater => Test::Between(last.saturating_add(1), i64::MAX),
                RangeOperator::GreaterOrEqual => Test::Between(first, i64::MAX),
            }
        }
        FieldType::Long | FieldType::Double => Test::NumberSorted(operator, Number::parse(text).ok_or(NUMBER)?),
        FieldType::Boolean => {
            let bound = text.parse::<bool>().map_err(|_| BOOLEAN)?;
            match [false, true].map(|value| operator.holds(value.cmp(&bound))) {
                [false, false] => Test::Never,
                [true, true] => Test::Any,
                [_, holds] => Test::Bool(holds),
            }
        }
        FieldType::Unknown => Test::Dynamic {
            number: Number::parse(text).map(|number| Box::new(Test::NumberSorted(operator, number))),
            text: Box::new(Test::Sorted(operator, text.into())),
        },
        FieldType::GeoPoint | FieldType::Object => Test::Never,
    })
}

const ADDRESS: &str = "an IP address or a range such as 10.0.0.0/8";
const DATE: &str = "a date such as 2024-03-01T12:00:00Z or date math such as now-1d/d";
const NUMBER: &str = "a number";
const BOOLEAN: &str = "`true` or `false`";

impl Test {
    /// Whether a value satisfies it.
    pub fn holds(&self, value: &Scalar) -> bool {
        match self {
            Self::Any => true,
            Self::Never => false,
            Self::Exact(wanted) => text(value) == &**wanted,
            Self::Wildcard(pattern) => pattern.matches(text(value)),
            Self::AnyOf(tests) => tests.iter().any(|test| test.holds(value)),
            Self::Sorted(operator, bound) => operator.holds(text(value).cmp(bound)),
            Self::Words(wanted) => words(text(value)).iter().any(|word| wanted.contains(word)),
            Self::Phrase(phrase) => has_phrase(&words(text(value)), phrase),
            Self::WordLike(pattern) => has_match(&words(text(value)), pattern),
            Self::WordSorted(operator, bound) => words(text(value)).iter().any(|word| operator.holds(word.cmp(bound))),
            Self::Number(wanted) => Number::parse(text(value)).is_some_and(|number| number.compare(wanted).is_eq()),
            Self::NumberSorted(operator, bound) => {
                Number::parse(text(value)).is_some_and(|number| operator.holds(number.compare(bound)))
            }
            Self::Bool(wanted) => text(value) == if *wanted { "true" } else { "false" },
            Self::Address(range) => address(text(value)).is_some_and(|address| range.contains(address)),
            Self::AddressSorted(operator, bound) => {
                address(text(value)).is_some_and(|address| operator.holds(address.cmp(bound)))
            }
            Self::Between(first, last) => {
                date::instant(text(value)).is_some_and(|instant| (*first..=*last).contains(&instant))
            }
            Self::Dynamic { text, number } => match (value, number) {
                (Scalar::Number(_), Some(number)) => number.holds(value),
                (Scalar::Number(_), None) => false,
                _ => text.holds(value),
            },
        }
    }
}

impl Number {
    /// Reads a number as JSON and Java write it.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(whole) = text.parse::<i128>() {
            return Some(Self::Whole(whole));
        }
        number::read(text).filter(|number| number.is_finite()).map(Self::Real)
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Whole(one), Self::Whole(two)) => one.cmp(two),
            _ => self.real().total_cmp(&other.real()),
        }
    }

    fn real(self) -> f64 {
        match self {
            Self::Whole(whole) => whole as f64,
            // -0.0 equals 0.0 here.
            Self::Real(real) => real + 0.0,
        }
    }
}

fn text(value: &Scalar) -> &str {
    match value {
        Scalar::Bool(true) => "true",
        Scalar::Bool(false) => "false",
        Scalar::Number(text) | Scalar::String(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::NodeKind;

    /// Whether `x: <value>` holds for a value of this type; `None` where it is refused.
    fn holds(field_type: FieldType, comparison: &str, value: &str) -> Option<bool> {
        let query = crate::query::kql::parse(&format!("x{comparison}"));
        let root = query.condition.root().unwrap();
        let NodeKind::Leaf(leaf) = &root.kind else { panic!("one leaf: {comparison}") };
        let test = test(field_type, &leaf.predicate, &Options { now: crate::time::Timestamp(0) }).ok()?;
        let value = if field_type == FieldType::Unknown && value.parse::<f64>().is_ok() {
            Scalar::Number(value.into())
        } else {
            Scalar::String(value.into())
        };
        Some(test.holds(&value))
    }

    #[test]
    fn a_value_is_compared_by_the_type_of_its_field() {
        use FieldType::*;
        for (field_type, comparison, value, expected) in [
            (Keyword, ":ListUsers", "ListUsers", Some(true)),
            (Keyword, ":listusers", "ListUsers", Some(false)),
            (Keyword, ":List*", "ListUsers", Some(true)),
            (Keyword, ":\"List*\"", "ListUsers", Some(false)),
            (Keyword, ":*List Users*", "List Users", Some(true)),
            (Wildcard, ":*List Users*", "Users", Some(true)),
            (Wildcard, ":List Users x*", "List Users", Some(true)),
            (FlattenedLeaf, ":List x*", "xy", Some(true)),
            (Keyword, ":*", "", Some(true)),
            (Keyword, ":true", "true", Some(true)),
            (Keyword, ":22", "22.0", Some(false)),
            (FlattenedLeaf, " > 5", "40", Some(false)),
            (FlattenedLeaf, " > 30", "40", Some(true)),
            (Text, ":denied access", "Access was DENIED", Some(true)),
            (Text, ":\"denied access\"", "Access was denied", Some(false)),
            (Text, ":\"was denied\"", "Access was denied", Some(true)),
            (Text, ":deni*", "Access was denied", Some(true)),
            (Long, ":22", "22.0", Some(true)),
            (Long, ":22.0", "22", Some(true)),
            (Long, ":9007199254740993", "9007199254740992", Some(false)),
            (Long, " >= 100", "99.5", Some(false)),
            (Long, ":many", "1", None),
            (Long, ":2*", "22", None),
            (Double, " > 0.98", "0.981", Some(true)),
            (Boolean, ":\"true\"", "true", Some(true)),
            (Boolean, ":yes", "true", None),
            (Ip, ":10.0.0.0/8", "10.1.2.3", Some(true)),
            (Ip, ":\"10.1.2.3\"", "10.1.2.3", Some(true)),
            (Ip, " < 10.0.0.9", "10.0.0.10", Some(false)),
            (Ip, ":localhost", "10.1.2.3", None),
            (Date, ":2024-03-01", "2024-03-01T23:59:59.999Z", Some(true)),
            (Date, " > 2024-03-01", "2024-03-01T23:59:59Z", Some(false)),
            (Unknown, ":22", "22.0", Some(true)),
            (Unknown, ":twenty", "22", Some(false)),
            (GeoPoint, ":1", "1", Some(false)),
        ] {
            assert_eq!(holds(field_type, comparison, value), expected, "{field_type:?}{comparison} on {value}");
        }
    }
}
