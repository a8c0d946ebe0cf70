//! How fast the engine is, natively and in Chromium; see docs/performance.md.

use crate::process::{program, run};
use crate::step::step;
use crate::{Outcome, browser, site, tools};

/// Prints the tables. The texts are made from the corpus (`RULE_PLAYGROUND_CORPUS`) once and kept in `target/bench/`.
pub fn bench() -> Outcome {
    tools::npm_packages()?;
    let chromium = browser::chromium()?;
    tools::jaq()?;
    step("native", || run(program("cargo").args(["bench", "--quiet", "--bench", "speed"])))?;
    site::build()?;
    step("Chromium", || run(program("node").arg("benches/browser/main.mjs").env("CHROMIUM", &chromium)))?;
    step("loading", || run(program("node").arg("benches/browser/load.mjs").env("CHROMIUM", &chromium)))?;
    step("ten frames", || run(program("node").arg("benches/browser/frames.mjs").env("CHROMIUM", &chromium)))
}
