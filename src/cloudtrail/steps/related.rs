//! `related.*`: everything of one kind in one list, without repeats.

use super::super::run::Run;
use super::network;
use crate::ecs::Origin;

/// Users named in the request and the answer.
pub fn payload_users(run: &mut Run<'_, '_>) {
    for path in ["requestParameters.userName", "requestParameters.newUserName", "responseElements.user.userId"] {
        if let Some(user) = run.raw(path) {
            run.add_raw_to("related.user", user);
        }
    }
}

/// Users that other steps found.
pub fn users(run: &mut Run<'_, '_>) {
    for field in ["user.id", "user.name", "user.changes.name", "aws.cloudtrail.user_identity.on_behalf_of.user_id"] {
        run.add_written_to("related.user", field);
    }
}

/// Where the call came from, and where the service says it came from.
pub fn addresses(run: &mut Run<'_, '_>) {
    run.add_written_to("related.ip", "source.ip");
    if let Some((text, _)) = network::literal(run, "serviceEventDetails.sourceIpAddress") {
        run.add_to("related.ip", &text.text, Origin::Source(text.span()));
    }
}
