//! Hosts that a record names: server names and EC2 instances.

use super::super::raw;
use super::super::run::Run;
use crate::ecs::{Item, Node, Origin};
use crate::json::{Kind, NodeRef};
use crate::text::Span;

const FIELD: &str = "related.hosts";
const AWS: &str = ".amazonaws.com";

/// Members of a payload that may hold an instance id.
const INSTANCE_KEYS: &[&str] = &["instanceId", "target", "resourceId"];

/// Server name, source name, computer name, then the instance ids of the resources, the request and the answer.
pub fn hosts(run: &mut Run<'_, '_>) {
    if run.written("tls.client.server_name").is_some_and(|(name, _)| !name.ends_with(AWS)) {
        run.add_written_to(FIELD, "tls.client.server_name");
    }
    let is_host = |name: &str| name.contains('.') && !name.contains(' ') && !name.ends_with(AWS);
    if !run.has("source.ip") && run.written("source.address").is_some_and(|(name, _)| is_host(&name)) {
        run.add_written_to(FIELD, "source.address");
    }
    if let Some(computer) = run.raw("requestParameters.computerName") {
        run.add_raw_to(FIELD, computer);
    }
    for (id, span) in instances_of_resources(run) {
        add_instance(run, &id, span);
    }
    for payload in ["requestParameters", "responseElements"] {
        let Some(payload) = run.raw(payload) else { continue };
        for id in instances_of(payload) {
            add_instance(run, &id.as_str().unwrap_or_default(), id.span());
        }
    }
}

fn add_instance(run: &mut Run<'_, '_>, id: &str, span: Span) {
    if id.len() >= 10 && id.starts_with("i-") {
        let origin = run.derived(vec![span]);
        run.add_to(FIELD, id, origin);
    }
}

/// What follows the last `/` of ARNs such as `arn:aws:ec2:…:instance/i-…`.
fn instances_of_resources(run: &Run<'_, '_>) -> Vec<(String, Span)> {
    let Some(Item { node: Node::Array(resources), .. }) = run.document.find("aws.cloudtrail.resources") else {
        return Vec::new();
    };
    let arn = |resource: &Item| {
        let Node::Object(entries) = &resource.node else { return None };
        let (_, item) = entries.iter().find(|(key, _)| &**key == "arn")?;
        match item {
            Item { node: Node::String(arn), origin: Origin::Source(span) } if arn.contains(":instance/") => {
                Some((arn.rsplit('/').next()?.to_owned(), *span))
            }
            _ => None,
        }
    };
    resources.iter().filter_map(arn).collect()
}

fn instances_of(payload: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    let mut ids: Vec<_> = INSTANCE_KEYS.iter().filter_map(|key| raw::at(payload, key)).collect();
    ids.extend(elements(payload, "instanceIds"));
    ids.extend(elements(payload, "instancesSet.items").filter_map(|item| raw::at(item, "instanceId")));
    ids
}

fn elements<'t>(payload: NodeRef<'t>, path: &str) -> impl Iterator<Item = NodeRef<'t>> {
    raw::at(payload, path).filter(|list| list.kind() == Kind::Array).into_iter().flat_map(raw::children)
}
