//! Files and standard input, unpacked where they are gzip.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use flate2::read::MultiGzDecoder;
use rule_playground::events::SourceText;

/// The bytes of a file, `-` being standard input. Gzip with any number of members is unpacked, whatever the name.
pub fn read(path: &str) -> Result<Vec<u8>, String> {
    let bytes = if path == "-" { read_standard_input() } else { fs::read(path) };
    let bytes = bytes.map_err(|error| format!("cannot read {path}: {error}"))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        unpack(&bytes).map_err(|error| format!("cannot unpack {path}: {error}"))
    } else {
        Ok(bytes)
    }
}

/// The text of a file. Bytes that are not UTF-8 stand as U+FFFD, which whoever reads the text reports.
pub fn read_text(path: &str) -> Result<String, String> {
    let bytes = read(path)?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// `path` itself, or, for a folder, the files below it whose name ends as one of `endings`, sorted by path.
pub fn expand(path: &str, endings: &[&str]) -> Result<Vec<String>, String> {
    if path == "-" || !Path::new(path).is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    collect(Path::new(path), endings, &mut found).map_err(|error| format!("cannot read {path}: {error}"))?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, endings, found)?;
        } else if let Some(name) = path.to_str().filter(|name| endings.iter().any(|ending| name.ends_with(ending))) {
            found.push(name.to_owned());
        }
    }
    Ok(())
}

/// Whether standard input was read: what is gone cannot be read again.
static IS_READ: AtomicBool = AtomicBool::new(false);

fn read_standard_input() -> io::Result<Vec<u8>> {
    if IS_READ.swap(true, Ordering::Relaxed) {
        return Err(io::Error::other("standard input can be read once, so `-` can stand for one file only"));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unpack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

/// The endings of files of events in a folder.
const EVENT_ENDINGS: &[&str] = &[".json", ".ndjson", ".jsonl", ".log", ".raw", ".gz"];

/// The events texts under `paths` with their names.
pub fn read_events(paths: &[String]) -> Result<(Vec<String>, Vec<SourceText>), String> {
    let mut names = Vec::new();
    let mut texts = Vec::new();
    for path in paths {
        for file in expand(path, EVENT_ENDINGS)? {
            texts.push(SourceText::from_bytes(file.clone(), read(&file)?));
            names.push(file);
        }
    }
    Ok((names, texts))
}
