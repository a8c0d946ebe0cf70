//! `conformance`: the mapping against documents that the integration's own pipeline made.

use std::path::Path;
use std::rc::Rc;

use clap::Args;
use rule_playground::cloudtrail::conformance::{Difference, Pair, Settings, compare};
use rule_playground::cloudtrail::enrichment::Enrichment;
use rule_playground::cloudtrail::user_agent::{UserAgentParser, native};

use crate::mapping::read_enrichment;
use crate::{Outcome, files};

/// Compare the mapping with documents the integration made: `NAME.log` with `NAME.log-expected.json`.
#[derive(Args)]
pub struct Conformance {
    /// The folder of pairs, such as the integration's `_dev/test/pipeline`. `INDEX.json`, `enrichment.json` and
    /// `NAME.log-config.yml` are read where they exist.
    #[arg(long, value_name = "DIR")]
    pairs: String,
}

const LOG: &str = ".log";
const EXPECTED: &str = ".log-expected.json";
const CONFIG: &str = ".log-config.yml";
const INDEX: &str = "INDEX.json";
const ENRICHMENT: &str = "enrichment.json";

impl Conformance {
    /// Prints a line for each pair and one for each difference; the outcome is `true` where all are equal.
    pub fn execute(self) -> Outcome {
        let folder = Folder(Path::new(&self.pairs));
        let names = folder.names()?;
        let enrichment = match folder.path(ENRICHMENT) {
            Some(path) => read_enrichment(&path)?,
            None => Enrichment::default(),
        };
        let index = folder.text(INDEX)?;
        let user_agents: Rc<dyn UserAgentParser> = Rc::new(native::parser());
        let (mut documents, mut equal) = (0, 0);
        for name in &names {
            let log = folder.required(&format!("{name}{LOG}"))?;
            let expected = folder.required(&format!("{name}{EXPECTED}"))?;
            let settings = match (&index, folder.text(&format!("{name}{CONFIG}"))?) {
                (Some(index), _) => Settings::of(index, name),
                (None, Some(config)) => Settings::of_config(&config),
                (None, None) => Settings::default(),
            };
            let pair = Pair { name, log: &log, expected: &expected, settings };
            let outcome = compare(&pair, &enrichment, Some(user_agents.clone()));
            print(name, outcome.documents, &outcome.differences);
            documents += outcome.documents;
            equal += usize::from(outcome.differences.is_empty());
        }
        println!("{equal} of {} equal, {} compared", count(names.len(), "pair"), count(documents, "document"));
        Ok(equal == names.len())
    }
}

fn print(name: &str, documents: usize, differences: &[Difference]) {
    let verdict = match differences.len() {
        0 => "equal".to_owned(),
        some => count(some, "difference"),
    };
    println!("{name}: {}, {verdict}", count(documents, "document"));
    for difference in differences {
        let path = if difference.path.is_empty() { "the document" } else { &difference.path };
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "absent".to_owned());
        let (expected, found) = (value(&difference.expected), value(&difference.found));
        println!("  line {}: {path}: expected {expected}, found {found}", difference.line);
    }
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The folder the pairs stand in.
struct Folder<'p>(&'p Path);

impl Folder<'_> {
    /// The names of the pairs, sorted: every log that has its documents beside it.
    fn names(&self) -> Result<Vec<String>, String> {
        let shown = self.0.display();
        let entries = std::fs::read_dir(self.0).map_err(|error| format!("cannot read {shown}: {error}"))?;
        let mut names: Vec<String> = entries
            .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(LOG)?.to_owned()))
            .filter(|name| self.path(&format!("{name}{EXPECTED}")).is_some())
            .collect();
        names.sort();
        if names.is_empty() {
            return Err(format!("{shown} has no pair: a NAME{LOG} with its NAME{EXPECTED}"));
        }
        Ok(names)
    }

    fn path(&self, file: &str) -> Option<String> {
        let path = self.0.join(file);
        path.is_file().then(|| path.to_string_lossy().into_owned())
    }

    fn text(&self, file: &str) -> Result<Option<String>, String> {
        self.path(file).map(|path| files::read_text(&path)).transpose()
    }

    fn required(&self, file: &str) -> Result<String, String> {
        files::read_text(&self.0.join(file).to_string_lossy())
    }
}
