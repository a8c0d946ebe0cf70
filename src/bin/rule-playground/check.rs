//! `check`: rule files, or folders of them.

use std::rc::Rc;

use clap::Args;
use rule_playground::cloudtrail::vocabulary::{Vocabulary, native};
use rule_playground::session::{Input, Workspace};
use serde::Serialize;

use crate::output::PrintedDiagnostic;
use crate::{Format, Outcome, files};

/// Check rule files.
#[derive(Args)]
pub struct Check {
    /// Rule files, folders (read recursively), or `-`.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<String>,
    /// How the messages are printed.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// One rule file and what is said about it.
#[derive(Serialize)]
struct Checked {
    path: String,
    diagnostics: Vec<PrintedDiagnostic>,
}

impl Check {
    /// Prints every message; the outcome is `false` exactly when one is an error.
    pub fn execute(self) -> Outcome {
        let vocabulary = Rc::new(native::vocabulary());
        let mut checked = Vec::new();
        for path in &self.paths {
            for file in files::expand(path, &[".toml"])? {
                checked.push(Checked { diagnostics: check(&file, &vocabulary)?, path: file });
            }
        }
        match self.format {
            Format::Json => println!("{}", serde_json::to_string_pretty(&checked).map_err(|error| error.to_string())?),
            Format::Text => print_text(&checked),
        }
        Ok(checked.iter().flat_map(|file| &file.diagnostics).all(|diagnostic| !diagnostic.is_error()))
    }
}

fn check(path: &str, vocabulary: &Rc<Vocabulary>) -> Result<Vec<PrintedDiagnostic>, String> {
    let mut workspace = Workspace::default();
    workspace.set_vocabulary(vocabulary.clone());
    workspace.set_rule(Input::Rule(&files::read_text(path)?));
    // Without events nothing can be said about what they lack.
    let diagnostics = workspace.rule_diagnostics();
    Ok(diagnostics.iter().map(|diagnostic| PrintedDiagnostic::new(&workspace, diagnostic, path, &[])).collect())
}

fn print_text(checked: &[Checked]) {
    for diagnostic in checked.iter().flat_map(|file| &file.diagnostics) {
        println!("{}", diagnostic.line());
    }
    let with_errors = checked.iter().filter(|file| file.diagnostics.iter().any(PrintedDiagnostic::is_error));
    let files = if checked.len() == 1 { "file" } else { "files" };
    println!("{} {files} read, {} with errors", checked.len(), with_errors.count());
}
