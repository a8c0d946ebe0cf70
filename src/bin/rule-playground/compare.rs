//! `compare`: two versions of a rule over the same events.

use clap::{Args, ValueEnum};
use rule_playground::session::{Compared, Input, Reason, Workspace};
use rule_playground::time::Timestamp;
use rule_playground::tuning::{Change, Counts, Hint, Label, Labels};
use serde_json::{Value, json};

use crate::mapping::MappingArgs;
use crate::supplied::SuppliedArgs;
use crate::{Outcome, files, output};

/// Compare two versions of a rule over the same events.
#[derive(Args)]
pub struct Compare {
    /// The rule before.
    old: String,
    /// The rule as it is to be.
    new: String,
    /// Files of events, folders, or `-`.
    #[arg(long, required = true, num_args = 1.., value_name = "FILE")]
    events: Vec<String>,
    /// What is known of the events: {"true_positive": [0, "an event id"], "false_positive": […]}.
    #[arg(long, value_name = "FILE")]
    labels: Option<String>,
    /// The time the rule runs at, RFC 3339; without it each event is judged as of its arrival.
    #[arg(long, value_name = "RFC3339", value_parser = output::parse_now)]
    now: Option<Timestamp>,
    #[command(flatten)]
    mapping: MappingArgs,
    #[command(flatten)]
    supplied: SuppliedArgs,
    /// Markdown: the `updated_date` to set, `YYYY/MM/DD`; without it the one the rule has.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Markdown: a link to what the author sees.
    #[arg(long, value_name = "URL", default_value = "")]
    link: String,
    /// How the comparison is printed.
    #[arg(long, value_enum, default_value_t)]
    format: CompareFormat,
}

/// How the comparison is printed.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum CompareFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For a pull request.
    Markdown,
}

impl Compare {
    /// Prints the comparison; the outcome is `false` where one of the two cannot be evaluated.
    pub fn execute(self) -> Outcome {
        let (_, texts) = files::read_events(&self.events)?;
        let mut workspace = Workspace::default();
        workspace.set_mapping(self.mapping.options(Default::default())?);
        workspace.set_now(self.now);
        workspace.set_events(texts);
        self.supplied.supply(&mut workspace)?;
        workspace.set_rule(Input::Rule(&files::read_text(&self.new)?));
        let old = files::read_text(&self.old)?;
        if old.trim().is_empty() {
            return Err(format!("{} is empty", self.old));
        }
        workspace.set_previous(&old);
        if let Some(path) = &self.labels {
            let labels = Labels::read(&files::read_text(path)?, &workspace.event_ids());
            workspace.set_labels(labels.map_err(|problem| format!("{path}: {problem}"))?);
        }
        let Some(compared) = workspace.compared() else {
            let before = workspace.previous_problem().map(|problem| format!("{}: {problem}", self.old));
            let problem = before.unwrap_or_else(|| format!("{}: {}", self.new, workspace.outcome().answer.sentence));
            eprintln!("{problem}");
            return Ok(false);
        };
        match self.format {
            CompareFormat::Text => print_text(&compared, &workspace.hints()),
            CompareFormat::Json => println!("{:#}", json(&compared, &workspace.hints())),
            CompareFormat::Markdown => {
                let own = workspace.rule().rule.metadata.updated_date.as_ref().map(|date| date.value.clone());
                let date = self.date.or(own).unwrap_or_default();
                print!("{}", workspace.pull_request(&date, &self.link, &self.new).markdown);
            }
        }
        Ok(true)
    }
}

fn print_text(compared: &Compared, hints: &[Hint]) {
    println!("{}", compared.sentence);
    for setting in &compared.settings {
        match setting.before.len() + setting.after.len() > 100 {
            true => println!("  {} changed", setting.key),
            false => println!("  {}: {} -> {}", setting.key, shown(&setting.before), shown(&setting.after)),
        }
    }
    let found = &compared.comparison;
    for (verb, change, reasons) in [("lost", &found.lost, &compared.lost), ("gained", &found.gained, &compared.gained)]
    {
        if change.events.count() == 0 {
            continue;
        }
        println!("{verb}: {}", numbers(change.events.ones()));
        for (difference, reason) in change.reasons.iter().zip(reasons) {
            println!(
                "  {:>5} by {}, {} of them by it alone: {}",
                difference.events.count(),
                reason.text,
                difference.alone,
                reason.sentence
            );
        }
    }
    for hint in hints {
        println!("hint: {}. {}", hint.message, hint.note);
    }
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "not set" } else { text }
}

fn numbers(events: impl Iterator<Item = u32>) -> String {
    events.map(|event| event.to_string()).collect::<Vec<_>>().join(" ")
}

fn json(compared: &Compared, hints: &[Hint]) -> Value {
    let found = &compared.comparison;
    let labels = found.labels.iter().map(|counts| {
        let name = match counts.label {
            Label::TruePositive => "true_positive",
            Label::FalsePositive => "false_positive",
            Label::None => "none",
        };
        json!({ "label": name, "total": counts.total, "alerts": of(&counts.alerts), "events": of(&counts.events) })
    });
    let settings =
        compared.settings.iter().map(|one| json!({ "key": one.key, "before": one.before, "after": one.after }));
    json!({
        "sentence": compared.sentence,
        "alerts": of(&found.alerts),
        "events": of(&found.events),
        "labels": labels.collect::<Vec<_>>(),
        "settings": settings.collect::<Vec<_>>(),
        "kept": found.kept.ones().collect::<Vec<_>>(),
        "lost": change(&found.lost, &compared.lost),
        "gained": change(&found.gained, &compared.gained),
        "hints": hints.iter().map(|hint| json!({ "message": hint.message, "note": hint.note, "events": hint.events.ones().collect::<Vec<_>>() })).collect::<Vec<_>>(),
    })
}

fn of(counts: &Counts) -> Value {
    let reduction = counts.reduction().map(|tenths| tenths as f64 / 10.0);
    json!({ "before": counts.before, "after": counts.after, "kept": counts.kept, "gained": counts.gained, "lost": counts.lost, "reduction": reduction })
}

fn change(change: &Change, reasons: &[Reason]) -> Value {
    let reasons = change.reasons.iter().zip(reasons).map(|(difference, reason)| {
        json!({ "text": reason.text, "sentence": reason.sentence, "alone": difference.alone, "events": difference.events.ones().collect::<Vec<_>>() })
    });
    json!({ "events": change.events.ones().collect::<Vec<_>>(), "reasons": reasons.collect::<Vec<_>>() })
}
