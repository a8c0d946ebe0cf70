//! Starting other programs, from the project's folder and with the project's tools first on the PATH.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

/// The top folder of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Where the project keeps the tools it installs.
pub fn tools_dir() -> PathBuf {
    root().join(".tools")
}

/// A program to run in the project's folder.
pub fn program(name: &str) -> Command {
    let name = if cfg!(windows) && ["npm", "npx", "tsc", "biome"].contains(&name) {
        format!("{name}.cmd")
    } else {
        name.to_owned()
    };
    let mut command = Command::new(name);
    command.current_dir(root()).env("PATH", search_path());
    command
}

/// Runs a program to its end; its output goes where ours goes.
pub fn run(command: &mut Command) -> Outcome {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => {
            let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
            Err(format!("`{name} {}` failed", arguments.join(" ")))
        }
        Err(error) => Err(format!("`{name}` did not start: {error}")),
    }
}

/// What a program prints on standard output, trimmed; `None` where it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn search_path() -> OsString {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let ours = [tools_dir().join("bin"), root().join("node_modules").join(".bin")];
    // A folder whose name cannot stand in a PATH leaves the inherited one.
    std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&inherited))).unwrap_or(inherited)
}
