//! `source.geo.*` and `source.as.*`: unknown until the user supplies them, as a table (JSON) or as MaxMind databases.

mod network;
mod read;
mod unrouted;

use std::net::IpAddr;

pub use network::Network;

use crate::ecs::{Item, Node, Origin};
use crate::text::Span;

/// What the user supplied about addresses.
#[derive(Clone, Debug, Default)]
pub struct Enrichment {
    entries: Vec<Entry>,
}

/// One row of the user's table: all that is known of the addresses in a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The addresses.
    pub network: Network,
    /// `source.geo`; `None` where there is none.
    pub geo: Option<Node>,
    /// `source.as`; `None` where there is none.
    pub autonomous_system: Option<Node>,
}

/// What is known about an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// `source.geo`
    pub geo: Part,
    /// `source.as`
    pub autonomous_system: Part,
}

/// An object as it stands under `source`, if it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Supplied.
    Known(Node),
    /// Known to be absent: so supplied, or the address is private, loopback or otherwise unrouted.
    Missing,
    /// Nothing was supplied.
    Unknown,
}

impl Enrichment {
    /// What is known about `address`: the row with the longest matching prefix decides alone.
    pub fn lookup(&self, address: IpAddr) -> Lookup {
        let address = address.to_canonical();
        let rows = self.entries.iter().filter(|entry| entry.network.contains(address));
        if let Some(row) = rows.max_by_key(|entry| entry.network.prefix()) {
            return Lookup { geo: row.geo.clone().into(), autonomous_system: row.autonomous_system.clone().into() };
        }
        if unrouted::is_unrouted(address) {
            return Lookup { geo: Part::Missing, autonomous_system: Part::Missing };
        }
        Lookup { geo: Part::Unknown, autonomous_system: Part::Unknown }
    }

    /// The rows of the table, in the order written.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// The value as it stands in a document: each part of it knows the bytes of the address it was looked up for.
pub fn item(node: Node, from: &[Span]) -> Item {
    let node = match node {
        Node::Object(entries) => {
            Node::Object(entries.into_iter().map(|(key, inner)| (key, item(inner.node, from))).collect())
        }
        leaf => leaf,
    };
    Item { node, origin: Origin::Enrichment { from: from.to_vec() } }
}

impl From<Option<Node>> for Part {
    fn from(node: Option<Node>) -> Self {
        node.map_or(Self::Missing, Self::Known)
    }
}
