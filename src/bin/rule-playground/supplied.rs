//! What is supplied besides rule and events, from the command line's arguments.

use clap::Args;
use rule_playground::session::Workspace;

use crate::files;

/// What some rule types need besides the events.
#[derive(Args)]
pub struct SuppliedArgs {
    /// What happened before the events, for new terms: older events, or {"terms": [["alice"], …], "since": "2024-03-01"}.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    history: Vec<String>,
    /// Indicator documents, for indicator match rules.
    #[arg(long, num_args = 1.., value_name = "FILE")]
    indicators: Vec<String>,
}

impl SuppliedArgs {
    /// Puts it into the workspace, or says what cannot be read.
    pub fn supply(&self, workspace: &mut Workspace) -> Result<(), String> {
        workspace.set_history(files::read_events(&self.history)?.1);
        workspace.set_indicators(files::read_events(&self.indicators)?.1);
        workspace.supplied_problems().into_iter().next().map_or(Ok(()), Err)
    }
}
