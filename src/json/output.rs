use std::fmt::Write;

/// A JSON value to be written; members keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is to be written.
    Number(Box<str>),
    /// Text, not escaped.
    String(Box<str>),
    /// A list.
    List(Vec<Self>),
    /// An object.
    Object(Vec<(Box<str>, Self)>),
}

/// Longest line an object or list is put on, in bytes, its indentation included.
const WIDTH: usize = 100;

impl Output {
    /// An object.
    pub fn object<K: Into<Box<str>>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// An object with one member.
    pub fn of(key: impl Into<Box<str>>, value: impl Into<Self>) -> Self {
        Self::Object(vec![(key.into(), value.into())])
    }

    /// Indented by two spaces, short objects and lists on one line; no newline at the end.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        if self.is_flat(WIDTH.saturating_sub(depth * 2)) {
            return self.write_flat(out);
        }
        match self {
            Self::List(items) => block(out, depth, ('[', ']'), items, |out, item| item.write(out, depth + 1)),
            Self::Object(members) => block(out, depth, ('{', '}'), members, |out, (key, value)| {
                write_string(out, key);
                out.push_str(": ");
                value.write(out, depth + 1);
            }),
            _ => self.write_flat(out),
        }
    }

    fn write_flat(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => out.push_str(text),
            Self::String(text) => write_string(out, text),
            Self::List(items) => line(out, ('[', ']'), items, |out, item| item.write_flat(out)),
            Self::Object(members) => line(out, ('{', '}'), members, |out, (key, value)| {
                write_string(out, key);
                out.push_str(": ");
                value.write_flat(out);
            }),
        }
    }

    /// Whether it fits into about `width` bytes. Stops counting where it does not, so that deep values cost no more.
    fn is_flat(&self, width: usize) -> bool {
        fn rest(value: &Output, width: usize) -> Option<usize> {
            match value {
                Output::Null | Output::Bool(_) => width.checked_sub(5),
                Output::Number(text) => width.checked_sub(text.len()),
                Output::String(text) => width.checked_sub(text.len() + 2),
                Output::List(items) => items.iter().try_fold(width.checked_sub(2)?, |left, item| rest(item, left)),
                Output::Object(members) => members.iter().try_fold(width.checked_sub(4)?, |left, (key, value)| {
                    rest(value, left.checked_sub(key.len() + 6)?)
                }),
            }
        }
        rest(self, width).is_some()
    }
}

impl From<&str> for Output {
    fn from(text: &str) -> Self {
        Self::String(text.into())
    }
}

impl From<i64> for Output {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string().into())
    }
}

impl From<Vec<Self>> for Output {
    fn from(items: Vec<Self>) -> Self {
        Self::List(items)
    }
}

fn block<T>(out: &mut String, depth: usize, (open, close): (char, char), items: &[T], write: impl Fn(&mut String, &T)) {
    let new_line = |out: &mut String, depth| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        new_line(out, depth + 1);
        write(out, item);
    }
    new_line(out, depth);
    out.push(close);
}

fn line<T>(out: &mut String, (open, close): (char, char), items: &[T], write: impl Fn(&mut String, &T)) {
    let space = if open == '{' && !items.is_empty() { " " } else { "" };
    out.push(open);
    out.push_str(space);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write(out, item);
    }
    out.push_str(space);
    out.push(close);
}

/// Appends `text` as a JSON string, quotes included.
pub fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if (control as u32) < 0x20 => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04x}", control as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_values_stand_on_one_line_and_members_keep_their_order() {
        let short = Output::object([("b", Output::List(vec![1.into(), Output::Null])), ("a", "x\n\"y\"".into())]);
        assert_eq!(short.to_text(), r#"{ "b": [1, null], "a": "x\n\"y\"" }"#);
        let long = Output::of("list", vec!["x".repeat(60).as_str().into(), "y".repeat(60).as_str().into()]);
        let expected = format!("{{\n  \"list\": [\n    \"{}\",\n    \"{}\"\n  ]\n}}", "x".repeat(60), "y".repeat(60));
        assert_eq!(long.to_text(), expected);
    }
}
