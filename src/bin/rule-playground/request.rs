//! `request`: the rule for the user's own Elasticsearch.

use clap::Args;
use rule_playground::session::{Input, Workspace};

use crate::{Outcome, files};

/// Print a rule as an Elasticsearch request.
#[derive(Args)]
pub struct Request {
    /// Rule file, or `-`.
    #[arg(long, value_name = "FILE")]
    rule: String,
    /// For a shell instead of Kibana's Dev Tools.
    #[arg(long)]
    curl: bool,
}

impl Request {
    /// Prints the request, and on the error output what it leaves out; the outcome is `false` where there is none.
    pub fn execute(self) -> Outcome {
        let mut workspace = Workspace::default();
        workspace.set_rule(Input::Rule(&files::read_text(&self.rule)?));
        let request = workspace.request();
        let text = if self.curl { request.curl() } else { request.dev_tools() };
        print!("{text}");
        for note in &request.notes {
            eprintln!("{note}");
        }
        Ok(!text.is_empty())
    }
}
