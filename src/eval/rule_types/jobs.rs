/// A machine learning job that reads CloudTrail events.
#[derive(Debug, PartialEq, Eq)]
pub struct Job {
    /// Its name.
    pub id: &'static str,
    /// What it learns and what it calls an anomaly.
    pub looks_at: &'static str,
    /// The fields it compares: what is rare or counted comes last, what it is rare for comes before.
    pub fields: &'static [&'static str],
    /// Milliseconds of a bucket, for a job that counts different values in each; `None` for one that finds what is rare.
    pub bucket: Option<i64>,
}

/// The published jobs for CloudTrail, with their detectors.
/// <https://www.elastic.co/docs/reference/machine-learning/ootb-ml-jobs-siem#security-cloudtrail-jobs>
pub const JOBS: &[Job] = &[
    Job {
        id: "high_distinct_count_error_message",
        looks_at: "learns how many different error messages are usual in 15 minutes and reports a spike",
        fields: &["aws.cloudtrail.error_message"],
        bucket: Some(15 * 60 * 1000),
    },
    Job {
        id: "rare_error_code",
        looks_at: "learns which error codes are usual and reports one that is rare",
        fields: &["aws.cloudtrail.error_code"],
        bucket: None,
    },
    Job {
        id: "rare_method_for_a_city",
        looks_at: "learns which API calls come from each city and reports one that is rare for its city",
        fields: &["source.geo.city_name", "event.action"],
        bucket: None,
    },
    Job {
        id: "rare_method_for_a_country",
        looks_at: "learns which API calls come from each country and reports one that is rare for its country",
        fields: &["source.geo.country_iso_code", "event.action"],
        bucket: None,
    },
    Job {
        id: "rare_method_for_a_user_id_ea",
        looks_at: "learns which API calls each user ID makes and reports one that is rare for its user",
        fields: &["user.id", "event.action"],
        bucket: None,
    },
    Job {
        id: "rare_method_for_a_username",
        looks_at: "learns which API calls each user name makes and reports one that is rare for its user",
        fields: &["user.name", "event.action"],
        bucket: None,
    },
];

impl Job {
    /// The published job of this name.
    pub fn find(id: &str) -> Option<&'static Self> {
        JOBS.iter().find(|job| job.id == id)
    }
}
