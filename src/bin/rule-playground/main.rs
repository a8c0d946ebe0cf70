//! The command line: the page's engine for scripts and CI.
//!
//! Exit status 0: it ran; 1: an invalid rule, unreadable records, a test that fails or pairs that differ; 2: wrong usage.
#![forbid(unsafe_code)]

mod check;
mod compare;
mod conformance;
mod explain;
mod files;
mod findings;
mod mapping;
mod normalize;
mod output;
mod request;
mod run;
mod supplied;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Does this Elastic detection rule match these CloudTrail events, and why (not)?
#[derive(Parser)]
#[command(name = "rule-playground", version = output::versions(), max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Evaluate a rule or a query over events.
    Run(Box<run::Run>),
    /// Print the ECS document of each event, one a line.
    Normalize(normalize::Normalize),
    /// Check rule files.
    Check(check::Check),
    /// Compare the mapping with documents the integration made.
    Conformance(conformance::Conformance),
    /// Run the test cases beside rules.
    Test(test::Test),
    /// Compare two versions of a rule over the same events.
    Compare(Box<compare::Compare>),
    /// Print a rule as an Elasticsearch request, for Dev Tools or curl.
    Request(request::Request),
}

/// How the answer is printed.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Whether everything could be read and evaluated, or the sentence that says what stands in the way of running at all.
type Outcome = Result<bool, String>;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Command::Run(run) => run.execute(),
        Command::Normalize(normalize) => normalize.execute(),
        Command::Check(check) => check.execute(),
        Command::Conformance(conformance) => conformance.execute(),
        Command::Test(test) => test.execute(),
        Command::Compare(compare) => compare.execute(),
        Command::Request(request) => request.execute(),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}
