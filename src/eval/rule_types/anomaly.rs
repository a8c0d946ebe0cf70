use super::terms::text;
use super::{Combinations, Job, Schedule, Terms, Times};
use crate::ecs::FieldPath;
use crate::eval::Columns;
use crate::events::{Cell, Column};
use crate::number;
use crate::order::{self, Map};
use crate::rule::MachineLearning;
use crate::time::Timestamp;

/// What a machine learning rule makes of the results of its jobs.
///
/// Kibana searches the jobs' results, not the events: documents with `result_type: record`, `is_interim: false`, one of
/// the rule's `job_id`s and a `record_score` of at least the rule's threshold. A pasted event that is no such result is
/// input of the job, and says nothing.
/// <https://github.com/elastic/kibana/blob/main/x-pack/solutions/security/plugins/security_solution/server/lib/machine_learning/index.ts>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnomalyResult {
    /// The rule's jobs.
    pub jobs: Vec<String>,
    /// The smallest score that counts.
    pub threshold: f64,
    /// The results of jobs among the events, in their order; none where only input of the jobs was pasted.
    pub records: Vec<Anomaly>,
    /// How often the combinations a job looks at occur in the pasted events, for the published jobs. It is no verdict:
    /// the job has learned from more than was pasted.
    pub previews: Vec<Preview>,
}

/// A result of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct Anomaly {
    /// The event.
    pub event: u32,
    /// The job it is a result of.
    pub job_id: String,
    /// What it is about: `by_field_value` and `partition_field_value`, those it has.
    pub about: Vec<String>,
    /// Its score, 0 to 100.
    pub score: Option<f64>,
    /// Why it does not count; `None` where it does.
    pub rejected: Option<Rejection>,
}

/// Why a result does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// It is a bucket or an influencer, not a record.
    NoRecord,
    /// It is a result of another job.
    OtherJob,
    /// It may still change, or does not say that it will not.
    Interim,
    /// Its score is below the threshold, or missing.
    Score,
    /// Its time lies outside the run.
    OutsideRun,
}

/// What a published job looks at, in the pasted events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The job.
    pub job_id: String,
    /// The fields it compares.
    pub fields: Vec<String>,
    /// What it might report first: the rarest, or the bucket with most different values.
    pub combinations: Vec<Combination>,
}

/// Values, or a span of time, that a job compares with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combination {
    /// The values, in the order of the fields; for a bucket its start.
    pub values: Vec<String>,
    /// Its events, ascending.
    pub events: Vec<u32>,
    /// For values: events it is rare or usual among, which are those with the same values but the last. For a bucket: how
    /// many different values it has.
    pub among: u32,
}

const FIELDS: [&str; 6] =
    ["job_id", "result_type", "is_interim", "record_score", "partition_field_value", "by_field_value"];

/// Finds the results that count.
pub fn anomalies(rule: &MachineLearning, events: &mut impl Columns, schedule: &Schedule) -> AnomalyResult {
    let jobs: Vec<String> = rule.job_ids.iter().map(|job| job.value.clone()).collect();
    let threshold = rule.anomaly_threshold.as_ref().map_or(0.0, |threshold| threshold.value as f64);
    let columns = events.columns(&FIELDS.map(FieldPath::new));
    let [job_id, result_type, is_interim, record_score, about @ ..] = columns.as_slice() else {
        return AnomalyResult::default();
    };
    // A run searches the time of the result: the start of the job's bucket.
    let times = Times::new(events, &["timestamp", "@timestamp"]);
    let mut records = Vec::new();
    for event in 0..events.count() {
        let (Some(job), Some(kind)) = (first(job_id, event), first(result_type, event)) else { continue };
        let score = first(record_score, event).and_then(|score| number::read(&score));
        let inside = schedule.only_run().is_none_or(|run| times.get(event).is_some_and(|time| run.contains(time)));
        let rejected = if kind != "record" {
            Some(Rejection::NoRecord)
        } else if !jobs.contains(&job) {
            Some(Rejection::OtherJob)
        } else if first(is_interim, event).as_deref() != Some("false") {
            Some(Rejection::Interim)
        } else if score.is_none_or(|score| score < threshold) {
            Some(Rejection::Score)
        } else if !inside {
            Some(Rejection::OutsideRun)
        } else {
            None
        };
        let about = about.iter().filter_map(|column| first(column, event)).collect();
        records.push(Anomaly { event, job_id: job, about, score, rejected });
    }
    let previews = if records.is_empty() { previews(&jobs, events) } else { Vec::new() };
    AnomalyResult { jobs, threshold, records, previews }
}

fn first(column: &Column, event: u32) -> Option<String> {
    match column.cell(event) {
        Cell::Values(ids) => {
            ids.first().and_then(|id| column.dictionary.get(*id as usize)).map(|entry| text(&entry.value))
        }
        Cell::Missing | Cell::Unknown(_) => None,
    }
}

fn previews(jobs: &[String], events: &mut impl Columns) -> Vec<Preview> {
    let jobs = jobs.iter().filter_map(|job| Job::find(job));
    jobs.map(|job| {
        let terms = Terms::new(events, job.fields);
        let keys = |event| match terms.of(event) {
            Combinations::Known(keys) => keys,
            _ => Vec::new(),
        };
        let combinations = match job.bucket {
            Some(bucket) => buckets(bucket, &Times::new(events, &["@timestamp"]), events.count(), keys),
            None => rare(&terms, events.count(), keys),
        };
        let fields = job.fields.iter().map(|field| (*field).to_owned()).collect();
        Preview { job_id: job.id.to_owned(), fields, combinations }
    })
    .collect()
}

/// Each combination with its share of the events that have the same values but the last; rarest first.
fn rare(terms: &Terms, events: u32, keys: impl Fn(u32) -> Vec<Vec<u32>>) -> Vec<Combination> {
    let mut found: Map<Vec<u32>, Vec<u32>> = Map::default();
    let mut among: Map<Vec<u32>, u32> = Map::default();
    for event in 0..events {
        for key in keys(event) {
            let before = key.get(..key.len().saturating_sub(1)).unwrap_or(&[]);
            *among.or_default(before.to_vec()) += 1;
            found.or_default(key).push(event);
        }
    }
    let of = |key: &[u32]| key.split_last().and_then(|(_, before)| among.get(before)).copied().unwrap_or(0);
    let found = found.into_entries().into_iter();
    let mut combinations: Vec<Combination> =
        found.map(|(key, events)| Combination { values: terms.texts(&key), among: of(&key), events }).collect();
    order::sort_by(&mut combinations, |one, other| {
        let share = |part: &Combination, whole: &Combination| part.events.len() as u64 * u64::from(whole.among);
        share(one, other).cmp(&share(other, one)).then_with(|| one.events.cmp(&other.events))
    });
    combinations
}

/// The spans of time with how many different values each has; most first.
fn buckets(length: i64, times: &Times, events: u32, keys: impl Fn(u32) -> Vec<Vec<u32>>) -> Vec<Combination> {
    let mut found: Map<i64, (Vec<u32>, Vec<Vec<u32>>)> = Map::default();
    for event in 0..events {
        let own = keys(event);
        let Some(time) = times.get(event).filter(|_| !own.is_empty()) else { continue };
        let (inside, values) = found.or_default(time.0.div_euclid(length) * length);
        inside.push(event);
        for key in own {
            if !values.contains(&key) {
                values.push(key);
            }
        }
    }
    let mut combinations: Vec<Combination> = found
        .into_entries()
        .into_iter()
        .map(|(start, (events, values))| Combination {
            values: vec![Timestamp(start).to_string()],
            events,
            among: values.len() as u32,
        })
        .collect();
    order::sort_by(&mut combinations, |one, other| {
        other.among.cmp(&one.among).then_with(|| one.values.cmp(&other.values))
    });
    combinations
}
