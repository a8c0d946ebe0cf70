//! The name of a session, which its maker chose: often an address or an instance id.

use super::super::run::{Failure, Run, Text};
use crate::diagnostic::codes::mapping as codes;
use crate::ecs::{Item, Node};

/// The text after the last `/` of a session's ARN becomes a related user, and an email where it is one.
pub fn session_name(run: &mut Run<'_, '_>) {
    if !run.is_one_of("userIdentity.type", &["AssumedRole", "FederatedUser", "IdentityCenterUser"]) {
        return;
    }
    let Some(arn) = run.text("userIdentity.arn") else { return };
    if !arn.text.contains(":sts:") || !arn.text.contains('/') {
        return;
    }
    let Some(start) = name_start(&arn.text) else { return refuse(run, &arn) };
    let name = arn.text.get(start..).unwrap_or_default().to_owned();
    let span = arn.part(start, arn.text.len());
    let origin = run.derived(vec![span]);
    run.add_to("related.user", &name, origin.clone());
    let Some((local, _)) = name.split_once('@') else { return };
    let local_origin = run.derived(vec![arn.part(start, start + local.len())]);
    run.add_to("related.user", local, local_origin);
    if !run.has("user.email") {
        run.document.set("user.email", Item { node: Node::String(name.into()), origin });
    }
}

/// Where the name starts in `arn:<partition>:sts:…/name`.
fn name_start(arn: &str) -> Option<usize> {
    let (partition, rest) = arn.strip_prefix("arn:")?.split_once(':')?;
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if partition.is_empty() || !partition.bytes().all(legal) || !rest.starts_with("sts:") {
        return None;
    }
    arn.rfind('/').map(|slash| slash + 1)
}

fn refuse(run: &mut Run<'_, '_>, arn: &Text<'_>) {
    let failure = Failure {
        code: &codes::NOT_A_SESSION_ARN,
        processor: "grok",
        message: format!("Provided Grok expressions do not match field value: [{}]", arn.text),
        note: "The integration reads the session name from an ARN such as \
               arn:aws:sts::111122223333:assumed-role/role/session. It indexes the event without it, as a pipeline error.",
    };
    run.fail(failure, arn.span());
}
