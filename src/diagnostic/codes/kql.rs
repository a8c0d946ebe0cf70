//! KQL queries.

use crate::diagnostic::Example::{Kuery, MadeBy};

super::codes! {
    UNEXPECTED = "K001", Error, "not expected here",
        "KQL has no place for this here. The message says what can stand here.",
        Kuery("event.action: ListUsers)");
    UNCLOSED = "K002", Error, "not closed",
        "A quote, parenthesis or brace is opened and never closed. Close it where the value or group ends.",
        Kuery("event.action: \"ListUsers");
    MISSING_VALUE = "K003", Error, "value missing",
        "A field is compared with nothing. Write a value after `:`, or `*` to ask whether the field exists.",
        Kuery("event.action: and event.provider: iam.amazonaws.com and user.name:");
    MISSING_OPERATOR = "K004", Error, "`and` or `or` missing",
        "Two conditions stand side by side. Put `and` or `or` between them, with spaces around it; a value that holds \
         a colon needs quotes.",
        Kuery("event.action: ListUsers event.outcome: success");
    NOT_BEFORE_VALUE = "K005", Error, "`not` directly after `:`",
        "Kibana takes `not` before a value only inside parentheses: write `field:(not value)` or `not field:value`.",
        Kuery("event.action: not ListUsers");
    BAD_ESCAPE = "K006", Error, "backslash that escapes nothing",
        "Outside quotes a backslash must stand before one of \\ ( ) : < > \" * { }, before t, r, n, uXXXX, or before a \
         keyword. Write `\\\\` for a backslash.",
        Kuery("process.executable: C\\:\\Windows*");
    TOO_DEEP = "K007", Error, "nested too deeply",
        "Parentheses and braces are nested deeper than the limit. Elasticsearch refuses such a query as well.",
        MadeBy("query::kql::parser::tests::depth_is_limited");
    MISSING_FIELD = "K008", Error, "field missing",
        "A comparison has no field before its operator. Write the field's name before it.",
        Kuery(": ListUsers");
    KEYWORD_CASE = "K020", Warning, "keyword in upper case",
        "Kibana takes keywords in any case; the tests of the rules repository take lower case only.",
        Kuery("event.action: ListUsers AND event.outcome: success");
    BARE_TERM = "K021", Warning, "term without a field",
        "A term without a field is looked for in every field. Detection rules name the field: `field: value`.",
        Kuery("ListUsers");
    NULL_VALUE = "K022", Error, "`null` cannot be searched for",
        "Elasticsearch refuses a query for null. Write `not field:*` for events in which the field is missing.",
        Kuery("event.action: ListUsers and source.ip: null");
    KEYWORD_IN_VALUE = "K023", Warning, "keyword read as part of a value",
        "`and` and `or` need whitespace and a condition on both sides; here the word is part of the value or field name. \
         Complete the condition, or quote the value if the word belongs to it.",
        Kuery("user.name: ana and");
    UNLIKELY_CHARACTER = "K024", Warning, "character that hardly any value has",
        "The value holds a tab, a line break or another control or invisible character. Inside and outside quotes `\\t`, \
         `\\r` and `\\n` are escapes: write `\\\\` for a backslash, and keep an unquoted value on one line.",
        Kuery("process.executable: \"C:\\temp\\run.exe\"");
    FLATTENED_WILDCARD = "K025", Info, "wildcard inside a flattened field",
        "Elasticsearch does not search the leaves of flattened fields reliably with a wildcard that does not end the \
         value; it may refuse the query or match too much. Here it means what it says.",
        Kuery("aws.cloudtrail.flattened.request_parameters.key: *secret");
    NOT_OPTIMISED = "K026", Warning, "not in the optimised form",
        "The tests of the rules repository take one form of a query: the values of a field in one list, no list in a list \
         of its kind, no double `not`. Kibana takes every form.",
        Kuery("event.action: ListUsers or event.action: ListRoles");
    SPLIT_WILDCARD = "K027", Warning, "wildcard split at its spaces",
        "On a field that is not of type keyword Kibana turns a value with stars into a query string, in which a space separates \
         alternatives: one of the words is enough. Write `*` for the space if all must stand in this order.",
        Kuery("process.command_line: *aws s3*");
    FLATTENED_RANGE = "K028", Info, "range on a leaf of a flattened field",
        "The leaves of flattened fields are text and sort as text. Elasticsearch takes a range on them only with both bounds, \
         which KQL cannot write; here it means what it says.",
        Kuery("aws.cloudtrail.flattened.request_parameters.maxResults > 100");
    QUOTED_STAR = "K029", Warning, "star in quotes",
        "In quotes `*` is an ordinary character, so the value matches only where the field holds a star. Without quotes it is a \
         wildcard; other signs with a meaning then need a backslash.",
        Kuery("event.action: \"List*\"");
    UNKNOWN_FIELD = "K030", Warning, "unknown field",
        "Neither the field table nor the events have this field, so the comparison is never true. Check its spelling.",
        Kuery("event.acton: ListUsers");
    VALUE_TYPE = "K031", Error, "value does not fit the field",
        "The field's type cannot take this value and Elasticsearch refuses the query. Write a value of the field's type.",
        Kuery("source.ip: localhost");
    CONTRADICTION = "K032", Warning, "can never match",
        "Two conditions that must both hold exclude each other, so no event can match. Remove or change one of them.",
        Kuery("event.action: (ListUsers and not *)");
    NOT_DECIDED = "K033", Info, "not evaluated",
        "This part is not evaluated here, so events that depend on it stay undecided. It works in Kibana.",
        Kuery("custom.list: { name*: x }");
    NOT_INDEXED = "K034", Warning, "field is not searchable",
        "The field is stored without an index, so no query finds its value. Ask for the field the value was parsed into.",
        Kuery("event.original: ListUsers");
    UNKNOWN_PROVIDER = "K040", Warning, "service that CloudTrail does not know",
        "No AWS service writes CloudTrail records under this name, so the comparison is never true. Compare it with \
         `eventSource` in a record.",
        Kuery("event.dataset: aws.cloudtrail and event.provider: iam.amazon.com");
    ACTION_ELSEWHERE = "K041", Warning, "action of another service",
        "The action exists, but not for this provider, so no event has both. Change the action or the provider.",
        Kuery("event.provider: ec2.amazonaws.com and event.action: CreateUser");
    UNKNOWN_ACTION = "K042", Warning, "action that no service has",
        "No AWS service is known to log an action of this name. Compare it with `eventName` in a record; upper and lower \
         case count.",
        Kuery("event.provider: iam.amazonaws.com and event.action: createUser");
}
