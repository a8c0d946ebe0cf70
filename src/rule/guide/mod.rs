//! The investigation guide and setup: Markdown to blocks. No HTML is read and none is made.

mod block;
mod linkify;
mod plugin;
mod render;

pub use block::{Block, Card, Inline};
pub use render::{blocks, running_text};

#[cfg(test)]
mod tests;
