//! Dates of the record, and what happens to those that are none.

use super::super::date;
use super::super::run::{Failure, Run};
use crate::diagnostic::codes::mapping as codes;
use crate::json::NodeRef;

/// `@timestamp`; without one where the event time is no date.
pub fn event_time(run: &mut Run<'_, '_>) {
    if let Some(node) = run.raw("eventTime") {
        write(run, "@timestamp", node, date::iso);
    }
}

/// When the session was made; some services write it without separators.
pub fn session_creation(run: &mut Run<'_, '_>) {
    if let Some(node) = run.raw("userIdentity.sessionContext.attributes.creationDate") {
        write(run, "aws.cloudtrail.user_identity.session_context.creation_date", node, date::iso_or_basic);
    }
}

/// Writes a raw date as `read` understands it, or the failure of the date processor.
pub fn write(run: &mut Run<'_, '_>, field: &str, node: NodeRef<'_>, read: fn(&str) -> Option<String>) {
    let text = super::super::java::value_text(node);
    if let Some(date) = read(&text) {
        return run.derive_text(field, &date, node.span());
    }
    let failure = Failure {
        code: &codes::NOT_A_DATE,
        processor: "date",
        message: format!("unable to parse date [{text}]"),
        note: "The integration indexes the event without this date and marks it as a pipeline error. \
               Write it as 2024-05-06T07:08:09Z.",
    };
    run.fail(failure, node.span());
}
