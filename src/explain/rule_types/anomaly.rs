use super::words::{counted, list};
use crate::eval::rule_types::{Anomaly, AnomalyResult, Job, Rejection};

/// The verdict of a machine learning rule.
pub fn anomalies(result: &AnomalyResult) -> String {
    let counting: Vec<&Anomaly> = result.records.iter().filter(|record| record.rejected.is_none()).collect();
    let best = |records: &mut dyn Iterator<Item = &Anomaly>| {
        records.max_by(|one, other| one.score.unwrap_or(-1.0).total_cmp(&other.score.unwrap_or(-1.0))).cloned()
    };
    let threshold = result.threshold;
    if let Some(top) = best(&mut counting.iter().copied()) {
        let (event, job, score) = (top.event, &top.job_id, top.score.unwrap_or(0.0));
        return match counting.len() as u32 {
            1 => format!("1 anomaly reaches the score of {threshold}: event {event} of job `{job}` with {score}"),
            count => {
                format!(
                    "{count} anomalies reach the score of {threshold}, the highest: event {event} of job `{job}` with {score}"
                )
            }
        };
    }
    let Some(top) = best(&mut result.records.iter()) else {
        let jobs = list(&result.jobs);
        let about = result.jobs.iter().find_map(|job| Job::find(job)).map(|job| format!(", which {}", job.looks_at));
        let name = if result.jobs.len() == 1 { "job" } else { "jobs" };
        return format!("Undecided: needs the results of {name} {jobs}{}", about.unwrap_or_default());
    };
    let of = counted(result.records.len() as u32, "result");
    format!("No anomaly: none of {of} counts; the one with the highest score {}", because(&top, result))
}

/// What the rule makes of one event.
#[inline(never)]
pub fn about_record(result: &AnomalyResult, event: u32) -> Option<String> {
    let record = result.records.iter().find(|record| record.event == event);
    Some(match record {
        Some(record) if record.rejected.is_none() => {
            let score = record.score.unwrap_or(0.0);
            format!("This anomaly counts: its score is {score}, the rule wants {} or more", result.threshold)
        }
        Some(record) => format!("This result does not count: it {}", because(record, result)),
        None if result.records.is_empty() => anomalies(result),
        None => "This event is no result of a job".to_owned(),
    })
}

pub(super) fn because(record: &Anomaly, result: &AnomalyResult) -> String {
    match record.rejected {
        Some(Rejection::NoRecord) => "is a summary, not a record (`result_type`)".to_owned(),
        Some(Rejection::OtherJob) => {
            format!("is of job `{}`, the rule reads {}", record.job_id, list(&result.jobs))
        }
        Some(Rejection::Interim) => "is interim: it may still change (`is_interim` is not false)".to_owned(),
        Some(Rejection::OutsideRun) => "lies outside the run".to_owned(),
        Some(Rejection::Score) | None => match record.score {
            Some(score) => format!("has a score of {score}, the rule wants {} or more", result.threshold),
            None => "has no `record_score`".to_owned(),
        },
    }
}
