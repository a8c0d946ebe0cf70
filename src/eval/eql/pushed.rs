//! Comparisons that Elasticsearch answers from its index: one value of a list is enough, and a missing field is simply
//! no match, so that `not` and `!=` are true for it.

use super::functions::has_part;
use super::kind::Kind;
use super::matcher::Matcher;
use super::script;
use super::value::Value;
use crate::eval::Options;
use crate::eval::kql::date;
use crate::events::Scalar;
use crate::pattern::{Cidr, address};
use crate::query::eql::{Comparison, Expression, ExpressionKind, Field, FunctionId, Matching, Pattern};

/// A comparison of one field with values.
pub(super) struct Pushed<'e> {
    /// The field.
    pub field: &'e Field,
    /// Whether its opposite is asked.
    pub negated: bool,
    question: Question<'e>,
}

enum Question<'e> {
    Exists,
    Compare(Comparison, Value),
    OneOf(Vec<Value>, bool),
    Matches(Matching, bool, &'e [Pattern]),
    Wildcards(Vec<Box<str>>, bool),
    /// A function that looks for text at a place of its own, and whether it ignores case.
    Part(FunctionId, Box<str>, bool),
    Cidr(Vec<Value>),
}

/// What a single value must be.
#[derive(Debug)]
pub(super) enum Test {
    Any,
    Never,
    AnyOf(Vec<Test>),
    Text(Comparison, Box<str>),
    TextIgnoringCase(Box<str>),
    Matches(Matcher),
    Part(FunctionId, Box<str>, bool),
    Number(Comparison, Value),
    Bool(bool),
    Cidr(Cidr),
    Address(Comparison, u128),
    /// Milliseconds since 1970, inclusive.
    Between(i64, i64),
}

/// Why there is no test.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// The field takes something else.
    Value(&'static str),
    /// The regular expression cannot be evaluated.
    Regex(String),
}

impl<'e> Pushed<'e> {
    /// The comparison, if it is one that the index answers; else it is left to a script.
    pub fn new(expression: &'e Expression) -> Option<Self> {
        let pushed = |field: &'e Field, negated, question| Some(Self { field, negated, question });
        match &expression.kind {
            // A boolean field alone is true where it is true.
            ExpressionKind::Field(field) => {
                pushed(field, false, Question::Compare(Comparison::Equal, Value::Bool(true)))
            }
            ExpressionKind::Compare(operator, sides) => {
                let [left, right] = &**sides;
                let (operator, field, other) = match (&left.kind, &right.kind) {
                    (ExpressionKind::Field(field), _) if right.is_constant() => (*operator, field, right),
                    (_, ExpressionKind::Field(field)) if left.is_constant() => (operator.flipped(), field, left),
                    _ => return None,
                };
                match (operator, script::constant(other)) {
                    (Comparison::Equal, Value::Null) => pushed(field, true, Question::Exists),
                    (Comparison::NotEqual, Value::Null) => pushed(field, false, Question::Exists),
                    (_, Value::Null) => None,
                    (Comparison::NotEqual, value) => pushed(field, true, Question::Compare(Comparison::Equal, value)),
                    (operator, value) => pushed(field, false, Question::Compare(operator, value)),
                }
            }
            ExpressionKind::OneOf { value, list, ignore_case } => {
                let ExpressionKind::Field(field) = &value.kind else { return None };
                pushed(field, false, Question::OneOf(constants(list)?, *ignore_case))
            }
            ExpressionKind::Matches { value, how, ignore_case, patterns } => {
                let ExpressionKind::Field(field) = &value.kind else { return None };
                pushed(field, false, Question::Matches(*how, *ignore_case, patterns))
            }
            ExpressionKind::Call { function, ignore_case, arguments } => {
                let [first, rest @ ..] = arguments.as_slice() else { return None };
                let ExpressionKind::Field(field) = &first.kind else { return None };
                let values = constants(rest)?;
                let question = match function.id {
                    FunctionId::CidrMatch => Question::Cidr(values),
                    FunctionId::StartsWith | FunctionId::EndsWith | FunctionId::StringContains => {
                        Question::Part(function.id, values.first()?.as_text()?.into(), *ignore_case)
                    }
                    FunctionId::Wildcard => {
                        let texts: Option<Vec<Box<str>>> = values.iter().map(|v| v.as_text().map(Into::into)).collect();
                        Question::Wildcards(texts?, *ignore_case)
                    }
                    _ => return None,
                };
                pushed(field, false, question)
            }
            _ => None,
        }
    }

    /// What a value of a field of this kind must be; without the negation.
    pub fn test(&self, kind: Kind, options: &Options) -> Result<Test, Misfit> {
        if kind == Kind::Nothing {
            return Ok(Test::Never);
        }
        let text_only =
            || if matches!(kind, Kind::Text | Kind::Unknown) { Ok(()) } else { Err(Misfit::Value("no text")) };
        match &self.question {
            Question::Exists => Ok(Test::Any),
            Question::Compare(operator, value) => compare(kind, *operator, value, options),
            Question::OneOf(values, ignore_case) => {
                let tests = values.iter().filter(|value| !value.is_null()).map(|value| match value {
                    Value::Text(text) if *ignore_case && matches!(kind, Kind::Text | Kind::Unknown) => {
                        Ok(Test::TextIgnoringCase(text.to_ascii_lowercase().into()))
                    }
                    _ => compare(kind, Comparison::Equal, value, options),
                });
                tests.collect::<Result<_, _>>().map(Test::AnyOf)
            }
            Question::Matches(how, ignore_case, patterns) => {
                text_only()?;
                let matchers = patterns.iter().map(|pattern| {
                    Matcher::new(*how, &pattern.text, *ignore_case).map(Test::Matches).map_err(Misfit::Regex)
                });
                matchers.collect::<Result<_, _>>().map(Test::AnyOf)
            }
            Question::Wildcards(patterns, ignore_case) => {
                text_only()?;
                let matchers = patterns.iter().map(|pattern| {
                    Matcher::new(Matching::Like, pattern, *ignore_case).map(Test::Matches).map_err(Misfit::Regex)
                });
                matchers.collect::<Result<_, _>>().map(Test::AnyOf)
            }
            Question::Part(function, part, ignore_case) => {
                text_only()?;
                Ok(Test::Part(*function, part.clone(), *ignore_case))
            }
            Question::Cidr(blocks) => {
                let takes = Misfit::Value(Kind::Ip.takes());
                if !matches!(kind, Kind::Ip | Kind::Text | Kind::Unknown) {
                    return Err(Misfit::Value("no address"));
                }
                let blocks: Option<Vec<Test>> =
                    blocks.iter().map(|block| Some(Test::Cidr(Cidr::parse(block.as_text()?)?))).collect();
                blocks.map(Test::AnyOf).ok_or(takes)
            }
        }
    }

    /// The values it compares with, for messages; empty for patterns.
    pub fn values(&self) -> &[Value] {
        match &self.question {
            Question::Compare(_, value) => std::slice::from_ref(value),
            Question::OneOf(values, _) => values,
            _ => &[],
        }
    }
}

fn constants(list: &[Expression]) -> Option<Vec<Value>> {
    list.iter().map(|item| item.is_constant().then(|| script::constant(item))).collect()
}

fn compare(kind: Kind, operator: Comparison, value: &Value, options: &Options) -> Result<Test, Misfit> {
    let misfit = Misfit::Value(kind.takes());
    let text = value.written().unwrap_or_default();
    match kind {
        Kind::Text | Kind::Unknown => Ok(Test::Text(operator, text.into())),
        Kind::Number => match value {
            Value::Integer(_) | Value::Decimal(_) => Ok(Test::Number(operator, value.clone())),
            Value::Text(text) => Value::number(text).map(|number| Test::Number(operator, number)).ok_or(misfit),
            Value::Bool(_) | Value::Null => Err(misfit),
        },
        Kind::Bool => match &*text {
            "true" | "false" if operator == Comparison::Equal => Ok(Test::Bool(text == "true")),
            _ => Err(misfit),
        },
        Kind::Ip if operator == Comparison::Equal => Cidr::parse(&text).map(Test::Cidr).ok_or(misfit),
        Kind::Ip => address(&text).map(|address| Test::Address(operator, address)).ok_or(misfit),
        Kind::Date => {
            let (first, last) = date::bounds(&text, options.now).ok_or(misfit)?;
            Ok(match operator {
                Comparison::Less => Test::Between(i64::MIN, first.saturating_sub(1)),
                Comparison::LessOrEqual => Test::Between(i64::MIN, last),
                Comparison::Greater => Test::Between(last.saturating_add(1), i64::MAX),
                Comparison::GreaterOrEqual => Test::Between(first, i64::MAX),
                Comparison::Equal | Comparison::NotEqual => Test::Between(first, last),
            })
        }
        Kind::Analysed => Err(Misfit::Value("no text of this type")),
        Kind::Nothing => Ok(Test::Never),
    }
}

impl Test {
    /// Whether a value satisfies it.
    pub fn holds(&self, value: &Scalar) -> bool {
        match self {
            Self::Any => true,
            Self::Never => false,
            Self::AnyOf(tests) => tests.iter().any(|test| test.holds(value)),
            Self::Text(operator, wanted) => operator.holds(text(value).cmp(wanted)),
            Self::TextIgnoringCase(wanted) => text(value).eq_ignore_ascii_case(wanted),
            Self::Matches(matcher) => matcher.matches(text(value)),
            Self::Part(function, part, ignore_case) => has_part(*function, text(value), part, *ignore_case),
            Self::Number(operator, wanted) => {
                let number = Value::number(text(value));
                number.and_then(|number| number.compare(wanted)).is_some_and(|ordering| operator.holds(ordering))
            }
            Self::Bool(wanted) => text(value) == if *wanted { "true" } else { "false" },
            Self::Cidr(range) => address(text(value)).is_some_and(|address| range.contains(address)),
            Self::Address(operator, bound) => {
                address(text(value)).is_some_and(|address| operator.holds(address.cmp(bound)))
            }
            Self::Between(first, last) => {
                date::instant(text(value)).is_some_and(|instant| (*first..=*last).contains(&instant))
            }
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
