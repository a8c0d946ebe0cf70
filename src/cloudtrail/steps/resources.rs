//! The resources a call touched.

use std::borrow::Cow;

use super::super::run::Run;
use super::super::{java, raw};
use crate::ecs::{Item, Node};
use crate::json::{Kind, NodeRef};

/// Members that get another name.
const RENAMED: &[(&str, &str)] = &[("ARN", "arn"), ("accountId", "account_id")];

/// Elements that are objects, keys in ECS style, one for each ARN, account and type, in hash order of these.
/// Anything but a list stays as it is.
pub fn resources(run: &mut Run<'_, '_>) {
    let Some(resources) = run.raw("resources") else { return };
    if resources.kind() != Kind::Array {
        return run.copy("aws.cloudtrail.resources", resources);
    }
    let mut unique: Vec<(Cow<'_, str>, Item)> = Vec::new();
    for resource in raw::children(resources).filter(|resource| resource.kind() == Kind::Object) {
        let (key, item) = (identity(resource), in_ecs_style(resource));
        match unique.iter_mut().find(|(known, _)| *known == key) {
            // The last one wins, at the place of the first.
            Some((_, slot)) => *slot = item,
            None => unique.push((Cow::Owned(key), item)),
        }
    }
    let count = unique.len();
    let items = java::in_hash_order(unique, count).into_iter().map(|(_, item)| item).collect();
    run.derive("aws.cloudtrail.resources", Node::Array(items), vec![resources.span()]);
}

fn identity(resource: NodeRef<'_>) -> String {
    let part = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| raw::at(resource, key));
        found.map_or(String::new(), java::value_text)
    };
    format!("{}_{}_{}", part(&["ARN", "arn"]), part(&["accountId", "account_id"]), part(&["type"]))
}

fn in_ecs_style(resource: NodeRef<'_>) -> Item {
    let renamed = |key: &str| RENAMED.iter().find(|(raw, _)| *raw == key).map(|(_, ecs)| *ecs);
    // A renamed member replaces one that has the name already.
    let is_replaced = |key: &str| RENAMED.iter().any(|(raw, ecs)| *ecs == key && raw::at(resource, raw).is_some());
    let members = raw::children(resource).map(raw::copy_member);
    let entries = members.filter(|(key, _)| !is_replaced(key)).map(|(key, item)| match renamed(&key) {
        Some(ecs) => (ecs.into(), item),
        None => (key, item),
    });
    Item::source(Node::Object(entries.collect()), resource.span())
}
