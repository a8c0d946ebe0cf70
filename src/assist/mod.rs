//! Help while a rule is written: what may stand at the cursor, and what stands there means.
//!
//! Works from tokens, not from trees: while a word is being typed nothing around it can be parsed.

mod eql;
mod fields;
mod hover;
mod item;
mod keys;
mod kql;
mod language;
mod notes;
mod origin;
mod outline;
mod piece;
mod providers;
mod query;
mod rank;
mod seen;
mod site;
mod write;

pub use hover::{Hover, hover};
pub use item::{Completions, Item, ItemKind};
pub use notes::Notes;
pub use seen::{Seen, seen, text};

use crate::cloudtrail::vocabulary::Vocabulary;
use crate::events::Store;
use crate::rule::Rule;
use crate::text::Span;
use outline::outline;
use site::Site;

/// What is known where help is asked for.
pub struct Known<'w> {
    /// The rule's text.
    pub text: &'w str,
    /// The rule as far as it could be read.
    pub rule: &'w Rule,
    /// The events, for the fields and values they have.
    pub events: &'w mut Store,
    /// Services and actions that CloudTrail knows.
    pub vocabulary: Option<&'w Vocabulary>,
    /// What fields and functions mean.
    pub notes: Option<&'w Notes>,
}

/// What may be written at byte `offset` of the rule's text, best first; `None` where nothing is known to fit.
pub fn complete(known: &mut Known<'_>, offset: u32) -> Option<Completions> {
    let outline = outline(known.text, offset);
    let found = match Site::at(known, &outline, offset) {
        Site::Key(place) => keys::keys(known, &outline, &place),
        Site::Header(span) => keys::headers(known, span),
        Site::Value(place) => keys::values(known, &outline, &place),
        Site::Query(place) => query::complete(known, &place),
        Site::Nothing => return None,
    };
    (!found.items.is_empty()).then_some(found)
}

/// Parts of a rule's text that may be folded away, from the end of their first line on, by place.
pub fn folds(text: &str) -> Vec<Span> {
    outline(text, 0).folds
}
