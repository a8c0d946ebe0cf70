//! What decides the mapping, from the command line's arguments.

use std::rc::Rc;

use clap::Args;
use rule_playground::cloudtrail::enrichment::Enrichment;
use rule_playground::cloudtrail::user_agent::native;
use rule_playground::cloudtrail::{MappingOptions, Retain};
use rule_playground::diagnostic::Severity;
use rule_playground::text::LineIndex;

use crate::files;

/// What decides the mapping, besides the records.
#[derive(Args)]
pub struct MappingArgs {
    /// JSON file: address or CIDR block to {"geo": {…}, "as": {…}}.
    #[arg(long, value_name = "FILE")]
    enrichment: Option<String>,
    /// Document tags, in place of those the integration's policy sets (forwarded, aws-cloudtrail, actor_target_mapping).
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    tags: Option<Vec<String>>,
}

impl MappingArgs {
    /// The options they stand for, or the sentence that says what is wrong with the enrichment file.
    pub fn options(&self, retain: Retain) -> Result<MappingOptions, String> {
        Ok(MappingOptions {
            tags: self.tags.as_ref().map(|tags| tags.iter().filter(|tag| !tag.is_empty()).cloned().collect()),
            retain,
            enrichment: self.enrichment.as_deref().map(read_enrichment).transpose()?.unwrap_or_default(),
            user_agents: Some(Rc::new(native::parser())),
        })
    }
}

/// The enrichment in a JSON file, or the sentence that says what is wrong with it.
pub fn read_enrichment(path: &str) -> Result<Enrichment, String> {
    let text = files::read_text(path)?;
    let (enrichment, diagnostics) = Enrichment::from_json(&text);
    let Some(problem) = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error) else {
        return Ok(enrichment);
    };
    let start = problem.place.map_or(0, |place| place.span.start);
    let at = LineIndex::new(&text).line_column(&text, start);
    let shape = r#"expected {"ADDRESS or CIDR block": {"geo": {…}, "as": {…}}}"#;
    Err(format!("{path}:{}:{}: {}; {shape}", at.line, at.column, problem.message))
}
