//! A detection rule: TOML text to values with places, problems and colours.

mod highlight;
mod model;
pub mod toml;

pub use highlight::{Token, TokenKind, tokens};
pub use model::*;
