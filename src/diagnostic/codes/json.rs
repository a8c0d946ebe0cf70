//! JSON text, wherever it stands.

use crate::diagnostic::Example::{Events, MadeBy};

super::codes! {
    SYNTAX = "J001", Error, "not JSON",
        "The text breaks the JSON grammar here. Fix it at the place shown; records before and after are still read.",
        Events("{\"eventName\" \"ListUsers\", \"eventSource\": \"iam.amazonaws.com\"}");
    CUT_OFF = "J002", Error, "JSON ends too early",
        "The text ends inside a string, list or object. Paste it whole, or close what is open.",
        Events("{\"eventName\": \"ListUsers\", \"requestParameters\": {");
    DUPLICATE_KEY = "J003", Error, "key written twice",
        "The integration's JSON processor refuses an object that has a key twice. Remove one of the two.",
        Events("{\"eventName\": \"ListUsers\", \"eventName\": \"ListRoles\"}");
    LONE_SURROGATE = "J004", Warning, "half of a character",
        "A \\u escape names one half of a surrogate pair without the other; it is read as the replacement character.",
        Events("{\"eventName\": \"List\\ud800Users\", \"eventSource\": \"iam.amazonaws.com\"}");
    TOO_DEEP = "J005", Error, "nested too deeply",
        "Objects and lists are nested deeper than the limit of the reader. No CloudTrail record is.",
        MadeBy("json::parser::tests::depth_is_limited");
}
