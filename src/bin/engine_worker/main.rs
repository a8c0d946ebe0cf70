//! The engine as a web worker: messages in, reports out, no logic.
#![forbid(unsafe_code)]
fn main() {}
