//! Kibana filters of a rule: Query DSL beside the query, all of which must hold.
//!
//! A filter is `{meta: {negate, disabled}, query: {…}}`; a disabled one is left out, a negated one must not hold.
//! <https://github.com/elastic/kibana/tree/main/src/platform/packages/shared/kbn-es-query>

mod decide;
mod pattern;
mod read;

pub use decide::decide;
pub use read::{Filters, read};

use self::pattern::Pattern;
use crate::ecs::FieldPath;
use crate::query::kql::Leaf;

/// A clause of Query DSL.
#[derive(Clone, Debug)]
enum Clause {
    /// `match_all`
    All,
    /// `bool`: all of the first, none of the second, and at least so many of the third.
    Bool { must: Vec<Clause>, must_not: Vec<Clause>, should: Vec<Clause>, least: usize },
    /// `exists`, `term`, `match`, `match_phrase`, and each bound of `range`: the same questions KQL asks.
    Leaf(Box<Leaf>),
    /// `wildcard` and `prefix`.
    Pattern(FieldPath, Pattern),
    /// A kind of clause that is not evaluated here.
    Unsupported,
}
