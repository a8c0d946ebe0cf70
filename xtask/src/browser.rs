//! The browser tests and the Chromium they run in.

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{output, program, root, run, tools_dir};
use crate::step::step;
use crate::{Outcome, tools};

/// Chromium as the systems name it.
const USUAL_PLACES: &[&str] = &[
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/// Runs `tests/browser/*.test.mjs` against `dist/`.
pub fn test() -> Outcome {
    tools::npm_packages()?;
    let chromium = chromium()?;
    let folder = root().join("tests").join("browser");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    // A busy machine makes one of hundreds of waits too short now and then; what is broken fails twice.
    let each = files.iter().filter(|file| {
        let tests = || run_file(file, &chromium);
        tests().or_else(|_| tests()).is_err()
    });
    step("browser tests", || {
        let failed: Vec<_> = each.map(|file| file.display().to_string()).collect();
        if failed.is_empty() { Ok(()) } else { Err(format!("browser tests failed twice in {}", failed.join(", "))) }
    })
}

fn run_file(file: &Path, chromium: &Path) -> Outcome {
    let arguments = ["--test", "--test-reporter=spec", "--test-concurrency=1"];
    run(program("node").args(arguments).arg(file).env("CHROMIUM", chromium))
}

/// A Chromium that starts: the one `CHROMIUM` names, the system's, or one installed now.
pub fn chromium() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        return if starts(&named) {
            Ok(named)
        } else {
            Err(format!("CHROMIUM names {}, which does not start", named.display()))
        };
    }
    if let Some(found) = usual_chromium().or_else(downloaded_chromium) {
        return Ok(found);
    }
    // The package manager needs root; playwright's own download does not.
    let installed = step("Chromium", install_with_apt).ok().and_then(|()| usual_chromium());
    let installed = installed.or_else(|| step("Chromium", download).ok().and_then(|()| downloaded_chromium()));
    installed.ok_or_else(|| {
        "Chromium is missing; install it, or set CHROMIUM to the path of a Chromium or Chrome".to_owned()
    })
}

fn usual_chromium() -> Option<PathBuf> {
    USUAL_PLACES.iter().map(PathBuf::from).find(|path| starts(path))
}

fn downloaded_chromium() -> Option<PathBuf> {
    let script = "console.log(require('playwright-core').chromium.executablePath())";
    let path = output(program("node").args(["--eval", script]).env("PLAYWRIGHT_BROWSERS_PATH", browsers_dir()))?;
    Some(PathBuf::from(path)).filter(|path| starts(path))
}

fn install_with_apt() -> Outcome {
    if output(program("id").arg("-u")).as_deref() != Some("0") {
        return Err("apt-get needs root".to_owned());
    }
    run(program("apt-get").args(["update", "-qq"]))?;
    run(program("apt-get").args(["install", "-y", "-qq", "chromium"]).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn download() -> Outcome {
    run(program("playwright-core").args(["install", "chromium"]).env("PLAYWRIGHT_BROWSERS_PATH", browsers_dir()))
}

fn browsers_dir() -> PathBuf {
    tools_dir().join("browsers")
}

fn starts(chromium: &Path) -> bool {
    chromium.to_str().is_some_and(|path| chromium.is_file() && output(program(path).arg("--version")).is_some())
}
