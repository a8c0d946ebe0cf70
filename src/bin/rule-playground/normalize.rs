//! `normalize`: the ECS document of each event, one a line.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use rule_playground::cloudtrail::Retain;
use rule_playground::events::{SourceText, Store};

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
        let mut store = Store::open(texts, self.mapping.options(retain)?);
        let mut out = io::BufWriter::new(io::stdout().lock());
        for event in 0..store.len() {
            let line = store.document(event).document.to_json_line();
            writeln!(out, "{line}").map_err(|error| format!("cannot write: {error}"))?;
        }
        out.flush().map_err(|error| format!("cannot write: {error}"))?;
        Ok(PrintedDiagnostic::report_events(&store, &paths))
    }
}
