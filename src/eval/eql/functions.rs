//! What the functions give. Null in, null out, unless the documentation says otherwise.
//! <https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref>

use super::value::Value;
use crate::pattern::{Cidr, Glob, address};
use crate::query::eql::{ArithmeticOperator, FunctionId};
use crate::text::Lower;

/// The value of a call. `ignore_case` is the `~` after its name.
pub(super) fn call(function: FunctionId, ignore_case: bool, arguments: &[Value]) -> Value {
    let [first, rest @ ..] = arguments else { return Value::Null };
    let second = rest.first().unwrap_or(&Value::Null);
    let given = match function {
        FunctionId::Add => return arithmetic(ArithmeticOperator::Add, first, second),
        FunctionId::Subtract => return arithmetic(ArithmeticOperator::Subtract, first, second),
        FunctionId::Multiply => return arithmetic(ArithmeticOperator::Multiply, first, second),
        FunctionId::Divide => return arithmetic(ArithmeticOperator::Divide, first, second),
        FunctionId::Modulo => return arithmetic(ArithmeticOperator::Modulo, first, second),
        FunctionId::Between => between(arguments, ignore_case),
        FunctionId::CidrMatch => cidr_match(first, rest),
        FunctionId::Concat => concat(arguments),
        FunctionId::EndsWith | FunctionId::StartsWith | FunctionId::StringContains => {
            let texts = first.as_text().zip(second.as_text());
            texts.map(|(text, part)| Value::Bool(has_part(function, text, part, ignore_case)))
        }
        FunctionId::IndexOf => index_of(arguments, ignore_case),
        FunctionId::Length => first.as_text().map(|text| Value::Integer(length(text))),
        FunctionId::Number => number(arguments),
        FunctionId::String => first.written().map(Value::text),
        FunctionId::Substring => substring(arguments),
        FunctionId::Wildcard => wildcard(first, rest, ignore_case),
    };
    given.unwrap_or(Value::Null)
}

/// `+ - * / %`, also as functions: whole numbers stay whole, so that `/` rounds towards zero.
pub(super) fn arithmetic(operator: ArithmeticOperator, left: &Value, right: &Value) -> Value {
    use ArithmeticOperator::{Add, Divide, Modulo, Multiply, Subtract};
    let whole = left.as_integer().zip(right.as_integer()).and_then(|(left, right)| match operator {
        Add => left.checked_add(right),
        Subtract => left.checked_sub(right),
        Multiply => left.checked_mul(right),
        Divide => left.checked_div(right),
        Modulo => left.checked_rem(right),
    });
    if let Some(whole) = whole {
        return Value::Integer(whole);
    }
    let Some((left, right)) = left.as_real().zip(right.as_real()) else { return Value::Null };
    let real = match operator {
        Add => left + right,
        Subtract => left - right,
        Multiply => left * right,
        Divide => left / right,
        Modulo => left % right,
    };
    if real.is_finite() { Value::Decimal(real) } else { Value::Null }
}

/// Whether `text` has `part` at its start, at its end or, for `stringContains`, anywhere.
pub(super) fn has_part(function: FunctionId, text: &str, part: &str, ignore_case: bool) -> bool {
    if ignore_case {
        return has_part(function, &text.lower(), &part.lower(), false);
    }
    match function {
        FunctionId::StartsWith => text.starts_with(part),
        FunctionId::EndsWith => text.ends_with(part),
        _ => !part.is_empty() && text.contains(part),
    }
}

/// The text between two others; empty where one of them is not there.
fn between(arguments: &[Value], ignore_case: bool) -> Option<Value> {
    let [source, left, right, rest @ ..] = arguments else { return None };
    let (source, left, right) = (source.as_text()?, left.as_text()?, right.as_text()?);
    let greedy = match rest.first() {
        Some(greedy) => greedy.as_bool()?,
        None => false,
    };
    let found = || {
        let start = find(source, left, 0, ignore_case)? + left.len();
        let end = match greedy {
            true => find_last(source, right, start, ignore_case)?,
            false => find(source, right, start, ignore_case)?,
        };
        source.get(start..end)
    };
    Some(Value::text(found().unwrap_or("")))
}

fn find(text: &str, part: &str, from: usize, ignore_case: bool) -> Option<usize> {
    places(text, from).find(|at| starts(text, *at, part, ignore_case))
}

fn find_last(text: &str, part: &str, from: usize, ignore_case: bool) -> Option<usize> {
    places(text, from).filter(|at| starts(text, *at, part, ignore_case)).last()
}

/// The character boundaries from `from` on, the end included.
fn places(text: &str, from: usize) -> impl Iterator<Item = usize> + '_ {
    (from..=text.len()).filter(|at| text.is_char_boundary(*at))
}

fn starts(text: &str, at: usize, part: &str, ignore_case: bool) -> bool {
    let Some(here) = text.get(at..at + part.len()) else { return false };
    here == part || ignore_case && here.lower() == part.lower()
}

fn cidr_match(ip: &Value, blocks: &[Value]) -> Option<Value> {
    let ip = address(ip.as_text()?)?;
    let blocks: Option<Vec<Cidr>> = blocks.iter().map(|block| Cidr::parse(block.as_text()?)).collect();
    Some(Value::Bool(blocks?.iter().any(|block| block.contains(ip))))
}

fn concat(arguments: &[Value]) -> Option<Value> {
    let parts: Option<Vec<String>> = arguments.iter().map(Value::written).collect();
    Some(Value::text(parts?.concat()))
}

/// Positions count UTF-16 units, as Java does.
fn index_of(arguments: &[Value], ignore_case: bool) -> Option<Value> {
    let [source, part, rest @ ..] = arguments else { return None };
    let (source, part) = (source.as_text()?, part.as_text()?);
    let start = match rest.first() {
        Some(start) => start.as_integer()?.max(0),
        None => 0,
    };
    if start > length(source) {
        return None;
    }
    let from = byte_at(source, start);
    find(source, part, from, ignore_case).map(|at| Value::Integer(length(source.get(..at).unwrap_or(""))))
}

fn length(text: &str) -> i64 {
    text.encode_utf16().count() as i64
}

/// The byte at which UTF-16 unit `unit` stands; the end where there are fewer.
fn byte_at(text: &str, unit: i64) -> usize {
    let mut units = 0;
    let after = text.char_indices().find(|(_, character)| {
        let here = units >= unit;
        units += character.len_utf16() as i64;
        here
    });
    after.map_or(text.len(), |(at, _)| at)
}

/// `0x` makes it hexadecimal, whatever the base.
fn number(arguments: &[Value]) -> Option<Value> {
    let [source, rest @ ..] = arguments else { return None };
    let text = source.as_text()?.trim();
    let base = match rest.first() {
        None | Some(Value::Null) => 10,
        Some(base) => u32::try_from(base.as_integer()?).ok().filter(|base| (2..=36).contains(base))?,
    };
    let negative = text.starts_with('-');
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let signed = |value: i64| Some(Value::Integer(if negative { value.checked_neg()? } else { value }));
    match digits.strip_prefix("0x") {
        Some(hexadecimal) => signed(i64::from_str_radix(hexadecimal, 16).ok()?),
        None if base == 10 => Value::number(text),
        None => signed(i64::from_str_radix(digits, base).ok()?),
    }
}

/// Negative positions count from the end.
fn substring(arguments: &[Value]) -> Option<Value> {
    let [source, start, rest @ ..] = arguments else { return None };
    let (source, start) = (source.as_text()?, start.as_integer()?);
    let length = length(source);
    let clamped = |position: i64| if position < 0 { (position + length).max(0) } else { position.min(length) };
    let end = match rest.first() {
        None | Some(Value::Null) => length,
        Some(end) => clamped(end.as_integer()?),
    };
    let bytes = byte_at(source, clamped(start))..byte_at(source, end);
    Some(Value::text(source.get(bytes).unwrap_or("")))
}

fn wildcard(source: &Value, patterns: &[Value], ignore_case: bool) -> Option<Value> {
    let source = source.as_text()?;
    let patterns: Option<Vec<&str>> = patterns.iter().map(Value::as_text).collect();
    Some(Value::Bool(patterns?.iter().any(|pattern| Glob::new(pattern, ignore_case).matches(source))))
}

/// Examples, one a line: an expression and its value.
#[cfg(test)]
const EXAMPLES: &[(&str, &str)] = &[
    ("add(4, 0.5)", "4.5"),
    ("add(null, 4)", "null"),
    ("subtract(-2, -4)", "2"),
    ("multiply(0.5, 2)", "1.0"),
    ("divide(4, 3)", "1"),
    ("divide(-7, 2)", "-3"),
    ("divide(12, 0)", "null"),
    ("modulo(10, -6)", "4"),
    ("modulo(-10, -6)", "-4"),
    ("between(\"a-b-c-d\", \"-\", \"-\")", "\"b\""),
    ("between(\"a-b-c-d\", \"-\", \"-\", true)", "\"b-c\""),
    ("between(\"a-b\", \"x\", \"b\")", "\"\""),
    ("between(\"\", \"\", \"\")", "\"\""),
    ("between~(\"aXbYc\", \"x\", \"y\")", "\"b\""),
    ("cidrMatch(\"192.168.1.9\", \"10.0.0.0/8\", \"192.168.0.0/16\")", "true"),
    ("cidrMatch(null, \"10.0.0.0/8\")", "null"),
    ("cidrMatch(\"10.0.0.1\", null)", "null"),
    ("concat(\"a\", 1, true, 2.5)", "\"a1true2.5\""),
    ("concat(\"a\", null)", "null"),
    ("endsWith(\"List.EXE\", \".exe\")", "false"),
    ("endsWith~(\"List.EXE\", \".exe\")", "true"),
    ("endsWith(\"\", \"\")", "true"),
    ("indexOf(\"sub.example.com\", \".\")", "3"),
    ("indexOf(\"sub.example.com\", \".\", 4)", "11"),
    ("indexOf(\"sub.example.com\", \".\", -6)", "3"),
    ("indexOf(\"sub\", \"\", 2)", "2"),
    ("indexOf(\"sub\", \"x\")", "null"),
    ("indexOf(\"sub\", \"u\", 9)", "null"),
    ("indexOf(\"sub\", \"u\", null)", "null"),
    ("indexOf~(\"a€UB\", \"ub\")", "2"),
    ("length(\"a b\")", "3"),
    ("length(null)", "null"),
    ("number(\" -1337 \")", "-1337"),
    ("number(\"42.5\")", "42.5"),
    ("number(\"deadbeef\", 16)", "3735928559"),
    ("number(\"0xff\", null)", "255"),
    ("number(\"x\")", "null"),
    ("startsWith(\"ListUsers\", \"list\")", "false"),
    ("startsWith~(\"ListUsers\", \"list\")", "true"),
    ("startsWith(\"ListUsers\", null)", "null"),
    ("string(42.0)", "\"42.0\""),
    ("string(true)", "\"true\""),
    ("stringContains(\"ListUsers\", \"tU\")", "true"),
    ("stringContains(\"ListUsers\", \"\")", "false"),
    ("stringContains~(\"ListUsers\", \"USERS\")", "true"),
    ("substring(\"ListUsers\", 4)", "\"Users\""),
    ("substring(\"ListUsers\", -5, -1)", "\"User\""),
    ("substring(\"ListUsers\", 6, 2)", "\"\""),
    ("wildcard(\"ListUsers\", \"x*\", \"L?st*\")", "true"),
    ("wildcard(\"ListUsers\", \"l*\")", "false"),
    ("wildcard~(\"ListUsers\", \"l*\")", "true"),
    ("1 + 2 * 3 - 4 % 3", "6"),
    ("\"a\" in (\"b\", \"a\")", "true"),
    ("\"a\" in (\"b\", null)", "null"),
    ("\"A\" in~ (\"a\")", "true"),
    ("null == (null > 1)", "true"),
    ("\"a\" == 1", "null"),
    ("not (null and true)", "null"),
    ("null and false", "false"),
    ("null or true", "true"),
    ("\"ab\" : \"A?\"", "true"),
    ("\"ab\" regex (\"b.*\", \"a.\")", "true"),
];

#[cfg(test)]
mod tests {
    use super::EXAMPLES;
    use crate::eval::eql::script;
    use crate::query::eql::{Expression, ExpressionKind, FUNCTIONS, Leaf, parse};

    /// The expression; a comparison with null around it makes a condition of any value.
    fn read(text: &str) -> Expression {
        let query = parse(&format!("any where ({text}) == null"));
        let leaf = query.filters()[0].condition.leaves().next().map(|(_, leaf)| leaf.clone());
        match leaf {
            Some(Leaf::Test(Expression { kind: ExpressionKind::Compare(_, sides), .. })) => {
                let [left, _] = *sides;
                left
            }
            other => panic!("{text}: {other:?} {:?}", query.diagnostics),
        }
    }

    #[test]
    fn examples_give_their_values() {
        for (text, expected) in EXAMPLES {
            let found = script::constant(&read(text));
            assert_eq!(found, script::constant(&read(expected)), "{text}");
        }
    }

    #[test]
    fn every_function_has_an_example() {
        let has = |name: &str| EXAMPLES.iter().any(|(text, _)| text.starts_with(name));
        let without: Vec<_> = FUNCTIONS.iter().map(|function| function.name).filter(|name| !has(name)).collect();
        assert!(without.is_empty(), "{without:?}");
    }
}
