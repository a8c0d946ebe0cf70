/// How events stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One object.
    Single,
    /// A list.
    List,
    /// One object a line.
    Lines,
    /// Objects one after another.
    Concatenated,
    /// `{"Records": […]}`, as CloudTrail writes to S3.
    /// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html>
    LogFile,
    /// `{"Events": [{"CloudTrailEvent": "…"}]}`.
    /// <https://docs.aws.amazon.com/cli/latest/reference/cloudtrail/lookup-events.html>
    LookupEvents,
    /// `{"detail-type": …, "detail": {…}}`.
    /// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html>
    EventBridge,
    /// The record as text under `message` or `@message`.
    /// <https://docs.aws.amazon.com/cli/latest/reference/logs/filter-log-events.html>
    CloudWatch,
    /// `{"hits": {"hits": [{"_source": {…}}]}}`.
    /// <https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search>
    SearchHits,
    /// One hit: `{"_source": {…}}` or `{"fields": {…}}`, as Kibana's JSON view shows a document.
    Hit,
}

impl Shape {
    /// The shape in words, for "read as …".
    pub fn words(self) -> &'static str {
        match self {
            Self::Single => "a single object",
            Self::List => "a list",
            Self::Lines => "one object a line (NDJSON)",
            Self::Concatenated => "objects one after another",
            Self::LogFile => "a CloudTrail log file (Records)",
            Self::LookupEvents => "output of aws cloudtrail lookup-events",
            Self::EventBridge => "EventBridge events",
            Self::CloudWatch => "CloudWatch log messages",
            Self::SearchHits => "Elasticsearch search hits",
            Self::Hit => "a document from Kibana's JSON view",
        }
    }
}
