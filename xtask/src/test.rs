//! Everything a change has to pass.

use std::time::Instant;

use crate::process::{program, run};
use crate::step::step;
use crate::{Outcome, browser, docs, site, size, tools};

/// A check that is one call of one program.
struct Check {
    name: &'static str,
    program: &'static str,
    arguments: &'static str,
}

const CHECKS: &[Check] = &[
    Check { name: "formatting (Rust)", program: "cargo", arguments: "fmt --all --check" },
    Check { name: "formatting and lints (page)", program: "biome", arguments: "ci --error-on-warnings" },
    Check { name: "types (page)", program: "tsc", arguments: "--noEmit" },
    Check { name: "types (browser tests)", program: "tsc", arguments: "--noEmit --project tests/browser" },
    Check {
        name: "lints (native)",
        program: "cargo",
        arguments: "clippy --quiet --workspace --all-targets --all-features -- --deny warnings",
    },
    Check {
        name: "lints (wasm32)",
        program: "cargo",
        arguments: "clippy --quiet --target wasm32-unknown-unknown --lib --bin engine_worker -- --deny warnings",
    },
    Check { name: "tests (Rust)", program: "cargo", arguments: "test --workspace --all-features" },
];

/// Runs every check, builds the page and the book, and tries both in a browser; stops at the first that fails.
pub fn test() -> Outcome {
    let start = Instant::now();
    tools::rust_components()?;
    tools::wasm_target()?;
    tools::npm_packages()?;
    for check in CHECKS {
        step(check.name, || run(program(check.program).args(check.arguments.split(' '))))?;
    }
    site::build()?;
    step("sizes", size::size)?;
    docs::book()?;
    browser::test()?;
    println!("   {:<30}{:>7.1} s", "everything passed", start.elapsed().as_secs_f64());
    Ok(())
}
