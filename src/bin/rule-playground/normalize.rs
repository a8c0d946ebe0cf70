//! `normalize`: the ECS document of each event, one a line.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use rule_playground::cloudtrail::Retain;
use rule_playground::session::Workspace;

use crate::mapping::MappingArgs;
use crate::output::PrintedDiagnostic;
use crate::{Outcome, files};

/// Print the ECS document of each event, one a line.
#[derive(Args)]
pub struct Normalize {
    /// Files of events, folders, or `-`.
    #[arg(required = true, value_name = "FILE")]
    events: Vec<String>,
    #[command(flatten)]
    mapping: MappingArgs,
    /// The policy's setting for the copies of request and response payloads.
    #[arg(long, value_enum, default_value_t)]
    retain: RetainArg,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum RetainArg {
    #[default]
    All,
    Flattened,
    Keyword,
    Minimal,
    None,
}

impl Normalize {
    /// Prints the documents on standard output and messages on standard error.
    pub fn execute(self) -> Outcome {
        let retain = match self.retain {
            RetainArg::All => Retain::All,
            RetainArg::Flattened => Retain::Flattened,
            RetainArg::Keyword => Retain::Keyword,
            RetainArg::Minimal => Retain::Minimal,
            RetainArg::None => Retain::None,
        };
        let (paths, texts) = files::read_events(&self.events)?;
        let mut workspace = Workspace::default();
        workspace.set_mapping(self.mapping.options(retain)?);
        workspace.set_events(texts);
        let mut out = io::BufWriter::new(io::stdout().lock());
        for event in 0..workspace.events().len() {
            let line = workspace.events_mut().document(event).document.to_json_line();
            writeln!(out, "{line}").map_err(|error| format!("cannot write: {error}"))?;
        }
        out.flush().map_err(|error| format!("cannot write: {error}"))?;
        let problems = workspace.events().diagnostics().iter();
        let problems: Vec<_> =
            problems.map(|problem| PrintedDiagnostic::new(&workspace, problem, "", &paths)).collect();
        problems.iter().for_each(|problem| eprintln!("{}", problem.line()));
        Ok(!problems.iter().any(PrintedDiagnostic::is_error))
    }
}
