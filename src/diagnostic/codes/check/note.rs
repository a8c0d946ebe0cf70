//! The investigation guide.

use super::codes;
use crate::diagnostic::Example::Model;

codes! {
    SETUP_HEADING = "V56", Error, "setup heading of another form",
        "The heading is `## Setup`, stands either in the note or in `setup`, and no second-level heading of the note names a configuration.",
        Model(&[("## Triage and analysis", "# Setup\n\n## Triage and analysis")]);
    NO_TRIAGE = "V57", Warning, "no triage",
        "Elastic's rules of severity high and critical have a note with `## Triage and analysis`.",
        Model(&[("[\"Example\"]", "[\"Elastic\"]"), ("severity = \"medium\"", "severity = \"high\""), ("risk_score = 47", "risk_score = 73"), ("## Triage and analysis", "## Analysis")]);
    GUIDE_NAME = "V58", Warning, "guide of another rule",
        "`### Investigating` is followed by the rule's name.",
        Model(&[("### Investigating AWS IAM Users Listed", "### Investigating Something Else")]);
    PLACEHOLDERS = "V59", Warning, "placeholders do not fit",
        "Each query under [transform] has one placeholder in the note, and each placeholder a query.",
        Model(&[("Ask the user whether the call was theirs.", "$osquery_0")]);
    PLUGIN_INLINE = "V59b", Warning, "plugin written into the note",
        "Queries of the guide stand under [transform], not in the note.",
        Model(&[("Ask the user", "!{osquery{\"label\":\"Users\",\"query\":\"select 1\"}}")]);
    HEADING_CASE = "V61", Info, "heading unlike others",
        "Published guides write this heading with other capitals or without a colon.",
        Model(&[("## Triage and analysis", "## Triage And Analysis:")]);
}
