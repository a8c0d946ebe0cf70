//! What the user agent is made of.

use super::super::run::Run;
use crate::ecs::{Item, Node, Origin};

/// Everything below `user_agent` but `original`; unknown without a parser.
pub fn parts(run: &mut Run<'_, '_>) {
    let Some(original) = run.text("userAgent") else { return };
    let span = original.span();
    let Some(parts) = run.options.user_agents.as_ref().map(|parser| parser.parse(&original.text)) else {
        for field in ["user_agent.name", "user_agent.version", "user_agent.os", "user_agent.device"] {
            let origin = Origin::Unknown { needs: "the list of user agents".into(), from: vec![span] };
            run.document.set(field, Item { node: Node::Null, origin });
        }
        return;
    };
    for (field, value) in [
        ("user_agent.name", Some(parts.name)),
        ("user_agent.version", parts.version),
        ("user_agent.os.name", parts.os_name),
        ("user_agent.os.version", parts.os_version),
        ("user_agent.os.full", parts.os_full),
        ("user_agent.device.name", Some(parts.device_name)),
    ] {
        if let Some(value) = value {
            run.derive_text(field, &value, span);
        }
    }
}
