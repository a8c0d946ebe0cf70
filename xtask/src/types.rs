//! What is written from the engine's own tables: the TypeScript types of the boundary, and the sentences the page loads apart.

use crate::Outcome;
use crate::process::{program, run};

/// Writes `www/engine/wire.d.ts` from `src/wire`, and `src/assist/said.txt` from the tables of keys and codes.
pub fn write() -> Outcome {
    run(program("cargo")
        .args(["test", "--quiet", "--test", "wire_types", "--test", "said"])
        .env("UPDATE_WIRE_TYPES", "1"))
}
