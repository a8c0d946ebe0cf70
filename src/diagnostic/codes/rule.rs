//! The rule: TOML and its keys.

use crate::diagnostic::Example::{MadeBy, Rule};

/// A complete rule around the lines of an example, so that nothing but the example is wrong with it.
macro_rules! rule_with {
    ($lines:literal) => {
        Rule(concat!(
            "[metadata]\ncreation_date = \"2024/01/01\"\nupdated_date = \"2024/01/01\"\n[rule]\n",
            "name = \"Example\"\nrule_id = \"3b1f3c1e-0000-4000-8000-000000000000\"\nauthor = [\"Example\"]\n",
            "description = \"Example\"\nquery = \"event.action: *\"\n",
            $lines
        ))
    };
}

super::codes! {
    SYNTAX = "R001", Error, "not TOML",
        "The text breaks the TOML grammar here. Fix it at the place shown; the other lines are still read.",
        rule_with!("severity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\nnote = \"one\" \"two\"\n");
    CUT_OFF = "R002", Error, "the rule ends too early",
        "The text ends inside a string, list, table or header. Paste the rest, or close what is open.",
        Rule("[metadata]\ncreation_date = \"2024/01/01\"\nupdated_date = \"2024/01/01\"\n[rule]\nname = \"Exam");
    NEVER_CLOSED = "R003", Error, "never closed",
        "A string or list starts here and runs into the keys after it. Close it where it should end.",
        rule_with!("tags = [\"a\",\nseverity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\n");
    DUPLICATE_KEY = "R004", Error, "key written twice",
        "TOML allows every key and every [table] once. Remove one of the two; only lists of tables, [[like.this]], repeat.",
        rule_with!("severity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\nname = \"Sample\"\n");
    NEWER_TOML = "R005", Error, "needs TOML 1.1",
        "The rules repository reads TOML 1.0, which does not know this. Write it the older way.",
        rule_with!("severity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\nmeta = {team = \"a\",}\n");
    TOO_DEEP = "R006", Error, "nested too deeply",
        "Lists and tables are nested deeper than the reader goes. No rule is.",
        MadeBy("rule_robustness::deep_nesting_is_one_sentence");
    TOO_LARGE = "R007", Error, "too large for a rule",
        "The text is far larger than any rule. Paste the rule here and events into the events pane.",
        MadeBy("rule_robustness::ten_megabytes_of_noise_are_one_sentence");
    JSON = "R008", Error, "a rule in JSON",
        "This is JSON, as Kibana exports it. The playground reads the TOML of the rules repository; export the rule with its command line, or paste only the query.",
        Rule("{\"name\": \"Example\", \"query\": \"event.action:*\"}");
    EMPTY = "R009", Info, "no rule yet",
        "Paste a rule in TOML, or only its query.",
        Rule("");
    BARE_QUERY = "R010", Info, "read as a bare query",
        "The text has no TOML keys, so it is taken as the query of a rule with default settings.",
        Rule("event.action: ListUsers");
    UNKNOWN_KEY = "R011", Error, "unknown key",
        "The rules repository refuses keys it does not know. Correct the spelling or remove the key.",
        rule_with!("severity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\nnte = \"Example\"\n");
    MISPLACED_KEY = "R012", Error, "key of another rule type",
        "Only some rule types have this key. Remove it, or change `rule.type`.",
        rule_with!("severity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\nanomaly_threshold = 50\n");
    MISSING_KEY = "R013", Error, "missing key",
        "A rule of this type cannot be loaded without this key. Add it.",
        rule_with!("severity = \"low\"\ntype = \"query\"\nlanguage = \"kuery\"\n");
    MISSING_TABLE = "R014", Error, "missing table",
        "Every rule file has the tables [metadata] and [rule]. Add the table with its keys.",
        Rule("[rule]\nname = \"Example\"\nrule_id = \"3b1f3c1e-0000-4000-8000-000000000000\"\nauthor = [\"Example\"]\ndescription = \"Example\"\nquery = \"event.action: *\"\nseverity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\n");
    WRONG_TYPE = "R015", Error, "wrong type of value",
        "The key needs another type of value. Quotes make text, brackets make a list, [headers] make tables.",
        rule_with!("severity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\ntags = \"Domain: Cloud\"\n");
    BAD_VALUE = "R016", Error, "value not allowed",
        "Only certain values are allowed here. Use one of them.",
        rule_with!("severity = \"huge\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\n");
    COERCED = "R017", Info, "text where a number belongs",
        "The loader turns the text into a number. Write the number without quotes.",
        rule_with!("severity = \"low\"\nrisk_score = \"21\"\ntype = \"query\"\nlanguage = \"kuery\"\n");
    LANGUAGE_OF_TYPE = "R018", Error, "language does not fit the type",
        "Rules of type eql and esql are written in the language of the same name.",
        rule_with!("severity = \"low\"\nrisk_score = 21\ntype = \"eql\"\nlanguage = \"kuery\"\n");
    NO_HEADER = "R019", Error, "no [rule] header",
        "The keys of a rule stand under the header [rule]. Put the header above them.",
        Rule("name = \"Example\"\nrule_id = \"3b1f3c1e-0000-4000-8000-000000000000\"\nauthor = [\"Example\"]\ndescription = \"Example\"\nquery = \"event.action: *\"\nseverity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\n[metadata]\ncreation_date = \"2024/01/01\"\nupdated_date = \"2024/01/01\"\n");
    TOO_MANY = "R020", Info, "more problems of this kind",
        "Only the first problems are listed. Fix them; the rest will show, or vanish with them.",
        MadeBy("rule_robustness::many_broken_lines_are_capped");
    BYTE_ORDER_MARK = "R021", Error, "byte order mark",
        "The file starts with a byte order mark, which TOML 1.0 does not know: the rules repository refuses the file. Save it as UTF-8 without one.",
        Rule("\u{feff}[metadata]\ncreation_date = \"2024/01/01\"\nupdated_date = \"2024/01/01\"\n[rule]\nname = \"Example\"\nrule_id = \"3b1f3c1e-0000-4000-8000-000000000000\"\nauthor = [\"Example\"]\ndescription = \"Example\"\nquery = \"event.action: *\"\nseverity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\n");
    UNREAD_TOML = "R022", Error, "TOML that the repository does not read",
        "The rules repository reads an early version of TOML: no dotted keys, no lists of several types, no times without a zone. Write it the older way.",
        rule_with!("severity = \"low\"\nrisk_score = 21\ntype = \"query\"\nlanguage = \"kuery\"\nmeta.team = \"a\"\n");
}

/// The codes after which a rule cannot be evaluated: the text is no TOML, or no rule.
pub static BREAKING: &[&crate::diagnostic::Code] =
    &[&SYNTAX, &CUT_OFF, &NEVER_CLOSED, &DUPLICATE_KEY, &NEWER_TOML, &TOO_DEEP, &TOO_LARGE, &JSON, &EMPTY];
