//! The events text: shapes, records, files.

use crate::diagnostic::Example::{Events, MadeBy};

super::codes! {
    NOT_JSON = "E001", Error, "events are not JSON",
        "The events pane takes JSON: CloudTrail log files, single records, lists, or one record a line.",
        Events("eventName: ListUsers\neventSource: iam.amazonaws.com\n");
    NOT_AN_EVENT = "E002", Warning, "a value that is no event",
        "Events are JSON objects. A number, a text or a list inside the list of events takes no index.",
        Events("[1, {\"eventName\": \"ListUsers\"}]");
    NO_EVENTS = "E003", Info, "no events",
        "The text holds no event. Paste CloudTrail JSON, or drop a log file.",
        Events("{\"Records\": []}");
    REPLACEMENT_CHARACTER = "E004", Warning, "bytes that are not UTF-8",
        "The text holds U+FFFD, which stands for bytes that could not be read as UTF-8. Values with it are not the original ones.",
        Events("{\"eventName\": \"List\u{fffd}Users\", \"eventSource\": \"iam.amazonaws.com\"}");
    MORE_PROBLEMS = "E005", Warning, "further problems",
        "Only the first problems of a text are listed. Fix those, and the rest will show.",
        MadeBy("events_hostile::many_malformed_records_are_reported_up_to_a_limit");
}
