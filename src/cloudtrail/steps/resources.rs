//! The resources a call touched.

use std::borrow::Cow;

use super::super::run::Run;
use super::super::{java, raw};
use crate::ecs::{Item, Node};
use crate::json::{Kind, NodeRef};

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
    let mut entries: Vec<(Box<str>, Item)> = Vec::new();
    for member in raw::children(resource) {
        let (key, item) = raw::copy_member(member);
        let key = match &*key {
            "ARN" => "arn".into(),
            "accountId" => "account_id".into(),
            _ => key,
        };
        match entries.iter_mut().find(|(known, _)| *known == key) {
            Some((_, slot)) => *slot = item,
            None => entries.push((key, item)),
        }
    }
    Item::source(Node::Object(entries), resource.span())
}
