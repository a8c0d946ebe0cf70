//! The registry: one file for each room that speaks, one table row for each kind of message.

pub mod cases;
pub mod check;
pub mod enrichment;
pub mod eql;
pub mod events;
pub mod json;
pub mod kql;
pub mod mapping;
pub mod rule;
pub mod rule_types;

use super::{Code, Example};

/// Every code there is, by room.
pub fn all() -> impl Iterator<Item = &'static Code> {
    examples().map(|(code, _)| code)
}

/// Every code with input that raises it, by room. Apart from the codes, so that the page does not carry the examples.
pub fn examples() -> impl Iterator<Item = (&'static Code, &'static Example)> {
    let rooms = [
        rule::ALL,
        kql::ALL,
        eql::ALL,
        json::ALL,
        events::ALL,
        mapping::ALL,
        enrichment::ALL,
        rule_types::ALL,
        cases::ALL,
    ];
    rooms.into_iter().chain(check::ALL.iter().copied()).flatten().map(|(code, example)| (*code, example))
}

/// Declares codes as constants and collects them in `ALL`, so that none can be forgotten. The page carries no sentences: it has
/// no use for titles, and explanations come with the notes (`assist::Notes`).
macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal, $severity:ident, $title:literal, $explanation:literal, $example:expr;)*) => {
        $(
            $(#[doc = $doc])*
            #[doc = $explanation]
            pub static $name: crate::diagnostic::Code = crate::diagnostic::Code {
                id: $id,
                severity: crate::diagnostic::Severity::$severity,
                title: if cfg!(target_arch = "wasm32") { "" } else { $title },
                explanation: if cfg!(target_arch = "wasm32") { "" } else { $explanation },
            };
        )*
        /// Every code of this file with its example, in order.
        pub(super) static ALL: &[(&crate::diagnostic::Code, crate::diagnostic::Example)] = &[$((&$name, $example)),*];
    };
}
use codes;
