//! Building the static site.

use crate::process::{program, run};
use crate::step::step;
use crate::{Outcome, tools};

/// Leaves the site, and nothing else, in `dist/`.
pub fn build() -> Outcome {
    tools::for_building()?;
    step("page", || run(program("trunk").args(["--quiet", "build"])))
}
