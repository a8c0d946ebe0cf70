use std::cmp::Ordering;

use crate::events::Scalar;
use crate::number;
use crate::query::eql::Literal;

/// A value while an expression is evaluated.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Nothing; what is made of it is nothing as well.
    Null,
    Bool(bool),
    Integer(i64),
    Decimal(f64),
    Text(Box<str>),
}

impl Value {
    pub fn text(text: impl Into<Box<str>>) -> Self {
        Self::Text(text.into())
    }

    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub fn as_real(&self) -> Option<f64> {
        match self {
            Self::Integer(value) => Some(*value as f64),
            Self::Decimal(value) => Some(*value),
            _ => None,
        }
    }

    /// Reads a number as JSON and Java write it: whole where it can be.
    pub fn number(text: &str) -> Option<Self> {
        if let Ok(value) = text.parse() {
            return Some(Self::Integer(value));
        }
        number::read(text).filter(|value| value.is_finite()).map(Self::Decimal)
    }

    /// How it compares to another value; `None` between kinds that do not compare and where one is null.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            (Self::Bool(one), Self::Bool(other)) => Some(one.cmp(other)),
            (Self::Integer(one), Self::Integer(other)) => Some(one.cmp(other)),
            _ => self.as_real()?.partial_cmp(&other.as_real()?),
        }
    }

    /// As `string()` and `concat()` write it; `None` for null.
    pub fn written(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Bool(value) => Some(value.to_string()),
            Self::Integer(value) => Some(value.to_string()),
            Self::Decimal(value) => Some(number::java(*value)),
            Self::Text(text) => Some(text.to_string()),
        }
    }
}

impl From<&Literal> for Value {
    fn from(literal: &Literal) -> Self {
        match literal {
            Literal::Null => Self::Null,
            Literal::Bool(value) => Self::Bool(*value),
            Literal::Integer(value) => Self::Integer(*value),
            Literal::Decimal(value) => Self::Decimal(*value),
            Literal::Text(text) => Self::Text(text.clone()),
        }
    }
}

impl From<&Scalar> for Value {
    fn from(scalar: &Scalar) -> Self {
        match scalar {
            Scalar::Bool(value) => Self::Bool(*value),
            Scalar::Number(text) => Self::number(text).unwrap_or(Self::Null),
            Scalar::String(text) => Self::Text(text.clone()),
        }
    }
}
