//! The TypeScript types of the boundary.

use crate::Outcome;
use crate::process::{program, run};

/// Writes `www/engine/wire.d.ts` from `src/wire`.
pub fn write() -> Outcome {
    run(program("cargo").args(["test", "--quiet", "--test", "wire_types"]).env("UPDATE_WIRE_TYPES", "1"))
}
