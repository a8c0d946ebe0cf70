//! Metadata of a rule, its scores and its name.

use super::codes;
use crate::diagnostic::Example::{MadeBy, Model, ModelAt};

codes! {
    NAME_SHAPE = "V04", Error, "name of another form",
        "Names start with a letter or digit, end with a letter, digit, bracket or parenthesis, and have at least three characters.",
        Model(&[("name = \"AWS IAM Users Listed\"", "name = \"AWS IAM Users Listed.\""), ("Investigating AWS IAM Users Listed", "Investigating AWS IAM Users Listed.")]);
    ID_SHAPE = "V05", Error, "not a UUID",
        "The identifier is a UUID in lower case and stays the same for the rule's whole life.",
        Model(&[("3b1f3c1e-", "3B1F3C1E-")]);
    RISK_BAND = "V07", Warning, "risk score of another severity",
        "The risk score lies in the band of the severity: low 0 to 21, medium 22 to 47, high 48 to 73, critical 74 to 100.",
        Model(&[("risk_score = 47", "risk_score = 73")]);
    RISK_USUAL = "V08", Info, "unusual risk score",
        "Rules use one score for each severity: 21, 47, 73 and 99.",
        Model(&[("risk_score = 47", "risk_score = 43")]);
    DATE_SHAPE = "V09", Error, "date of another form",
        "Dates are written YYYY/MM/DD.",
        Model(&[("\"2024/02/20\"", "\"2024-02-20\"")]);
    UPDATED_BEFORE_CREATED = "V09b", Warning, "updated before it was created",
        "The day of the last change cannot come before the day the rule was written.",
        Model(&[("\"2024/02/20\"", "\"2023/02/20\"")]);
    NO_SUCH_DAY = "V09c", Warning, "no such day",
        "The calendar does not have this day.",
        Model(&[("\"2024/02/20\"", "\"2024/02/30\"")]);
    UNCHANGED_DATE = "V10", Warning, "changed without a new date",
        "Every change of a rule sets `updated_date` to the day of the change.",
        MadeBy("checks::a_change_needs_a_new_date");
    VERSIONED = "V18", Error, "set by the release process",
        "`version` and `revision` are set when rules are released; a rule that has them is refused.",
        Model(&[("risk_score = 47", "risk_score = 47\nversion = 3")]);
    MANY_SIGNALS = "V19", Warning, "more alerts than allowed",
        "`max_signals` is at most 1000, and at 1000 the setup must hold the repository's paragraph about alert limits.",
        Model(&[("interval = \"5m\"", "interval = \"5m\"\nmax_signals = 2000")]);
    LICENSE = "V22", Warning, "licence of another version",
        "A rule under the Elastic License names version 2: `Elastic License v2`.",
        Model(&[("License v2", "License")]);
    VERSION_SHAPE = "V23", Error, "version of another form",
        "The oldest stack is written as two or more numbers with dots: `9.3.0`.",
        Model(&[("maturity =", "min_stack_comments = \"Example\"\nmin_stack_version = \"9\"\nmaturity =")]);
    STACK_COMMENT = "V23b", Warning, "no reason for the oldest stack",
        "`min_stack_version` needs `min_stack_comments`, which says why an older stack cannot run the rule.",
        Model(&[("maturity =", "min_stack_version = \"9.3.0\"\nmaturity =")]);
    DEPRECATED = "V24", Warning, "deprecation is incomplete",
        "A retired rule stands in a folder `_deprecated`, has `maturity = \"deprecated\"`, and its deprecation date is the date of the last change.",
        Model(&[("maturity = \"production\"", "maturity = \"deprecated\"")]);
    FILE_NAME = "V25", Warning, "file name of another form",
        "File names use a to z, 0 to 9 and `_`, and end with .toml. Those of Elastic's rules start with the first tactic.",
        ModelAt("rules/discovery-users.toml", &[]);
    INTEGRATION = "V53", Warning, "integration does not fit the index",
        "`metadata.integration` names the integrations whose index patterns the rule reads.",
        Model(&[("integration = [\"aws\"]\n", "")]);
    TOO_NEW = "V54", Warning, "needs a newer stack",
        "The oldest stack the rule names does not know this key or so many fields.",
        Model(&[("maturity =", "min_stack_comments = \"Example\"\nmin_stack_version = \"8.9.0\"\nmaturity ="), ("interval = \"5m\"", "interval = \"5m\"\ninvestigation_fields = {field_names = [\"user.name\"]}")]);
    TIMELINE_UNKNOWN = "V60", Error, "unknown timeline template",
        "Only templates that ship with the stack can be named.",
        Model(&[("interval = \"5m\"", "interval = \"5m\"\ntimeline_id = \"none\"\ntimeline_title = \"Generic Network Timeline\"")]);
    TIMELINE_PAIR = "V60b", Warning, "half a timeline template",
        "A timeline template is named by its identifier and its own title.",
        Model(&[("interval = \"5m\"", "interval = \"5m\"\ntimeline_title = \"Generic Network Timeline\"")]);
}
