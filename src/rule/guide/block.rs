use crate::text::Span;

/// A block of rendered Markdown. There is no HTML: raw HTML is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// `## Heading`
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        inlines: Vec<Inline>,
        /// Its line in the rule's raw text.
        span: Span,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// First number of an ordered list; `None` for bullets.
        start: Option<u32>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A block quote.
    Quote(Vec<Block>),
    /// A code block.
    Code {
        /// Language after the fence, empty for none.
        language: String,
        /// The code, without its last newline.
        text: String,
    },
    /// A table.
    Table {
        /// Header cells.
        head: Vec<Vec<Inline>>,
        /// Body rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A thematic break.
    Break,
    /// A plugin's button: `!{investigate{…}}`, `!{osquery{…}}` or a placeholder such as `$investigate_0`.
    Card(Card),
}

/// What an `investigate` or `osquery` button shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// `investigate` or `osquery`
    pub plugin: String,
    /// The button's text.
    pub label: String,
    /// What it is for, empty for none.
    pub description: String,
    /// Its query; for `investigate` one line for each alternative, `{{field}}` as written.
    pub lines: Vec<String>,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// `code`
    Code(String),
    /// **strong**
    Strong(Vec<Inline>),
    /// *emphasis*
    Emphasis(Vec<Inline>),
    /// ~~struck~~
    Struck(Vec<Inline>),
    /// A link; `href` is http, https or mailto.
    Link {
        /// The address.
        href: String,
        /// Its text.
        inlines: Vec<Inline>,
    },
    /// A hard line break.
    LineBreak,
}
