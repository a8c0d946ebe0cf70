//! `source.geo.*` and `source.as.*`: unknown until the user supplies them.

use std::net::IpAddr;

use crate::ecs::Node;

/// What the user supplied about addresses.
#[derive(Clone, Debug, Default)]
pub struct Enrichment {}

/// What is known about an address.
#[derive(Clone, Debug, PartialEq)]
pub enum Lookup {
    /// Supplied: `geo` and `as` objects as they stand under `source`; either may be `None` (no such data for it: missing).
    Known {
        /// `source.geo`
        geo: Option<Node>,
        /// `source.as`
        autonomous_system: Option<Node>,
    },
    /// A private, loopback or otherwise unrouted address: the databases hold nothing for it.
    Private,
    /// Nothing was supplied.
    Unknown,
}

impl Enrichment {
    /// What is known about `address`.
    pub fn lookup(&self, _address: IpAddr) -> Lookup {
        Lookup::Unknown
    }
}
