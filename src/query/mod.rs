//! The query languages: each has its lexer, tree and parser; all share the condition tree, the token cursor and the
//! names of colours.
//!
//! Spans in this room are bytes of the *decoded* query text; [`relocate()`] moves messages to the rule's text.

mod condition;
mod cursor;
pub mod eql;
mod highlight;
pub mod kql;
mod relocate;

pub use condition::{Condition, Node, NodeId, NodeKind};
pub use cursor::{Cursor, Token};
pub use highlight::{Highlight, HighlightKind};
pub use relocate::{relocate, relocate_fix};
