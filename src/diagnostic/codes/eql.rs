//! EQL queries.

use crate::diagnostic::Example::{Eql, MadeBy};

super::codes! {
    UNEXPECTED = "Q001", Error, "not expected here",
        "EQL has no place for this here. The message says what is missing or what can stand here.",
        Eql("iam where event.action == \"ListUsers\")");
    UNCLOSED = "Q002", Error, "not closed",
        "A quote, parenthesis, bracket or comment is opened and never closed. Close it where it ends.",
        Eql("iam where event.action == \"ListUsers");
    BAD_ESCAPE = "Q003", Error, "no escape",
        "In a regular string a backslash stands before one of b t n f r \" ' \\ or u{…}. Double it where a backslash is meant, \
         or use three quotes.",
        Eql("any where process.executable : \"C:\\Windows*\"");
    OLD_STRING = "Q004", Error, "string of Endgame's EQL",
        "Elasticsearch takes no single quotes and no `?\"…\"`: use double quotes, or three of them for raw text.",
        Eql("iam where event.action == 'ListUsers'");
    SINGLE_EQUALS = "Q005", Error, "`=` does not compare",
        "Elasticsearch takes `==` where case counts and `:` where it does not. Write one of them.",
        Eql("iam where event.action = \"ListUsers\"");
    UNKNOWN_FUNCTION = "Q006", Error, "no such function",
        "The function does not exist. Check its spelling against Elastic's function reference.",
        Eql("iam where stringContain(event.action, \"List\")");
    ARGUMENTS = "Q007", Error, "arguments do not fit",
        "The function takes another number or kind of arguments. The message says which.",
        Eql("iam where stringContains(event.action)");
    FIELDS_COMPARED = "Q008", Error, "field compared with a field",
        "Elasticsearch compares a field with a value only, also inside functions and lists. Compare each with a value.",
        Eql("any where source.ip == destination.ip");
    NOT_SUPPORTED = "Q009", Error, "not in Elasticsearch",
        "Endgame's EQL has it, Elasticsearch does not. The message says what to write instead.",
        Eql("iam where true | count");
    SEQUENCE = "Q010", Error, "sequence does not fit together",
        "The steps, keys or limits of a sequence or sample break one of their rules. The message says which.",
        Eql("sequence by user.name [iam where true]");
    TOO_DEEP = "Q011", Error, "nested too deeply",
        "Parentheses and calls are nested deeper than the limit. Remove those that group nothing.",
        MadeBy("query::eql::tests::depth_is_limited");
    NOT_A_CONDITION = "Q012", Error, "no condition",
        "After `where` stands something that is neither true nor false. Compare it with a value.",
        Eql("iam where length(event.action)");
    PATTERN_TYPE = "Q013", Error, "text needed",
        "`:`, `like` and `regex` compare text. Write text in double quotes, or compare with `==`.",
        Eql("any where source.port : 22");
    SEARCHED_TEXT = "Q020", Warning, "text the data can hardly contain",
        "After its escapes are undone the text still holds a backslash before a punctuation mark, or a control character. \
         Write the text as the field holds it.",
        Eql("any where stringContains(event.action, \"\\\\\\\"List\")");
    LITERAL_STAR = "Q021", Warning, "star that is no wildcard",
        "`==` and `!=` take `*` literally. Write `like` where case counts, `:` where it does not.",
        Eql("iam where event.action == \"List*\"");
    REGEX = "Q022", Warning, "regular expression does not fit",
        "Lucene's regular expressions match the whole value and differ from those of other languages. The message says \
         what this one asks for that cannot be evaluated.",
        Eql("iam where event.action regex \"List(Users\"");
    JSON_FRAGMENT = "Q023", Warning, "text the field never holds",
        "The fields that CloudTrail's objects are printed to hold `{key=value}` without quotes, so a piece of JSON is never \
         found in them. Write `key=value`.",
        Eql("any where stringContains(aws.cloudtrail.request_parameters, \"\\\"groupId\\\":\")");
    UNKNOWN_FIELD = "Q030", Warning, "type unknown",
        "Neither the field table nor the events have this field, so its type is not known and it has no value. Elasticsearch \
         refuses a query with a field no index has: check the spelling, or write `?field`.",
        Eql("iam where event.acton == \"ListUsers\"");
    VALUE_TYPE = "Q031", Warning, "value does not fit the field",
        "The field's type cannot take this value and Elasticsearch refuses the query. Write a value of the field's type.",
        Eql("any where source.ip == \"localhost\"");
    TEXT_FIELD = "Q032", Warning, "analysed text",
        "EQL does not search fields of type `text`. Use the keyword field beside it.",
        Eql("any where message == \"denied\"");
    ORDER_ONLY = "Q033", Warning, "times only order the events",
        "The timestamps are no dates, so they tell which event came first but not how much later. `maxspan` is not applied.",
        MadeBy("eql_conformance::times_that_are_no_dates_only_order");
}
