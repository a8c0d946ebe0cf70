//! `check`: rule files, or folders of them.

mod fix;
mod formats;

use std::rc::Rc;

use clap::{Args, ValueEnum};
use rule_playground::check::Tables;
use rule_playground::cloudtrail::vocabulary::{Vocabulary, native};
use rule_playground::diagnostic::{Diagnostic, Severity};
use rule_playground::session::{Input, Workspace};
use serde::Serialize;

use crate::output::PrintedDiagnostic;
use crate::{Outcome, files};

/// Check rule files.
#[derive(Args)]
pub struct Check {
    /// Rule files, folders (read recursively), or `-`.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<String>,
    /// How the messages are printed.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The mildest message that makes the exit status 1.
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    deny: Deny,
    /// Make the changes that are mechanical, in place; the rest of the file stays as it is.
    #[arg(long)]
    fix: bool,
    /// A folder or file with the rules as they were: a changed rule needs a new `updated_date`.
    #[arg(long, value_name = "PATH")]
    base: Option<String>,
    /// Print how often each code is said, instead of the messages.
    #[arg(long)]
    count: bool,
}

/// So few files are not worth another thread.
const FEW: usize = 50;

/// How the messages are printed.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// A line for each message.
    #[default]
    Text,
    /// An array of files with their messages.
    Json,
    /// Commands that GitHub shows in a pull request.
    Github,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML, a test case for each file.
    Junit,
}

/// The mildest message that makes the exit status 1.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Deny {
    /// Errors only.
    #[default]
    Error,
    /// Warnings as well.
    Warning,
    /// Every message.
    Info,
}

/// One rule file and what is said about it.
#[derive(Serialize)]
struct Checked {
    path: String,
    diagnostics: Vec<PrintedDiagnostic>,
    #[serde(skip)]
    worst: Option<Severity>,
}

/// What the checks read besides the rule.
struct Checker {
    vocabulary: Rc<Vocabulary>,
    tables: Rc<Tables>,
    base: Option<String>,
    today: String,
}

impl Check {
    /// Prints every message; the outcome is `false` exactly when one is as bad as `--deny` says.
    pub fn execute(self) -> Outcome {
        let mut wanted = Vec::new();
        for path in &self.paths {
            for file in files::expand(path, &[".toml"])? {
                let below = file.strip_prefix(path.as_str()).unwrap_or(&file).trim_start_matches('/').to_owned();
                wanted.push((file, below));
            }
        }
        let checked = self.all(&wanted)?;
        if self.count {
            formats::count(&checked);
        } else {
            match self.format {
                Format::Json => {
                    println!("{}", serde_json::to_string_pretty(&checked).map_err(|error| error.to_string())?);
                }
                Format::Text => formats::text(&checked),
                Format::Github => formats::github(&checked),
                Format::Sarif => formats::sarif(&checked)?,
                Format::Junit => formats::junit(&checked, self.deny.severity()),
            }
        }
        Ok(checked.iter().all(|file| file.worst.is_none_or(|worst| worst > self.deny.severity())))
    }
}

impl Check {
    /// Checks the files, some on each processor, and keeps their order.
    fn all(&self, wanted: &[(String, String)]) -> Result<Vec<Checked>, String> {
        let threads =
            std::thread::available_parallelism().map_or(1, usize::from).min(wanted.len().div_ceil(FEW)).max(1);
        let parts = wanted.chunks(wanted.len().div_ceil(threads).max(1));
        std::thread::scope(|scope| {
            let running: Vec<_> = parts.map(|part| scope.spawn(|| self.part(part))).collect();
            let mut checked = Vec::new();
            for part in running {
                checked.extend(part.join().map_err(|_| "a check crashed".to_owned())??);
            }
            Ok(checked)
        })
    }

    fn part(&self, wanted: &[(String, String)]) -> Result<Vec<Checked>, String> {
        let checker = Checker {
            vocabulary: Rc::new(native::vocabulary()),
            tables: Rc::new(Tables::bundled()),
            base: self.base.clone(),
            today: fix::today(),
        };
        let one = |(file, below): &(String, String)| {
            let mut text = files::read_text(file)?;
            if self.fix {
                text = fix::write(&checker, file, below, text)?;
            }
            Ok(checker.printed(file, below, &text))
        };
        wanted.iter().map(one).collect()
    }
}

impl Deny {
    fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
        }
    }
}

impl Checker {
    /// The rule with everything the checks read, and what they say.
    fn check(&self, path: &str, below: &str, text: &str) -> (Workspace, Vec<Diagnostic>) {
        let mut workspace = Workspace::default();
        workspace.set_vocabulary(self.vocabulary.clone());
        workspace.set_check_tables(Some(self.tables.clone()));
        if path != "-" {
            workspace.set_rule_path(path);
        }
        workspace.set_rule(Input::Rule(text));
        // Without events nothing can be said about what they lack.
        let mut diagnostics = workspace.rule_diagnostics();
        if let Some(before) = self.before(below) {
            diagnostics.extend(rule_playground::check::changed_without_date(
                &workspace.subject(),
                &before,
                Some(&self.today),
            ));
        }
        (workspace, diagnostics)
    }

    /// The rule as it was.
    fn before(&self, below: &str) -> Option<String> {
        let base = self.base.as_ref()?;
        let path = if std::path::Path::new(base).is_dir() { format!("{base}/{below}") } else { base.clone() };
        std::fs::read_to_string(path).ok()
    }

    fn printed(&self, path: &str, below: &str, text: &str) -> Checked {
        let (workspace, found) = self.check(path, below, text);
        let worst = found.iter().map(|diagnostic| diagnostic.severity).min();
        let print = |diagnostic| PrintedDiagnostic::new(&workspace, diagnostic, path, &[]);
        Checked { path: path.to_owned(), diagnostics: found.iter().map(print).collect(), worst }
    }
}
