use crate::diagnostic::{Diagnostic, Place, SourceId};
use crate::events::SourceText;
use crate::json::decode_string;
use crate::session::tuning::version::trees;
use crate::session::{LocatedText, Verdict, Workspace};
use crate::text::Span;
use crate::tuning::{self, Case, Cases, Expected, NewCase, Tally, coverage};

/// The open file of test cases.
#[derive(Default)]
pub(in crate::session) struct CasesFile {
    pub text: String,
    pub located: LocatedText,
    read: Cases,
    /// A workspace for each case, with its events; made on first use.
    runs: Vec<Workspace>,
    /// What the rule as it stands makes of them.
    results: Option<Vec<CaseResult>>,
}

/// How a case fares.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// The case.
    pub case: Case,
    /// What the rule answers.
    pub found: Verdict,
    /// The same in one sentence.
    pub sentence: String,
    /// Number of events.
    pub events: u32,
    /// How often each part of the query had which answer, in the order of [`Workspace::coverage`].
    pub tallies: Vec<Tally>,
}

impl CaseResult {
    /// Whether the verdict is the expected one.
    pub fn passed(&self) -> bool {
        let expected = match self.case.expected {
            Expected::Match => Verdict::Match,
            Expected::NoMatch => Verdict::NoMatch,
            Expected::Undecided => Verdict::Undecided,
        };
        self.found == expected
    }
}

impl CasesFile {
    /// Another rule is to be tested.
    pub fn rule_changed(&mut self) {
        self.results = None;
    }

    /// The mapping of events has changed.
    pub fn mapping_changed(&mut self) {
        self.runs.clear();
        self.results = None;
    }

    /// What is wrong with the file and the events in it.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut diagnostics = self.read.diagnostics.clone();
        for (run, case) in self.runs.iter().zip(&self.read.cases) {
            for problem in run.events.diagnostics() {
                let mut problem = problem.clone();
                if let Some(place) = &mut problem.place {
                    *place = Place { source: SourceId::Cases, span: place.span.shifted(case.events.start) };
                }
                diagnostics.push(problem);
            }
        }
        diagnostics
    }
}

impl Workspace {
    /// Replaces the test cases by those of a file's text; an empty text has none.
    pub fn set_cases(&mut self, text: &str) {
        self.tuning.cases = CasesFile { text: text.to_owned(), read: Cases::read(text), ..CasesFile::default() };
    }

    /// What is wrong with the file of test cases and the events in it.
    pub fn case_diagnostics(&mut self) -> Vec<Diagnostic> {
        self.case_results();
        self.tuning.cases.diagnostics()
    }

    /// What was read of the file of test cases.
    pub fn cases(&self) -> &Cases {
        &self.tuning.cases.read
    }

    /// The rule over the events of every test case.
    pub fn case_results(&mut self) -> &[CaseResult] {
        if self.tuning.cases.read.cases.is_empty() { &[] } else { self.run_cases() }
    }

    #[inline(never)]
    fn run_cases(&mut self) -> &[CaseResult] {
        let mut file = std::mem::take(&mut self.tuning.cases);
        if file.runs.is_empty() {
            file.runs = file.read.cases.iter().map(|case| self.run_of(case, &file.text)).collect();
        }
        if file.results.is_none() {
            let mut results = Vec::new();
            for (run, case) in file.runs.iter_mut().zip(&file.read.cases) {
                run.take_rule_of(self);
                let answer = &run.outcome().answer;
                let (found, sentence, events) = (answer.verdict, answer.sentence.clone(), answer.matched.len());
                let tallies = run.coverage().iter().map(|clause| clause.tally).collect();
                results.push(CaseResult { found, sentence, events, tallies, case: case.clone() });
            }
            file.results = Some(results);
        }
        self.tuning.cases = file;
        self.tuning.cases.results.as_deref().unwrap_or_default()
    }

    /// The file of test cases with one more at its end, made of open events. The sentence says why that cannot be.
    pub fn with_case(
        &self,
        (name, why): (&str, &str),
        expected: Expected,
        events: &[u32],
    ) -> Result<String, &'static str> {
        let events: Vec<String> = events.iter().filter_map(|event| self.record_text(*event)).collect();
        let enrichment = self.text(SourceId::Enrichment);
        let case = NewCase { name, why, expected, events: &events, now: self.now(), enrichment };
        tuning::with_case(&self.tuning.cases.text, &case)
    }

    /// One record as JSON, freed of the string it may stand in.
    pub fn record_text(&self, event: u32) -> Option<String> {
        let record = self.events.record(event)?;
        let text = self.events.text(record.source);
        Some(match record.embedded {
            true => decode_string(text, record.span).text().to_owned(),
            false => record.span.of(text).to_owned(),
        })
    }

    /// A workspace with what a case is given. Nothing of this one's events and addresses is in it, so that a case has the
    /// same verdict everywhere.
    fn run_of(&self, case: &Case, text: &str) -> Self {
        let source = |span: Span| vec![SourceText { name: case.name.clone(), text: span.of(text).to_owned() }];
        let mut run = Self::default();
        if let Some(parser) = &self.mapping().user_agents {
            run.set_user_agents(parser.clone());
        }
        if let Some(span) = case.enrichment {
            run.set_enrichment(span.of(text));
        }
        run.set_events(source(case.events));
        run.set_now(case.now);
        if let Some(span) = case.history {
            run.set_history(source(span));
        }
        if let Some(span) = case.indicators {
            run.set_indicators(source(span));
        }
        run
    }

    /// How often each part of the query had which answer over the events of all test cases.
    pub fn case_coverage(&mut self) -> Vec<Tally> {
        let mut sums: Vec<Tally> = Vec::new();
        for result in self.case_results() {
            sums.resize(sums.len().max(result.tallies.len()), Tally::default());
            sums.iter_mut().zip(&result.tallies).for_each(|(sum, tally)| sum.add(tally));
        }
        sums
    }

    /// How often each part of the query had which answer, in the order of the query.
    pub fn coverage(&mut self) -> Vec<tuning::Clause> {
        self.outcome();
        let Some(outcome) = &self.outcome else { return Vec::new() };
        coverage(&trees(&self.parsed.rule, self.query.as_ref(), outcome))
    }
}
