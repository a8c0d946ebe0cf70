//! Two versions of a rule over the same events, labels, test cases, and what a pull request needs of them.
//!
//! Everything here is read off evaluations; nothing is decided again. The room knows clauses of any query language as
//! [`Tree`]s and what a version alerts on as a [`Side`]; who evaluates is the session.

mod blame;
mod cases;
mod compare;
mod coverage;
mod dated;
mod diff;
mod facts;
mod hints;
mod labels;
mod pull_request;
mod settings;
mod tree;

pub use cases::{Case, Cases, Expected, NewCase, with_case};
pub use compare::{Change, Comparison, Counts, Difference, LabelCounts, Side, What, compare};
pub use coverage::{Clause, Tally, coverage};
pub use dated::with_updated_date;
pub use diff::unified_diff;
pub use facts::{Facts, WildcardAt, eql_facts, kql_facts};
pub use hints::{Hint, HintKind, hints};
pub use labels::{Label, Labels};
pub use pull_request::{Evidence, Part, Tuned, percent, pull_request};
pub use settings::{Setting, settings};
pub use tree::Tree;
