//! When a rule runs and how far back it looks.

use super::codes;
use crate::diagnostic::Example::Model;

codes! {
    INTERVAL_SHAPE = "V11", Error, "interval of another form",
        "The interval is digits and one of m, s, h, d.",
        Model(&[("interval = \"5m\"", "interval = \"5 min\"")]);
    FROM_SHAPE = "V12", Warning, "start of another form",
        "`from` is `now-` with digits and one unit: `now-9m`.",
        Model(&[("from = \"now-6m\"", "from = \"now-6min\"")]);
    GAP = "V13", Warning, "events between the runs are never searched",
        "A run looks back less far than the time since the run before. Move `from` further back than the interval is long.",
        Model(&[("from = \"now-6m\"", "from = \"now-3m\"")]);
    NO_OVERLAP = "V13b", Info, "runs do not overlap",
        "A run looks back exactly to the run before, so an event that is stored late is missed. Look back a little further.",
        Model(&[("from = \"now-6m\"", "from = \"now-5m\"")]);
    ENDPOINT_FROM = "V14", Warning, "no start for endpoint events",
        "Endpoint events arrive late, so rules on `logs-endpoint.events.*` set `from`.",
        Model(&[("from = \"now-6m\"\n", ""), ("\"logs-aws.cloudtrail-*\"", "\"logs-endpoint.events.*\""), ("[\"aws\"]", "[\"endpoint\"]"), ("\"Domain: Cloud\"", "\"Domain: Endpoint\""), ("\"Data Source: AWS\"", "\"Data Source: Elastic Defend\"")]);
    TIMESTAMP = "V20", Warning, "late events are missed",
        "Rules search by `event.ingested`, so that events which arrive late count.",
        Model(&[("timestamp_override = \"event.ingested\"\n", "")]);
    BLOCK_TIMING = "V21", Error, "building block runs too often",
        "A building block rule looks back at least 119 minutes and runs every 60 minutes or less often, unless `metadata.bypass_bbr_timing` is true.",
        Model(&[("interval = \"5m\"", "building_block_type = \"default\"\ninterval = \"5m\""), ("risk_score = 47", "risk_score = 21"), ("\"medium\"", "\"low\""), ("Custom Query (KQL)", "BBR")]);
    BLOCK_TAG = "V21b", Warning, "building block without its tag",
        "Building block rules have the tag `Rule Type: BBR` and stand in a folder `rules_building_block`.",
        Model(&[("interval = \"5m\"", "building_block_type = \"default\"\ninterval = \"60m\""), ("now-6m", "now-120m"), ("risk_score = 47", "risk_score = 21"), ("\"medium\"", "\"low\"")]);
    BLOCK_RISK = "V21c", Info, "building block of a higher severity",
        "Building block rules are of severity low with risk score 21: their alerts feed other rules.",
        Model(&[("interval = \"5m\"", "building_block_type = \"default\"\ninterval = \"60m\""), ("now-6m", "now-120m"), ("Custom Query (KQL)", "BBR")]);
    SPAN_BEHIND = "V42", Warning, "sequence reaches further back than the run",
        "`maxspan` is at most ten minutes longer than the time a run looks back, or steps of a sequence are missed.",
        Model(&[("language = \"kuery\"", "language = \"eql\""), ("type = \"query\"", "type = \"eql\""), ("Custom Query (KQL)", "Event Correlation (EQL)"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "sequence by user.name with maxspan=30m [any where true] [any where true]"), ("interval = \"5m\"", "interval = \"15m\""), ("now-6m", "now-16m")]);
    SPAN_RATIO = "V42b", Warning, "runs too often for its sequence",
        "A rule whose sequence spans more than 2.5 minutes runs at most every half `maxspan`.",
        Model(&[("language = \"kuery\"", "language = \"eql\""), ("type = \"query\"", "type = \"eql\""), ("Custom Query (KQL)", "Event Correlation (EQL)"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "sequence by user.name with maxspan=15m [any where true] [any where true]"), ("now-6m", "now-20m")]);
    SPAN_LONG = "V43", Info, "long sequence",
        "Sequences span five minutes or less unless there is a reason: longer ones cost memory.",
        Model(&[("language = \"kuery\"", "language = \"eql\""), ("type = \"query\"", "type = \"eql\""), ("Custom Query (KQL)", "Event Correlation (EQL)"), ("event.provider: \"iam.amazonaws.com\" and event.action: \"ListUsers\"", "sequence by user.name with maxspan=10m [any where true] [any where true]"), ("interval = \"5m\"", "interval = \"10m\""), ("now-6m", "now-20m")]);
}
