//! What the commands print: the JSON shapes of the documentation and their text form.

use rule_playground::cloudtrail::vocabulary::VOCABULARY_VERSION;
use rule_playground::diagnostic::{Diagnostic, Severity, SourceId};
use rule_playground::session::{Verdict, Workspace};
use rule_playground::time::Timestamp;
use rule_playground::tuning::Case;
use serde::Serialize;

/// `--version`: the engine and the tables it carries.
pub fn versions() -> &'static str {
    static TEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    TEXT.get_or_init(|| {
        let versions = rule_playground::session::Versions::current();
        format!(
            "{} (aws integration {}, ECS {}, {}, {VOCABULARY_VERSION})",
            versions.engine, versions.integration, versions.ecs, versions.user_agents
        )
    })
}

/// A message as it is printed.
#[derive(Serialize)]
pub struct PrintedDiagnostic {
    pub code: &'static str,
    pub severity: &'static str,
    pub message: String,
    /// `rule` or `events`.
    source: &'static str,
    pub path: String,
    /// From 1; `null` where there is no text to point at.
    pub line: Option<u32>,
    /// From 1, in characters.
    pub column: Option<u32>,
    #[serde(skip)]
    pub notes: Vec<String>,
}

impl PrintedDiagnostic {
    /// A message of `workspace`; `rule_path` and `event_paths` name its texts.
    pub fn new(workspace: &Workspace, diagnostic: &Diagnostic, rule_path: &str, event_paths: &[String]) -> Self {
        let source = diagnostic.place.map_or(SourceId::Rule, |place| place.source);
        let (name, path) = match source {
            SourceId::Rule => ("rule", rule_path),
            SourceId::Events(index) => ("events", event_paths.get(index as usize).map_or("", String::as_str)),
            SourceId::Enrichment => ("enrichment", ""),
            SourceId::Cases => ("cases", rule_path),
        };
        let start = diagnostic
            .place
            .map(|place| workspace.located(place.source).line_column(workspace.text(place.source), place.span.start));
        Self {
            code: diagnostic.code.id,
            severity: severity(diagnostic.severity),
            message: diagnostic.message.clone(),
            source: name,
            path: path.to_owned(),
            line: start.map(|start| start.line),
            column: start.map(|start| start.column),
            notes: diagnostic.notes.clone(),
        }
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == severity(Severity::Error)
    }

    /// One line for people, in the form editors and CI logs link: `path:line:column: severity[code]: message`.
    pub fn line(&self) -> String {
        let place = match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}", self.path),
            _ => self.path.clone(),
        };
        let notes: String = self.notes.iter().map(|note| format!("\n    {note}")).collect();
        format!("{place}: {}[{}]: {}{notes}", self.severity, self.code, self.message)
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// A time of the command line.
pub fn parse_now(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "not an RFC 3339 time such as 2026-01-31T12:00:00Z".to_owned())
}

/// A verdict in one word.
pub fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Match => "match",
        Verdict::NoMatch => "no_match",
        Verdict::Undecided => "undecided",
        Verdict::Invalid => "invalid",
    }
}

/// The line a test case begins at.
pub fn line_of_case(workspace: &Workspace, case: &Case) -> u32 {
    let (source, text) = (SourceId::Cases, workspace.text(SourceId::Cases));
    workspace.located(source).line_column(text, case.span.start).line
}
