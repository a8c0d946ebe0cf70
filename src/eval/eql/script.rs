//! Expressions as Elasticsearch runs them in a script: on one value of each field, with null where there is none.

use super::functions::{arithmetic, call};
use super::matcher::Matcher;
use super::value::Value;
use crate::query::eql::{Comparison, Expression, ExpressionKind, Field};
use crate::text::Lower;

/// The value of an expression without fields.
pub(super) fn constant(expression: &Expression) -> Value {
    evaluate(expression, &|_| Value::Null)
}

/// The value of an expression; `field` gives the value of a field. The depth of an expression is limited by its parser.
pub(super) fn evaluate(expression: &Expression, field: &dyn Fn(&Field) -> Value) -> Value {
    let value = |part: &Expression| evaluate(part, field);
    match &expression.kind {
        ExpressionKind::Literal(literal) => literal.into(),
        ExpressionKind::Field(named) => field(named),
        ExpressionKind::Call { function, ignore_case, arguments } => {
            call(function.id, *ignore_case, &arguments.iter().map(value).collect::<Vec<_>>())
        }
        ExpressionKind::Arithmetic(operator, sides) => {
            let [left, right] = &**sides;
            arithmetic(*operator, &value(left), &value(right))
        }
        ExpressionKind::Compare(operator, sides) => {
            let [left, right] = sides.each_ref().map(value);
            compare(*operator, &left, &right, sides)
        }
        ExpressionKind::OneOf { value: wanted, list, ignore_case } => {
            one_of(&value(wanted), list, *ignore_case, &value)
        }
        ExpressionKind::Matches { value: text, how, ignore_case, patterns } => {
            let text = value(text);
            let Some(text) = text.as_text() else { return Value::Null };
            let matchers = patterns.iter().map(|pattern| Matcher::new(*how, &pattern.text, *ignore_case));
            let matchers: Result<Vec<Matcher>, _> = matchers.collect();
            matchers.map_or(Value::Null, |matchers| Value::Bool(matchers.iter().any(|matcher| matcher.matches(text))))
        }
        ExpressionKind::And(parts) => kleene(parts.iter().map(value), false),
        ExpressionKind::Or(parts) => kleene(parts.iter().map(value), true),
        ExpressionKind::Not(part) => value(part).as_bool().map_or(Value::Null, |truth| Value::Bool(!truth)),
        ExpressionKind::Broken => Value::Null,
    }
}

/// `x == null` asks whether there is a value; any other comparison with null is null.
fn compare(operator: Comparison, left: &Value, right: &Value, sides: &[Expression; 2]) -> Value {
    let [left_side, right_side] = sides;
    let asks_null = |side: &Expression, value: &Value| side.is_constant() && value.is_null();
    let asked = if asks_null(right_side, right) {
        Some(left)
    } else if asks_null(left_side, left) {
        Some(right)
    } else {
        None
    };
    match (operator, asked) {
        (Comparison::Equal, Some(value)) => Value::Bool(value.is_null()),
        (Comparison::NotEqual, Some(value)) => Value::Bool(!value.is_null()),
        _ => left.compare(right).map_or(Value::Null, |ordering| Value::Bool(operator.holds(ordering))),
    }
}

/// True where one is equal; else null where one of them, or the value itself, is null.
fn one_of(wanted: &Value, list: &[Expression], ignore_case: bool, value: &dyn Fn(&Expression) -> Value) -> Value {
    if wanted.is_null() {
        return Value::Null;
    }
    let mut null = false;
    for item in list {
        let item = value(item);
        let equal = match (wanted.as_text(), item.as_text()) {
            (Some(one), Some(other)) if ignore_case => one.lower() == other.lower(),
            _ => wanted.compare(&item).is_some_and(std::cmp::Ordering::is_eq),
        };
        if equal {
            return Value::Bool(true);
        }
        null |= item.is_null();
    }
    if null { Value::Null } else { Value::Bool(false) }
}

/// Three-valued `and` and `or`: `decides` is the value that settles it alone.
fn kleene(parts: impl Iterator<Item = Value>, decides: bool) -> Value {
    let mut whole = Value::Bool(!decides);
    for part in parts {
        match part.as_bool() {
            Some(truth) if truth == decides => return Value::Bool(decides),
            Some(_) => {}
            None => whole = Value::Null,
        }
    }
    whole
}
