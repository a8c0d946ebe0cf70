//! A detection rule: TOML text to values with places, problems and colours.

mod build;
pub mod guide;
mod highlight;
mod input;
mod model;
mod parse;
pub mod schema;
pub mod toml;

pub use highlight::{Token, TokenKind, tokens};
pub use input::LARGEST;
pub use model::*;
pub use parse::{Parsed, from_query, parse};
