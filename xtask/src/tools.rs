//! What the project needs besides Rust and Node: looked for, and installed into the project where it is missing.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::process::{output, program, root, run, tools_dir};
use crate::step::step;

const TRUNK: &str = "0.21.14";
const JAQ: &str = "3.1.2";
const MDBOOK: &str = "0.5.4";
/// What rolldown takes.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Everything that building the page takes.
pub fn for_building() -> Outcome {
    wasm_target()?;
    npm_packages()?;
    cargo_tool("trunk", TRUNK, &[])?;
    cargo_tool("wasm-bindgen-cli", &wasm_bindgen_version()?, &[])
}

/// A peer of the benchmarks; `jq` is measured, too, where the system has it.
pub fn jaq() -> Outcome {
    cargo_tool("jaq", JAQ, &[])
}

/// Makes the book of `docs/`; without its own server and watcher, which are half of it.
pub fn mdbook() -> Outcome {
    cargo_tool("mdbook", MDBOOK, &["--no-default-features", "--features", "search"])
}

/// The standard library for wasm32.
pub fn wasm_target() -> Outcome {
    let target = "wasm32-unknown-unknown";
    let library = output(program("rustc").args(["--print", "target-libdir", "--target", target]));
    if library.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if output(program("rustup").arg("--version")).is_none() {
        return Err(format!(
            "the Rust target {target} is missing; install rustup (https://rustup.rs), or the target with your system's Rust"
        ));
    }
    step("wasm target", || run(program("rustup").args(["target", "add", target])))
}

/// rustfmt and clippy, which a minimal Rust leaves out.
pub fn rust_components() -> Outcome {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output(program("cargo").args([command, "--version"])).is_some() {
            continue;
        }
        if output(program("rustup").arg("--version")).is_none() {
            return Err(format!(
                "{component} is missing; install it with rustup (https://rustup.rs) or with your system's Rust"
            ));
        }
        step(component, || run(program("rustup").args(["component", "add", component])))?;
    }
    Ok(())
}

/// The npm packages, exactly as `package-lock.json` names them.
pub fn npm_packages() -> Outcome {
    node()?;
    let wanted = fs::read(root().join("package-lock.json")).map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = root().join("node_modules").join(".installed-package-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    step("npm packages", || {
        run(program("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
        fs::write(&stamp, &wanted).map_err(|error| format!("{}: {error}", stamp.display()))
    })
}

fn node() -> Outcome {
    let wanted = format!("Node {}.{} or newer (https://nodejs.org)", OLDEST_NODE.0, OLDEST_NODE.1);
    let Some(version) = output(program("node").arg("--version")) else {
        return Err(format!("Node is missing; install {wanted}"));
    };
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|number| number.parse::<u32>().ok());
    if numbers.next().zip(numbers.next()).is_none_or(|found| found < OLDEST_NODE) {
        return Err(format!("Node {version} is too old; install {wanted}"));
    }
    if output(program("npm").arg("--version")).is_none() {
        return Err("npm is missing; install it with Node (https://nodejs.org)".to_owned());
    }
    Ok(())
}

/// A program from crates.io in exactly this version, in `.tools/bin`.
fn cargo_tool(package: &str, version: &str, features: &[&str]) -> Outcome {
    let name = package.trim_end_matches("-cli");
    let installed = tools_dir().join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let found = installed.to_str().and_then(|path| output(program(path).arg("--version")));
    if found.is_some_and(|line| line.split_whitespace().any(|word| word.trim_start_matches('v') == version)) {
        return Ok(());
    }
    step(&format!("{package} {version}"), || {
        run(program("cargo")
            .args(["install", "--quiet", "--locked", "--root"])
            .arg(tools_dir())
            .args(features)
            .arg(format!("{package}@{version}")))
    })
}

/// The command line tool must have the version of the crate, down to the last number.
fn wasm_bindgen_version() -> Outcome<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let package = lock.split("[[package]]").find(|package| package.contains("name = \"wasm-bindgen\"\n"));
    let version = package.and_then(|package| package.split("version = \"").nth(1)?.split('"').next());
    version.map(str::to_owned).ok_or_else(|| "Cargo.lock names no version of wasm-bindgen".to_owned())
}
