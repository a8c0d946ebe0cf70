//! What each rule type asks for.

use super::codes;
use crate::diagnostic::Example::Model;

codes! {
    INDEX_AND_VIEW = "V15", Error, "index and data view",
        "A rule reads index patterns or a data view, not both.",
        Model(&[("interval = \"5m\"", "interval = \"5m\"\ndata_view_id = \"example\"")]);
    NO_INDEX = "V15b", Warning, "nothing to read",
        "Rules of this type name the index patterns they read.",
        Model(&[("index = [\"logs-aws.cloudtrail-*\"]\n", "")]);
    ESQL_INDEX = "V16", Error, "index of an ES|QL rule",
        "ES|QL names its indices in the query; the rule has no `index`.",
        Model(&[("language = \"kuery\"", "language = \"esql\""), ("type = \"query\"", "type = \"esql\""), ("Custom Query (KQL)", "ES|QL"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "from logs-aws.cloudtrail-* metadata _id, _version, _index\n| keep _id, _version, _index")]);
    NEW_TERMS_NAMES = "V49", Warning, "fixed name missing",
        "The field is always `new_terms_fields`, the window `history_window_start`, and there is one window.",
        Model(&[("type = \"query\"", "type = \"new_terms\""), ("Custom Query (KQL)", "New Terms"), ("timestamp_override", "new_terms = {field = \"fields\", value = [\"user.name\"], history_window_start = [{field = \"history_window_start\", value = \"now-7d\"}]}\ntimestamp_override")]);
    NEW_TERMS_TWICE = "V49b", Warning, "field written twice",
        "The fields whose values must be new are different ones.",
        Model(&[("type = \"query\"", "type = \"new_terms\""), ("Custom Query (KQL)", "New Terms"), ("timestamp_override", "new_terms = {field = \"new_terms_fields\", value = [\"user.name\", \"user.name\"], history_window_start = [{field = \"history_window_start\", value = \"now-7d\"}]}\ntimestamp_override")]);
    HISTORY_SHORT = "V49c", Warning, "history is shorter than a run",
        "The history starts before the time a run searches, or every value is new.",
        Model(&[("type = \"query\"", "type = \"new_terms\""), ("Custom Query (KQL)", "New Terms"), ("timestamp_override", "new_terms = {field = \"new_terms_fields\", value = [\"user.name\"], history_window_start = [{field = \"history_window_start\", value = \"now-5m\"}]}\ntimestamp_override")]);
    HISTORY_USUAL = "V49d", Info, "unusual length of history",
        "A history of 5 to 10 days is recommended: a shorter one alerts on weekly habits, a longer one is slow.",
        Model(&[("type = \"query\"", "type = \"new_terms\""), ("Custom Query (KQL)", "New Terms"), ("timestamp_override", "new_terms = {field = \"new_terms_fields\", value = [\"user.name\"], history_window_start = [{field = \"history_window_start\", value = \"now-30d\"}]}\ntimestamp_override")]);
    THRESHOLD_FIELDS = "V50", Error, "too many fields for the oldest stack",
        "Stacks before 9.2 group by at most three fields.",
        Model(&[("type = \"query\"", "type = \"threshold\""), ("Custom Query (KQL)", "Threshold"), ("timestamp_override", "threshold = {field = [\"user.name\", \"source.ip\", \"host.name\", \"user.id\"], value = 5}\ntimestamp_override"), ("maturity =", "min_stack_comments = \"Example\"\nmin_stack_version = \"9.1.0\"\nmaturity =")]);
    THRESHOLD_ONE = "V50b", Info, "threshold of one",
        "A threshold of one event without cardinality alerts as a rule of type `query` does.",
        Model(&[("type = \"query\"", "type = \"threshold\""), ("Custom Query (KQL)", "Threshold"), ("timestamp_override", "threshold = {field = [\"user.name\"], value = 1}\ntimestamp_override")]);
    INDICATOR_LANGUAGE = "V52", Error, "indicator query without a language",
        "`threat_query` needs `threat_language`.",
        Model(&[("type = \"query\"", "type = \"threat_match\""), ("Custom Query (KQL)", "Indicator Match"), ("timestamp_override", "threat_index = [\"logs-ti_*\"]\nthreat_query = \"@timestamp >= \\\"now-30d\\\"\"\nthreat_mapping = [{entries = [{field = \"source.ip\", type = \"mapping\", value = \"threat.indicator.ip\"}]}]\ntimestamp_override")]);
    INDICATOR_NEGATED = "V52b", Error, "nothing that must match",
        "In each group at least one entry must match, and no pair of fields both match and not match.",
        Model(&[("type = \"query\"", "type = \"threat_match\""), ("Custom Query (KQL)", "Indicator Match"), ("timestamp_override", "threat_index = [\"logs-ti_*\"]\nthreat_query = \"@timestamp >= \\\"now-30d\\\"\"\nthreat_language = \"kuery\"\nthreat_mapping = [{entries = [{field = \"source.ip\", type = \"mapping\", value = \"threat.indicator.ip\", negate = true}]}]\ntimestamp_override")]);
    ANOMALY_RANGE = "V06", Warning, "anomaly score out of range",
        "Anomaly scores lie between 0 and 100.",
        Model(&[("language = \"kuery\"\n", ""), ("type = \"query\"", "anomaly_threshold = 200\nmachine_learning_job_id = \"example\"\ntype = \"machine_learning\""), ("query = '''\nevent.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"\n'''\n", ""), ("index = [\"logs-aws.cloudtrail-*\"]\n", ""), ("timestamp_override = \"event.ingested\"\n", ""), ("\"Rule Type: Custom Query (KQL)\"", "\"Rule Type: ML\",\n    \"Rule Type: Machine Learning\"")]);
}
