//! Two versions of a rule over the same events, labels, test cases, and what a pull request needs of them.
//!
//! Everything here is read off evaluations; nothing is decided again. The room knows clauses of any query language as
//! [`Tree`]s and what a version alerts on as a [`Side`]; who evaluates is the session.

mod blame;
mod compare;
mod coverage;
mod facts;
mod labels;
mod settings;
mod tree;

pub use compare::{Change, Comparison, Counts, Difference, LabelCounts, Side, What, compare};
pub use coverage::{Clause, Tally, coverage};
pub use facts::{Facts, WildcardAt, eql_facts, kql_facts};
pub use labels::{Label, Labels};
pub use settings::{Setting, settings};
pub use tree::Tree;
