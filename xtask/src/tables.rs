//! The committed tables that are made from other people's packages.

use crate::Outcome;
use crate::process::{program, run};

/// Writes `src/cloudtrail/user_agent/patterns.txt` from the npm package `uap-core`.
pub fn write() -> Outcome {
    run(program("node").arg("www/tools/pack-user-agents.mjs"))
}
