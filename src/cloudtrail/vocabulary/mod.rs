//! Which actions CloudTrail logs for which service: the pairs of `eventSource` and `eventName`, in ECS
//! `event.provider` and `event.action`, that can exist.
//!
//! `operations.txt` has the operations of AWS's service models, packed from botocore by `xtask/tables/vocabulary.py`;
//! `special_cases.txt` what CloudTrail logs besides. They are loaded only when something needs them: natively from the
//! binary, in the browser from a file of their own.

mod dated;
mod lookup;
#[cfg(feature = "cli")]
pub mod native;
mod read;
mod signs;

pub use lookup::{Action, Vocabulary};

/// Where the operations come from.
pub const VOCABULARY_VERSION: &str = "botocore 1.44.5";
