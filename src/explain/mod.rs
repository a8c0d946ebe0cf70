//! Why: the tree of a query with each part's answer for one event, what decided, near misses, and what can never match.
//!
//! This is the only room with English sentences about verdicts. Everything here is read off an
//! [`Evaluation`](crate::eval::Evaluation); nothing is decided again, so explanation and verdict cannot disagree.

mod contradiction;
pub mod eql;
mod event;
mod near_miss;
pub mod not_evaluated;
mod part;
mod payload;
mod reason;
pub mod rule_types;
mod sentence;
mod values;
mod verdict;
pub mod vocabulary;
mod what_if;

pub use contradiction::contradictions;
pub use event::{Explanation, Mark, explain};
pub use near_miss::{NearMiss, NearMissKind, near_misses};
pub use part::{Found, FoundState, Part, Reason};
pub use verdict::{Verdict, VerdictKind, verdict};
