//! Services: the one that acts, and the one that was called.

use super::super::run::Run;
use crate::text::Span;

const SERVICE_ROLE: &str = ":role/aws-service-role/";
const DOMAIN: &str = ".amazonaws.com";

/// A service acts where the identity is one, or a role that only a service can assume. `invokedBy` alone makes none:
/// console sign-ins have it too.
pub fn service_actor(run: &mut Run<'_, '_>) {
    let invoked_by = run.text("userIdentity.invokedBy");
    let actor = if run.is_one_of("userIdentity.type", &["AWSService"]) {
        invoked_by.map(|text| (text.span(), text.text.into_owned()))
    } else if run.is_one_of("userIdentity.type", &["AssumedRole"]) {
        service_role(run).map(|role| invoked_by.map_or(role, |text| (text.span(), text.text.into_owned())))
    } else {
        None
    };
    if let Some((span, name)) = actor {
        run.derive_text("service.name", &name, span);
    }
}

/// The service in the ARN of a service-linked role; empty where the ARN ends with it.
fn service_role(run: &Run<'_, '_>) -> Option<(Span, String)> {
    let arn = run.text("userIdentity.sessionContext.sessionIssuer.arn")?;
    let start = arn.text.find(SERVICE_ROLE)? + SERVICE_ROLE.len();
    let length = arn.text.get(start..)?.find('/').unwrap_or(0);
    let name = arn.text.get(start..start + length)?.to_owned();
    Some((arn.part(start, start + length), name))
}

/// `sts` of `sts.amazonaws.com`.
pub fn cloud_service(run: &mut Run<'_, '_>) {
    let Some(source) = run.text("eventSource").filter(|source| source.text.ends_with(DOMAIN)) else { return };
    let Some((name, _)) = source.text.split_once(DOMAIN) else { return };
    run.derive_text("cloud.service.name", name, source.part(0, name.len()));
}
