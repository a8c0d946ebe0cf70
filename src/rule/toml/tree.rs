use crate::text::Span;

/// A TOML value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Raw bytes; of a table with a header, the header.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// What a TOML value is.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// Text, decoded.
    String(String),
    /// A whole number; those outside 64 bits are clamped.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// `true` or `false`
    Boolean(bool),
    /// A date, time, or both.
    Datetime,
    /// A list, or `[[tables]]`.
    List(Vec<Value>),
    /// A table, with a header or inline.
    Table(Table),
}

/// Keys and values in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key, decoded.
    pub key: String,
    /// Its raw bytes.
    pub key_span: Span,
    /// Its value.
    pub value: Value,
}

impl Table {
    /// The entry of `key`.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The table under `key`.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.get(key)?.value.as_table()
    }

    /// The elements of the list under `key`; none where it is no list.
    pub fn list(&self, key: &str) -> &[Value] {
        match self.get(key).map(|entry| &entry.value.kind) {
            Some(ValueKind::List(values)) => values,
            _ => &[],
        }
    }
}

impl Value {
    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is a whole number.
    pub fn as_integer(&self) -> Option<i64> {
        match self.kind {
            ValueKind::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            ValueKind::Boolean(value) => Some(value),
            _ => None,
        }
    }

    /// The table, if it is one.
    pub fn as_table(&self) -> Option<&Table> {
        match &self.kind {
            ValueKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// What it is, in a few words.
    pub fn describe(&self) -> &'static str {
        match self.kind {
            ValueKind::String(_) => "text",
            ValueKind::Integer(_) => "a whole number",
            ValueKind::Float(_) => "a number with a fraction",
            ValueKind::Boolean(_) => "true or false",
            ValueKind::Datetime => "a date",
            ValueKind::List(_) => "a list",
            ValueKind::Table(_) => "a table",
        }
    }
}
