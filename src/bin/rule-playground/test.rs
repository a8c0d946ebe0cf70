//! `test`: the test cases beside rules.

use std::path::Path;
use std::rc::Rc;

use clap::{Args, ValueEnum};
use rule_playground::cloudtrail::user_agent::native;
use rule_playground::session::{CaseResult, Input, Workspace};
use rule_playground::tuning::Cases;
use serde::Serialize;

use crate::output::{self, PrintedDiagnostic};
use crate::{Outcome, files};

/// Run the test cases beside rules.
#[derive(Args)]
pub struct Test {
    /// Files of test cases (`NAME.cases.json`, beside `NAME.toml`), or folders of them.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<String>,
    /// How the results are printed.
    #[arg(long, value_enum, default_value_t)]
    format: TestFormat,
}

/// How the results are printed.
#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum TestFormat {
    /// For people.
    #[default]
    Text,
    /// For CI: JUnit's XML.
    Junit,
    /// For programs.
    Json,
}

/// One file of test cases.
#[derive(Serialize)]
struct Tested {
    path: String,
    rule: String,
    cases: Vec<PrintedCase>,
    diagnostics: Vec<PrintedDiagnostic>,
}

#[derive(Serialize)]
struct PrintedCase {
    name: String,
    expected: &'static str,
    found: &'static str,
    passed: bool,
    why: String,
    sentence: String,
    line: u32,
}

const ENDING: &str = ".cases.json";

impl Test {
    /// Prints every result; the outcome is `false` where a case fails or a file of cases has an error.
    pub fn execute(self) -> Outcome {
        let mut tested = Vec::new();
        for path in &self.paths {
            let found = files::expand(path, &[ENDING])?;
            if found.is_empty() {
                return Err(format!("{path} has no file that ends as {ENDING}"));
            }
            for file in found {
                tested.push(test(file)?);
            }
        }
        match self.format {
            TestFormat::Text => print_text(&tested),
            TestFormat::Junit => print!("{}", junit(&tested)),
            TestFormat::Json => {
                println!("{}", serde_json::to_string_pretty(&tested).map_err(|error| error.to_string())?)
            }
        }
        Ok(tested.iter().all(Tested::is_good))
    }
}

impl Tested {
    fn is_good(&self) -> bool {
        self.cases.iter().all(|case| case.passed) && !self.diagnostics.iter().any(PrintedDiagnostic::is_error)
    }
}

fn test(path: String) -> Result<Tested, String> {
    let text = files::read_text(&path)?;
    let rule = rule_of(&path, &Cases::read(&text).rule)?;
    let mut workspace = Workspace::default();
    workspace.set_user_agents(Rc::new(native::parser()));
    workspace.set_rule(Input::Rule(&files::read_text(&rule)?));
    workspace.set_cases(&text);
    let results = workspace.case_results().to_vec();
    let cases = results.iter().map(|result| PrintedCase::new(&workspace, result)).collect();
    let diagnostics = workspace.case_diagnostics();
    let diagnostics = diagnostics.iter().map(|problem| PrintedDiagnostic::new(&workspace, problem, &path, &[]));
    Ok(Tested { diagnostics: diagnostics.collect(), cases, rule, path })
}

/// The rule that a file of cases names, or the one beside it.
fn rule_of(path: &str, named: &str) -> Result<String, String> {
    if !named.is_empty() {
        let folder = Path::new(path).parent().unwrap_or(Path::new(""));
        return Ok(folder.join(named).to_string_lossy().into_owned());
    }
    let stem = path.strip_suffix(ENDING);
    stem.map(|stem| format!("{stem}.toml"))
        .ok_or_else(|| format!("{path} does not end as {ENDING} and names no `rule`"))
}

impl PrintedCase {
    fn new(workspace: &Workspace, result: &CaseResult) -> Self {
        Self {
            name: result.case.name.clone(),
            expected: result.case.expected.as_str(),
            found: output::word(result.found),
            passed: result.passed(),
            why: result.case.why.clone(),
            sentence: result.sentence.clone(),
            line: output::line_of_case(workspace, &result.case),
        }
    }

    fn failure(&self) -> String {
        format!("expected {}, found {}: {}", self.expected, self.found, self.sentence)
    }
}

fn print_text(tested: &[Tested]) {
    for file in tested {
        for diagnostic in &file.diagnostics {
            println!("{}", diagnostic.line());
        }
        for case in file.cases.iter().filter(|case| !case.passed) {
            println!("{}:{}: `{}` failed: {}", file.path, case.line, case.name, case.failure());
            if !case.why.is_empty() {
                println!("    why: {}", case.why);
            }
        }
    }
    let cases = || tested.iter().flat_map(|file| &file.cases);
    let files = if tested.len() == 1 { "file" } else { "files" };
    let passed = cases().filter(|case| case.passed).count();
    println!("{passed} of {} cases pass, in {} {files}", cases().count(), tested.len());
}

fn junit(tested: &[Tested]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for file in tested {
        let errors: Vec<String> =
            file.diagnostics.iter().filter(|problem| problem.is_error()).map(PrintedDiagnostic::line).collect();
        let failures = file.cases.iter().filter(|case| !case.passed).count();
        out.push_str(&format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"{}\">\n",
            escaped(&file.path),
            file.cases.len() + errors.len(),
            errors.len()
        ));
        for case in &file.cases {
            let head = format!("    <testcase classname=\"{}\" name=\"{}\"", escaped(&file.rule), escaped(&case.name));
            out.push_str(&match case.passed {
                true => format!("{head}/>\n"),
                false => format!(
                    "{head}><failure message=\"{}\">{}</failure></testcase>\n",
                    escaped(&case.failure()),
                    escaped(&case.why)
                ),
            });
        }
        for error in errors {
            let head = format!("    <testcase classname=\"{}\" name=\"the file itself\">", escaped(&file.rule));
            out.push_str(&format!("{head}<error message=\"{}\"/></testcase>\n", escaped(&error)));
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// Text as it may stand in XML; control characters have no place there.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
