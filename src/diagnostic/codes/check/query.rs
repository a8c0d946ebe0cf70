//! The query, as the repository reads it.

use super::codes;
use crate::diagnostic::Example::Model;

codes! {
    REFUSED = "V37", Error, "the repository cannot read the query",
        "The repository's own KQL parser refuses the query although Kibana takes it.",
        Model(&[("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "event.action: \"ListUsers\" and user.name: two words")]);
    NOT_ECS = "V44", Error, "not a field of ECS",
        "The fields that name the category and order the events of EQL are fields of ECS.",
        Model(&[("language = \"kuery\"", "language = \"eql\""), ("type = \"query\"", "type = \"eql\""), ("Custom Query (KQL)", "Event Correlation (EQL)"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "any where event.action == \"ListUsers\""), ("interval = \"5m\"", "interval = \"5m\"\nevent_category_override = \"my.category\"")]);
    NO_METADATA = "V45", Error, "no metadata fields",
        "A query without `stats … by` names `metadata _id, _version, _index` after its indices, so that alerts are not doubled.",
        Model(&[("language = \"kuery\"", "language = \"esql\""), ("type = \"query\"", "type = \"esql\""), ("Custom Query (KQL)", "ES|QL"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "from logs-aws.cloudtrail-*\n| keep _id, _version, _index"), ("index = [\"logs-aws.cloudtrail-*\"]\n", "")]);
    NO_KEEP = "V46", Error, "no keep",
        "The query names what it keeps, and without `stats … by` also `_id, _version, _index`.",
        Model(&[("language = \"kuery\"", "language = \"esql\""), ("type = \"query\"", "type = \"esql\""), ("Custom Query (KQL)", "ES|QL"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "from logs-aws.cloudtrail-* metadata _id, _version, _index\n| where event.action == \"ListUsers\""), ("index = [\"logs-aws.cloudtrail-*\"]\n", "")]);
    DYNAMIC_NAME = "V47", Info, "computed column without its prefix",
        "Columns a query computes are named `Esql.…` so that they do not collide with fields.",
        Model(&[("language = \"kuery\"", "language = \"esql\""), ("type = \"query\"", "type = \"esql\""), ("Custom Query (KQL)", "ES|QL"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "from logs-aws.cloudtrail-*\n| stats calls = count(*) by user.name\n| keep calls"), ("index = [\"logs-aws.cloudtrail-*\"]\n", "")]);
    SUPPRESSED_BY = "V48", Warning, "suppressed by a column that is not computed",
        "A column named `Esql.…` that alerts are joined by is computed in the query.",
        Model(&[("language = \"kuery\"", "language = \"esql\""), ("type = \"query\"", "type = \"esql\""), ("Custom Query (KQL)", "ES|QL"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "from logs-aws.cloudtrail-*\n| stats Esql.calls = count(*) by user.name\n| keep Esql.calls"), ("index = [\"logs-aws.cloudtrail-*\"]\n", ""), ("interval = \"5m\"", "interval = \"5m\"\nalert_suppression = {group_by = [\"Esql.users\"], missing_fields_strategy = \"suppress\"}")]);
    GROUP_FIELD = "V51", Info, "field is not in the table",
        "No table knows the field that alerts are joined by; check its spelling.",
        Model(&[("interval = \"5m\"", "interval = \"5m\"\nalert_suppression = {group_by = [\"user.nmae\"], missing_fields_strategy = \"suppress\"}")]);
    LEADING_WILDCARD = "V55", Info, "wildcard at the start",
        "A value that starts with a wildcard is compared with every distinct value of the field, which is slow.",
        Model(&[("\"ListUsers\"", "*Users")]);
    ENTRY_TWICE = "V55b", Info, "value written twice",
        "The list holds the value twice.",
        Model(&[("\"ListUsers\"", "(\"ListUsers\" or \"ListUsers\")")]);
    INDEX_BROAD = "V55c", Info, "broad index pattern",
        "The pattern reads every index of its kind. Name the data set.",
        Model(&[("\"logs-aws.cloudtrail-*\"", "\"logs-*\"")]);
    KEEP_ALL = "V55d", Info, "keeps every column",
        "`keep *` keeps every column; name those an analyst needs.",
        Model(&[("language = \"kuery\"", "language = \"esql\""), ("type = \"query\"", "type = \"esql\""), ("Custom Query (KQL)", "ES|QL"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "from logs-aws.cloudtrail-* metadata _id, _version, _index\n| keep *"), ("index = [\"logs-aws.cloudtrail-*\"]\n", "")]);
}
