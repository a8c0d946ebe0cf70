use crate::text::Span;

/// What may be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// What is replaced, in bytes of the rule's text.
    pub span: Span,
    /// Whether the place itself asks for a choice, before a letter is typed.
    pub eager: bool,
    /// Whether what stands there is one of the items already.
    pub whole: bool,
    /// Best first.
    pub items: Vec<Item>,
}

/// One of the things that may be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// As it is shown.
    pub label: String,
    /// What it is.
    pub kind: ItemKind,
    /// A few words beside it: a type, a number of events, `required`.
    pub detail: String,
    /// A sentence about it; empty where there is none.
    pub info: String,
    /// What is written, with the quotes and escapes of its place.
    pub insert: String,
    /// Where in it the cursor is put, in bytes; `None` behind it.
    pub cursor: Option<u32>,
}

/// What an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ItemKind {
    /// A key or a table of a rule.
    #[default]
    Key,
    /// A value that a key takes.
    Constant,
    /// A field that the events have.
    SeenField,
    /// A field of the field table.
    Field,
    /// A value that the events have.
    SeenValue,
    /// A value of the vocabulary.
    Value,
    /// A word of the query language.
    Keyword,
    /// A function.
    Function,
}

impl Item {
    /// An item that is written as it is shown.
    pub fn new(kind: ItemKind, label: &str, detail: &str) -> Self {
        let (label, insert) = (label.to_owned(), label.to_owned());
        Self { insert, label, kind, detail: detail.to_owned(), info: String::new(), cursor: None }
    }

    /// With a sentence.
    pub fn about(mut self, info: &str) -> Self {
        self.info.push_str(info);
        self
    }

    /// Written as `template`, with the cursor at its `|`.
    pub fn template(mut self, template: &str) -> Self {
        let (before, after) = template.split_once('|').unwrap_or((template, ""));
        self.cursor = (before.len() < template.len()).then_some(before.len() as u32);
        self.insert = [before, after].concat();
        self
    }
}
