//! Does this Elastic detection rule match these CloudTrail events, and why (not)?
//!
//! The rooms, lowest first; each may use only what stands before it (`tests/architecture.rs` checks the arrows):
//! [`number`], [`order`], [`text`], [`diagnostic`], [`json`], [`time`], [`pattern`], [`ecs`], [`cloudtrail`], [`events`],
//! [`rule`], [`query`], [`assist`], [`check`], [`eval`], [`explain`], [`redact`], [`tuning`], [`session`], [`wire`].
#![forbid(unsafe_code)]

pub mod assist;
pub mod check;
pub mod cloudtrail;
pub mod diagnostic;
pub mod ecs;
pub mod eval;
pub mod events;
pub mod explain;
pub mod json;
pub mod number;
pub mod order;
pub mod pattern;
pub mod query;
pub mod redact;
pub mod rule;
pub mod session;
pub mod text;
pub mod time;
pub mod tuning;
pub mod wire;
