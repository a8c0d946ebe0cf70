//! The file of test cases.

use crate::diagnostic::Example::Cases;

super::codes! {
    NOT_CASES = "C001", Error, "not a file of test cases",
        "A file of test cases is one JSON object with a list `cases` of objects.",
        Cases("[]");
    UNKNOWN_KEY = "C002", Warning, "key not read",
        "The key means nothing in a file of test cases. It is kept when a case is added.",
        Cases("{\"version\": 1, \"case\": 1, \"cases\": []}");
    MISSING_KEY = "C003", Error, "a case lacks a key",
        "A case needs a `name`, its `events` and the `expected` verdict.",
        Cases("{\"cases\": [{\"name\": \"a\"}]}");
    VALUE = "C004", Error, "value not understood",
        "`name`, `why` and `rule` are texts, `expected` is `match`, `no_match` or `undecided`, `now` a time, `version` 1.",
        Cases("{\"cases\": [{\"name\": \"a\", \"expected\": \"silent\", \"events\": []}]}");
    NAME_TWICE = "C005", Warning, "two cases of one name",
        "Reports name cases by their names. Give each its own.",
        Cases("{\"cases\": [{\"name\": \"a\", \"expected\": \"match\", \"events\": []}, {\"name\": \"a\", \"expected\": \"no_match\", \"events\": []}]}");
    ONE_SIDED = "C006", Info, "only one kind of case",
        "A rule is tested by at least one case that it must match and one that it must not.",
        Cases("{\"cases\": []}");
}
