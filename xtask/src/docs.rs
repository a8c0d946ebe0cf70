//! The documentation as a site of its own, with the playground beside it so that its rules run.

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{program, root, run};
use crate::step::step;
use crate::{Outcome, site, tools};

/// What mdBook copies along, as it does every file of the folder, though only it needs them.
const FOR_MDBOOK: &[&str] = &["book.toml", "theme/head.hbs", "theme/book.css"];

/// Leaves the book in `target/docs/` and the page, as in `dist/`, in `target/docs/playground/`.
pub fn docs() -> Outcome {
    site::build()?;
    book()?;
    println!("   the book is in {}", folder().display());
    Ok(())
}

/// The same, with the page as it is in `dist/`.
pub fn book() -> Outcome {
    tools::mdbook()?;
    let book = folder();
    step("book", || {
        run(program("mdbook").args(["build", "docs"]))?;
        for name in FOR_MDBOOK {
            let path = book.join(name);
            fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        copy(&root().join("dist"), &book.join("playground"))
    })
}

fn folder() -> PathBuf {
    root().join("target").join("docs")
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Outcome {
    let said = |path: &Path| {
        let path = path.display().to_string();
        move |error: std::io::Error| format!("{path}: {error}")
    };
    fs::create_dir_all(to).map_err(said(to))?;
    for entry in fs::read_dir(from).map_err(said(from))? {
        let path = entry.map_err(said(from))?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name)).map_err(said(&path))?;
        }
    }
    Ok(())
}
