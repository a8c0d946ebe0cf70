//! Who acted and on what, as ids: the fields `*.entity.id`, `*.target.entity.id` and `related.entity`, which the
//! integration fills where the policy has the tag `actor_target_mapping`.
//!
//! [`rules`] is the table of what each service's records name, [`pick`] reads it, [`sort`] tells users from hosts
//! from services.

mod actor;
mod ids;
mod pick;
mod rules;
mod sort;

use actor::Actor;
use ids::Ids;
use pick::{Refused, Wanted, pick};
use rules::{Pick, SERVICES, Service};
use sort::Sort;

use super::run::{Failure, Run};
use super::steps::maps_actor_and_target;
use crate::diagnostic::codes::mapping as codes;
use crate::ecs::{Item, Node};
use crate::json::NodeRef;

/// What the records of every service name.
static ALWAYS: &[Pick] = &[
    Pick::One("userIdentity.accessKeyId"),
    Pick::One("userIdentity.arn"),
    Pick::One("userIdentity.userName"),
    Pick::One("userIdentity.sessionContext.sessionIssuer.arn"),
    Pick::One("userIdentity.sessionContext.sessionIssuer.userName"),
];

/// The ids of one record.
struct Found<'t> {
    actor: Option<Actor<'t>>,
    targets: Ids,
    related: Ids,
}

/// Writes the ids of the record, or, where one of the places does not hold what the script expects, none of them.
pub fn write(run: &mut Run<'_, '_>) {
    let Some(record) = run.record.filter(|_| maps_actor_and_target(run.options)) else { return };
    if run.raw("eventName").is_none() {
        return;
    }
    match find(run, record) {
        Ok(found) => write_found(run, found),
        Err(refused) => report(run, &refused),
    }
}

fn find<'t>(run: &Run<'t, '_>, record: NodeRef<'t>) -> Result<Found<'t>, Refused> {
    let mut related = Ids::default();
    let mut targets = Ids::default();
    let is_identity_center = run.is_one_of("userIdentity.type", &["IdentityCenterUser"]);
    for rule in ALWAYS {
        pick(record, record, rule, &mut related)?;
    }
    if is_identity_center {
        pick(record, record, &Pick::One("userIdentity.onBehalfOf.identityStoreArn"), &mut related)?;
    }
    pick(record, record, &Pick::Resources, &mut related)?;
    let mut actor = Actor::of(run)?;
    if let Some(service) = service_of(run) {
        for rule in service.related {
            pick(record, record, rule, &mut related)?;
        }
        let name = run.text("eventName").map(|name| name.text).unwrap_or_default();
        if let Some(rule) = service.targets.iter().find(|rule| rule.is_for(&name)) {
            for wanted in rule.targets {
                pick(record, record, wanted, &mut targets)?;
            }
            actor = Actor::as_named_by(run, service.name, &name, actor);
        }
    }
    related.extend(&targets);
    Ok(Found { actor, targets, related })
}

fn service_of(run: &Run<'_, '_>) -> Option<&'static Service> {
    let source = run.text("eventSource")?;
    let name = source.text.strip_suffix(".amazonaws.com")?;
    SERVICES.iter().find(|service| service.name == name)
}

fn write_found(run: &mut Run<'_, '_>, found: Found<'_>) {
    let Found { actor, targets, related } = found;
    if let Some(actor) = actor {
        let (field, id) = actor.entity(run);
        run.derive("actor.entity.id", list_of_one(run, &actor.id), Vec::new());
        run.derive(field, list_of_one(run, &id), Vec::new());
    }
    write_ids(run, "target.entity.id", &targets);
    for (field, sort) in [
        ("user.target.entity.id", Sort::User),
        ("host.target.entity.id", Sort::Host),
        ("service.target.entity.id", Sort::Service),
        ("entity.target.id", Sort::Other),
    ] {
        write_ids(run, field, &targets.filter(|id| Sort::of(id) == sort));
    }
    let hosts = targets.filter(|id| Sort::of(id) == Sort::Host);
    write_ids(run, "host.target.id", &hosts.filter_map(sort::instance_id));
    write_ids(run, "related.entity", &related);
}

fn list_of_one(run: &Run<'_, '_>, id: &actor::Id<'_>) -> Node {
    Node::Array(vec![Item { node: Node::String((&*id.text).into()), origin: run.derived(vec![id.span()]) }])
}

fn write_ids(run: &mut Run<'_, '_>, field: &str, ids: &Ids) {
    let items = ids.sorted().into_iter().map(|(id, span)| {
        let origin = run.derived(vec![span]);
        Item { node: Node::String(id.into()), origin }
    });
    let items = items.collect();
    run.derive(field, Node::Array(items), Vec::new());
}

fn report(run: &mut Run<'_, '_>, refused: &Refused) {
    const NOTE: &str = "The integration indexes the event without any entity ids and marks it as a pipeline error. \
                        Nothing is wrong with the record; rules that read entity ids cannot match it.";
    let (code, expected) = match refused.wanted {
        Wanted::Text => (&codes::NO_ENTITY_ID, "text where an id is read"),
        Wanted::List => (&codes::NO_ENTITY_LIST, "a list where ids are read"),
        Wanted::Object => (&codes::NO_ENTITY_LIST, "an object in a list that ids are read from"),
    };
    let message = format!("runtime error: expected {expected}");
    run.fail(Failure { code, processor: "script", message, note: NOTE }, refused.span);
}
