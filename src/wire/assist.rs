use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::Range;

/// A place in the rule's text.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
pub struct AtQuestion {
    /// UTF-16 offset.
    pub offset: u32,
}

/// What may be written at a place.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct CompletionsAnswer {
    /// What is replaced.
    pub range: Range,
    /// Whether the place itself asks for a choice, before a letter is typed.
    pub eager: bool,
    /// Whether what stands there is one of the items already.
    pub whole: bool,
    /// Best first.
    pub items: Vec<CompletionItem>,
}

/// One of the things that may be written.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct CompletionItem {
    /// As it is shown.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words beside it: a type, a number of events, `required`.
    pub detail: String,
    /// A sentence about it; empty where there is none.
    pub info: String,
    /// What is written, with the quotes and escapes of its place.
    pub insert: String,
    /// Where in it the cursor is put; absent: behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<u32>,
}

/// What may be written.
#[derive(Clone, Copy, Debug, Serialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum CompletionKind {
    /// A key or a table of a rule.
    Key,
    /// A value that a key takes.
    Constant,
    /// A field that the events have.
    SeenField,
    /// Another field.
    Field,
    /// A value that the events have.
    SeenValue,
    /// Another value.
    Value,
    /// A word of the query language.
    Keyword,
    /// A function.
    Function,
}

/// What stands at a place and what it means.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct HoverAnswer {
    /// Where it stands.
    pub range: Range,
    /// Its name.
    pub title: String,
    /// Its type, or `required`; may be empty.
    pub kind: String,
    /// Sentences about it.
    pub lines: Vec<String>,
    /// The most frequent values.
    pub values: Vec<CountedValue>,
    /// How many values are not listed.
    pub more: u32,
}

/// A value and how many events have it.
#[derive(Clone, Debug, Serialize, Tsify)]
pub struct CountedValue {
    /// The value.
    pub value: String,
    /// Events.
    pub count: u32,
}
