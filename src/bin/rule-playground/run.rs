//! `run`: a rule or a query over events.

use std::rc::Rc;

use clap::{Args, ValueEnum};
use rule_playground::cloudtrail::vocabulary::native;
use rule_playground::rule::Language;
use rule_playground::session::{Answer, Input, Verdict, Workspace};
use rule_playground::time::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::mapping::MappingArgs;
use crate::output::PrintedDiagnostic;
use crate::{Format, Outcome, files};

/// Evaluate a rule or a query over events.
#[derive(Args)]
pub struct Run {
    #[command(flatten)]
    input: InputArgs,
    /// The language of `--query`.
    #[arg(long, value_enum, requires = "query", required_unless_present = "rule")]
    language: Option<LanguageArg>,
    /// Files of events, folders, or `-`: JSON, NDJSON, CloudTrail log files, also gzip.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    events: Vec<String>,
    /// The time the rule runs at, RFC 3339; without it each event is judged as of its arrival.
    #[arg(long, value_name = "RFC3339", value_parser = parse_now)]
    now: Option<Timestamp>,
    #[command(flatten)]
    mapping: MappingArgs,
    /// How the answer is printed.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct InputArgs {
    /// The rule, TOML; `-` reads standard input.
    #[arg(long, value_name = "RULE.toml")]
    rule: Option<String>,
    /// A query instead of a rule.
    #[arg(long, value_name = "TEXT")]
    query: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum LanguageArg {
    Kuery,
    Eql,
    Esql,
}

fn parse_now(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "not an RFC 3339 time such as 2026-01-31T12:00:00Z".to_owned())
}

/// The JSON answer.
#[derive(Serialize)]
struct Printed {
    rule: PrintedRule,
    verdict: &'static str,
    events: u32,
    matched: Vec<u32>,
    undecided: Vec<u32>,
    alerts: Vec<PrintedAlert>,
    diagnostics: Vec<PrintedDiagnostic>,
}

#[derive(Serialize)]
struct PrintedRule {
    name: Option<String>,
    rule_id: Option<String>,
    #[serde(rename = "type")]
    rule_type: Option<&'static str>,
    language: Option<&'static str>,
}

#[derive(Serialize)]
struct PrintedAlert {
    events: Vec<u32>,
    fields: Map<String, Value>,
}

impl Run {
    /// Prints the answer.
    pub fn execute(self) -> Outcome {
        let (event_paths, texts) = files::read_events(&self.events)?;
        let mut workspace = Workspace::default();
        workspace.set_vocabulary(Rc::new(native::vocabulary()));
        workspace.set_mapping(self.mapping.options(Default::default())?);
        workspace.set_now(self.now);
        workspace.set_events(texts);
        let rule_path = match (&self.input.rule, &self.input.query) {
            (Some(path), _) => {
                workspace.set_rule(Input::Rule(&files::read_text(path)?));
                path.clone()
            }
            (None, query) => {
                let query = query.as_deref().unwrap_or_default();
                workspace.set_rule(Input::Query(query, self.language.unwrap_or(LanguageArg::Kuery).into()));
                "query".to_owned()
            }
        };
        let diagnostics = workspace.diagnostics();
        let printed = Printed {
            diagnostics: diagnostics
                .iter()
                .map(|diagnostic| PrintedDiagnostic::new(&workspace, diagnostic, &rule_path, &event_paths))
                .collect(),
            rule: PrintedRule::of(&workspace),
            ..Printed::of(&workspace.outcome().answer)
        };
        match self.format {
            Format::Json => println!("{}", serde_json::to_string_pretty(&printed).map_err(|error| error.to_string())?),
            Format::Text => print_text(&printed, &workspace.outcome().answer.sentence),
        }
        Ok(printed.verdict != word(Verdict::Invalid) && workspace.is_sound())
    }
}

fn print_text(printed: &Printed, sentence: &str) {
    for diagnostic in &printed.diagnostics {
        println!("{}", diagnostic.line());
    }
    println!("{}: {sentence}", printed.verdict);
    for (title, events) in [("matched", &printed.matched), ("undecided", &printed.undecided)] {
        if !events.is_empty() {
            let events: Vec<String> = events.iter().map(u32::to_string).collect();
            println!("  {title}: {}", events.join(" "));
        }
    }
}

impl Printed {
    fn of(answer: &Answer) -> Self {
        Self {
            rule: PrintedRule { name: None, rule_id: None, rule_type: None, language: None },
            verdict: word(answer.verdict),
            events: answer.matched.len(),
            matched: answer.matched.ones().collect(),
            undecided: answer.undecided.ones().collect(),
            alerts: answer
                .alerts
                .iter()
                .map(|alert| PrintedAlert {
                    events: alert.events.clone(),
                    fields: alert.fields.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect(),
                })
                .collect(),
            diagnostics: Vec::new(),
        }
    }
}

impl PrintedRule {
    fn of(workspace: &Workspace) -> Self {
        let rule = &workspace.rule().rule;
        Self {
            name: rule.name.as_ref().map(|name| name.value.clone()),
            rule_id: rule.rule_id.as_ref().map(|id| id.value.clone()),
            rule_type: rule.rule_type.as_ref().map(|rule_type| rule_type.value.as_str()),
            language: rule.language.as_ref().map(|language| language.value.as_str()),
        }
    }
}

impl From<LanguageArg> for Language {
    fn from(language: LanguageArg) -> Self {
        match language {
            LanguageArg::Kuery => Self::Kuery,
            LanguageArg::Eql => Self::Eql,
            LanguageArg::Esql => Self::Esql,
        }
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Match => "match",
        Verdict::NoMatch => "no_match",
        Verdict::Undecided => "undecided",
        Verdict::Invalid => "invalid",
    }
}
