//! The source of the call: an address, and what is known about it.

use std::net::IpAddr;

use super::super::enrichment::{self, Part};
use super::super::run::{Run, Text};
use crate::ecs::{Item, Node, Origin};

/// Only where the source address is a literal; `AWS Internal` and the names of services are none.
pub fn source_ip(run: &mut Run<'_, '_>) {
    if let Some((text, _)) = literal(run, "sourceIPAddress") {
        run.copy("source.ip", text.node);
    }
}

/// `source.geo`, unknown until the user supplies it.
pub fn geography(run: &mut Run<'_, '_>) {
    enrich(run, "source.geo", "geography");
}

/// `source.as`, unknown until the user supplies it.
pub fn autonomous_system(run: &mut Run<'_, '_>) {
    enrich(run, "source.as", "ASN");
}

/// The raw string at a path if it is an IPv4 or IPv6 address.
pub fn literal<'t>(run: &Run<'t, '_>, path: &str) -> Option<(Text<'t>, IpAddr)> {
    let text = run.text(path)?;
    let address = text.text.parse().ok()?;
    Some((text, address))
}

fn enrich(run: &mut Run<'_, '_>, field: &str, what: &str) {
    let Some((text, address)) = literal(run, "sourceIPAddress") else { return };
    let from = vec![text.span()];
    let lookup = run.options.enrichment.lookup(address);
    let part = if field == "source.geo" { lookup.geo } else { lookup.autonomous_system };
    match part {
        Part::Known(node) => run.document.set(field, enrichment::item(node, &from)),
        Part::Missing => {}
        Part::Unknown => {
            let origin = Origin::Unknown { needs: format!("{what} of {address}").into(), from };
            run.document.set(field, Item { node: Node::Null, origin });
        }
    }
}
