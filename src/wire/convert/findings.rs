use super::rows::text;
use crate::ecs::FieldPath;
use crate::eval::rule_types::{
    AnomalyResult, Group, IndicatorResult, NewTermsResult, Novelty, SeenIn, Term, ThresholdResult,
};
use crate::eval::sequence::{Attempt, End};
use crate::eval::{Truth, eql};
use crate::explain::rule_types::finding as sentences;
use crate::order;
use crate::query::eql::{QueryKind, Sequence, Step};
use crate::session::{Findings, Outcome, Query, Workspace};
use crate::time::Timestamp;
use crate::wire::{
    Finding, FindingMark, FindingsKind, FindingsReport, MOST_EVENTS, MOST_FINDINGS, SuppliedReport, Supply, Verdict,
};

/// What the rule's type found; `None` where it looks at each event on its own.
pub fn findings(workspace: &mut Workspace) -> Option<FindingsReport> {
    let outcome = workspace.outcome();
    let each_event = matches!(outcome.findings, Findings::EachEvent) && outcome.eql.is_none();
    if each_event { None } else { of_several(workspace) }
}

#[inline(never)]
fn of_several(workspace: &mut Workspace) -> Option<FindingsReport> {
    let outcome = workspace.evaluated()?;
    let mut report = match &outcome.findings {
        Findings::EachEvent => sequences(workspace, outcome.eql.as_ref()?)?,
        Findings::Threshold(result) => groups(result),
        Findings::NewTerms(result) => terms(result),
        Findings::MachineLearning(result) if result.records.is_empty() => previews(result),
        Findings::MachineLearning(result) => results(result),
        Findings::ThreatMatch(result) => hits(result),
    };
    let marks = report.findings.iter_mut().flat_map(|finding| &mut finding.marks);
    let open: Vec<(&mut FindingMark, u32)> =
        marks.filter(|mark| mark.time.is_empty()).filter_map(|mark| mark.event.map(|event| (mark, event))).collect();
    let events: Vec<u32> = open.iter().map(|(_, event)| *event).collect();
    for ((mark, _), time) in open.into_iter().zip(times(workspace, &events)) {
        mark.time = time;
    }
    Some(report)
}

/// What is missing for a verdict that can be supplied.
pub(super) fn supply(outcome: &Outcome) -> Option<Supply> {
    match &outcome.findings {
        Findings::NewTerms(result) => {
            let mut all = result.terms.iter().flat_map(|term| &term.occurrences);
            let short = all.any(|occurrence| matches!(occurrence.novelty, Novelty::ShortHistory { .. }));
            short.then_some(Supply::History)
        }
        Findings::MachineLearning(result) => result.records.is_empty().then_some(Supply::Anomalies),
        Findings::ThreatMatch(result) => {
            (result.supplied == 0 && outcome.answer.undecided.count() > 0).then_some(Supply::Indicators)
        }
        Findings::EachEvent | Findings::Threshold(_) => None,
    }
}

/// What was read of the supplied texts.
pub(super) fn supplied(workspace: &Workspace) -> SuppliedReport {
    let (older, terms, indicators) = workspace.supplied_counts();
    SuppliedReport { older, terms, indicators, problems: workspace.supplied_problems() }
}

/// The times of events; empty for one without.
fn times(workspace: &Workspace, events: &[u32]) -> Vec<String> {
    let columns = workspace.events().columns_of(events, &[FieldPath::new("@timestamp")]);
    let times = columns.first().map(|column| (0..events.len() as u32).map(|at| text(column, at)).collect());
    times.unwrap_or_default()
}

fn report(kind: FindingsKind, lead: String, fields: &[String], all: usize) -> FindingsReport {
    let more = all.saturating_sub(MOST_FINDINGS) as u32;
    FindingsReport { kind, lead, fields: fields.to_vec(), steps: Vec::new(), findings: Vec::new(), more }
}

fn finding(verdict: Verdict, values: &[String], sentence: String, events: &[u32]) -> Finding {
    Finding {
        verdict,
        job: String::new(),
        values: values.to_vec(),
        sentence,
        has: None,
        of: None,
        from: String::new(),
        to: String::new(),
        marks: events.iter().take(MOST_EVENTS).map(|event| mark(*event)).collect(),
        more: events.len().saturating_sub(MOST_EVENTS) as u32,
    }
}

fn mark(event: u32) -> FindingMark {
    FindingMark { event: Some(event), step: 0, time: String::new(), note: String::new() }
}

fn groups(result: &ThresholdResult) -> FindingsReport {
    let lead = sentences::lead_of_groups(result);
    let one = |group: &Group| {
        let verdict = match group.reached {
            Truth::True => Verdict::Match,
            Truth::False => Verdict::NoMatch,
            Truth::Unknown => Verdict::Undecided,
        };
        // What comes nearest to a missing number of different values is their number.
        let distinct = result.cardinality.as_ref().zip(group.distinct).filter(|_| result.value <= 1);
        let (has, of) =
            distinct.map_or((group.events.len() as u32, result.value), |((_, least), distinct)| (distinct, *least));
        Finding {
            has: Some(has.into()),
            of: Some(of.into()),
            from: group.window.start.to_string(),
            to: group.window.end.to_string(),
            ..finding(verdict, &group.values, sentences::of_group(result, group), &group.events)
        }
    };
    FindingsReport {
        findings: result.groups.iter().take(MOST_FINDINGS).map(one).collect(),
        ..report(FindingsKind::Threshold, lead, &result.fields, result.groups.len())
    }
}

fn terms(result: &NewTermsResult) -> FindingsReport {
    let rank = |term: &Term| {
        let mut all = term.occurrences.iter();
        if all.clone().any(|occurrence| occurrence.novelty == Novelty::New) {
            0
        } else if all.any(|occurrence| occurrence.novelty.is_undecided()) {
            1
        } else {
            2
        }
    };
    let mut terms: Vec<(u8, &Term)> = result.terms.iter().map(|term| (rank(term), term)).collect();
    order::sort_by_key(&mut terms, |(rank, _)| *rank);
    let one = |(rank, term): &(u8, &Term)| {
        let telling = term.occurrences.iter().find(|occurrence| match rank {
            0 => occurrence.novelty == Novelty::New,
            1 => occurrence.novelty.is_undecided(),
            _ => true,
        });
        let sentence = telling.map_or_else(String::new, |telling| sentences::of_occurrence(result, telling));
        let verdict = [Verdict::Match, Verdict::Undecided, Verdict::NoMatch][usize::from(*rank).min(2)];
        let mut own = finding(verdict, &term.values, sentence, &[]);
        if let Some(telling) = telling {
            own.from = telling.history_start.map_or_else(String::new, |start| start.to_string());
            own.to = telling.time.to_string();
        }
        let older = term.occurrences.iter().find_map(|occurrence| match occurrence.novelty {
            Novelty::Seen(SeenIn::History(time)) | Novelty::MaybeSeen(SeenIn::History(time)) => Some(time),
            _ => None,
        });
        own.marks.extend(older.map(|time| FindingMark {
            event: None,
            step: 0,
            time: time.to_string(),
            note: "in the supplied history".to_owned(),
        }));
        own.marks.extend(term.occurrences.iter().take(MOST_EVENTS).map(|occurrence| FindingMark {
            time: occurrence.time.to_string(),
            note: sentences::of_occurrence(result, occurrence),
            ..mark(occurrence.event)
        }));
        own.more = term.occurrences.len().saturating_sub(MOST_EVENTS) as u32;
        own
    };
    let lead = sentences::lead_of_terms(result);
    FindingsReport {
        findings: terms.iter().take(MOST_FINDINGS).map(one).collect(),
        ..report(FindingsKind::NewTerms, lead, &result.fields, result.terms.len())
    }
}

fn results(result: &AnomalyResult) -> FindingsReport {
    let mut records: Vec<_> = result.records.iter().collect();
    order::sort_by(&mut records, |one, other| {
        let score = |score: Option<f64>| score.unwrap_or(-1.0);
        let counts = one.rejected.is_some().cmp(&other.rejected.is_some());
        counts.then_with(|| score(other.score).total_cmp(&score(one.score)))
    });
    let findings = records.iter().take(MOST_FINDINGS).map(|record| {
        let verdict = if record.rejected.is_none() { Verdict::Match } else { Verdict::NoMatch };
        let mut values = vec![record.job_id.clone()];
        values.extend(record.about.iter().cloned());
        Finding {
            has: record.score,
            of: Some(result.threshold),
            ..finding(verdict, &values, sentences::of_result(result, record), &[record.event])
        }
    });
    FindingsReport {
        findings: findings.collect(),
        ..report(FindingsKind::Anomalies, sentences::lead_of_results(result), &[], records.len())
    }
}

fn previews(result: &AnomalyResult) -> FindingsReport {
    let all = result.previews.iter().flat_map(|preview| preview.combinations.iter().map(move |one| (preview, one)));
    let findings = all.clone().take(MOST_FINDINGS).map(|(preview, combination)| Finding {
        job: preview.job_id.clone(),
        has: Some(combination.events.len() as f64),
        of: Some(combination.among.into()),
        ..finding(
            Verdict::Undecided,
            &combination.values,
            sentences::of_combination(preview, combination),
            &combination.events,
        )
    });
    let fields = result.previews.first().map_or(&[][..], |preview| &preview.fields);
    FindingsReport {
        findings: findings.collect(),
        ..report(FindingsKind::Preview, sentences::lead_of_previews(result), fields, all.count())
    }
}

fn hits(result: &IndicatorResult) -> FindingsReport {
    let hits = result.hits.iter().map(|hit| {
        let values: Vec<String> = hit.entries.iter().map(|(own, _, value)| format!("{own}: {value}")).collect();
        finding(Verdict::Match, &values, sentences::of_hit(hit), &[hit.event])
    });
    let open = result.undecided.iter();
    let open = open.map(|event| finding(Verdict::Undecided, &[], "May fit an indicator".to_owned(), &[*event]));
    FindingsReport {
        findings: hits.chain(open).take(MOST_FINDINGS).collect(),
        ..report(
            FindingsKind::Indicators,
            sentences::lead_of_indicators(result),
            &[],
            result.hits.len() + result.undecided.len(),
        )
    }
}

/// The sequences, those of one key together: keys that came furthest first.
fn sequences(workspace: &Workspace, evaluated: &eql::Evaluated) -> Option<FindingsReport> {
    let (Query::Eql(query), sequences) = (workspace.query()?, evaluated.sequences.as_ref()?) else { return None };
    let QueryKind::Sequence(sequence) = &query.kind else { return None };
    let text = workspace.query_text().map_or("", |text| text.text());
    let reached = |attempt: &Attempt| (attempt.end == End::Complete, attempt.events.len());
    let mut attempts: Vec<(&Attempt, (bool, usize))> = Vec::with_capacity(sequences.attempts.len());
    let mut keys: Vec<&Attempt> = sequences.attempts.iter().collect();
    order::sort_by(&mut keys, |one, other| one.key.cmp(&other.key));
    for of_key in keys.chunk_by(|one, other| one.key == other.key) {
        let best = of_key.iter().map(|attempt| reached(attempt)).max().unwrap_or_default();
        attempts.extend(of_key.iter().map(|attempt| (*attempt, best)));
    }
    order::sort_by(&mut attempts, |(_, one), (_, other)| other.cmp(one));
    let findings = attempts.iter().take(MOST_FINDINGS).map(|(attempt, _)| of_attempt(workspace, sequence, attempt));
    let first = sequence.steps.first();
    let fields: Vec<String> = first.into_iter().flat_map(|step| &step.keys).map(|key| key.name.to_string()).collect();
    let words = |step: &Step| step.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let until = sequence.until.iter().map(|step| format!("until {}", words(step)));
    Some(FindingsReport {
        findings: findings.collect(),
        steps: sequence.steps.iter().map(words).chain(until).collect(),
        ..report(FindingsKind::Sequences, sentences::lead_of_sequences(sequence), &fields, attempts.len())
    })
}

fn of_attempt(workspace: &Workspace, sequence: &Sequence, attempt: &Attempt) -> Finding {
    let at = |event: u32| Timestamp::parse(times(workspace, &[event]).first()?);
    let ended = match attempt.end {
        End::Complete | End::Waiting => None,
        End::Expired { event } | End::Until { event } | End::Replaced { event } | End::Present { event } => Some(event),
    };
    let first = attempt.events.first().and_then(|(_, event)| at(*event));
    let late = ended.and_then(at).zip(first).map(|(late, first)| late.0.saturating_sub(first.0));
    let sentence = sentences::of_attempt(sequence, attempt, late);
    let verdict = if attempt.end == End::Complete { Verdict::Match } else { Verdict::NoMatch };
    let marks = attempt.events.iter().map(|(step, event)| FindingMark { step: *step as u32 + 1, ..mark(*event) });
    let end = ended.map(|event| FindingMark { note: "ends it".to_owned(), ..mark(event) });
    Finding { marks: marks.chain(end).collect(), ..finding(verdict, &attempt.key, sentence, &[]) }
}
