use serde::Serialize;
use tsify::Tsify;

use super::Range;

/// A block of rendered Markdown. There is no HTML: raw HTML is text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// `## Heading`
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        inlines: Vec<Inline>,
        /// Where it stands in the rule's text.
        range: Range,
    },
    /// A paragraph.
    Paragraph {
        /// Its text.
        inlines: Vec<Inline>,
    },
    /// A list.
    List {
        /// First number of an ordered list; absent for bullets.
        #[tsify(optional)]
        start: Option<u32>,
        /// Its items.
        #[tsify(type = "Block[][]")]
        items: Vec<Vec<Block>>,
    },
    /// A block quote.
    Quote {
        /// What is quoted.
        #[tsify(type = "Block[]")]
        blocks: Vec<Block>,
    },
    /// A code block.
    Code {
        /// Language after the fence, empty for none.
        language: String,
        /// The code.
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
    /// An `!{investigate{…}}` or `!{osquery{…}}` block, or its `$investigate_0` placeholder.
    Card {
        /// `investigate` or `osquery`
        plugin: String,
        /// Its label.
        label: String,
        /// Its description, empty for none.
        description: String,
        /// Its query, one line each: for `investigate` one line an alternative.
        lines: Vec<String>,
    },
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Inline {
    /// Text.
    Text {
        /// The text.
        text: String,
    },
    /// `code`
    Code {
        /// The code.
        text: String,
    },
    /// **strong**
    Strong {
        /// Inside.
        #[tsify(type = "Inline[]")]
        inlines: Vec<Inline>,
    },
    /// *emphasis*
    Emphasis {
        /// Inside.
        #[tsify(type = "Inline[]")]
        inlines: Vec<Inline>,
    },
    /// ~~struck~~
    Struck {
        /// Inside.
        #[tsify(type = "Inline[]")]
        inlines: Vec<Inline>,
    },
    /// A link; `href` is http, https or mailto.
    Link {
        /// The address.
        href: String,
        /// Its text.
        #[tsify(type = "Inline[]")]
        inlines: Vec<Inline>,
    },
    /// A hard line break.
    LineBreak,
}
