//! The registry: one file for each room that speaks, one table row for each kind of message.

pub mod enrichment;
pub mod eql;
pub mod events;
pub mod json;
pub mod kql;
pub mod mapping;
pub mod rule;
pub mod rule_types;

use super::Code;

/// Every code there is, by room.
pub fn all() -> impl Iterator<Item = &'static Code> {
    [rule::ALL, kql::ALL, eql::ALL, json::ALL, events::ALL, mapping::ALL, enrichment::ALL, rule_types::ALL]
        .into_iter()
        .flatten()
        .copied()
}

/// Declares codes as constants and collects them in `ALL`, so that none can be forgotten.
macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal, $severity:ident, $title:literal, $explanation:literal, $example:expr;)*) => {
        $(
            $(#[doc = $doc])*
            #[doc = $explanation]
            pub static $name: crate::diagnostic::Code = crate::diagnostic::Code {
                id: $id,
                severity: crate::diagnostic::Severity::$severity,
                title: $title,
                explanation: $explanation,
                example: $example,
            };
        )*
        /// Every code of this file, in order.
        pub(super) static ALL: &[&crate::diagnostic::Code] = &[$(&$name),*];
    };
}
use codes;
