use crate::diagnostic::{Diagnostic, Place, codes};
use crate::pattern::Wildcard;
use crate::rule::Rule;
use crate::text::Span;

/// Where the integration stores CloudTrail events, and where Filebeat's module does.
const INTEGRATION: &str = "logs-aws.cloudtrail-default";
const FILEBEAT: &str = "filebeat-";

/// Says so where none of the rule's index patterns takes in CloudTrail events. A rule without patterns is left alone.
pub(super) fn check(rule: &Rule) -> Option<Diagnostic> {
    let patterns = || rule.index.iter().filter(|pattern| !pattern.value.starts_with('-'));
    let takes_in = |pattern: &str| {
        // `cluster:index` searches the index of another cluster.
        let local = pattern.rsplit(':').next().unwrap_or(pattern);
        Wildcard::new(local).matches(INTEGRATION) || local.starts_with(FILEBEAT)
    };
    let first = patterns().next()?;
    if patterns().any(|pattern| takes_in(&pattern.value)) {
        return None;
    }
    let span = patterns().fold(first.span, |whole: Span, pattern| whole.join(pattern.span));
    let diagnostic =
        Diagnostic::new(&codes::rule_types::OTHER_DATA, Place::rule(span), "this rule does not read CloudTrail");
    Some(diagnostic.note("Paste documents of its own data source; they are evaluated as they stand."))
}
