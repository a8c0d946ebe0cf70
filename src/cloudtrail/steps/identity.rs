//! Who acted: `user.name`, `user.id` and `user.email`.

use super::super::run::Run;
use crate::ecs::Origin;

/// Unless a service acted.
pub fn user_name(run: &mut Run<'_, '_>) {
    unless_service(run, "userIdentity.userName", "user.name");
}

/// Unless a service acted.
pub fn user_id(run: &mut Run<'_, '_>) {
    unless_service(run, "userIdentity.principalId", "user.id");
}

/// A session is named after the role or user that issued it.
pub fn session_issuer_user(run: &mut Run<'_, '_>) {
    if run.is_one_of("userIdentity.type", &["AssumedRole", "FederatedUser"]) {
        unless_service(run, "userIdentity.sessionContext.sessionIssuer.userName", "user.name");
    }
}

/// Users of Identity Center act on behalf of an id in its store.
pub fn identity_center_user(run: &mut Run<'_, '_>) {
    if run.is_one_of("userIdentity.type", &["IdentityCenterUser"])
        && !run.has("user.id")
        && let Some(id) = run.raw("userIdentity.onBehalfOf.userId")
    {
        run.copy("user.id", id);
    }
}

/// Moves the name out of the additional event data; [`is_authenticated_user`] tells the payload steps.
pub fn authenticated_user(run: &mut Run<'_, '_>) {
    if run.is_one_of("eventName", &["UserAuthentication"])
        && !run.has("user.name")
        && let Some(name) = run.raw("additionalEventData.UserName")
    {
        run.copy("user.name", name);
    }
}

/// Whether `user.name` was moved out of the additional event data.
pub fn is_authenticated_user(run: &Run<'_, '_>) -> bool {
    let Some(name) = run.raw("additionalEventData.UserName") else { return false };
    run.document.find("user.name").is_some_and(|item| item.origin == Origin::Source(name.span()))
}

/// A user name that is an address.
pub fn email(run: &mut Run<'_, '_>) {
    if run.has("user.email") {
        return;
    }
    let Some((name, origin)) = run.written("user.name") else { return };
    if name.find('@').is_some_and(|at| at > 0)
        && let Origin::Source(span) = origin
    {
        run.derive_text("user.email", &name, span);
    }
}

fn unless_service(run: &mut Run<'_, '_>, from: &str, to: &str) {
    if run.has("service.name") {
        return;
    }
    if let Some(node) = run.raw(from) {
        run.copy(to, node);
    }
}
