//! CloudTrail to ECS: what the integration would reject.

use crate::diagnostic::Example::Events;

super::codes! {
    NOT_A_DATE = "M001", Warning, "not a date",
        "The integration reads dates of a record as ISO 8601; it drops this one and marks the event as a pipeline error.",
        Events("{\"eventName\": \"ListUsers\", \"eventSource\": \"iam.amazonaws.com\", \"eventTime\": \"yesterday\"}");
    NOT_A_SESSION_ARN = "M002", Warning, "no session name in this ARN",
        "The ARN of a session ends with the name of the session. The integration does not find one here and marks the event as a pipeline error.",
        Events("{\"eventName\": \"ListUsers\", \"userIdentity\": {\"type\": \"AssumedRole\", \"arn\": \"role:sts:/audit\"}}");
    OUTCOME_NOT_TEXT = "M003", Warning, "outcome of a sign-in that is no text",
        "The integration lower-cases the outcome of a console sign-in. Here it is no text, which makes the event a pipeline error.",
        Events("{\"eventName\": \"ConsoleLogin\", \"responseElements\": {\"ConsoleLogin\": true}}");
    NO_ENTITY_ID = "M004", Warning, "not an id",
        "The integration collects the ids of users, hosts and services from this place and expects text. It gives up on all of them for this event and marks it as a pipeline error.",
        Events("{\"eventName\": \"GetSecretValue\", \"eventSource\": \"secretsmanager.amazonaws.com\", \"requestParameters\": {\"secretId\": {\"a\": \"b\"}}}");
    NO_ENTITY_LIST = "M005", Warning, "not a list of ids",
        "The integration goes through a list at this place to collect ids. It gives up on all of them for this event and marks it as a pipeline error.",
        Events("{\"eventName\": \"DeleteAlarms\", \"eventSource\": \"monitoring.amazonaws.com\", \"requestParameters\": {\"alarmNames\": \"cpu\"}}");
}
