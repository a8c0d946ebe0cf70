//! The sizes the page is held to.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::Outcome;
use crate::process::root;

/// A part of `dist/` with what it may have, in bytes after gzip.
struct Part {
    name: &'static str,
    /// What it shall have in the end.
    aim: usize,
    /// What it must not grow over: the aim once it is reached, until then a little more than it has (docs/performance.md); to be
    /// lowered with each gain.
    limit: usize,
    holds: fn(&str) -> bool,
}

const PARTS: [Part; 3] = [
    // What a first answer waits for: KQL and the whole mapping (www/engine/split.mjs).
    Part { name: "engine, first part", aim: 250_000, limit: 250_000, holds: |path| path == "engine_worker_bg.wasm" },
    Part { name: "engine, all of it", aim: 350_000, limit: 549_000, holds: is_engine },
    Part { name: "everything else", aim: 300_000, limit: 300_000, holds: |path| !is_engine(path) },
];

fn is_engine(path: &str) -> bool {
    path.starts_with("engine_")
}

/// Prints raw and gzip sizes of every file of `dist/` and fails where a part is over its limit.
pub fn size() -> Outcome {
    let dist = root().join("dist");
    let mut paths = Vec::new();
    collect(&dist, &mut paths).map_err(|error| format!("dist/ cannot be read ({error}); run `cargo xtask build`"))?;
    paths.sort();
    let mut over = Vec::new();
    println!("{:<40}{:>10}{:>10}", "", "raw", "gzip");
    for part in PARTS {
        let (mut raw, mut gzip) = (0, 0);
        for path in &paths {
            let name = path.strip_prefix(&dist).unwrap_or(path).to_string_lossy().replace('\\', "/");
            if !(part.holds)(&name) {
                continue;
            }
            let sizes = measure(path).map_err(|error| format!("{name}: {error}"))?;
            println!("{name:<40}{:>10}{:>10}", sizes.raw, sizes.gzip);
            raw += sizes.raw;
            gzip += sizes.gzip;
        }
        println!("{:<40}{raw:>10}{gzip:>10}  of {} allowed, aim {}", part.name, part.limit, part.aim);
        if gzip > part.limit {
            over.push(format!("{} is {gzip} bytes after gzip, {} over its limit", part.name, gzip - part.limit));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(over.join("; ")) }
}

struct Sizes {
    raw: usize,
    gzip: usize,
}

fn measure(path: &Path) -> io::Result<Sizes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let raw = io::copy(&mut File::open(path)?, &mut encoder)?;
    Ok(Sizes { raw: usize::try_from(raw).unwrap_or(usize::MAX), gzip: encoder.finish()?.len() })
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
