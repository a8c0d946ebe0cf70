//! `run`: a rule or a query over events.

use std::rc::Rc;

use clap::{Args, ValueEnum};
use rule_playground::cloudtrail::vocabulary::native;
use rule_playground::rule::Language;
use rule_playground::session::{self, EqlFields, Input, Verdict, Workspace};
use rule_playground::time::Timestamp;
use rule_playground::tuning::{Clause, Tally};
use rule_playground::wire;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::explain::Explain;
use crate::mapping::MappingArgs;
use crate::output::{self, PrintedDiagnostic};
use crate::supplied::SuppliedArgs;
use crate::{Format, Outcome, files, findings};

/// Evaluate a rule or a query over events.
#[derive(Args)]
pub struct Run {
    #[command(flatten)]
    input: InputArgs,
    /// The language of `--query`.
    #[arg(long, value_enum, requires = "query", required_unless_present_any = ["rule", "rules"])]
    language: Option<LanguageArg>,
    /// Files of events, folders, or `-`: JSON, NDJSON, CloudTrail log files, also gzip.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    events: Vec<String>,
    /// The time the rule runs at, RFC 3339; without it each event is judged as of its arrival.
    #[arg(long, value_name = "RFC3339", value_parser = output::parse_now)]
    now: Option<Timestamp>,
    /// EQL: the field of the event category, `event.category` without it.
    #[arg(long, value_name = "FIELD")]
    category_field: Option<String>,
    /// EQL: the field events are ordered by, `@timestamp` without it.
    #[arg(long, value_name = "FIELD")]
    timestamp_field: Option<String>,
    /// EQL: the field that orders events of the same time; without it their order in the input does.
    #[arg(long, value_name = "FIELD")]
    tiebreaker_field: Option<String>,
    #[command(flatten)]
    mapping: MappingArgs,
    #[command(flatten)]
    supplied: SuppliedArgs,
    /// Print the tree of the query: for the event with this index, or without one for all events.
    #[arg(long, value_name = "INDEX", num_args = 0..=1, default_missing_value = "all", value_parser = Explain::parse)]
    explain: Option<Explain>,
    /// Also print for each part of the query how many events decide on it.
    #[arg(long)]
    coverage: bool,
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
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    query: Option<String>,
    /// Every rule in a folder, recursively: one answer each.
    #[arg(long, value_name = "DIR")]
    rules: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum LanguageArg {
    Kuery,
    Eql,
    Esql,
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
    /// Groups, terms, results of jobs, indicators or sequences; left out where the rule looks at each event on its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    findings: Option<wire::FindingsReport>,
    /// With `--explain` only: the lines of the tree.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Vec<String>>,
    /// With `--coverage` only: every part of the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<Vec<PrintedClause>>,
}

/// One part of the query over all events.
#[derive(Serialize)]
struct PrintedClause {
    text: String,
    step: usize,
    depth: u32,
    negated: bool,
    holds: u32,
    fails: u32,
    unknown: u32,
    /// Only it excludes them.
    alone: u32,
    /// They match, and would not without it.
    needed: u32,
}

impl PrintedClause {
    fn new(clause: &Clause) -> Self {
        let Tally { holds, fails, unknown, alone, needed } = clause.tally;
        let Clause { text, tree, depth, negated, .. } = clause.clone();
        Self { text, step: tree, depth, negated, holds, fails, unknown, alone, needed }
    }

    fn line(&self) -> String {
        let never = match (self.holds, self.fails, self.unknown) {
            (0, _, 0) => "  never true",
            (_, 0, 0) => "  never false",
            _ => "",
        };
        let indent = "  ".repeat(self.depth as usize);
        let not = if self.negated { "not " } else { "" };
        format!(
            "{:>7} true {:>7} false {:>7} decided  {indent}{not}{}{never}",
            self.holds,
            self.fails,
            self.alone + self.needed,
            self.text
        )
    }
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
        workspace.set_eql_fields(EqlFields {
            category: self.category_field.clone(),
            timestamp: self.timestamp_field.clone(),
            tiebreaker: self.tiebreaker_field.clone(),
        });
        workspace.set_events(texts);
        self.supplied.supply(&mut workspace)?;
        if let Some(folder) = &self.input.rules {
            return self.run_folder(folder, &mut workspace, &event_paths);
        }
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
        let coverage = self.coverage.then(|| workspace.coverage());
        let printed = Printed {
            coverage: coverage.map(|clauses| clauses.iter().map(PrintedClause::new).collect()),
            explanation: self.explain.map(|explain| explain.lines(&mut workspace)),
            ..Printed::of(&mut workspace, &rule_path, &event_paths)
        };
        match self.format {
            Format::Json => print_json(&printed)?,
            Format::Text => print_text(&printed, workspace.outcome()),
        }
        Ok(printed.verdict != output::word(Verdict::Invalid) && workspace.is_sound())
    }

    /// Runs every rule of a folder over the same events: as JSON an array of answers, as text a table.
    fn run_folder(&self, folder: &str, workspace: &mut Workspace, event_paths: &[String]) -> Outcome {
        let mut answers = Vec::new();
        let mut sound = true;
        for path in files::expand(folder, &[".toml"])? {
            workspace.set_rule(Input::Rule(&files::read_text(&path)?));
            let answer = Printed::of(workspace, &path, event_paths);
            sound &= answer.verdict != output::word(Verdict::Invalid) && workspace.is_sound();
            if self.format == Format::Text {
                println!(
                    "{:<9} {:>7} of {} match, {} undecided  {path}",
                    answer.verdict,
                    answer.matched.len(),
                    answer.events,
                    answer.undecided.len()
                );
            }
            answers.push(answer);
        }
        if self.format == Format::Json {
            print_json(&answers)?;
        }
        Ok(sound)
    }
}

fn print_json(value: &impl Serialize) -> Result<(), String> {
    println!("{}", serde_json::to_string_pretty(value).map_err(|error| error.to_string())?);
    Ok(())
}

fn print_text(printed: &Printed, outcome: &session::Outcome) {
    for diagnostic in &printed.diagnostics {
        println!("{}", diagnostic.line());
    }
    println!("{}: {}", printed.verdict, outcome.answer.sentence);
    println!("  {}", outcome.window);
    for (title, events) in [("matched", &printed.matched), ("undecided", &printed.undecided)] {
        if !events.is_empty() {
            let events: Vec<String> = events.iter().map(u32::to_string).collect();
            println!("  {title}: {}", events.join(" "));
        }
    }
    if printed.explanation.is_some() {
        printed.findings.iter().flat_map(findings::lines).for_each(|line| println!("{line}"));
    }
    for clause in printed.coverage.iter().flatten() {
        println!("{}", clause.line());
    }
    for line in printed.explanation.iter().flatten() {
        println!("{line}");
    }
}

impl Printed {
    fn of(workspace: &mut Workspace, rule_path: &str, event_paths: &[String]) -> Self {
        let diagnostics = workspace.diagnostics();
        let diagnostics = diagnostics.iter();
        let diagnostics = diagnostics
            .map(|diagnostic| PrintedDiagnostic::new(workspace, diagnostic, rule_path, event_paths))
            .collect();
        let rule = PrintedRule::of(workspace);
        let findings = wire::findings(workspace);
        let answer = &workspace.outcome().answer;
        Self {
            rule,
            verdict: output::word(answer.verdict),
            events: answer.matched.len(),
            matched: answer.matched.ones().collect(),
            undecided: answer.undecided.ones().collect(),
            alerts: answer
                .alerts()
                .iter()
                .map(|alert| PrintedAlert {
                    events: alert.events.clone(),
                    fields: alert.fields.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect(),
                })
                .collect(),
            diagnostics,
            findings,
            explanation: None,
            coverage: None,
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
