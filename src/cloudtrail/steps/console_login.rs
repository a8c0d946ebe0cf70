//! What a console sign-in says about itself.

use super::super::run::Run;
use crate::ecs::Node;

const FIELDS: &str = "aws.cloudtrail.console_login.additional_eventdata";

/// Booleans where the record says `Yes` and `No`, and the page that was asked for.
pub fn details(run: &mut Run<'_, '_>) {
    if !run.is_one_of("eventName", &["ConsoleLogin"]) {
        return;
    }
    for (from, to) in [("MobileVersion", "mobile_version"), ("MFAUsed", "mfa_used")] {
        let path = format!("additionalEventData.{from}");
        if let Some(node) = run.raw(&path) {
            let used = node.as_str().is_none_or(|text| text != "No");
            run.derive(&format!("{FIELDS}.{to}"), Node::Bool(used), vec![node.span()]);
        }
    }
    if let Some(page) = run.raw("additionalEventData.LoginTo") {
        run.copy(&format!("{FIELDS}.login_to"), page);
    }
}
