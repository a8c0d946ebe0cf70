//! What does not depend on the record.

use super::super::MappingOptions;
use super::super::run::Run;
use crate::ecs::{Item, Node, Origin};

const DEFAULT_TAGS: &[&str] = &["forwarded", "aws-cloudtrail", ACTOR_TARGET_MAPPING];

/// The tag by which the policy switches the entity fields on.
const ACTOR_TARGET_MAPPING: &str = "actor_target_mapping";

/// The constants of the index the integration writes to.
pub fn data_stream(run: &mut Run<'_, '_>) {
    for (field, value) in [
        ("data_stream.type", "logs"),
        ("data_stream.dataset", "aws.cloudtrail"),
        ("data_stream.namespace", "default"),
        ("event.dataset", "aws.cloudtrail"),
        ("event.module", "aws"),
    ] {
        run.constant(field, value);
    }
}

/// The policy's tags, pruned as everything else.
pub fn tags(run: &mut Run<'_, '_>) {
    let origin = Origin::Constant { step: run.step.name };
    for tag in policy_tags(run.options).filter(|tag| !matches!(*tag, "" | "-" | "none")) {
        let item = Item { node: Node::String(tag.into()), origin: origin.clone() };
        run.document.push("tags", item, origin.clone());
    }
}

/// Whether the policy asks for the entity fields.
pub fn maps_actor_and_target(options: &MappingOptions) -> bool {
    policy_tags(options).any(|tag| tag == ACTOR_TARGET_MAPPING)
}

fn policy_tags(options: &MappingOptions) -> impl Iterator<Item = &str> {
    let set = options.tags.iter().flatten().map(String::as_str);
    set.chain(DEFAULT_TAGS.iter().copied().filter(|_| options.tags.is_none()))
}

/// The record's own text.
pub fn original(run: &mut Run<'_, '_>) {
    if let Some(record) = run.record {
        run.document.set("event.original", Item::source(Node::String(record.raw().into()), record.span()));
    }
}

/// The version of ECS the integration speaks.
pub fn ecs_version(run: &mut Run<'_, '_>) {
    run.constant("ecs.version", super::super::ECS_VERSION);
}

/// All of it is AWS.
pub fn cloud_provider(run: &mut Run<'_, '_>) {
    run.constant("cloud.provider", "aws");
}
