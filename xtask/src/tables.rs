//! The committed tables that are made from other people's packages.

use std::path::Path;

use crate::Outcome;
use crate::process::{output, program, run};
use crate::step::step;

/// Names the file that `xtask/tables/fields.py` reads.
const ECS_FIELDS: &str = "ECS_FIELDS";

/// Writes the user-agent patterns from the npm package `uap-core`, the vocabulary of CloudTrail from the Python package
/// `botocore`, and the field table from the file that `ECS_FIELDS` names.
pub fn write() -> Outcome {
    step("user-agent patterns", || run(program("node").arg("www/tools/pack-user-agents.mjs")))?;
    let python = ["python3", "python"].into_iter().find(|name| output(program(name).arg("--version")).is_some());
    let Some(python) = python else {
        return Err("Python is missing; install Python 3.9 or newer with pip (https://www.python.org)".to_owned());
    };
    step("vocabulary", || run(program(python).arg("xtask/tables/vocabulary.py")))?;
    let Some(fields) = std::env::var_os(ECS_FIELDS) else {
        println!(
            "   the field table was left as it is; set {ECS_FIELDS} to a table of the fields of ECS, see xtask/tables/fields.py"
        );
        return Ok(());
    };
    // The script starts in the project's folder, whatever the name is relative to.
    let fields = std::path::absolute(Path::new(&fields)).map_err(|error| format!("{ECS_FIELDS}: {error}"))?;
    step("field table", || run(program(python).arg("xtask/tables/fields.py").arg(fields)))
}
