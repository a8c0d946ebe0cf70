//! What a rule's type makes of the events.

use crate::diagnostic::Example::Rule;

super::codes! {
    OTHER_DATA = "T001", Info, "reads other data",
        "None of the rule's index patterns takes in CloudTrail events, so the rule does not see them in Elasticsearch. \
         Paste documents of its own data source; they are evaluated as they stand.",
        Rule("rule.type = \"query\"\nrule.language = \"kuery\"\nrule.index = [\"winlogbeat-*\"]\nrule.query = \"event.action: a\"");
    LUCENE = "T002", Warning, "Lucene is not evaluated",
        "Lucene's query syntax is not evaluated here, so all events stay undecided. Rewrite the query in KQL, the language \
         of most published rules, to see what it matches.",
        Rule("rule.type = \"query\"\nrule.language = \"lucene\"\nrule.query = \"event.action:a\"");
    FILTER = "T003", Warning, "filter not evaluated",
        "A filter holds a kind of clause that is not evaluated here, so events that depend on it stay undecided. `exists`, \
         `term`, `terms`, `match`, `match_phrase`, `range`, `wildcard`, `prefix` and `bool` are.",
        Rule("rule.type = \"query\"\nrule.language = \"kuery\"\nrule.query = \"event.action: a\"\nrule.filters = [{ query = { regexp = { \"user.name\" = \"a.*\" } } }]");
    HISTORY_WINDOW = "T004", Warning, "history window cannot be read",
        "`history_window_start` must be date math such as `now-10d`. Without it nothing can be called new.",
        Rule("rule.type = \"new_terms\"\nrule.language = \"kuery\"\nrule.query = \"event.action: a\"\n[rule.new_terms]\nfield = \"new_terms_fields\"\nvalue = [\"user.name\"]\n[[rule.new_terms.history_window_start]]\nfield = \"history_window_start\"\nvalue = \"ten days\"");
}
