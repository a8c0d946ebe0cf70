//! The four payloads: each as the text of a Java map, and as it stands in a flattened field.

use super::super::run::Run;
use super::super::{java, raw};
use super::identity::is_authenticated_user;
use super::retain::{Flattened, kept};
use crate::ecs::{Item, Node};
use crate::json::{Kind, NodeRef};
use crate::text::Span;

/// A payload whose text has this many UTF-16 units or more has no flattened copy: Lucene's longest term.
const LONGEST_FLATTENED: usize = 32_766;

/// Java's text is at most this many times as long as JSON's: `1e6` becomes `1000000.0`, `[1,2]` becomes `[1, 2]`.
const LONGEST_GROWTH: usize = 4;

/// The payloads: raw name and ECS name.
const PAYLOADS: [(&str, &str); 4] = [
    ("requestParameters", "request_parameters"),
    ("responseElements", "response_elements"),
    ("additionalEventData", "additional_eventdata"),
    ("serviceEventDetails", "service_event_details"),
];

/// The text of the payload that the row reads.
pub fn text(run: &mut Run<'_, '_>) {
    if let Some((from, name)) = payload_of(run) {
        write_text(run, from, name);
    }
}

/// The flattened copy of the payload that the row reads.
pub fn flattened(run: &mut Run<'_, '_>) {
    if let Some((from, name)) = payload_of(run) {
        write_flattened(run, from, name);
    }
}

/// The bytes behind `part` of the payload string in `field`; nothing for other fields. `run` has written `user.name`.
pub fn places(run: &Run<'_, '_>, field: &str, part: Span) -> Vec<Span> {
    let name = field.strip_prefix("aws.cloudtrail.");
    let Some((from, _)) = PAYLOADS.iter().find(|(_, ecs)| Some(*ecs) == name) else { return Vec::new() };
    run.raw(from).map_or(Vec::new(), |payload| java::payload_places(payload, removed(run, from), part))
}

fn payload_of(run: &Run<'_, '_>) -> Option<(&'static str, &'static str)> {
    let read = run.step.reads.first()?;
    PAYLOADS.iter().find(|(raw, _)| raw == read).copied()
}

fn write_text(run: &mut Run<'_, '_>, from: &str, name: &str) {
    let Some(payload) = run.raw(from).filter(|_| kept(run.options.retain, name).text) else { return };
    let text = java::payload_text(payload, removed(run, from));
    run.derive_text(&format!("aws.cloudtrail.{name}"), &text, payload.span());
}

fn write_flattened(run: &mut Run<'_, '_>, from: &str, name: &str) {
    let wanted = kept(run.options.retain, name).flattened;
    let Some(payload) = run.raw(from).filter(|_| wanted != Flattened::Members(&[])) else { return };
    let removed = removed(run, from);
    if is_too_long(payload, removed) {
        return;
    }
    let field = format!("aws.cloudtrail.flattened.{name}");
    if payload.kind() != Kind::Object {
        if wanted == Flattened::Whole {
            run.copy(&field, payload);
        }
        return;
    }
    let is_wanted = |key: &str| match wanted {
        Flattened::Whole => removed != Some(key),
        Flattened::Members(members) => members.contains(&key),
    };
    let members = raw::children(payload).filter(|member| is_wanted(&member.key().unwrap_or_default()));
    let members: Vec<_> = members.map(raw::copy_member).collect();
    if !members.is_empty() {
        run.document.set(&field, Item::source(Node::Object(members), payload.span()));
    }
}

/// The member that step 23 moved to `user.name`.
fn removed(run: &Run<'_, '_>, from: &str) -> Option<&'static str> {
    (from == "additionalEventData" && is_authenticated_user(run)).then_some("UserName")
}

fn is_too_long(payload: NodeRef<'_>, removed: Option<&str>) -> bool {
    payload.raw().len() * LONGEST_GROWTH >= LONGEST_FLATTENED
        && java::payload_text(payload, removed).encode_utf16().count() >= LONGEST_FLATTENED
}
