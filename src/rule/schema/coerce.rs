//! What the loader reads as a number or a truth value although it is written as something else.

use crate::rule::toml::{Value, ValueKind};

/// Words that are true or false, as the loader's library has them.
const TRUE: &[&str] = &["t", "T", "true", "True", "TRUE", "on", "On", "ON", "y", "Y", "yes", "Yes", "YES", "1"];
const FALSE: &[&str] = &["f", "F", "false", "False", "FALSE", "off", "Off", "OFF", "n", "N", "no", "No", "NO", "0"];

/// A whole number; a fraction is cut off, and text is read as Python's `int` reads it.
pub fn whole_number(value: &Value) -> Option<i64> {
    match &value.kind {
        ValueKind::Integer(number) => Some(*number),
        ValueKind::Float(number) => number.is_finite().then_some(*number as i64),
        ValueKind::String(text) => of_text(text),
        _ => None,
    }
}

fn of_text(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let single = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits.split('_').all(single) {
        return None;
    }
    let read = digits.replace('_', "").parse::<i64>().unwrap_or(i64::MAX);
    Some(if text.starts_with('-') { -read } else { read })
}

/// A truth value; some words and the numbers 1 and 0 pass for one.
pub fn truth(value: &Value) -> Option<bool> {
    match &value.kind {
        ValueKind::Boolean(value) => Some(*value),
        ValueKind::Integer(0) => Some(false),
        ValueKind::Integer(1) => Some(true),
        ValueKind::Float(number) if *number == 0.0 => Some(false),
        ValueKind::Float(number) if *number == 1.0 => Some(true),
        ValueKind::String(text) if TRUE.contains(&text.as_str()) => Some(true),
        ValueKind::String(text) if FALSE.contains(&text.as_str()) => Some(false),
        _ => None,
    }
}
